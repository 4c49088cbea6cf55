"""Characters: what counts as a letter, a Chinese character, the end of a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

HAN_RANGES = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
"""First and last code points of the blocks of Chinese characters."""
HAN = "".join(f"{chr(first)}-{chr(last)}" for first, last in HAN_RANGES)
"""Range of Chinese characters for use inside a regular-expression class."""

SENTENCE_END = "。！？!?…"
CLOSERS = "”’」』）)》】〕\"'"
"""Marks that may follow the end of a sentence and still belong to it."""

_ENDS = tuple(SENTENCE_END)
_HAN = re.compile(f"[{HAN}]")
_HAN_RUN = re.compile(f"[{HAN}]+")
_NO_LETTER = re.compile(r"[\W_]+")
_SENTENCE_MARK = re.compile("[。！？!?]")
_WIDE_MARKS = tuple(zip("，：；？！（）", ",:;?!()", strict=True))
_USUAL_MARKS = ",。、:;“”()?!《》"
_UNSEEN = "\u200b\ufeff"
"""Spaces without width, which Unicode does not count among the spaces."""
T = TypeVar("T")
_forgetting: list[Callable[[], None]] = []


def remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """`function` with its results for the lines of a page remembered, which are asked for again,
    until `forget_page`: so the memory this takes is that of one page."""
    remembering = lru_cache(maxsize=2048)(function)
    _forgetting.append(remembering.cache_clear)
    return remembering


def forget_page() -> None:
    """Forget what is remembered of the lines of a page: another one begins."""
    for forget in _forgetting:
        forget()


@remembered
def letters(text: str) -> str:
    """Letters and digits of `text` alone, NFKC-folded: what two versions of a text share."""
    return letters_of(fold(text))


def letters_of(folded: str) -> str:
    """Letters and digits of what `fold` gave."""
    if folded.isalnum():
        return folded
    for mark in _USUAL_MARKS:  # mostly there are no others, and this is several times faster
        folded = folded.replace(mark, "")
    return folded if folded.isalnum() else _NO_LETTER.sub("", folded)


@remembered
def fold(text: str) -> str:
    """`text` as rules see it: NFKC (so half-width marks and digits), without any space."""
    folded = "".join(_nfkc(text).split())
    for unseen in _UNSEEN:
        folded = folded.replace(unseen, "")
    return folded


def _nfkc(text: str) -> str:
    """NFKC of `text`. The marks that nearly every line holds are replaced beforehand: without
    them most lines pass the normalizer's quick check, which is several times faster."""
    for wide, narrow in _WIDE_MARKS:
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text)


@lru_cache(maxsize=4096)
def is_han(char: str) -> bool:
    """Whether `char` (one character, or empty) is a Chinese character."""
    return bool(char) and _HAN.match(char) is not None


def count_han(text: str) -> int:
    """Number of Chinese characters in `text`."""
    return sum(map(len, _HAN_RUN.findall(text)))


def ends_sentence(text: str) -> bool:
    """Whether `text` ends with the end of a sentence, closing quotes and brackets allowed."""
    return text.rstrip().rstrip(CLOSERS).endswith(_ENDS)


def has_sentence_mark(text: str) -> bool:
    """Whether `text` holds a full stop, question or exclamation mark anywhere."""
    return _SENTENCE_MARK.search(text) is not None
