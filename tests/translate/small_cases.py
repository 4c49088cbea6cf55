"""Cases of a few paragraphs."""

from __future__ import annotations

from scraper.model import Case, Paragraph


def made(id_: str, *texts: str, title: str = "") -> Case:
    """A case with these paragraphs, `p-aaaaaa`, `p-bbbbbb` and so on."""
    letters = "abcdefgh"
    paragraphs = (
        Paragraph(f"p-{letter * 6}", "p", t) for letter, t in zip(letters, texts, strict=False)
    )
    return Case(id=id_, kind="case", title=title or f"{id_}题目", paragraphs=tuple(paragraphs))
