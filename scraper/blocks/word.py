"""Word (.docx) -> lines: mammoth makes plain HTML of it, which is read as any HTML is.

Headings, lists, tables, text boxes, footnotes and endnotes come in the order of the text, notes at
its end. Numbers that Word counts by itself are written out first (`numbering`), because they are
part of what the page shows.
"""

from __future__ import annotations

from collections.abc import Iterator

import mammoth
from lxml import html

from scraper.blocks.html import html_lines
from scraper.blocks.numbering import write_numbers
from scraper.blocks.word_boxes import show_hidden_text
from scraper.blocks.word_package import open_package, pack
from scraper.model import CasebookError, Line

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='标题'] => h1:fresh
p[style-name='标题 1'] => h1:fresh
p[style-name='标题 2'] => h2:fresh
p[style-name='标题 3'] => h3:fresh
p[style-name='标题 4'] => h4:fresh
"""
"""What mammoth's own style map lacks: titles, and the style names of Chinese versions of Word."""
_CONTENTS = "#_Toc"
"""Links of a table of contents lead to bookmarks whose names begin so."""
_NOTES = ("footnote", "endnote")


def word_lines(content: bytes, name: str) -> Iterator[Line]:
    """Lines of a Word file, numbered from 1; `name` names it in errors.

    Raises CasebookError where it is damaged, made to do harm, or holds no text.
    """
    parts = open_package(content, name)
    show_hidden_text(parts)
    write_numbers(parts)
    result = mammoth.convert_to_html(
        pack(parts),
        style_map=_STYLES,
        include_embedded_style_map=False,
        convert_image=_no_picture,
    )
    lines = [line._replace(path=()) for line in html_lines(_tidy(result.value))]
    if not lines:
        problem = "the Word file holds no text, only pictures or nothing at all"
        mend = "Recognize the text first (OCR), or add the file it was made from."
        raise CasebookError(name, problem, mend)
    yield from lines


def _no_picture(_: object) -> list[object]:
    return []


def _tidy(markup: str) -> str:
    """The HTML with rows of tables as rows, notes with their numbers, and no links but contents."""
    body = html.fragment_fromstring(markup, create_parent="div")
    for cell in body.iter("td", "th"):
        if len(cell) == 1 and cell[0].tag == "p":
            cell[0].drop_tag()
    for kind in _NOTES:
        notes = body.xpath("//li[starts-with(@id, $kind)]", kind=f"{kind}-")
        for number, note in enumerate(notes, 1):
            _write_number(note, number)
    for link in list(body.iter("a")):
        if link.get("href", "").startswith((f"#{_NOTES[0]}-ref", f"#{_NOTES[1]}-ref")):
            link.drop_tree()
        elif not link.get("href", "").startswith(_CONTENTS):
            link.drop_tag()
    return str(html.tostring(body, encoding="unicode"))


def _write_number(note: html.HtmlElement, number: int) -> None:
    first = note[0] if len(note) else note
    first.text = f"[{number}] {(first.text or '').lstrip()}"
