"""Exchanges -> a WARC file (ISO 28500:2017): what was sent, what came, and the digests of both.

One file for each capture, named for it: it is written whole or not at all, nothing is ever put
into a file that is there already, and the proof of a case is found by the key of its capture.
"""

from __future__ import annotations

import base64
import hashlib
import http
from collections.abc import Sequence
from io import BytesIO
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.evidence.exchange import Exchange

VERSION = "1.1"
SHA256 = "casebook-sha256"
"""Field of the metadata record that holds the digest of the capture."""
_HOP_BY_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "trailer"})
"""Headers about the connection, which are no longer true of the body as it is kept (RFC 9110)."""


def to_warc(exchanges: Sequence[Exchange], content: bytes, software: str) -> bytes:
    """Return the gzipped WARC file for one page: redirects in their order, the page last.

    `content` is the page unpacked, of which the SHA-256 is noted: it is the digest of the capture.
    """
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version=VERSION)
    info = {"software": software, "format": f"WARC File Format {VERSION}", "robots": "obey"}
    writer.write_record(writer.create_warcinfo_record(None, info))
    for exchange in exchanges:
        _write(writer, exchange)
    last = exchanges[-1]
    notes = [f"{SHA256}: {hashlib.sha256(content).hexdigest()}"]
    if len(exchanges) > 1:
        notes.append(f"via: {exchanges[-2].address}")
        notes.append(f"hopsFromSeed: {'R' * (len(exchanges) - 1)}")
    writer.write_record(
        writer.create_warc_record(
            last.address,
            "metadata",
            payload=BytesIO("".join(f"{note}\r\n" for note in notes).encode()),
            warc_content_type="application/warc-fields",
            warc_headers_dict={"WARC-Date": last.date},
        )
    )
    return out.getvalue()


def _write(writer: WARCWriter, exchange: Exchange) -> None:
    """Write the response, then the request that it answers, as far as that is known."""
    headers = {"WARC-Date": exchange.date, "WARC-Payload-Digest": _sha1(exchange.body)}
    if exchange.ip:
        headers["WARC-IP-Address"] = exchange.ip
    kept = [(_line(k), _line(v)) for k, v in exchange.response if k.lower() not in _HOP_BY_HOP]
    response = writer.create_warc_record(
        exchange.address,
        "response",
        payload=BytesIO(exchange.body),
        http_headers=StatusAndHeaders(_status(exchange.status), kept, protocol="HTTP/1.1"),
        warc_headers_dict=headers,
    )
    if not exchange.request:  # of another tool's archive: what it sent is not known
        writer.write_record(response)
        return
    parts = urlsplit(exchange.address)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = [("Host", parts.netloc), *((_line(k), _line(v)) for k, v in exchange.request)]
    request = writer.create_warc_record(
        exchange.address,
        "request",
        http_headers=StatusAndHeaders(f"GET {path} HTTP/1.1", sent, is_http_request=True),
    )
    writer.write_request_response_pair(request, response)


def _sha1(body: bytes) -> str:
    """Digest in the form that replay tools compare: SHA-1 in base 32; it is no safeguard here."""
    digest = hashlib.sha1(body, usedforsecurity=False).digest()
    return "sha1:" + base64.b32encode(digest).decode()


def _status(status: int) -> str:
    try:
        return f"{status} {http.HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def _line(text: str) -> str:
    """A header without line ends, which would begin another one."""
    return " ".join(text.splitlines()).strip()
