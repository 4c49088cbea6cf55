"""PDF -> lines: the text layer, page by page, read by PDFium, and paragraphs by its layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from pypdfium2 import PdfDocument, PdfiumError, PdfTextPage
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDFText_GetUnicode, FPDFText_IsGenerated

from scraper.blocks.pdf_layout import Row, paragraphs
from scraper.model import CasebookError, Line
from scraper.text.chars import is_han

MOST_PAGES = 2_000
"""Pages of the longest PDF taken."""
_UNREADABLE = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
"""Characters that stand for glyphs whose meaning the file does not give."""
_MOST_UNREADABLE = 0.3
_STRETCH, _APART = 0.2, 0.35
"""Room that is no space, in heights of the character before it: between two Chinese characters of
a row stretched to the margin (a space has 0.25), and between a Chinese one and a figure."""
_HYPHEN = "\x02"
"""What PDFium gives for a hyphen that a line break put into a word."""


def pdf_lines(content: bytes, name: str) -> Iterator[Line]:
    """Lines of a PDF, numbered from 1; `name` names it in errors.

    A line is a paragraph where the layout tells which lines belong together. Raises CasebookError
    where the file is damaged, protected by a password, too long, or has no text layer that can be
    read.
    """
    pages = _pages(content, name)
    _refuse_textless("".join(row.text for page in pages for row in page), name)
    for number, (text, hint) in enumerate(paragraphs(pages), 1):
        yield Line(text, number, hint)


def _pages(content: bytes, name: str) -> list[list[Row]]:
    """The rows of text of each page."""
    try:
        with PdfDocument(content) as document:
            if len(document) > MOST_PAGES:
                problem = f"it has {len(document):,} pages, more than the {MOST_PAGES:,} allowed"
                raise CasebookError(name, problem, "Split it into parts.")
            return [_rows(document, at) for at in range(len(document))]
    except PdfiumError as error:
        if error.err_code == FPDF_ERR_PASSWORD:
            mend = "Open it with the password, save a copy without one and add that."
            raise CasebookError(name, "the PDF is protected by a password", mend) from error
        mend = "Download it again; or open it in a viewer, print it to a new PDF and add that."
        raise CasebookError(name, "the PDF is damaged and cannot be opened", mend) from error


def _rows(document: PdfDocument, at: int) -> list[Row]:
    page = document[at]
    textpage = page.get_textpage()
    signs = [_sign(textpage, n) for n in range(textpage.count_chars())]
    groups = groupby(range(len(signs)), key=lambda n: signs[n] not in "\r\n")
    rows = [row for inside, found in groups if inside and (row := _row(textpage, signs, [*found]))]
    textpage.close()
    page.close()
    return rows


def _sign(textpage: PdfTextPage, at: int) -> str:
    code = FPDFText_GetUnicode(textpage, at)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _row(textpage: PdfTextPage, signs: list[str], at: list[int]) -> Row | None:
    """The characters at these places as a row; None where there is nothing to see."""
    seen = [n for n in at if not signs[n].isspace() and signs[n] != _HYPHEN]
    if not seen:
        return None
    left, bottom, _, top = textpage.get_charbox(seen[0], loose=True)
    right = textpage.get_charbox(seen[-1], loose=True)[2]
    shown = (signs[n] for n in at if not _is_mere_gap(textpage, signs, n))
    text = "".join(shown).replace(_HYPHEN, "")
    hyphen = signs[at[-1]] == _HYPHEN
    return Row(text.strip(), left, right, bottom, top - bottom, hyphen)


def _is_mere_gap(textpage: PdfTextPage, signs: list[str], at: int) -> bool:
    """Whether a space is none of the text's own but a little room beside a Chinese character.

    PDFium gives a space wherever there is room. Room comes from stretching a row to the margin and
    from setting figures a little apart; only a wider gap parts something, such as two cells.
    """
    if signs[at] != " " or not 0 < at < len(signs) - 1 or not FPDFText_IsGenerated(textpage, at):
        return False
    around = is_han(signs[at - 1]) + is_han(signs[at + 1])
    if not around:
        return False
    before, after = (textpage.get_charbox(n, loose=True) for n in (at - 1, at + 1))
    widest = _STRETCH if around == 2 else _APART
    return bool(after[0] - before[2] < widest * (before[3] - before[1]))


def _refuse_textless(text: str, name: str) -> None:
    if not text:
        problem = "the PDF has no text layer: its pages are pictures"
        mend = "Recognize the text first (OCR, for example with OCRmyPDF) and add the result."
        raise CasebookError(name, problem, mend)
    if len(_UNREADABLE.findall(text)) > _MOST_UNREADABLE * len(text):
        problem = "the text layer of the PDF cannot be read: its fonts do not say what they show"
        mend = "Recognize the text anew (OCR, for example with OCRmyPDF) and add the result."
        raise CasebookError(name, problem, mend)
