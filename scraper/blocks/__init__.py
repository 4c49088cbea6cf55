"""Captures -> Pages: bytes to lines of text. The only parser of HTML, Word and PDF. Judges nothing.

Plain text is read here and now. Everything that needs a parser is read in a worker process under
limits, because a page from anywhere can be made to break its parser.
"""

from __future__ import annotations

from scraper.blocks.encoding import decode
from scraper.blocks.old_word import converted
from scraper.blocks.readers import read_parsed
from scraper.guard.workers import run_limited
from scraper.model import Capture, CasebookError, Line, Page

__all__ = ["decode", "read_page"]

MOST_CHARACTERS = 1_000_000
"""A page of this length has as many characters as five novels; cleaning it takes seconds."""
MOST_LINES = 50_000


def read_page(capture: Capture) -> Page:
    """The text of a capture, line by line.

    Raises CasebookError where it cannot be decoded, is damaged or protected, holds no text, takes
    more time or memory than one file may, or is longer than any document.
    """
    if capture.media_type == "text/plain":
        return _plain(capture)
    if capture.media_type == "application/msword":
        return read_page(converted(capture))
    page: Page = run_limited(capture.name, read_parsed, capture)
    _refuse_long(capture, sum(len(line.text) for line in page.lines), len(page.lines))
    return page


def _refuse_long(capture: Capture, characters: int, lines: int) -> None:
    """Raise CasebookError where a text is longer than any document."""
    if characters > MOST_CHARACTERS or lines > MOST_LINES:
        problem = (
            f"its text has {characters:,} characters in {lines:,} lines, more than the "
            f"{MOST_CHARACTERS:,} in {MOST_LINES:,} that Casebook takes"
        )
        raise CasebookError(capture.name, problem, "Split it and add the parts.")


def _plain(capture: Capture) -> Page:
    text, encoding = decode(capture)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_long(capture, len(text), text.count("\n"))
    lines = text.split("\n")
    return Page(capture.name, tuple(Line(t, n) for n, t in enumerate(lines, 1)), encoding)
