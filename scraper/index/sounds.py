"""Pinyin: which characters of the index a reader who types Latin letters may mean.

    ~xin_pu   4新浦1新蒲   pairs of characters by their two syllables, words and the most frequent
                           first; the digit before them says how frequent
    ^djyl     党建引领     phrases of titles, headings, facets and the glossary by their initials

Both stand among the terms of the index; `readings` says how pairs are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from scraper.index.coding import DIGITS
from scraper.index.readings import Readings
from scraper.text.tokens import Cut, han_runs

SYLLABLES, INITIALS = "~", "^"
_KEPT = 6
"""Most phrases of the same initials that are kept."""
_WORDS, _CHARACTERS = 4, 8
"""Words and characters of the longest phrase found by its initials."""


def is_pair(term: str) -> bool:
    """Whether a term is a pair of Chinese characters."""
    return len(term) == 2 and not term.isascii() and not any(map(str.isascii, term))


def frequency(pair: str, pages: int, readings: Readings) -> str:
    """Return the digit that says how soon to think of a pair: words before pairs across a border,
    then by the number of pages in few steps, so that it is seldom another one after an edit."""
    return DIGITS[min(31, pages.bit_length()) + (32 if pair in readings.words else 0)]


def sounds_of(pair: str, readings: Readings) -> list[str]:
    """Return the entries under which a pair is found by its sound."""
    return [SYLLABLES + sound for sound in readings.of(pair)]


def encode_sounds(pairs: Mapping[str, str]) -> str:
    """Return an entry from its pairs, each with the digit of its frequency."""
    by_digit: dict[str, list[str]] = defaultdict(list)
    for pair, digit in pairs.items():
        by_digit[digit].append(pair)
    ordered = sorted(by_digit, key=DIGITS.index, reverse=True)
    return "".join(digit + "".join(sorted(by_digit[digit])) for digit in ordered)


def decode_sounds(coded: str) -> dict[str, str]:
    """Return what `encode_sounds` was given."""
    pairs: dict[str, str] = {}
    digit, first = "", ""
    for char in coded:
        if char.isascii():
            digit = char
        elif first:
            pairs[first + char] = digit
            first = ""
        else:
            first = char
    return pairs


def phrases_in(texts: Iterable[str], cut: Cut) -> Iterator[tuple[str, str]]:
    """Yield the entry and the phrase of what is found by its initials in some texts."""
    for text in texts:
        for run in han_runs(text):
            yield from _phrases(tuple(cut(run)))


def encode_phrases(counts: Mapping[str, int]) -> str:
    """Return an entry from its phrases, each with how often it stands: the most frequent."""
    return "|".join(sorted(counts, key=lambda p: (-counts[p], len(p), p))[:_KEPT])


def _phrases(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for start in range(len(words)):
        phrase = initials = ""
        for word in words[start : start + _WORDS]:
            phrase += word
            initials += _initials(word)
            if len(phrase) > _CHARACTERS:
                break
            if len(phrase) == len(initials) > 1:
                yield INITIALS + initials, phrase


@lru_cache(maxsize=65_536)
def _initials(word: str) -> str:
    """Return the first letter of each character's reading; nothing where one has none."""
    letters = "".join(reading[:1] for reading in _pinyin(word))
    return letters if len(letters) == len(word) and letters.isascii() and letters.isalpha() else ""


def _pinyin(word: str) -> list[str]:
    from pypinyin import lazy_pinyin  # takes a while to load, and most edits do not need it

    readings: list[str] = lazy_pinyin(word)
    return readings
