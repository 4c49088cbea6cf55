"""Numbers in a text as search sees them: `十个` and `10个`, `5万` and `50000` are one number.

`theme/assets/search/text.js` does the same to a query; tests hold the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNIT = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10_000, "亿": 100_000_000}
_HAN = "".join((*_DIGIT, *_UNIT, *_BIG))
_LONGEST = 12
"""Characters of the longest run taken for a number."""


@lru_cache(maxsize=4)
def number_pattern(measures: str) -> re.Pattern[str]:
    """Return what finds numbers in a folded text: Chinese ones before a measure, and `5万`.

    `measures` are single characters that follow a number (个, 名, 年 …): without one, 一 or 万 is
    seldom a number (统一, 万一).
    """
    return re.compile(f"[{_HAN}]{{1,{_LONGEST}}}(?=[{measures}])|[0-9]+(?:\\.[0-9]+)?[万亿]")


def numbers_in(text: str, measures: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and value in digits of each number in a folded text that needs it."""
    for match in number_pattern(measures).finditer(text):
        value = digits_of(match.group())
        if value:
            yield match.start(), match.end(), value


@lru_cache(maxsize=4096)
def digits_of(words: str) -> str:
    """Return a number in Arabic digits; empty where the words are none (`十百`, `万`).

    Digits in a row are read one by one (`二〇一八` is 2018), else by place (`一百一十七` is 117).
    """
    if words[0].isascii():
        value = float(words[:-1]) * _BIG[words[-1]]
        return str(int(value)) if value.is_integer() else ""
    if all(char in _DIGIT for char in words):
        return "".join(str(_DIGIT[char]) for char in words)
    return _by_place(words)


def _by_place(words: str) -> str:
    total = section = 0
    digit: int | None = None
    for char in words:
        if char in _DIGIT:
            if digit:
                return ""
            digit = _DIGIT[char]
        elif char in _UNIT:
            if digit is None and (section or char != "十"):
                return ""
            section += (1 if digit is None else digit) * _UNIT[char]
            digit = None
        else:
            section += digit or 0
            if not section and not total:
                return ""
            total = total + section * _BIG[char] if char == "万" else (total + section) * _BIG[char]
            section, digit = 0, None
    return str(total + section + (digit or 0))
