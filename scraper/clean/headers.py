"""Running headers and page numbers that a page break put inside a sentence (form D6)."""

from __future__ import annotations

import re
from collections import Counter

from scraper.clean.draft import Draft, remove
from scraper.clean.shape import is_numbered_heading, is_prose, starts_new
from scraper.text.chars import ends_sentence, fold, letters

_PAGE = re.compile(
    r"^(?:[-—–·|]*\d{1,3}[-—–·|]+|第\d{1,3}页(?:[,/]?共\d{1,3}页)?)"
    r"|(?:[-—–·|]+\d{1,3}[-—–·|]*|第\d{1,3}页(?:[,/]?共\d{1,3}页)?)$"
)
LONGEST = 50
"""A running header has at most this many letters."""
FEWEST = 3
"""A line without a page number counts as a running header where it stands this often."""


def drop_running_headers(draft: Draft) -> Draft:
    """The draft without short lines that are printed on every page of a document.

    Such a line says the title, or another line of the page, again: with a page number, or inside
    a sentence. The first one stays, as the title it may be, unless it has a number and stands below
    another line.
    """
    filled = [at for at, line in enumerate(draft.lines) if line.text.strip()]
    names = {at: _name(draft.lines[at].text) for at in filled}
    times = Counter(name for name in names.values() if name)
    first: dict[str, int] = {}
    gone: list[int] = []
    for place, at in enumerate(filled):
        name = names[at]
        if not name or times[name] < 2:
            continue
        numbered = _PAGE.search(fold(draft.lines[at].text)) is not None
        if first.setdefault(name, at) == at and not (numbered and place):
            continue
        if numbered or (times[name] >= FEWEST and _is_inside(draft, filled, place)):
            gone.append(at)
    return remove(draft, dict.fromkeys(gone, "running-header"))


def _name(text: str) -> str:
    """The letters of a line that may be a running header, its page number aside; else nothing."""
    if is_prose(text) or starts_new(text) or is_numbered_heading(text):
        return ""
    name = letters(_PAGE.sub("", fold(text)))
    return name if 4 <= len(name) <= LONGEST else ""


def _is_inside(draft: Draft, filled: list[int], place: int) -> bool:
    """Whether the text above the line breaks off there."""
    above = draft.lines[filled[place - 1]].text
    return place + 1 < len(filled) and is_prose(above) and not ends_sentence(above)
