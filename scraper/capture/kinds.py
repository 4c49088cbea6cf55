"""What kind of file some bytes are: told by the bytes, and by the ending where they leave it open.

Kinds are written as media types (IANA). A file Casebook cannot read is refused with what it is and
how to bring its text.
"""

from __future__ import annotations

import re

from scraper.model import CasebookError

TEXT, HTML, MARKDOWN = "text/plain", "text/html", "text/markdown"
PDF, OLD_WORD = "application/pdf", "application/msword"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MHTML = "multipart/related"
"""A page saved with all its parts (RFC 2557)."""

HTML_ENDINGS = frozenset({".html", ".htm", ".shtml", ".xhtml"})
MARKDOWN_ENDINGS = frozenset({".md", ".markdown"})
ARCHIVE_ENDING = ".zip"
_WORD_ENDINGS = frozenset({".docx", ".docm", ".dotx"})
# fmt: off
READABLE = HTML_ENDINGS | MARKDOWN_ENDINGS | _WORD_ENDINGS | {
    ".txt", ".text", ".mht", ".mhtml", ".pdf", ".doc", ARCHIVE_ENDING,
}
"""Endings of the files Casebook reads in a folder."""
DOCUMENTS = {
    ".wps": "a WPS document", ".wpt": "a WPS document", ".rtf": "an RTF file",
    ".odt": "an OpenDocument text", ".ofd": "an OFD file", ".pages": "a Pages document",
    ".ppt": "a PowerPoint file", ".pptx": "a PowerPoint file", ".dps": "a WPS presentation",
    ".xls": "an Excel file", ".xlsx": "an Excel file", ".et": "a WPS spreadsheet",
    ".caj": "a CAJ file", ".kdh": "a CAJ file", ".nh": "a CAJ file", ".ceb": "a CEB file",
    ".epub": "an e-book", ".mobi": "an e-book", ".azw3": "an e-book", ".djvu": "a DjVu file",
    ".rar": "a RAR archive", ".7z": "a 7-Zip archive", ".tar": "a tar archive",
    ".gz": "a gzip file", ".tgz": "a gzip file", ".bz2": "a bzip2 file", ".xz": "an xz file",
}
"""Endings of files that may hold a text but that Casebook cannot read, and what they are."""
# fmt: on

_MAGIC = {
    b"\x1f\x8b": "a gzip file",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ\x00": "an xz file",
    b"Rar!\x1a\x07": "a RAR archive",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"{\\rtf": "an RTF file",
    b"CAJ\x00": "a CAJ file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EMPTY_ZIP = b"PK\x05\x06"
_PDF = b"%PDF-"
_PDF_WITHIN = 1024
"""Viewers accept a PDF header anywhere in the first kilobyte (ISO 32000-1, annex H)."""

# Names of parts stand uncompressed in a zip file, and names of streams in an OLE file as UTF-16.
_ZIP_PARTS = {
    b"word/": "",
    b"xl/": "an Excel file",
    b"ppt/": "a PowerPoint file",
    b"mimetypeapplication/epub": "an e-book",
    b"mimetypeapplication/vnd.oasis": "an OpenDocument text",
    b"OFD.xml": "an OFD file",
}
"""What a zip file is that has such a part; a Word file is none of those that cannot be read."""
_OLE_STREAMS = (
    ("EncryptedPackage", "an Office file protected by a password"),
    ("Workbook", "an Excel file"),
    ("PowerPoint Document", "a PowerPoint file"),
)
_PACKED = frozenset(DOCUMENTS[ending] for ending in (".rar", ".7z", ".tar", ".gz", ".bz2", ".xz"))
MOST_CONTROLS = 0.02
"""Text holds hardly any control characters; a file with a larger share of them is binary."""
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b"))
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
"""Byte-order marks of UTF-16 and UTF-32."""
_WIDE_CODECS = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_USUAL = re.compile(
    r"[\t\n\r\x20-\x7e\u00a0-\u017f\u2000-\u22ff\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+"
)
"""Blocks of Unicode that Chinese and English text is written in."""
MOST_UNUSUAL = 0.1
"""Share of other characters in it; of binary data read as UTF-16 they are half."""
_BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_BLANK = re.compile(
    rb"(?:[\x00 \t\r\n\f\v]|\xef\xbb\xbf|\xff\xfe|\xfe\xff|\xe3\x80\x80|\xc2\xa0|\xe2\x80\x8b)*+"
)
"""Spaces as bytes: ASCII ones, byte-order marks, and U+3000, U+00A0, U+200B in UTF-8."""
_PAGE_SIGNS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta")
_FRAGMENT_SIGNS = (b"<div", b"<p>")
LINES_A_TAG = 3
"""Text that begins with a stray tag has more line ends than this for each tag it closes."""
_MIME = re.compile(
    rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.I
)
"""A MIME header that says multipart/related, at the start of a file."""


def media_type(content: bytes, suffix: str, file: str) -> str:
    """Media type of a file of this content and ending; `file` names it in errors.

    Raises CasebookError where it is empty, or of a kind that Casebook cannot read.
    """
    if _BLANK.fullmatch(content):
        raise CasebookError(file, "the file is empty", "Save the page again and add it once more.")
    suffix = suffix.lower()
    return _packed(content, suffix, file) or _textual(content, suffix, file)


def _packed(content: bytes, suffix: str, file: str) -> str:
    """Media type of a binary format; empty where the bytes are of none that is known."""
    for magic, what in _MAGIC.items():
        if content.startswith(magic):
            raise unreadable(file, what)
    if content.startswith((_ZIP, _EMPTY_ZIP)):
        return _zipped(content, suffix, file)
    if content.startswith(_OLE):
        return _ole(content, file)
    return PDF if _PDF in content[:_PDF_WITHIN] else ""


def _zipped(content: bytes, suffix: str, file: str) -> str:
    found = [part for part in _ZIP_PARTS if part in content]
    # The first is the file's own: an Excel sheet in a Word file is a whole file within it.
    what = _ZIP_PARTS[min(found, key=content.index)] if found else ""
    if what:
        raise unreadable(file, what)
    if found or suffix in _WORD_ENDINGS:
        return WORD
    mend = "Give it the ending .zip, or unpack it and add what is in it."
    if suffix == ARCHIVE_ENDING:
        mend = "Unpack it and add what is in it."
    raise CasebookError(file, "this is a zip archive, not a page", mend)


def _ole(content: bytes, file: str) -> str:
    for stream, what in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            raise unreadable(file, what)
    return OLD_WORD


def _textual(content: bytes, suffix: str, file: str) -> str:
    sample = content[:4096]
    narrow = len(sample.translate(None, _CONTROLS)) >= (1 - MOST_CONTROLS) * len(sample)
    if not narrow and not _is_wide(sample):
        raise unreadable(file, DOCUMENTS.get(suffix, ""))
    if suffix in {".mht", ".mhtml"} or _MIME.match(sample):
        return MHTML
    if suffix in HTML_ENDINGS or _starts_as_html(content):
        return HTML
    return MARKDOWN if suffix in MARKDOWN_ENDINGS else TEXT


def _is_wide(sample: bytes) -> bool:
    """Whether bytes may be UTF-16 or UTF-32: read as such, they are Chinese or English text."""
    if sample.startswith(_WIDE_MARKS):
        return True
    texts = (sample.decode(codec, "replace") for codec in _WIDE_CODECS)
    return any(len(_USUAL.sub("", text)) <= MOST_UNUSUAL * len(text) for text in texts)


def _starts_as_html(content: bytes) -> bool:
    # Without its zeros, ASCII in UTF-16 is ASCII.
    start = content[:2048].translate(None, b"\x00").lstrip(_BEFORE_MARKUP).lower()
    if start.startswith(_PAGE_SIGNS):
        return True
    stray = content.count(b"\n") > LINES_A_TAG * max(1, content.count(b"</"))
    return start.startswith(_FRAGMENT_SIGNS) and not stray


def unreadable(file: str, what: str) -> CasebookError:
    """The error for a file of a kind Casebook cannot read; `what` is empty where it is unknown."""
    if what in _PACKED:
        return CasebookError(
            file, f"this is {what}, not a page", "Unpack it and add what is in it."
        )
    mend = "Save its text as .docx, .txt or .html and add that file."
    problem = f"this is {what}, not text" if what else "the file holds binary data"
    return CasebookError(file, problem, mend)
