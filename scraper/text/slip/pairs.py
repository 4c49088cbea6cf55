"""How likely a word is behind another: a model of word pairs for Simplified text.

`data/word_pairs.tsv.xz` holds what `benchmarks/word_pairs.py` makes of two sources; its head tells
what the columns are. It is read when the first broken run is found.
"""

from __future__ import annotations

import lzma
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from scraper.model import LACUNA
from scraper.text.chars import is_han
from scraper.text.words import frequency

FILE = "word_pairs.tsv.xz"
LINE = "¶"
"""Stands for the beginning and the end of a line in the file."""
NUMBER = "0"
"""Stands for numbers and letters in the file: which one follows tells nothing."""
_WIDE = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_UNIT = 0.25
"""What 1 is in the file, as a natural logarithm."""
_TOTAL = 60_000_000
"""Words counted in jieba's dictionary."""
_SHARE = 0.3
"""The part that jieba's dictionary has in the share of a word."""
_ALONE = 0.05
"""What part of jieba's counts holds for a character that is a word by itself: most of those
counted are parts of names and of words that the dictionary does not have."""
_FREE = 300_000
"""Occurrences from which a single character (的, 是, 在) truly is a word by itself."""
_UNKNOWN = -21.0
"""What a character costs that is no word."""
_LOST = -11.0
"""What a character costs that is left open."""
_SAME_NUMBER = -1.5
"""What a further digit of a number costs."""


@dataclass(frozen=True, slots=True)
class _Entry:
    share: float
    """Logarithm of the word's share of all words."""
    word: float
    """What a word gains, most often less than nothing, that is not listed behind this one."""
    mark: float
    """The same for a mark."""
    listed: dict[str, float]
    """Words that are listed behind it, each with what it gains."""


@lru_cache(maxsize=1)
def _lines() -> dict[str, str]:
    packed = (resources.files("scraper") / "data" / FILE).read_bytes()
    lines = lzma.decompress(packed).decode("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if line[0] != "#")


@lru_cache(maxsize=16384)
def _entry(word: str) -> _Entry | None:
    line = _lines().get(word)
    if line is None:
        return None
    share, of_word, of_mark, listed = line.split("\t")
    behind = {}
    for item in listed.split():
        end = len(item.rstrip("0123456789").rstrip("-")) or 1
        behind[item[:end]] = int(item[end:]) * _UNIT
    return _Entry(int(share) * _UNIT, int(of_word) * _UNIT, int(of_mark) * _UNIT, behind)


def of_dictionary(word: str) -> float:
    """The part that jieba's dictionary has in the share of `word`; 0 where it has it not."""
    times = frequency(word)
    counted = _ALONE if len(word) == 1 and times < _FREE else 1.0
    return _SHARE * counted * times / _TOTAL


@lru_cache(maxsize=65536)
def likely(word: str) -> float | None:
    """Logarithm of how likely `word` is by itself; None where it is no word."""
    if word == LACUNA:
        return _LOST
    if entry := _entry(_class(word)):
        return entry.share
    if share := of_dictionary(word):
        return math.log(share)
    return _UNKNOWN if len(word) == 1 else None


@lru_cache(maxsize=65536)
def behind(before: str, word: str) -> float:
    """Logarithm of how likely `word`, which is one, is behind the word or mark `before`."""
    first, second = _class(before), _class(word)
    if first == second == NUMBER:
        return _SAME_NUMBER
    share, entry = likely(word) or _UNKNOWN, _entry(first)
    if entry is None:
        return share
    return share + entry.listed.get(second, entry.word if is_han(word[0]) else entry.mark)


def _class(word: str) -> str:
    """How the file has `word`: with full-width marks, and one sign for all other ASCII."""
    if word == "\n":
        return LINE
    return _WIDE.get(word, NUMBER if word.isascii() else word)
