"""How pairs of characters are read, from the dictionary of pypinyin.

A pair has the readings of the words in which it stands, and the usual ones of its characters one
by one (调 is read tiao in 烹调师, which no dictionary has, and diao by itself).
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

_USUAL = 0.1
"""Share of the dictionary's words with a character in which a reading of it counts as usual."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What is known of readings; small enough to keep, so that an edit need not load pypinyin."""

    of_char: Mapping[str, tuple[str, ...]]
    """The usual readings of characters that stand in words."""
    of_pair: Mapping[str, tuple[str, ...]]
    """Readings of pairs in words, where the characters' own do not give them: `xin_pu`."""
    words: frozenset[str]
    """Pairs that are words."""

    def of(self, pair: str) -> frozenset[str]:
        """Return the readings of a pair, two syllables each: `xin_pu`."""
        first, second = (self.of_char.get(char) or _by_itself(char) for char in pair)
        return frozenset(
            (*(f"{x}_{y}" for x in first for y in second), *self.of_pair.get(pair, ()))
        )

    def to_json(self) -> str:
        """Return the readings as text."""
        return json.dumps([dict(self.of_char), dict(self.of_pair), sorted(self.words)])

    @classmethod
    def from_json(cls, text: str) -> Readings:
        """Return what `to_json` was called on."""
        of_char, of_pair, words = json.loads(text)
        return cls(of_char, of_pair, frozenset(words))


@cache
def dictionary_readings() -> Readings:
    """Return the readings of pypinyin's dictionary."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    pairs: dict[str, set[str]] = defaultdict(set)
    words: set[str] = set()
    for word, syllables in _words():
        for char, syllable in zip(word, syllables, strict=True):
            counted[char][syllable] += 1
        for at, (x, y) in enumerate(pairwise(syllables)):
            pairs[word[at : at + 2]].add(f"{x}_{y}")
        if len(word) == 2:
            words.add(word)
    of_char = {char: _usual(char, counts) for char, counts in counted.items()}
    usual = Readings(of_char, {}, frozenset())
    further = ((pair, tuple(sorted(found - usual.of(pair)))) for pair, found in pairs.items())
    return Readings(of_char, {pair: found for pair, found in further if found}, frozenset(words))


def _usual(char: str, counts: Counter[str]) -> tuple[str, ...]:
    least = _USUAL * sum(counts.values())
    return tuple(dict.fromkeys((*_by_itself(char), *(x for x, n in counts.items() if n >= least))))


@lru_cache(maxsize=65_536)
def _by_itself(char: str) -> tuple[str, ...]:
    """Return the first reading of a character, none where it has none."""
    from pypinyin import lazy_pinyin

    reading = "".join(lazy_pinyin(char))
    return (reading,) if reading.isascii() else ()


def _words() -> Iterator[tuple[str, list[str]]]:
    """Yield the words of the dictionary with their syllables, without tones."""
    from pypinyin.constants import PHRASES_DICT

    plain = cache(_plain)
    for word, readings in PHRASES_DICT.items():
        syllables = [plain(reading[0]) for reading in readings]
        if len(word) == len(syllables) and all(map(str.isascii, syllables)):
            yield word, syllables


def _plain(syllable: str) -> str:
    """Return a syllable without its tone; ü is v, as it is typed."""
    marked = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(char for char in marked if not unicodedata.combining(char))
