"""Which of the characters that the bytes allow were most likely written.

A model of word pairs, searched over all cuts and all choices at once: a beam of the best choices
runs along the characters, and each word that fits a stretch of them carries it on.
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import product

from scraper.text.chars import is_han
from scraper.text.script import simplify
from scraper.text.slip.pairs import behind, likely

LONGEST_WORD = 5
MOST_OPEN = 2
"""Lost characters in one word; a word that is lost altogether is no evidence."""
WIDTH = 60
"""Choices kept at each character."""

Choice = tuple[str, ...]
_Word = tuple[Choice, str]
"""What a word chooses in its open slots, and the word."""
_Beam = dict[_Word, float]
"""The choices up to a place with the last word, and how likely they are."""


@lru_cache(maxsize=16384)
def plain(char: str) -> str:
    """`char` in Simplified script, by itself."""
    return simplify(char)


def rank(slots: tuple[Choice, ...]) -> list[tuple[float, Choice]]:
    """The likeliest choices, best first: one character for each slot that allows several.

    `slots` holds the Simplified characters allowed at each place, contexts included.
    """
    beams: list[_Beam] = [{} for _ in range(len(slots) + 1)]
    beams[0][(), "\n"] = 0.0
    for at in range(len(slots)):
        beam = _pruned(beams[at])
        for length in range(1, min(LONGEST_WORD, len(slots) - at) + 1):
            ahead = beams[at + length]
            for chosen, word in _words(slots[at : at + length]):
                for (choice, before), score in beam:
                    key, total = (choice + chosen, word), score + behind(before, word)
                    if total > ahead.get(key, -math.inf):
                        ahead[key] = total
    return [(score, choice) for choice, score in sorted(_best(beams[-1]).items(), key=_by_score)]


def _by_score(item: tuple[Choice, float]) -> float:
    return -item[1]


def _best(beam: _Beam) -> dict[Choice, float]:
    """For each choice, how likely it is with its likeliest last word."""
    best: dict[Choice, float] = {}
    for (choice, _), score in beam.items():
        best[choice] = max(score, best.get(choice, -math.inf))
    return best


def _pruned(beam: _Beam) -> list[tuple[_Word, float]]:
    """The likeliest choices of a beam, with all their last words."""
    kept = {choice for choice, _ in sorted(_best(beam).items(), key=_by_score)[:WIDTH]}
    return [(key, score) for key, score in beam.items() if key[0] in kept]


@lru_cache(maxsize=4096)
def _words(slots: tuple[Choice, ...]) -> tuple[_Word, ...]:
    """The words that fit a stretch."""
    if sum(len(slot) > 1 for slot in slots) > MOST_OPEN:
        return ()
    if len(slots) > 1 and not all(is_han(slot[0]) or len(slot) > 1 for slot in slots):
        return ()
    return tuple(
        (tuple(c for c, options in zip(chars, slots, strict=True) if len(options) > 1), word)
        for chars in product(*slots)
        if likely(word := "".join(chars)) is not None
    )
