"""MHTML: a page saved with all its parts in one file (RFC 2557)."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from scraper.decoding import decode_bytes
from scraper.model import CasebookError


def html_part(content: bytes, name: str) -> tuple[str, str]:
    """The HTML of the page itself and the encoding it was read in; `name` names it in errors.

    The charset its part declares counts as the page's own declaration. Raises CasebookError where
    the file holds no page.
    """
    message = message_from_bytes(content, policy=policy.default)
    parts = (part for part in message.walk() if part.get_content_type() == "text/html")
    page = _root(message) or next(parts, None)
    body = page.get_payload(decode=True) if page else None
    if page is None or not isinstance(body, bytes) or not body.strip():
        mend = "Save the page again as a web page or as text, and add that file."
        raise CasebookError(name, "the saved page holds no text", mend)
    declared = page.get_content_charset() or ""
    return decode_bytes(body, name, declared=declared)


def _root(message: EmailMessage) -> EmailMessage | None:
    """The part the header names as the page (`start`), if it names one and that is HTML."""
    start = message.get_param("start")
    for part in message.walk() if start else ():
        if part.get("Content-ID") == start and part.get_content_type() == "text/html":
            return part
    return None
