"""The layout of a PDF: which rows of its pages make a paragraph, which are headings or furniture.

A PDF knows no paragraphs, only where each character stands. Told by that are:

- running heads, running feet and page numbers, which recur at the edges of pages: hint `nav`, as
  the furniture of a web page has, so that the cleaner takes them away with a record;
- headings, which are set larger than the text: `h1` for the largest, `h2` for the next;
- rows that go on: the row above is full, this one is not indented, not larger, not set apart.

Where the layout does not tell, a row stays a line of its own, and the cleaner judges by the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Row:
    """A row of text on a page and where it stands, in points from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    """Height of its first character's box, which is near the size of the font."""
    hyphen: bool = False
    """Whether the row ends in a hyphen that was put there to break a word."""


Page = Sequence[Row]

_EDGE = 2
"""Rows at the top and at the bottom of a page that may be a running head or foot."""
_FEWEST_PAGES = 3
"""A row recurs where it stands at the edge of this many pages, and of half of them."""
_FIGURES = re.compile(r"\d+|[〇零一二三四五六七八九十百]+(?=\s*页)")
_LARGER = 1.18
"""A heading's size, in sizes of the text: 小三 (15 points) above 小四 (12) is 1.25."""
_LONGEST_HEADING = 60
_MOST_HEADINGS = 0.2
"""Larger type that makes up more than this share of the text is no heading but another text."""
_LEVELS = ("h1", "h2", "h3")
_INDENT = 1.0
"""A row that begins this far from the margin, in sizes of its type, is indented (two, usually)."""
_COLUMN = 6.0
"""A margin this far from the last one, in sizes of type, is another column's and no indent."""
_FULL = 2.0
"""A row that ends this near to the margin, in sizes of its type, is full."""
_FEWEST_INDENTS = 3
"""Indented rows from which on a text counts as one whose paragraphs are indented."""
_APART = 1.6
"""Rows further apart than so many times the usual distance do not belong together."""
_FEWEST_ROWS = 4
"""Rows a text must have for its margins to be known."""
_ENDS = re.compile(r"[。！？；：.!?;:…][”’」』）)\"']*$")


def paragraphs(pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """The text of the pages, a paragraph or a row at a time, each with its hint.

    Furniture of a page comes after the paragraph that goes on beyond it.
    """
    recurring = _recurring(pages)
    body = [[row for row, edge in _told(page, recurring) if not edge] for page in pages]
    layout = _Layout(body)
    text, hint = "", ""
    above: Row | None = None
    waiting: list[str] = []
    for page, rows in zip(pages, body, strict=True):
        for row in rows:
            level = layout.heading(row)
            if above and level == hint and layout.goes_on(above, row, new_page=row is rows[0]):
                text = _joined(text, row.text, above.hyphen)
            else:
                if above:
                    yield text, hint
                yield from ((furniture, "nav") for furniture in waiting)
                text, hint, waiting = row.text, level, []
            above = row
        waiting += [row.text for row, edge in _told(page, recurring) if edge]
    if above:
        yield text, hint
    yield from ((furniture, "nav") for furniture in waiting)


def _joined(above: str, below: str, hyphen: bool) -> str:
    """Two rows as one text; between Latin words stands the space that the end of a row is."""
    latin = above[-1:].isascii() and below[:1].isascii() and not hyphen
    return f"{above} {below}" if latin else above + below


# --- furniture --------------------------------------------------------------------------------


def _told(page: Page, recurring: frozenset[str]) -> list[tuple[Row, bool]]:
    """The rows of a page, each with whether it is a running head or foot."""
    edges = _edges(page)
    return [(row, at in edges and _form(row.text) in recurring) for at, row in enumerate(page)]


def _edges(page: Page) -> frozenset[int]:
    """Where the top and bottom rows of a page stand; none where there is no text between."""
    if len(page) <= 2 * _EDGE:
        return frozenset()
    return frozenset((*range(_EDGE), *range(len(page) - _EDGE, len(page))))


def _recurring(pages: Sequence[Page]) -> frozenset[str]:
    """Forms of the rows that stand at the edges of most pages."""
    forms = ({_form(page[at].text) for at in _edges(page)} for page in pages)
    counts = Counter(form for found in forms for form in found)
    least = max(_FEWEST_PAGES, len(pages) / 2)
    return frozenset(form for form, count in counts.items() if count >= least)


def _form(text: str) -> str:
    """A row without its spaces and with its figures alike: equal for the feet of all pages."""
    return _FIGURES.sub("0", "".join(text.split()))


# --- paragraphs and headings ------------------------------------------------------------------


class _Layout:
    """The measures of a text: the size of its type, its margins, the distance of its rows."""

    def __init__(self, pages: Sequence[Page]) -> None:
        rows = [row for page in pages for row in page]
        sizes: Counter[int] = Counter()
        for row in rows:
            sizes[round(row.size)] += len(row.text)
        self._size = max(sizes.most_common(1)[0][0] if sizes else 1, 1)
        self._levels = self._levels_of(sizes)
        text = [row for row in rows if self._is_text(row)]
        self._known = len(text) >= _FEWEST_ROWS
        self._lefts: list[float] = []
        for left in _common(row.left for row in text):
            if not self._lefts or left - self._lefts[-1] >= _COLUMN * self._size:
                self._lefts.append(left)
        self._rights = {
            left: max(_common(r.right for r in text if self._left(r) == left), default=0.0)
            for left in self._lefts
        }
        self._indents = sum(self._is_indented(row) for row in text) >= _FEWEST_INDENTS
        self._distance = _usual_distance(pages)

    def _levels_of(self, sizes: Counter[int]) -> dict[int, str]:
        """The hint for each size of type that is a heading's."""
        larger = sorted((size for size in sizes if size >= _LARGER * self._size), reverse=True)
        if sum(sizes[size] for size in larger) > _MOST_HEADINGS * sizes.total():
            return {}
        return dict(zip(larger, _LEVELS, strict=False))

    def heading(self, row: Row) -> str:
        """The hint of a row: a heading's level, or nothing."""
        short = len(row.text) <= _LONGEST_HEADING and any(sign.isalpha() for sign in row.text)
        return self._levels.get(round(row.size), "") if short else ""

    def _is_text(self, row: Row) -> bool:
        return abs(row.size - self._size) < (_LARGER - 1) * self._size

    def _left(self, row: Row) -> float:
        """The margin the row stands at: the nearest one to its left."""
        within = [left for left in self._lefts if left <= row.left + row.size / 2]
        return max(within, default=row.left)

    def _is_indented(self, row: Row) -> bool:
        return row.left - self._left(row) >= _INDENT * row.size

    def _is_full(self, row: Row) -> bool:
        right = self._rights.get(self._left(row), 0.0)
        return 0 < right <= row.right + _FULL * row.size

    def goes_on(self, above: Row, row: Row, *, new_page: bool) -> bool:
        """Whether the row belongs to the paragraph or heading of the one above."""
        near = new_page or 0 < above.bottom - row.bottom <= _APART * max(
            self._distance, 1.2 * row.size
        )
        if not near or abs(above.size - row.size) > (_LARGER - 1) * row.size:
            return False
        if self.heading(row):
            return not new_page
        if not self._known or self._is_indented(row) or not self._is_full(above):
            return False
        return self._indents or not _ENDS.search(above.text)


def _common(places: Iterable[float]) -> list[float]:
    """Places in points where many rows begin or end: a tenth of them, within a point or two."""
    counts = Counter(round(place / 2) for place in places)
    return sorted(2.0 * at for at, n in counts.items() if n >= max(2, 0.1 * counts.total()))


def _usual_distance(pages: Sequence[Page]) -> float:
    """The usual distance from one row to the next, in points; 0 where there are none."""
    distances = Counter(
        round(above.bottom - below.bottom)
        for page in pages
        for above, below in pairwise(page)
        if above.bottom > below.bottom
    )
    return float(distances.most_common(1)[0][0]) if distances else 0.0
