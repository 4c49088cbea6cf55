"""Captures -> Pages: bytes to lines of text. The only parser of HTML, Word and PDF. Judges nothing.

Plain text is read here and now. Everything that needs a parser is read in a worker process under
limits, because a page from anywhere can be made to break its parser.
"""

from __future__ import annotations

from scraper.blocks.encoding import decode
from scraper.blocks.old_word import converted
from scraper.blocks.readers import read_parsed
from scraper.guard.workers import run_limited
from scraper.model import Capture, Line, Page

__all__ = ["decode", "read_page"]


def read_page(capture: Capture) -> Page:
    """The text of a capture, line by line.

    Raises CasebookError where it cannot be decoded, is damaged or protected, holds no text, or
    takes more time or memory than one file may.
    """
    if capture.media_type == "text/plain":
        return _plain(capture)
    if capture.media_type == "application/msword":
        return read_page(converted(capture))
    return run_limited(capture.name, read_parsed, capture)


def _plain(capture: Capture) -> Page:
    text, encoding = decode(capture)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Page(capture.name, tuple(Line(t, n) for n, t in enumerate(lines, 1)), encoding)
