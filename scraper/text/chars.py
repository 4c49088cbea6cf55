"""Characters: what counts as a letter, a Chinese character, the end of a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

HAN_RANGES = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
"""First and last code points of the blocks of Chinese characters."""
HAN = "".join(f"{chr(first)}-{chr(last)}" for first, last in HAN_RANGES)
"""Range of Chinese characters for use inside a regular-expression class."""

SENTENCE_END = "。！？!?…"
CLOSERS = "”’」』）)》】〕\"'"
"""Marks that may follow the end of a sentence and still belong to it."""

_HAN = re.compile(f"[{HAN}]")
_HAN_RUN = re.compile(f"[{HAN}]+")
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_NO_LETTER = re.compile(r"[\W_]+")
_WIDE_MARKS = tuple(zip("，：；？！（）", ",:;?!()", strict=True))
REMEMBERED = 500
"""A line is no longer than this, in characters."""
T = TypeVar("T")


def remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """`function` with its results for the lines of a page remembered, which are asked for again.

    Of long texts only the last few are: the memory this takes stays small whatever is read.
    """
    of_lines, of_long = lru_cache(maxsize=1024)(function), lru_cache(maxsize=8)(function)

    @wraps(function)
    def recall(text: str) -> T:
        return of_lines(text) if len(text) <= REMEMBERED else of_long(text)

    return recall


@remembered
def letters(text: str) -> str:
    """Letters and digits of `text` alone, NFKC-folded: what two versions of a text share."""
    return _NO_LETTER.sub("", _nfkc(text))


@remembered
def fold(text: str) -> str:
    """`text` as rules see it: NFKC (so half-width marks and digits), without any space."""
    return _SPACE.sub("", _nfkc(text))


def _nfkc(text: str) -> str:
    """NFKC of `text`. The marks that nearly every line holds are replaced beforehand: without
    them most lines pass the normalizer's quick check, which is several times faster."""
    for wide, narrow in _WIDE_MARKS:
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text)


def is_han(char: str) -> bool:
    """Whether `char` (one character, or empty) is a Chinese character."""
    return bool(char) and _HAN.match(char) is not None


def count_han(text: str) -> int:
    """Number of Chinese characters in `text`."""
    return sum(map(len, _HAN_RUN.findall(text)))


def ends_sentence(text: str) -> bool:
    """Whether `text` ends with the end of a sentence, closing quotes and brackets allowed."""
    bare = text.rstrip().rstrip(CLOSERS)
    return bool(bare) and bare[-1] in SENTENCE_END


def has_sentence_mark(text: str) -> bool:
    """Whether `text` holds a full stop, question or exclamation mark anywhere."""
    return any(mark in text for mark in "。！？!?")
