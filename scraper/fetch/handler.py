"""Scrapy's download handler, with an end to what a server may send before the body begins.

Scrapy caps the body, Twisted each line; the number of header lines has no cap in either, and a
server that sends them without end fills the memory until the time is up.
"""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from twisted.web._newclient import HEADER, STATUS

LARGEST_HEAD = 256 * 1024
"""Bytes of status line and headers; browsers take as much, servers send a few thousand."""


class _CappedProtocol(_LenientHTTP11ClientProtocol):
    """Breaks the connection off where the head of a response does not end."""

    _head = 0

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 (Twisted's name)
        parser: Any = self._parser
        if parser is not None and parser.state in (STATUS, HEADER):
            self._head += len(data)
            if self._head > LARGEST_HEAD:
                self.transport.abortConnection()  # type: ignore[union-attr]
                return
        else:
            self._head = 0
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class _CappedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _CappedProtocol:  # noqa: N802
        return _CappedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class CappedHandler(HTTP11DownloadHandler):
    """Downloads over connections whose responses have a head of bounded size."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._pool._factory = _CappedFactory
