"""Bytes -> text: which encoding a capture is in."""

from __future__ import annotations

from collections.abc import Iterator

from bs4.dammit import EncodingDetector
from charset_normalizer import from_bytes

from scraper.model import Capture, CasebookError

# The WHATWG encoding standard reads the older Chinese labels as their supersets.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}


def decode(capture: Capture) -> tuple[str, str]:
    """Text of a capture and the encoding it was read in.

    A byte-order mark decides, then valid UTF-8, then the page's own declaration if the bytes
    bear it out, then charset-normalizer's judgement.
    """
    content = capture.content
    for encoding in _candidates(content, capture.media_type == "text/html"):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return text.lstrip("\ufeff"), encoding
    guess = from_bytes(content).best()
    if guess is None:
        mend = "Open it in an editor, save it as UTF-8 and add it again."
        raise CasebookError(capture.name, "the encoding of this file cannot be told", mend)
    return str(guess).lstrip("\ufeff"), guess.encoding


def _candidates(content: bytes, is_html: bool) -> Iterator[str]:
    _, marked = EncodingDetector.strip_byte_order_mark(content)
    if marked:
        yield marked
    yield "utf-8"
    declared = EncodingDetector.find_declared_encoding(content, is_html=is_html)
    if declared:
        yield _SUPERSETS.get(declared.lower(), declared.lower())
