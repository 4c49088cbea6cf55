"""Files -> Captures. Reads bytes, decides nothing about the text in them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from scraper.model import Capture, CasebookError

MAX_BYTES = 20_000_000
"""Largest file taken: ten times the largest saved page seen."""

MOST_CONTROLS = 0.02
"""Text holds hardly any control characters; a file with a larger share of them is binary."""

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b"))
_BLANK = re.compile(
    rb"(?:[\x00 \t\r\n\f\v]|\xef\xbb\xbf|\xff\xfe|\xfe\xff|\xe3\x80\x80|\xc2\xa0|\xe2\x80\x8b)*+"
)
"""Spaces as bytes: ASCII ones, byte-order marks, and U+3000, U+00A0, U+200B in UTF-8."""
_MAGIC = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a zip or Word file",
    b"\xd0\xcf\x11\xe0": "an old Word file (.doc)",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a gzip file",
}
_TEXT_ENDINGS = {".txt", ".text", ".md", ".html", ".htm", ".shtml", ".xhtml"}
_HTML_SIGNS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<div", b"<p>", b"<meta")


def find_files(path: Path) -> Iterator[Path]:
    """The file itself, or all text and HTML files below a folder, in order of their names.

    Raises CasebookError where nothing is there to read.
    """
    if path.is_file():
        yield path
        return
    if not path.is_dir():
        raise CasebookError(str(path), "no such file or folder", "Check the path.")
    found = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in _TEXT_ENDINGS)
    if not found:
        mend = f"Casebook reads files ending in {', '.join(sorted(_TEXT_ENDINGS))}."
        raise CasebookError(str(path), "no file in this folder that Casebook can read", mend)
    yield from found


def read_capture(path: Path, captured: str = "") -> Capture:
    """The file at `path` as a Capture; `captured` is the date to note, ISO 8601.

    Raises CasebookError for a file that is empty, unreadable, too large or not text.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            problem = f"{size:,} bytes is more than the {MAX_BYTES:,} Casebook takes"
            mend = "Save the page without its pictures, or split it."
            raise CasebookError(str(path), problem, mend)
        content = path.read_bytes()
    except OSError as error:
        mend = "Check that the file is there and that you may read it."
        raise CasebookError(str(path), f"cannot be read ({error.strerror})", mend) from error
    refuse_unreadable(content, str(path))
    return Capture(
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        name=path.name,
        media_type="text/html" if looks_like_html(content, path.suffix) else "text/plain",
        captured=captured,
    )


def refuse_unreadable(content: bytes, name: str) -> None:
    """Raise CasebookError where `content` is empty or no text."""
    if _BLANK.fullmatch(content):
        raise CasebookError(name, "the file is empty", "Save the page again and add it once more.")
    for magic, what in _MAGIC.items():
        if content.startswith(magic):
            mend = "Save its text as .txt or .html and add that file."
            raise CasebookError(name, f"this is {what}, not text", mend)
    sample = content[:4096]
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and len(sample.translate(None, _CONTROLS)) < (1 - MOST_CONTROLS) * len(sample):
        mend = "Save the page's text as .txt or .html and add that file."
        raise CasebookError(name, "the file holds binary data", mend)


def looks_like_html(content: bytes, suffix: str) -> bool:
    """Whether the bytes are an HTML page or fragment, by file ending or by their first tags."""
    if suffix.lower() in {".html", ".htm", ".shtml", ".xhtml"}:
        return True
    head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith(_HTML_SIGNS)
