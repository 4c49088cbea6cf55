"""Bytes -> text: which encoding a capture is in."""

from __future__ import annotations

from collections.abc import Iterator

from bs4.dammit import EncodingDetector
from charset_normalizer import from_bytes

from scraper.model import Capture, CasebookError

# The WHATWG encoding standard reads the older Chinese labels as their supersets.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}


def decode(capture: Capture) -> tuple[str, str]:
    """Text of a capture and the encoding it was read in; see `decode_bytes`."""
    return decode_bytes(capture.content, capture.name, is_html=capture.media_type == "text/html")


def decode_bytes(
    content: bytes, name: str, *, is_html: bool = False, declared: str = ""
) -> tuple[str, str]:
    """Text of these bytes and the encoding they were read in; `name` names them in errors.

    A byte-order mark decides, then valid UTF-8, then a declaration if the bytes bear it out (the
    one given, then the page's own), then charset-normalizer's judgement. Raises CasebookError
    where none of these reads them.
    """
    for encoding in _candidates(content, is_html, declared):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return text.lstrip("\ufeff"), encoding
    guess = from_bytes(content).best()
    if guess is None:
        mend = "Open it in an editor, save it as UTF-8 and add it again."
        raise CasebookError(name, "the encoding of this file cannot be told", mend)
    return str(guess).lstrip("\ufeff"), guess.encoding


def _candidates(content: bytes, is_html: bool, declared: str) -> Iterator[str]:
    _, marked = EncodingDetector.strip_byte_order_mark(content)
    if marked:
        yield marked
    yield "utf-8"
    for label in (declared, EncodingDetector.find_declared_encoding(content, is_html=is_html)):
        if label:
            yield _SUPERSETS.get(label.lower(), label.lower())
