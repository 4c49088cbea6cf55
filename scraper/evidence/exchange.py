"""What passed between Casebook and a server, as it is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and the response to it, byte for byte as far as they matter."""

    address: str
    status: int
    request: tuple[tuple[str, str], ...]
    """Headers sent."""
    response: tuple[tuple[str, str], ...]
    """Headers received."""
    body: bytes
    """As received, still packed where `Content-Encoding` says so."""
    date: str
    """When it was asked for: ISO 8601 in UTC, to the second, ending in `Z`."""
    ip: str = ""
    """Number of the server that answered."""

    def header(self, name: str) -> str:
        """Return a header of the response, empty where it has none of this name."""
        wanted = name.lower()
        return next((value for key, value in self.response if key.lower() == wanted), "")

    @property
    def media_type(self) -> str:
        """Media type the server declares, lower case, without its parameters."""
        return self.header("Content-Type").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """Charset the server declares, as it writes it; empty where it declares none."""
        return charset_in(self.header("Content-Type"))


def charset_in(content_type: str) -> str:
    """Return the charset that a `Content-Type` gives (RFC 9110, 8.3.2), empty where none."""
    declared = _CHARSET.search(content_type)
    return declared[1] if declared else ""


_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


_ENDINGS = {
    "text/html": (".html", ".htm", ".shtml", ".xhtml"),
    "application/xhtml+xml": (".xhtml", ".html", ".htm", ".shtml"),
    "text/plain": (".txt", ".text"),
    "application/pdf": (".pdf",),
    "application/msword": (".doc",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
}
"""Endings of file names that say what the media type says; the first is added where none does."""
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069/\\]")
_LONGEST = 80


def name_of(exchange: Exchange) -> str:
    """Return a file name for a page: the last part of its address, else its host.

    The ending tells what the server said it is, so that `show.php` never lies on a disk as such.
    """
    parts = urlsplit(exchange.address)
    last = _UNSAFE.sub("", PurePosixPath(unquote(parts.path, errors="replace")).name)
    name = last[-_LONGEST:].strip(" .") or parts.hostname or "page"
    endings = _ENDINGS.get(exchange.media_type, ())
    if endings and not name.lower().endswith(endings):
        name += endings[0]
    return name
