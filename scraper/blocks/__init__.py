"""Captures -> Pages: bytes to lines of text. The only parser of HTML. Judges nothing."""

from __future__ import annotations

from scraper.blocks.encoding import decode
from scraper.blocks.html import html_lines
from scraper.model import Capture, Line, Page

__all__ = ["decode", "read_page"]


def read_page(capture: Capture) -> Page:
    """The text of a capture, line by line. Raises CasebookError where it cannot be decoded."""
    text, encoding = decode(capture)
    if capture.media_type == "text/html":
        return Page(capture.name, tuple(html_lines(text)), encoding)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Page(capture.name, tuple(Line(t, n) for n, t in enumerate(lines, 1)), encoding)
