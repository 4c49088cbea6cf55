"""Pinyin: which characters of the index a reader who types Latin letters may mean.

    ~xin_pu   B新浦3新蒲   pairs of characters by their two syllables, the most frequent first;
                           the digit before them says how frequent (the bits of a number of pages)
    ^djyl     党建引领     phrases of titles, headings, facets and the glossary by their initials

Both stand among the terms of the index. A pair has the readings of the words of pypinyin's
dictionary in which it stands, and the most usual one of its characters one by one.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise

from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT

from scraper.index.coding import DIGITS
from scraper.text.tokens import Cut, han_runs

SYLLABLES, INITIALS = "~", "^"
_KEPT = 6
"""Most phrases of the same initials that are kept."""
_WORDS, _CHARACTERS = 4, 8
"""Words and characters of the longest phrase found by its initials."""


def is_pair(term: str) -> bool:
    """Whether a term is a pair of Chinese characters."""
    return len(term) == 2 and not term.isascii() and not any(map(str.isascii, term))


def frequency(pages: int) -> str:
    """Return the digit that says how many pages hold a pair: few steps, so that it is seldom
    another one after an edit."""
    return DIGITS[pages.bit_length()]


def sounds_of(pair: str) -> frozenset[str]:
    """Return the entries under which a pair is found by its sound."""
    known = _in_words().get(pair, frozenset())
    alone = "_".join(map(_reading, pair))
    return known | {SYLLABLES + alone} if alone.isascii() else known


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
    letters = "".join(reading[:1] for reading in lazy_pinyin(word))
    return letters if len(letters) == len(word) and letters.isascii() and letters.isalpha() else ""


@lru_cache(maxsize=65_536)
def _reading(char: str) -> str:
    return "".join(lazy_pinyin(char))


@cache
def _in_words() -> Mapping[str, frozenset[str]]:
    """Return the entries of each pair that stands in a word of pypinyin's dictionary."""
    plain = cache(_plain)
    found: dict[str, set[str]] = defaultdict(set)
    for word, readings in PHRASES_DICT.items():
        if len(word) == len(readings):
            syllables = [plain(reading[0]) for reading in readings]
            for at, (x, y) in enumerate(pairwise(syllables)):
                found[word[at : at + 2]].add(f"{SYLLABLES}{x}_{y}")
    return {pair: frozenset(filter(str.isascii, entries)) for pair, entries in found.items()}


def _plain(syllable: str) -> str:
    """Return a syllable without its tone; ü is v, as it is typed."""
    marked = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(char for char in marked if not unicodedata.combining(char))
