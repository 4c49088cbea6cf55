"""Handouts read back by independent readers: their words, and the addresses of their QR codes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
import pptx
import pypdfium2
import zxingcpp
from docx.table import Table
from PIL import Image
from pptx.util import Pt


def words(path: str, content: bytes) -> str:
    """Return all words of a handout in order, without line breaks within paragraphs."""
    if path.endswith(".docx"):
        return "\n".join(_word_lines(content))
    if path.endswith(".pptx"):
        return "\n".join(line for line, _ in slide_lines(content))
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def _word_lines(content: bytes) -> Iterator[str]:
    for item in docx.Document(io.BytesIO(content)).iter_inner_content():
        if not isinstance(item, Table):
            yield item.text
            continue
        for row in item.rows:
            for cell in row.cells:
                yield from (paragraph.text for paragraph in cell.paragraphs)


def slide_lines(content: bytes) -> Iterator[tuple[str, int]]:
    """Yield each paragraph of a deck with the size of its type in points."""
    for slide in pptx.Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if not shape.has_text_frame:
                continue
            for paragraph in shape.text_frame.paragraphs:
                for run in paragraph.runs:
                    yield run.text, round(run.font.size / Pt(1))


def codes(path: str, content: bytes) -> set[str]:
    """Return the addresses that a reader of QR codes finds in a handout."""
    return {
        found.text for image in _images(path, content) for found in zxingcpp.read_barcodes(image)
    }


def _images(path: str, content: bytes) -> Iterator[Image.Image]:
    if path.endswith(".pdf"):
        for page in pypdfium2.PdfDocument(content):
            yield page.render(scale=2).to_pil()
        return
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if "/media/" in name:
                yield Image.open(io.BytesIO(package.read(name))).convert("L")
