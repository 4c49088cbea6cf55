"""The reader for each kind of capture that needs a parser. Runs in a worker process."""

from __future__ import annotations

from collections.abc import Callable

from scraper.blocks.encoding import decode
from scraper.blocks.html import html_lines
from scraper.blocks.markdown import markdown_lines
from scraper.blocks.mhtml import html_part
from scraper.blocks.pdf import pdf_lines
from scraper.blocks.word import word_lines
from scraper.model import Capture, Page


def read_parsed(capture: Capture) -> Page:
    """The text of a capture that is no plain text. Raises CasebookError where it has none."""
    return _READERS[capture.media_type](capture)


def _html(capture: Capture) -> Page:
    text, encoding = decode(capture)
    return Page(capture.name, tuple(html_lines(text)), encoding)


def _mhtml(capture: Capture) -> Page:
    text, encoding = html_part(capture.content, capture.name)
    return Page(capture.name, tuple(html_lines(text)), encoding)


def _markdown(capture: Capture) -> Page:
    text, encoding = decode(capture)
    return Page(capture.name, tuple(markdown_lines(text)), encoding)


def _word(capture: Capture) -> Page:
    return Page(capture.name, tuple(word_lines(capture.content, capture.name)))


def _pdf(capture: Capture) -> Page:
    return Page(capture.name, tuple(pdf_lines(capture.content, capture.name)))


_READERS: dict[str, Callable[[Capture], Page]] = {
    "text/html": _html,
    "multipart/related": _mhtml,
    "text/markdown": _markdown,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _word,
    "application/pdf": _pdf,
}
