"""Captures -> Pages: bytes to lines of text. The only place that parses HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EncodingDetector
from bs4.element import NavigableString, PreformattedString
from charset_normalizer import from_bytes

from scraper.model import Capture, CasebookError, Line, Page

# The WHATWG encoding standard reads the older Chinese labels as their supersets.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}
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
_LINK_SHARE = 0.7
"""A line counts as links where more than this share of its characters stands in links."""
_INLINE_SPACE = re.compile(r"[ \t\r\n\f]+")


def read_page(capture: Capture) -> Page:
    """The text of a capture, line by line. Raises CasebookError where it cannot be decoded."""
    text, encoding = decode(capture)
    if capture.media_type == "text/html":
        return Page(capture.name, tuple(_html_lines(text)), encoding)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Page(capture.name, tuple(Line(t, n) for n, t in enumerate(lines, 1)), encoding)


def decode(capture: Capture) -> tuple[str, str]:
    """Text of a capture and the encoding it was read in.

    A byte-order mark decides, then valid UTF-8, then the page's own declaration if the bytes
    bear it out, then charset-normalizer's judgement.
    """
    content = capture.content
    for encoding in _candidates(content, capture.media_type == "text/html"):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return text.lstrip("\ufeff"), encoding
    guess = from_bytes(content).best()
    if guess is None:
        mend = "Open it in an editor, save it as UTF-8 and add it again."
        raise CasebookError(capture.name, "the encoding of this file cannot be told", mend)
    return str(guess).lstrip("\ufeff"), guess.encoding


def _candidates(content: bytes, is_html: bool) -> Iterator[str]:
    _, marked = EncodingDetector.strip_byte_order_mark(content)
    if marked:
        yield marked
    yield "utf-8"
    declared = EncodingDetector.find_declared_encoding(content, is_html=is_html)
    if declared:
        yield _SUPERSETS.get(declared.lower(), declared.lower())


def _html_lines(text: str) -> Iterator[Line]:
    soup = BeautifulSoup(text, "lxml")
    number = 1
    if soup.title and soup.title.get_text(strip=True):
        yield Line(soup.title.get_text(" ", strip=True), number, "title")
    for run in _runs(soup):
        line = _INLINE_SPACE.sub(" ", "".join(str(s) for s in run)).strip(" ")
        if line.strip():
            number += 1
            yield Line(line, number, _hint(run))


def _runs(soup: BeautifulSoup) -> Iterator[list[NavigableString]]:
    """Strings of the page in runs: one run for each stretch of text within one block."""
    run: list[NavigableString] = []
    block: Tag | None = None
    for node in soup.descendants:
        if isinstance(node, Tag):
            if node.name == "br" and run:
                yield run
                run = []
            continue
        if isinstance(node, PreformattedString) or not isinstance(node, NavigableString):
            continue
        owner, silent = _owner(node)
        if silent:
            continue
        if owner is not block and run:
            yield run
            run = []
        block = owner
        run.append(node)
    if run:
        yield run


def _owner(node: NavigableString) -> tuple[Tag | None, bool]:
    """The block a string stands in, and whether anything around it keeps it from being shown."""
    owner: Tag | None = None
    for parent in node.parents:
        if parent.name in _SILENT:
            return None, True
        if owner is None and parent.name in _BLOCKS:
            owner = parent
    return owner, False


def _hint(run: list[NavigableString]) -> str:
    """What the markup says of a run: heading, furniture, links, list item; else nothing."""
    names = [parent.name for parent in run[0].parents]
    heading = next((name for name in names if name in _HEADINGS), "")
    if any(name in _FURNITURE for name in names):
        return "nav"
    total = sum(len(s.strip()) for s in run)
    linked = sum(len(s.strip()) for s in run if s.find_parent("a") is not None)
    if linked > _LINK_SHARE * total and not heading:
        return "link"
    return heading or ("li" if "li" in names else "")
