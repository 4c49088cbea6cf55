"""Which of the characters that bytes allow a text in its script can hold."""

from __future__ import annotations

from functools import lru_cache

import opencc

from scraper.model import LACUNA
from scraper.text.chars import is_han
from scraper.text.script import is_traditional_form
from scraper.text.slip.ranking import plain

_MARKS_OF_PRINT = frozenset("。、“”‘’《》…—·，；：？！（）")


def spellings(options: tuple[str, ...], traditional: bool) -> dict[str, str]:
    """Of several characters those the script has, by their Simplified form; a lacuna for none.

    Of two that have one Simplified form, the standard one is taken.
    """
    if len(options) == 1:
        return {plain(options[0]): options[0]}
    found: dict[str, str] = {}
    for char in options:
        if _fits_script(char, traditional) and (
            plain(char) not in found or _standard(plain(char)) == char
        ):
            found[plain(char)] = char
    return found or {LACUNA: LACUNA}


def _fits_script(char: str, traditional: bool) -> bool:
    """Whether a text of that script has this character or mark."""
    if not is_han(char):
        return char in _MARKS_OF_PRINT
    if traditional:
        return _standard(char) == char or _in_big5(char)
    return not is_traditional_form(char)


@lru_cache(maxsize=16384)
def _standard(char: str) -> str:
    """The Traditional form that OpenCC prefers."""
    return str(_to_traditional().convert(char))


@lru_cache(maxsize=1)
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


@lru_cache(maxsize=16384)
def _in_big5(char: str) -> bool:
    """Whether Big5 has `char`: homographs such as 后 and 里, which one-to-one conversion leaves."""
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return False
    return True
