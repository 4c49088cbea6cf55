"""A table of contents whose lines end in page numbers without dots before them (form O2)."""

from __future__ import annotations

import re

from scraper.clean.draft import Draft, remove
from scraper.clean.shape import is_prose
from scraper.text.chars import letters

RULE = "contents"
_ENTRY = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}(?:\.\d{1,2}){0,2}[、.．\s]?"
    r"|第[一二三四五六七八九十]{1,3}[章节])?\s*(?P<name>[^\d，。；：！？]{2,40}?)\s*(?P<page>\d{1,3})\s*$"
)
_LABEL = "目录"
FEWEST = 3
"""Entries a table of contents has at least."""


def drop_contents(draft: Draft) -> Draft:
    """The draft without lines of contents above the text: names with page numbers that rise.

    They count only under `目录`, or where one of the names stands again below as a heading: figures
    that rise line by line may be a table of the text.
    """
    prose = (at for at, line in enumerate(draft.lines) if is_prose(line.text))
    end = next(prose, len(draft.lines))
    found = {at: m for at in range(end) if (m := _ENTRY.match(draft.lines[at].text))}
    pages = [int(match["page"]) for match in found.values()]
    if len(found) < FEWEST or pages != sorted(pages):
        return draft
    labelled = any(letters(line.text) == _LABEL for line in draft.lines[:end])
    names = {letters(match["name"]) for match in found.values()}
    again = any(letters(line.text).endswith(tuple(names)) for line in draft.lines[end:])
    if not labelled and not again:
        return draft
    labels = {at: RULE for at in range(end) if letters(draft.lines[at].text) == _LABEL}
    return remove(draft, labels | dict.fromkeys(found, RULE))
