"""Collections run together on one line (form Q2): `第一篇：… 第二篇：…`, a line for each part."""

from __future__ import annotations

import re
from itertools import pairwise

from scraper.clean.draft import Draft
from scraper.clean.shape import is_title_like
from scraper.model import Change, Line
from scraper.text.numbers import value_of

RULE = "glued-document"
_MARK = re.compile(
    r"第(?P<left>[一二三四五六七八九十\d]{1,3})篇[:：]|篇(?P<right>[一二三四五六七八九十\d]{1,3})[:：]"
)
_TITLE = re.compile(r"^(\S+?[:：]\s*\S+)\s+(?=\S)")
FEWEST = 2
"""Parts on one line, at least."""
ENDS = "。！？”…）"
"""What a part ends with, before the next one begins."""


def part_collections(draft: Draft) -> Draft:
    """The draft with each part of a collection on a line of its own, and its title on another."""
    if "篇" not in draft.text:
        return draft
    lines: list[Line] = []
    changes: list[Change] = []
    for line in draft.lines:
        starts = [] if draft.spares(RULE, line.number) else _starts(line.text)
        if len(starts) < FEWEST:
            lines.append(line)
            continue
        cuts = sorted({0, *starts, len(line.text)})
        for a, b in pairwise(cuts):
            lines += [line._replace(text=text) for text in _title_apart(line.text[a:b].strip())]
        changes += [
            Change("split", RULE, line.text[at : at + 12], line=line.number) for at in starts
        ]
    return draft.keep(lines, changes) if changes else draft


def _starts(text: str) -> list[int]:
    """Where parts begin that count up from one."""
    found: list[int] = []
    if "篇" not in text:
        return found
    for match in _MARK.finditer(text):
        before = text[: match.start()].rstrip()
        number = value_of(match["left"] or match["right"])
        if number == len(found) + 1 and (not before or not found or before[-1] in ENDS):
            found.append(match.start())
    return found


def _title_apart(text: str) -> list[str]:
    """A part whose title a space parts from its text, as two lines."""
    match = _TITLE.match(text)
    if not match or not is_title_like(match[1]):
        return [text]
    return [match[1], text[match.end() :]]
