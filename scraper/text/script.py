"""Traditional characters to mainland Simplified ones, by OpenCC.

`tw2s` and not `t2s`: the latter leaves 隨著 as 随著, because it keeps 著 (as in 著作) apart.
"""

from __future__ import annotations

import re
from functools import lru_cache

import opencc

from scraper.text.chars import HAN_RANGES, count_han

TRADITIONAL_SHARE = 0.03
"""A text counts as Traditional where this share of its characters are Traditional-only forms.
Simplified pages stay below one in a thousand (names, 著), Traditional ones above one in five."""
_BEYOND = 0x10000


@lru_cache(maxsize=1)
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("tw2s")


@lru_cache(maxsize=1)
def _traditional_forms() -> frozenset[str]:
    """Every Chinese character that OpenCC makes another one of when it stands by itself."""
    chars = [chr(code) for first, last in HAN_RANGES for code in range(first, last + 1)]
    # A line each: OpenCC's phrases do not reach over the end of a line.
    converted = simplify("\n".join(chars)).split("\n")
    return frozenset(a for a, b in zip(chars, converted, strict=True) if a != b)


@lru_cache(maxsize=1)
def _may_be_form() -> re.Pattern[str]:
    """Any of those characters, or one beyond the first 65,536: for the former, `re` has a table."""
    usual = "".join(char for char in _traditional_forms() if ord(char) < _BEYOND)
    return re.compile(f"[{usual}{chr(_BEYOND)}-{chr(HAN_RANGES[-1][1])}]")


def is_traditional_form(char: str) -> bool:
    """Whether `char` is a form that Simplified text does not use (區, 黨; not 人)."""
    return char in _traditional_forms()


def is_traditional(text: str) -> bool:
    """Whether `text` is written in Traditional characters."""
    found = sum(map(_traditional_forms().__contains__, _may_be_form().findall(text)))
    if not found or found >= TRADITIONAL_SHARE * len(text):
        return found > 0
    head = text[: int(2 * found / TRADITIONAL_SHARE)]  # mostly enough to tell that they are too few
    return all(found >= TRADITIONAL_SHARE * count_han(part) for part in (head, text))


def simplify(text: str) -> str:
    """`text` in mainland Simplified characters; wording is left as it is."""
    return str(_to_simplified().convert(text))
