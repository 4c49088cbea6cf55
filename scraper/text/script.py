"""Traditional characters to mainland Simplified ones, by OpenCC.

`tw2s` and not `t2s`: the latter leaves 隨著 as 随著, because it keeps 著 (as in 著作) apart.
"""

from __future__ import annotations

from functools import lru_cache

import opencc

from scraper.text.chars import count_han, is_han

TRADITIONAL_SHARE = 0.03
"""A text counts as Traditional where this share of its characters are Traditional-only forms.
Simplified pages stay below one in a thousand (names, 著), Traditional ones above one in five."""


@lru_cache(maxsize=1)
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("tw2s")


@lru_cache(maxsize=8192)
def is_traditional_form(char: str) -> bool:
    """Whether `char` is a form that Simplified text does not use (區, 黨; not 人)."""
    return bool(_to_simplified().convert(char) != char)


def is_traditional(text: str) -> bool:
    """Whether `text` is written in Traditional characters."""
    found = 0
    for char in set(text):
        if is_traditional_form(char) and is_han(char):
            found += text.count(char)
            if found >= TRADITIONAL_SHARE * len(text):
                return True
    return found > 0 and found >= TRADITIONAL_SHARE * count_han(text)


def simplify(text: str) -> str:
    """`text` in mainland Simplified characters; wording is left as it is."""
    return str(_to_simplified().convert(text))
