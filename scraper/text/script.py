"""Traditional characters to mainland Simplified ones, by OpenCC.

`tw2s` and not `t2s`: the latter leaves 隨著 as 随著, because it keeps 著 (as in 著作) apart.
"""

from __future__ import annotations

from functools import lru_cache

import opencc

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
    han = [c for c in text if "\u4e00" <= c <= "\u9fff"]
    return bool(han) and sum(map(is_traditional_form, han)) >= TRADITIONAL_SHARE * len(han)


def simplify(text: str) -> str:
    """`text` in mainland Simplified characters; wording is left as it is."""
    return str(_to_simplified().convert(text))
