"""Character references that a page shows as text (`&nbsp;`, `&ldquo;`; form G1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from scraper.clean.draft import Draft, rewrite

_REFERENCE = re.compile(r"&(?:[A-Za-z]{2,8}\d{0,2}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});")
_SPACES = re.compile("[\u00a0\u2002\u2003\u2009]")


def decode_entities(draft: Draft) -> Draft:
    """The draft with references shown as text turned into their characters, spaces into plain ones.

    Names are those of HTML (https://html.spec.whatwg.org/multipage/named-characters.html); what is
    none of them stays.
    """
    return rewrite(draft, "entity", "converted", _decoded)


def _decoded(text: str) -> tuple[str, Sequence[str]]:
    done: list[str] = []

    def decode(match: re.Match[str]) -> str:
        char = unescape(match[0])
        if char != match[0]:
            done.append(match[0])
        return _SPACES.sub(" ", char)

    return (_REFERENCE.sub(decode, text) if "&" in text else text), done
