"""Characters: what counts as a letter, a Chinese character, the end of a sentence."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Range of Chinese characters for use inside a regular-expression class."""

SENTENCE_END = "。！？!?…"
CLOSERS = "”’」』）)》】〕\"'"
"""Marks that may follow the end of a sentence and still belong to it."""

_HAN = re.compile(f"[{HAN}]")
_HAN_RUN = re.compile(f"[{HAN}]+")
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_NO_LETTER = re.compile(r"[\W_]+")
_WIDE_MARKS = tuple(zip("，：；？！（）", ",:;?!()", strict=True))
CACHED = 500
"""Lines up to this many characters are remembered once folded: they are asked for again."""


def letters(text: str) -> str:
    """Letters and digits of `text` alone, NFKC-folded: what two versions of a text share."""
    return _letters(text) if len(text) <= CACHED else _NO_LETTER.sub("", _nfkc(text))


def fold(text: str) -> str:
    """`text` as rules see it: NFKC (so half-width marks and digits), without any space."""
    return _fold(text) if len(text) <= CACHED else _SPACE.sub("", _nfkc(text))


@lru_cache(maxsize=1024)
def _letters(text: str) -> str:
    return _NO_LETTER.sub("", _nfkc(text))


@lru_cache(maxsize=1024)
def _fold(text: str) -> str:
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
