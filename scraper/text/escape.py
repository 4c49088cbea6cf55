"""Text that must stay text: in Markdown, in HTML, in attributes and in addresses.

Python-Markdown passes a raw HTML block through unread, and a numeric character reference is text
to every reader of HTML. So untrusted words go into HTML blocks of our own with each ASCII mark
written as such a reference: no mark is left that Markdown, one of its extensions, a snippet
include or a template could take for its own.
"""

from __future__ import annotations

import re
import string
from functools import lru_cache
from urllib.parse import quote, urlsplit

_MARKS = str.maketrans({mark: f"&#{ord(mark)};" for mark in string.punctuation})
_BREAKS = re.compile("[\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]")
"""Whatever `str.splitlines` breaks a line at, and the tab: one line of text stays one line."""
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Controls, lone surrogates and noncharacters, which HTML forbids (WHATWG HTML 13.2.3.5)."""


_NOT_IN_ADDRESSES = re.compile(r'[\s"<>\\^`{|}]')
"""Characters that no address holds as they are (RFC 3987, 2.2)."""


def one_line(text: str) -> str:
    """Return the text on one line; characters that HTML forbids become U+FFFD."""
    if text.isprintable():  # as nearly all are: no need to look closely
        return text
    return _FORBIDDEN.sub("\ufffd", _BREAKS.sub(" ", text))


def as_text(text: str) -> str:
    """Return HTML that shows exactly these words, in element content or a quoted attribute."""
    return one_line(text).translate(_MARKS)


@lru_cache(maxsize=4096)
def path_part(text: str) -> str:
    """Return one segment of a relative address, percent-encoded: it cannot leave its folder."""
    encoded = quote(one_line(text), safe="")
    return encoded.replace(".", "%2E") if not encoded.strip(".") else encoded


def web_address(address: str) -> str:
    """Return the address if it is an `http` or `https` one with a host, else the empty text.

    What cannot stand in an address is percent-encoded.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return _NOT_IN_ADDRESSES.sub(lambda mark: quote(mark[0]), one_line(address))
