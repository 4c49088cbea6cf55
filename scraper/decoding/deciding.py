"""Which encoding some bytes are in.

    byte-order mark ─> valid UTF-8 ─> the bytes themselves ─> declarations ─> damaged ─> unsure

What a page says of itself is wrong often enough that the bytes are asked first: chardetng, the
detector of Firefox, was right on 1,800 of 1,800 pieces of 8 to 2,000 characters of Simplified and
Traditional text. Declarations decide where there is too little text to tell by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from chardetng_py import EncodingDetector
from charset_normalizer import from_bytes
from html5prescan import get as prescan

from scraper.decoding.standard import BIG5, DAMAGED, GB18030, codec_of, decode_as, standard_name
from scraper.model import CasebookError

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16le"),
    (b"\xfe\xff", "utf-16be"),
)
"""Byte-order marks, longer ones first (Unicode, table 2-4)."""
_WIDE = ["utf_16_le", "utf_16_be", "utf_32_le", "utf_32_be"]
_STRUCTURED = frozenset({GB18030, BIG5, "utf-8", "euc-jp", "shift_jis", "iso-2022-jp", "euc-kr"})
"""Encodings whose bytes have a structure, so that those of another one hardly ever fit."""
_UTF_16 = frozenset({"utf-16le", "utf-16be"})
_REPAIRED = ("utf-8", GB18030, BIG5)
"""Encodings in which a page may have damaged bytes and still be read."""
_MOST_DAMAGED = 0.02
"""Share of the characters beyond ASCII that may be damaged."""
_FEW = 12
"""Bytes beyond ASCII below which a declaration tells more than the bytes."""
_MANY = 200
"""Bytes beyond ASCII from which on a text that nothing finds plausible is none."""
_SAMPLE = 256 * 1024
"""Bytes that are judged, from the first one beyond ASCII on."""
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_ASCII, _NOT_ASCII = bytes(range(0x80)), bytes(range(0x80, 0x100))
_PRESCANNED = 16_384
"""Bytes of a page in which a declaration is looked for; browsers stop after 1,024."""
_XML = re.compile(rb"\s*<\?xml\s[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
"""The declaration of an XML file (XML 1.0, 4.3.3)."""


def decode_bytes(content: bytes, name: str, *, declared: str = "") -> tuple[str, str]:
    """Text of these bytes and the encoding they were read in; `name` names them in errors.

    `declared` is the charset given beside the bytes, as in an HTTP header; what they say of
    themselves is looked for. Bytes that are no character become U+FFFD where they are few.
    Raises CasebookError where the encoding cannot be told.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark) and (text := _nearly(content[len(mark) :], encoding)):
            return text, encoding
    content = content.removeprefix(b"\xef\xbb\xbf")
    found = next(_readings(content, declared), None)
    if found is None:
        mend = "Open it in an editor, save it as UTF-8 and add it again."
        raise CasebookError(name, "the encoding of this file cannot be told", mend)
    text, encoding = found
    return text.lstrip("\ufeff"), encoding


def declared_in(content: bytes) -> str:
    """The encoding that a page declares of itself, empty where none: what browsers go by."""
    return standard_name(prescan(content, _PRESCANNED)[0].name or "")


def _labels(content: bytes, declared: str) -> Sequence[str]:
    """The encodings that are declared: beside the bytes, by XML, by HTML; each once."""
    xml = _XML.match(content)
    labels = (standard_name(declared), standard_name(xml[1].decode() if xml else ""))
    return tuple(dict.fromkeys(filter(None, (*labels, declared_in(content)))))


def _readings(content: bytes, declared: str) -> Iterator[tuple[str, str]]:
    """The text in each encoding the bytes may be in, the most trustworthy first."""
    if content.count(0) > len(content) // 4:  # ASCII in UTF-16
        yield from _guessed(content, content[:_SAMPLE], _WIDE)
    yield from _whole(content, ["utf-8"])
    labels = _labels(content, declared)
    structured = [label for label in labels if label in _STRUCTURED]
    if 0 not in content and _beyond_ascii(content) < _FEW:
        yield from _whole(content, structured)
    yield from _whole(content, _detected(content))
    if 0 in content or not _UTF_16.isdisjoint(labels):
        yield from _guessed(content, content[:_SAMPLE], _WIDE)
    yield from _whole(content, structured)
    yield from _repaired(content, (*structured, *_REPAIRED))
    yield from _guessed(content, _sample(content))


def _whole(content: bytes, encodings: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The text in those of the encodings in which every byte is part of a character."""
    for encoding in encodings:
        text = decode_as(content, encoding)
        if DAMAGED not in text:
            yield text, encoding


def _repaired(content: bytes, encodings: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The text in those of the encodings in which few bytes are damaged.

    What is not damaged has to be of that encoding by the detector's judgement, too.
    """
    sample = _sample(content)
    for encoding in encodings:
        part = _nearly(sample, encoding)
        sound = part.replace(DAMAGED, "").encode(codec_of(encoding), "ignore")
        fits = part and (encoding == "utf-8" or encoding in _detected(sound))
        if fits and (text := _nearly(content, encoding)):
            yield text, encoding


def _nearly(content: bytes, encoding: str) -> str:
    """The text if few of its characters beyond ASCII are damaged, else nothing."""
    text = decode_as(content, encoding)
    damaged, beyond = text.count(DAMAGED), sum(not char.isascii() for char in text)
    return text if damaged <= max(_MOST_DAMAGED * beyond, beyond > _FEW) else ""


def _detected(content: bytes) -> Sequence[str]:
    """The encoding the detector finds, if it is one with a structure, else none.

    Of a longer text, charset-normalizer must find it plausible as well.
    """
    sample = _sample(content)
    detector = EncodingDetector()
    detector.feed(sample, last=True)
    encoding = standard_name(detector.guess(tld=None, allow_utf8=False))
    if encoding not in _STRUCTURED:
        return ()
    few = _beyond_ascii(sample) < _MANY
    return (encoding,) if few or _plausible(sample, [codec_of(encoding)]) else ()


def _beyond_ascii(content: bytes) -> int:
    return len(content.translate(None, _ASCII))


def _sample(content: bytes) -> bytes:
    """What is judged: so many bytes from the first one beyond ASCII on, cut after an ASCII one.

    Whatever the encoding, no character begins with such a byte and goes on after it.
    """
    first = _BEYOND_ASCII.search(content)
    rest = content[first.start() :] if first else b""
    cut = rest[:_SAMPLE]
    return rest if len(rest) <= _SAMPLE else cut.rstrip(_NOT_ASCII) or cut


def _guessed(
    content: bytes, sample: bytes, among: list[str] | None = None
) -> Iterator[tuple[str, str]]:
    """The text in what charset-normalizer takes for its encoding, if it finds any plausible."""
    encoding = _plausible(sample, among)
    if encoding:
        with suppress(UnicodeDecodeError):
            yield content.decode(encoding), encoding


def _plausible(sample: bytes, among: list[str] | None) -> str:
    """The encoding, of these or of all, in which a sample is most plausible; empty where none."""
    guess = from_bytes(sample, cp_isolation=among).best()
    return guess.encoding if guess else ""
