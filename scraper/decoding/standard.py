"""Bytes -> text in a named encoding, as the WHATWG Encoding Standard decodes it.

Python's codecs do the work. Where the standard differs (it reads `gbk` by the GB 18030 table and
`big5` with the Hong Kong characters), `data/encodings.tsv` says so; what is no character becomes
U+FFFD, and the standard's rules say how many bytes that takes.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

import webencodings

from scraper.rules.encodings import load_encoding_differences

DAMAGED = "\ufffd"
"""Stands for bytes that are no character."""
GB18030, BIG5 = "gb18030", "big5"
_CODECS = {GB18030: "gb18030", BIG5: "big5hkscs"}
_SAME = {"gbk": GB18030}
"""The standard decodes GBK with the decoder of GB 18030."""
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\xa1-\xfe]|.", re.DOTALL)
"""A character of Big5, or a byte."""
_PAIRS = tuple(bytes(pair) for pair in product(range(0x81, 0xFF), range(0x40, 0xFF)))
"""Every two bytes that may be a character."""
_REFUSED = frozenset({"replacement", "x-user-defined"})
"""Encodings of the standard that hold no text: the first is all U+FFFD, for safety."""


@dataclass(frozen=True, slots=True)
class _Decoder:
    """A codec of Python, and what it reads otherwise than the standard."""

    codec: str
    errors: str
    """Name of the codec's error handler."""
    changed: Mapping[int, str]
    """What to write instead of characters that the codec gives."""
    apart: Mapping[bytes, str]
    """Bytes that the codec reads as it reads others, so that only they themselves tell."""


def standard_name(label: str) -> str:
    """Return the encoding a label stands for (`GB2312`: `gb18030`); empty where it is none.

    Labels are those of the WHATWG Encoding Standard, and names of Python's codecs for UTF-32.
    """
    found = webencodings.lookup(label)
    if found is None:
        name = label.lower().replace("_", "-")
        return name if name in ("utf-32-le", "utf-32-be") else ""
    return "" if found.name in _REFUSED else _SAME.get(found.name, found.name)


def codec_of(name: str) -> str:
    """Return the codec of Python for an encoding that `standard_name` gave."""
    found = webencodings.lookup(name)
    return _CODECS.get(name) or (found.codec_info.name if found else name)


def decode_as(content: bytes, name: str) -> str:
    """Return these bytes as text in the encoding that `standard_name` gave.

    Bytes that are no character become U+FFFD. A byte-order mark is kept.
    """
    if name not in _CODECS:
        return content.decode(codec_of(name), "replace")
    decoder = _decoder(name)
    if any(raw in content for raw in decoder.apart):
        return "".join(_piecewise(content, decoder))
    return content.decode(decoder.codec, decoder.errors).translate(decoder.changed)


def _piecewise(content: bytes, decoder: _Decoder) -> Iterator[str]:
    """Yield the text around the bytes that are read apart, and what they stand for."""
    start = 0
    for found in _PAIR.finditer(content):
        if found[0] in decoder.apart:
            before = content[start : found.start()]
            yield before.decode(decoder.codec, decoder.errors).translate(decoder.changed)
            yield decoder.apart[found[0]]
            start = found.end()
    yield content[start:].decode(decoder.codec, decoder.errors).translate(decoder.changed)


@cache
def _decoder(name: str) -> _Decoder:
    """Return the decoder for GB 18030 or Big5; its error handler is registered."""
    codec = _CODECS[name]
    changed: dict[int, str] = {}
    missing: dict[bytes, str] = {}
    apart: dict[bytes, str] = {}
    times = Counter(pair.decode(codec, "ignore") for pair in _PAIRS)
    for raw, meant in load_encoding_differences()[name].items():
        try:
            read = raw.decode(codec)
        except UnicodeDecodeError:
            missing[raw] = meant
            continue
        if times[read] > 1:
            apart[raw] = meant
        else:
            changed[ord(read)] = meant

    def handle(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        start = error.start
        for length in (2, 1):
            raw = error.object[start : start + length]
            if raw in missing:
                return missing[raw], start + length
        return DAMAGED, start + _damaged(error.object[start : start + 4], name == GB18030)

    errors = f"casebook-{name}"
    codecs.register_error(errors, handle)
    return _Decoder(codec, errors, changed, apart)


def _damaged(raw: bytes, four: bool) -> int:
    """Return how many of these bytes one U+FFFD stands for (WHATWG, gb18030 and Big5 decoders).

    A first byte takes the second with it unless that is ASCII, so that no damage swallows markup.
    With `four`, sequences of four bytes are known, of which the second is a digit.
    """
    if not 0x81 <= raw[0] <= 0xFE or len(raw) == 1:
        return 1
    if not four or raw[1] not in b"0123456789":
        return 1 if raw[1] < 0x80 else 2
    whole = len(raw) < 4 or raw[3] in b"0123456789"
    return len(raw) if len(raw) == 2 or (0x81 <= raw[2] <= 0xFE and whole) else 1
