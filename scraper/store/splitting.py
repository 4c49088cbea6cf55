"""One case into two: which fields go with which half of the text. Pure."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from typing import Any

from scraper.model import Case, Completeness, Paragraph, Review

_TIED = ("models", "figures", "points", "checks", "partners", "people", "awards", "subcases")
"""Fields whose entries name the paragraph they rest on."""
_QUOTED = ("mechanisms", "slogans")
"""Fields whose entries are words of the text."""


def halves(case: Case, at: int, new_id: str, title: str = "") -> tuple[Case, Case]:
    """Return the case up to paragraph number `at`, and a new one from there on.

    Each fact goes with the paragraph it rests on; place, years, organisation, source and rights
    belong to both. The new case takes its title from `title`, else from the heading it begins
    with, else from the old one.
    """
    first, second = case.paragraphs[:at], case.paragraphs[at:]
    heading = second[0].text if second[0].kind in ("h2", "h3") else case.title
    ids = frozenset(paragraph.id for paragraph in second)
    rest = replace(
        _half(case, second, ids, inside=True),
        id=new_id,
        title=title or heading,
        duplicates=(),
    )
    kept = _half(case, first, ids, inside=False)
    if case.completeness.state == "cut":  # the break is at the end, unless it names a place
        if case.completeness.paragraph in {paragraph.id for paragraph in first}:
            rest = replace(rest, completeness=Completeness())
        else:
            kept = replace(kept, completeness=Completeness())
    return kept, rest


def _half(case: Case, paragraphs: tuple[Paragraph, ...], ids: Set[str], *, inside: bool) -> Case:
    """Return a case with these paragraphs and the facts that rest on them.

    `ids` are those of the second half; what names no paragraph stays with the first.
    """
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    tied: dict[str, Any] = {
        name: tuple(item for item in getattr(case, name) if (item.paragraph in ids) is inside)
        for name in (*_TIED, "cleaning")
    }
    other = "\n".join(p.text for p in case.paragraphs if p not in paragraphs)
    quoted: dict[str, Any] = {
        name: tuple(
            words
            for words in getattr(case, name)
            if words in text or (not inside and words not in other)
        )
        for name in _QUOTED
    }
    return replace(case, paragraphs=paragraphs, review=Review(), **tied, **quoted)
