"""Pinyin: which characters of the index a reader who types Latin letters may mean.

    ~xin_pu   新浦新蒲    pairs of characters by their two syllables, the most frequent first
    ^djyl     党建引领    phrases of titles, headings, facets and the glossary by their initials

Both stand among the terms of the index. A reading is that of the word a pair stands in
(pypinyin's phrases), else that of each character by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT

from scraper.text.tokens import Cut, han_runs

SYLLABLES, INITIALS = "~", "^"
PAIRS, PHRASES = 64, 6
"""Most pairs of one sound, and phrases of the same initials, that are kept."""
_WORDS, _CHARACTERS = 4, 8
"""Words and characters of the longest phrase found by its initials."""


def by_syllables(frequencies: Mapping[str, int], words: Iterable[str]) -> dict[str, str]:
    """Return the pairs of each two syllables.

    `frequencies` maps pairs of characters to the number of pages that hold them; `words` are words
    of the texts.
    """
    sounds: dict[str, set[str]] = {}
    told: set[str] = set()
    for word in words:
        # Other words are read character by character, as what follows does.
        if word not in PHRASES_DICT:
            continue
        readings = lazy_pinyin(word)
        if len(readings) != len(word):
            continue
        for (a, b), (x, y) in zip(pairwise(word), pairwise(readings), strict=True):
            if a + b in frequencies:
                sounds.setdefault(f"{SYLLABLES}{x}_{y}", set()).add(a + b)
                told.add(a + b)
    alone: dict[str, str] = {}
    for pair in frequencies:
        if pair not in told:
            x, y = (alone.setdefault(c, "".join(lazy_pinyin(c))) for c in pair)
            sounds.setdefault(f"{SYLLABLES}{x}_{y}", set()).add(pair)
    return {
        sound: "".join(sorted(pairs, key=lambda p: (-frequencies[p], p))[:PAIRS])
        for sound, pairs in sounds.items()
        if sound.isascii()
    }


def by_initials(texts: Iterable[str], cut: Cut) -> dict[str, str]:
    """Return the phrases of each row of initials, those in most texts first."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({phrase for run in han_runs(text) for phrase in _phrases(list(cut(run)))})
    found: dict[str, list[str]] = {}
    for phrase in sorted(counts, key=lambda p: (-counts[p], len(p), p)):
        initials = "".join(reading[:1] for reading in lazy_pinyin(phrase))
        if initials.isascii() and initials.isalpha() and len(initials) == len(phrase):
            found.setdefault(INITIALS + initials, []).append(phrase)
    return {initials: "|".join(phrases[:PHRASES]) for initials, phrases in found.items()}


def _phrases(words: list[str]) -> Iterable[str]:
    for start in range(len(words)):
        phrase = ""
        for word in words[start : start + _WORDS]:
            phrase += word
            if len(phrase) > _CHARACTERS:
                break
            if len(phrase) > 1:
                yield phrase
