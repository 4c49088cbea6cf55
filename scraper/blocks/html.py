"""HTML pages -> lines: what is shown, block by block, with what the markup says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from scraper.model import Line

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# fmt: off
_BLOCKS = _HEADINGS | {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "li", "main",
    "nav", "ol", "p", "pre", "section", "table", "tbody", "thead", "tr", "ul",
}
_SILENT = {
    "script", "style", "noscript", "template", "head", "iframe", "svg", "object", "select",
    "button", "textarea", "option", "title",
}
# fmt: on
_FURNITURE = {"nav", "footer", "aside", "form"}
_CELLS = {"td", "th"}
_LINK_SHARE = 0.7
"""A line counts as links where more than this share of its characters stands in links."""
_INLINE_SPACE = re.compile(r"[ \t\r\n\f]+")
_CELL = " | "
"""Put between the cells of a table's row, so that figures of two cells do not run together."""
_LONGEST_CELL = 50
"""A longer cell, in characters, holds text and not a value: the row is layout, no table."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands around a string of the page."""

    block: int = 0
    """Running number of the innermost block; a row of a table is one block."""
    cell: int = 0
    """Running number of the innermost cell of a table, 0 outside tables."""
    heading: str = ""
    furniture: bool = False
    item: bool = False
    link: bool = False

    def inside(self, name: str, number: int) -> _Place:
        """The place inside a tag of that name, the `number`-th of the page."""
        return _Place(
            block=number if name in _BLOCKS else self.block,
            cell=number if name in _CELLS else self.cell,
            heading=name if name in _HEADINGS else self.heading,
            furniture=self.furniture or name in _FURNITURE,
            item=self.item or name == "li",
            link=self.link or name == "a",
        )


_String = tuple[str, _Place]


def html_lines(text: str) -> Iterator[Line]:
    """Lines of an HTML page or fragment, numbered from 1; the window title first, if any."""
    soup = BeautifulSoup(text, "lxml")
    number = 1
    if soup.title and soup.title.get_text(strip=True):
        yield Line(soup.title.get_text(" ", strip=True), number, "title")
    for run, broken in _runs(soup):
        for line, hint in _lines_of(run, broken):
            number += 1
            yield Line(line, number, hint)


def _strings(soup: BeautifulSoup) -> Iterator[_String | None]:
    """Strings of the page that are shown, in order, each with its place; None for a line break.

    Goes down and up by a stack of its own: pages nest deeper than Python calls may.
    """
    opened = 0
    stack = [(iter(soup.contents), _Place())]
    while stack:
        children, place = stack[-1]
        node = next(children, None)
        if node is None:
            stack.pop()
        elif isinstance(node, Tag):
            if node.name == "br":
                yield None
            elif node.name not in _SILENT:
                opened += 1
                stack.append((iter(node.contents), place.inside(node.name, opened)))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            yield str(node), place


def _runs(soup: BeautifulSoup) -> Iterator[tuple[list[_String], bool]]:
    """Strings of the page in runs: one run for each stretch of text within one block.

    With each comes whether a line break is what began or ended it.
    """
    run: list[_String] = []
    after_break = False
    for string in _strings(soup):
        if run and (string is None or string[1].block != run[-1][1].block):
            yield run, after_break or string is None
            run = []
            after_break = False
        if string is None:
            after_break = True
        else:
            run.append(string)
    if run:
        yield run, after_break


def _lines_of(run: list[_String], broken: bool) -> Iterator[tuple[str, str]]:
    """Lines of a run with their hints: one, or one a cell where a row of a table is layout.

    It is layout where it holds line breaks (`broken`) or long texts.
    """
    groups = [list(strings) for _, strings in groupby(run, key=lambda string: string[1].cell)]
    cells = [(text, strings) for strings in groups if (text := _text(strings)).strip()]
    if len(cells) > 1 and not broken and all(len(text) <= _LONGEST_CELL for text, _ in cells):
        hint = _hint(run)
        yield _CELL.join(text for text, _ in cells), hint if hint in ("nav", "link") else "row"
        return
    for text, strings in cells:
        yield text, _hint(strings)


def _text(strings: list[_String]) -> str:
    return _INLINE_SPACE.sub(" ", "".join(text for text, _ in strings)).strip(" ")


def _hint(strings: list[_String]) -> str:
    """What the markup says of strings: heading, furniture, links, list item; else nothing."""
    place = strings[0][1]
    if place.furniture:
        return "nav"
    total = sum(len(text.strip()) for text, _ in strings)
    linked = sum(len(text.strip()) for text, around in strings if around.link)
    if linked > _LINK_SHARE * total and not place.heading:
        return "link"
    return place.heading or ("li" if place.item else "")
