"""Regulations that lost their line ends (form D9), set apart clause by clause:
`第一章 总则第一条 …。第二条 …`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.clean.paragraphs import Paragraphs, Text
from scraper.model import Change
from scraper.text.numbers import value_of

_MARK = re.compile(
    r"第(?P<clause>[一二三四五六七八九十百]{1,5})条(?=[\s\u3000]|[^\s，。；：、的款项第至和或与规之])"
    r"|第(?P<chapter>[一二三四五六七八九十]{1,3})章"
    r"|（(?P<item>[一二三四五六七八九十]{1,3})）"
)
FEWEST = 3
"""Clauses that count up in one paragraph, at least."""


def split_clauses(texts: tuple[Text, ...]) -> Paragraphs:
    """Paragraphs that hold several clauses, set apart before each chapter, clause and item.

    Marks count only where each goes on counting, behind the end of a sentence or of a heading; a
    clause that is referred to (`依照第三条规定`) does neither.
    """
    done: list[Text] = []
    changes: list[Change] = []
    for text in texts:
        cuts = list(_cuts(text.text))
        if not cuts:
            done.append(text)
            continue
        pieces = _pieces(text.text, cuts)
        done += [text._replace(text=piece) for piece in pieces]
        changes += [
            Change("split", "fused-paragraph", "", "¶", line=text.line, context=piece[:12])
            for piece in pieces[1:]
        ]
    return Paragraphs(tuple(done), tuple(changes))


def _cuts(text: str) -> Iterator[int]:
    """Where chapters, clauses and items begin; nothing where there are too few clauses."""
    if text.count("条") < FEWEST:
        return
    found: list[int] = []
    last = {"clause": 0, "chapter": 0, "item": 0}
    clauses = 0
    for match in _MARK.finditer(text):
        kind = str(match.lastgroup)
        number = int(value_of(match[kind]) or 0)
        expected = number == last[kind] + 1 or (kind != "item" and not last[kind])
        if not expected or not _may_open(text, match.start(), kind, found):
            continue
        last[kind] = number
        last["item"] = number if kind == "item" else 0
        clauses += kind == "clause"
        found.append(match.start())
    if clauses >= FEWEST:
        yield from found


def _may_open(text: str, at: int, kind: str, found: list[int]) -> bool:
    """Whether something may begin here: behind a mark, or a clause behind its chapter's name."""
    before = text[:at].rstrip()
    if not before or before[-1] in ("。；：" if kind == "item" else "。；：！？）”"):
        return True
    since = text[found[-1] : at] if found else before
    return kind == "clause" and (_is_chapter(since) or not found)


def _is_chapter(text: str) -> bool:
    return text.startswith("第") and "章" in text[:5] and not re.search("[，。；：]", text)


def _pieces(text: str, cuts: list[int]) -> list[str]:
    ends = [*cuts, len(text)]
    pieces = [text[a:b].strip() for a, b in zip([0, *cuts], ends, strict=True)]
    return [piece for piece in pieces if piece] or [text]
