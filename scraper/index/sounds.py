"""Pinyin: which characters of the index a reader who types Latin letters may mean.

    ~xin_pu   4新浦1新蒲   pairs of characters by their two syllables, words and the most frequent
                           first; the digit before them says how frequent
    ^djyl     党建引领     phrases of titles, headings, facets and the glossary by their initials

Both stand among the terms of the index. A pair has the readings of the words of pypinyin's
dictionary in which it stands, and the usual ones of its characters one by one (调 is read tiao in
烹调师, which no dictionary has, and diao by itself).
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise

from scraper.index.coding import DIGITS
from scraper.text.tokens import Cut, han_runs

SYLLABLES, INITIALS = "~", "^"
_USUAL = 0.1
"""Share of the dictionary's words with a character in which a reading of it counts as usual."""
_KEPT = 6
"""Most phrases of the same initials that are kept."""
_WORDS, _CHARACTERS = 4, 8
"""Words and characters of the longest phrase found by its initials."""


def is_pair(term: str) -> bool:
    """Whether a term is a pair of Chinese characters."""
    return len(term) == 2 and not term.isascii() and not any(map(str.isascii, term))


def frequency(pair: str, pages: int) -> str:
    """Return the digit that says how soon to think of a pair: words before pairs across a border,
    then by the number of pages in few steps, so that it is seldom another one after an edit."""
    return DIGITS[min(31, pages.bit_length()) + (32 if pair in _known_words() else 0)]


def sounds_of(pair: str) -> frozenset[str]:
    """Return the entries under which a pair is found by its sound."""
    first, second = (_readings(char) for char in pair)
    alone = (f"{SYLLABLES}{x}_{y}" for x in first for y in second)
    return _in_words().get(pair, frozenset()).union(alone)


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


@lru_cache(maxsize=65_536)
def _readings(char: str) -> tuple[str, ...]:
    """Return the readings of a character: the first of the dictionary, and the usual ones."""
    counts = _counted().get(char, Counter())
    usual = [x for x, count in counts.items() if count >= _USUAL * sum(counts.values())]
    found = dict.fromkeys(("".join(_pinyin(char)), *usual))
    return tuple(filter(str.isascii, found))


def _known_words() -> Mapping[str, list[list[str]]]:
    """Return pypinyin's words with their readings; loaded where one is asked for."""
    from pypinyin.constants import PHRASES_DICT

    phrases: Mapping[str, list[list[str]]] = PHRASES_DICT
    return phrases


def _pinyin(word: str) -> list[str]:
    from pypinyin import lazy_pinyin

    readings: list[str] = lazy_pinyin(word)
    return readings


@cache
def _counted() -> Mapping[str, Counter[str]]:
    """Return how often the words of pypinyin's dictionary have each reading of a character."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for word, syllables in _words():
        for char, syllable in zip(word, syllables, strict=True):
            found[char][syllable] += 1
    return found


@cache
def _words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the words of pypinyin's dictionary with their syllables, without tones."""
    plain = cache(_plain)
    return tuple(
        (word, tuple(plain(reading[0]) for reading in readings))
        for word, readings in _known_words().items()
        if len(word) == len(readings)
    )


@cache
def _in_words() -> Mapping[str, frozenset[str]]:
    """Return the entries of each pair that stands in a word of pypinyin's dictionary."""
    found: dict[str, set[str]] = defaultdict(set)
    for word, syllables in _words():
        for at, (x, y) in enumerate(pairwise(syllables)):
            found[word[at : at + 2]].add(f"{SYLLABLES}{x}_{y}")
    return {pair: frozenset(filter(str.isascii, entries)) for pair, entries in found.items()}


def _plain(syllable: str) -> str:
    """Return a syllable without its tone; ü is v, as it is typed."""
    marked = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(char for char in marked if not unicodedata.combining(char))
