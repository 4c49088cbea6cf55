"""Whether what came as a page is a document: pure, and careful with real pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

from lxml import etree

from scraper.decoding import decode_bytes
from scraper.evidence.exchange import charset_in
from scraper.model import CasebookError
from scraper.rules.fetching import NoPage

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_UNSEEN = frozenset({"script", "style", "template", "head"})
_SPACE = re.compile(r"\s+")
_END = re.compile(rb"</(?:html|body)\s*>[\s\x00]*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL)
_TAIL = 4096


class _Shown:
    """Target of lxml's parser: the text that can be seen, and whether a password is asked for.

    Events need no tree, so that a hundred thousand nested tags cost nothing. Text in `noscript`
    counts: it is what a reader without scripts sees.
    """

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.password = False
        self._unseen = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "body":
            self._unseen = 0
        elif tag == "input" and attributes.get("type", "").lower() == "password":
            self.password = True

    def end(self, tag: str) -> None:
        if tag in _UNSEEN and self._unseen:
            self._unseen -= 1

    def data(self, text: str) -> None:
        if not self._unseen:
            self.parts.append(text)

    def close(self) -> None:
        pass


def why_no_document(
    content: bytes, content_type: str, address: str, signs: Sequence[NoPage]
) -> str:
    """Return the name of the fault that makes a page none, or an empty text for a document.

    `content` is unpacked, `content_type` the header as sent. Other kinds than HTML are judged only
    by whether they are empty.
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return "empty"
    if content_type.partition(";")[0].strip().lower() not in _HTML:
        return ""
    try:
        page, _ = decode_bytes(content, address, declared=charset_in(content_type))
    except CasebookError:
        return ""  # it is kept, and reading it says what is wrong
    shown = _read(page)
    text = _SPACE.sub("", "".join(shown.parts)).lower()
    for sign in signs:
        if len(text) <= sign.at_most and _shows(sign, text, shown.password, address.lower()):
            return sign.fault
    return "" if text else "empty"


def _shows(sign: NoPage, text: str, password: bool, address: str) -> bool:
    if sign.password and password:
        return True
    if any(part in address for part in sign.addresses):
        return True
    return any(_SPACE.sub("", phrase) in text for phrase in sign.phrases)


def _read(text: str) -> _Shown:
    shown = _Shown()
    parser = etree.HTMLParser(target=shown, encoding="utf-8", huge_tree=True)
    with suppress(etree.ParserError):  # nothing in it that could be parsed
        parser.feed(text.encode("utf-8", "replace"))
        parser.close()
    return shown


def is_whole(content: bytes, media_type: str) -> bool:
    """Whether a body that ended only because the connection did has the end its kind has.

    A server that states no length leaves no other way to tell a whole page from a cut one.
    """
    if media_type in _HTML:
        return bool(_END.search(content[-_TAIL:]))
    if media_type == "application/pdf":
        return b"%%EOF" in content[-_TAIL:]
    return False
