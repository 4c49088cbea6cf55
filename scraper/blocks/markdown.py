"""Markdown -> lines: what a reader of the rendered page would see, headings and lists as hints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from markdown_it import MarkdownIt

from scraper.blocks.html import html_lines
from scraper.model import Line

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
"""YAML before the text, as exporters and site generators write it."""
_TITLE = re.compile(r"^title:[ \t]*(['\"]?)(.+?)\1[ \t]*$", re.MULTILINE)
_CODE = re.compile(r"^(?: {4}|\t)(?=[ \t]*[^\x00-\x7f])", re.MULTILINE)
"""An indent that would make code of a line that begins with Chinese: there it opens a paragraph."""


def markdown_lines(text: str) -> Iterator[Line]:
    """Lines of a Markdown text, numbered from 1; the title in its front matter first, if any.

    A line break in the source stays one: whether lines belong together is for the cleaner to say.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    title, text = _front_matter(text)
    parser = MarkdownIt("commonmark", {"breaks": True}).enable(["table", "strikethrough"])
    html = parser.render(_CODE.sub("", text))
    for line in html_lines(f"<title>{escape(title)}</title>{html}"):
        yield line._replace(path=())


def _front_matter(text: str) -> tuple[str, str]:
    """The title the front matter gives, and the text without it."""
    found = _FRONT_MATTER.match(text)
    if not found:
        return "", text
    title = _TITLE.search(found[1])
    return title[2] if title else "", text[found.end() :]
