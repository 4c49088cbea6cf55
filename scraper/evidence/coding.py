"""Unpacking what a server packed (RFC 9110, 8.4.1): whole and within a limit, or not at all.

Casebook asks for gzip and deflate alone; Brotli and Zstandard are what crawlers that are browsers
leave in their archives.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_GZIP, _ZLIB, _RAW = 31, 15, -15
"""`wbits` of zlib for gzip files, zlib streams, and deflate data without either's header."""
_NAMES = {"gzip": _GZIP, "x-gzip": _GZIP, "deflate": _ZLIB}
_STEP = 64 * 1024
_ZSTD = {int(zstd.DecompressionParameter.window_log_max): 23}
"""A window of 8 MiB at most, as RFC 9659 asks of content codings."""


class CutShortError(Exception):
    """The packed data end before their end, or are damaged."""


class TooLargeError(Exception):
    """Unpacked, the data exceed the limit."""


class UnknownCodingError(Exception):
    """The data are packed in a way that was not asked for; the message names it."""


def decoded(body: bytes, coding: str, largest: int) -> bytes:
    """Return a body unpacked; `coding` is its `Content-Encoding`.

    Never holds more than `largest` bytes of it. Raises one of the errors of this module.
    """
    names = [name.strip().lower() for name in coding.split(",")]
    for name in reversed([name for name in names if name not in ("", "identity")]):
        if name in _NAMES:
            body = _inflated(body, _NAMES[name], largest)
        elif name in _READERS:
            body = _within(_READERS[name](body), largest)
        else:
            raise UnknownCodingError(name)
    if len(body) > largest:
        raise TooLargeError
    return body


def _inflated(body: bytes, kind: int, largest: int) -> bytes:
    if not body:
        raise CutShortError
    if kind == _ZLIB and not _has_zlib_header(body):
        kind = _RAW  # some servers leave the header out, and browsers read that too
    parts: list[bytes] = []
    left = largest + 1
    while body:
        stream = zlib.decompressobj(kind)
        data = body
        while not stream.eof:
            try:
                part = stream.decompress(data, min(left, _STEP))
            except zlib.error as error:
                raise CutShortError from error
            parts.append(part)
            left -= len(part)
            if left <= 0:
                raise TooLargeError
            data = stream.unconsumed_tail
            if not part and not data and not stream.eof:
                raise CutShortError
        # A gzip file may have several members (RFC 1952); what else follows is padding.
        body = stream.unused_data if kind == _GZIP else b""
        if not body.startswith(b"\x1f\x8b"):
            break
    return b"".join(parts)


def _has_zlib_header(body: bytes) -> bool:
    return len(body) > 1 and body[0] & 0x0F == 8 and (body[0] * 256 + body[1]) % 31 == 0


def _within(parts: Iterator[bytes], largest: int) -> bytes:
    """Return the parts as one. Raises TooLargeError as soon as they exceed the limit."""
    whole = bytearray()
    for part in parts:
        whole += part
        if len(whole) > largest:
            raise TooLargeError
    return bytes(whole)


def _brotli(body: bytes) -> Iterator[bytes]:
    """Yield the content of a Brotli stream (RFC 7932). Raises CutShortError."""
    stream = brotli.Decompressor()
    while not stream.is_finished():
        try:
            part = stream.process(body, output_buffer_limit=_STEP)
        except brotli.error as error:
            raise CutShortError from error
        body = b""
        if not part and stream.can_accept_more_data() and not stream.is_finished():
            raise CutShortError
        yield part


def _zstandard(body: bytes) -> Iterator[bytes]:
    """Yield the content of the frames of Zstandard data (RFC 8878). Raises CutShortError."""
    while True:
        frame = zstd.ZstdDecompressor(options=_ZSTD)
        while not frame.eof:
            try:
                part = frame.decompress(body, _STEP)
            except zstd.ZstdError as error:
                raise CutShortError from error
            body = b""
            if not part and frame.needs_input and not frame.eof:
                raise CutShortError
            yield part
        body = frame.unused_data
        if not body:
            return


_READERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {"br": _brotli, "zstd": _zstandard}
