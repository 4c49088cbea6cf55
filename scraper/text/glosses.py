"""Pinyin glosses put behind Traditional characters by mirror software: `區(qū)`.

The set of glossed characters differs by page, so no list of characters can be trusted; what holds
is that a gloss is a reading of the character before it, and that the character is a form that only
Traditional text has. `犇(bēn)`, `(GDP)` and `(p134)` fail one test or the other and stay.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pypinyin import Style, pinyin

from scraper.text.chars import HAN
from scraper.text.script import is_traditional_form, simplify

_PINYIN = "a-zA-Züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ\u0300-\u030c"
_GLOSS = re.compile(rf"[(（](?<=[{HAN}].)([{_PINYIN}]{{1,7}})[)）]")


@lru_cache(maxsize=4096)
def readings(char: str) -> frozenset[str]:
    """All readings of `char` with tone marks, NFC, from pypinyin's dictionary."""
    found = pinyin(char, style=Style.TONE, heteronym=True)
    return frozenset(unicodedata.normalize("NFC", r) for r in (found[0] if found else ()))


@lru_cache(maxsize=4096)
def is_gloss(char: str, reading: str) -> bool:
    """Whether `(reading)` after `char` is a mirror's gloss and not the author's own.

    Mirrors read 績 as on the mainland (jì), which the dictionary knows of 绩 alone.
    """
    tone = unicodedata.normalize("NFC", reading).lower()
    if not is_traditional_form(char):
        return False
    return tone in readings(char) | readings(simplify(char))


def may_hold_glosses(text: str) -> bool:
    """Whether anything anywhere in `text` looks like a gloss; quick to tell."""
    return any(mark in text for mark in "(（") and _GLOSS.search(text) is not None


def strip_glosses(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` without glosses, and the glosses that went, each with its character: `區(qū)`."""
    gone: list[str] = []

    def keep(match: re.Match[str]) -> str:
        char = text[match.start() - 1]
        if not is_gloss(char, match[1]):
            return match[0]
        gone.append(char + match[0])
        return ""

    return _GLOSS.sub(keep, text), tuple(gone)
