"""Running headers and page numbers that a page break put inside a sentence (form D6)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from scraper.clean.draft import Draft, remove
from scraper.clean.shape import PROSE_LENGTH, is_numbered_heading, is_prose, starts_new
from scraper.text.chars import ends_sentence, fold, letters_of

_PAGE = re.compile(
    r"^(?:[-—–·|]*\d{1,3}[-—–·|]+|第\d{1,3}页(?:[,/]?共\d{1,3}页)?)"
    r"|(?:[-—–·|]+\d{1,3}[-—–·|]*|第\d{1,3}页(?:[,/]?共\d{1,3}页)?)$"
)
_DIGIT = re.compile(r"\d")
_BARE_PAGE = re.compile(r"(?P<words>第)?(?P<number>\d{1,3})(?(words)页)")
_PAGE_RULES = frozenset({"page-number", "viewer-notice"})
"""Rules that take the number of a page."""
FEWEST_PAGES = 2
"""Lines with nothing but the number of a page, at least."""
LONGEST = 50
"""A running header has at most this many letters."""
FEWEST = 3
"""A line without a page number counts as a running header where it stands this often."""


def drop_running_headers(draft: Draft) -> Draft:
    """The draft without short lines that are printed on every page of a document.

    Such a line says the title, or another line of the page, again: with a page number, or inside
    a sentence, or beside the number of a page. The first one stays, as the title it may be, unless
    it has a number and stands below another line, or stands inside the text.
    """
    draft = remove(draft, dict.fromkeys(_page_lines(draft), "page-number"))
    pages = {change.line for change in draft.changes if change.rule in _PAGE_RULES}
    filled = draft.filled
    names = {at: _name(draft.lines[at].text) for at in filled}
    times = Counter(name for name in names.values() if name)
    first: dict[str, int] = {}
    gone: list[int] = []
    for place, at in enumerate(filled):
        name = names[at]
        if not name or times[name] < 2:
            continue
        numbered = _PAGE.search(fold(draft.lines[at].text)) is not None
        inside = _is_inside(draft, filled, place)
        paged = _at_page_end(draft, filled, place, pages)
        opens = first.setdefault(name, at) == at
        if opens and not (numbered and place) and not (paged and inside):
            continue
        if numbered or paged or (inside and times[name] >= FEWEST):
            gone.append(at)
    return remove(draft, dict.fromkeys(gone, "running-header"))


def _page_lines(draft: Draft) -> list[int]:
    """Positions of lines that say `第3页` and no more, or a bare number below a line of text, and
    count the pages up; bare numbers only where one of them stands inside a sentence."""
    found: dict[int, list[tuple[int, int]]] = {0: [], 1: []}
    above, fresh, inside = "", False, False
    for at, line in enumerate(draft.lines):
        match = _BARE_PAGE.fullmatch(fold(line.text)) if len(line.text) <= LONGEST else None
        if match and (match["words"] or (fresh and len(above) >= PROSE_LENGTH)):
            inside = inside or not ends_sentence(above)
            found[bool(match["words"])].append((at, int(match["number"])))
            fresh = False
        elif line.text.strip():
            above, fresh = line.text.strip(), match is None
    bare = _counting_up(found[0]) if inside else []
    return [*bare, *_counting_up(found[1])]


def _counting_up(lines: list[tuple[int, int]]) -> list[int]:
    """Their positions where their numbers rise by one, from line to line; else none."""
    numbers = [number for _, number in lines]
    rises = len(lines) >= FEWEST_PAGES and all(b == a + 1 for a, b in pairwise(numbers))
    return [at for at, _ in lines] if rises else []


def _at_page_end(draft: Draft, filled: Sequence[int], place: int, pages: set[int]) -> bool:
    """Whether the number of a page stood right above or below the line; `pages` are their lines."""
    if not 0 < place < len(filled) - 1:
        return False
    above, below = (draft.lines[filled[n]].number for n in (place - 1, place + 1))
    return not pages.isdisjoint(range(above + 1, below))


def _name(text: str) -> str:
    """The letters of a line that may be a running header, its page number aside; else nothing."""
    if is_prose(text) or starts_new(text) or is_numbered_heading(text):
        return ""
    folded = fold(text)
    name = letters_of(_PAGE.sub("", folded) if _DIGIT.search(folded) else folded)
    return name if 4 <= len(name) <= LONGEST else ""


def _is_inside(draft: Draft, filled: Sequence[int], place: int) -> bool:
    """Whether the text above the line breaks off there."""
    above = draft.lines[filled[place - 1]].text
    return place + 1 < len(filled) and is_prose(above) and not ends_sentence(above)
