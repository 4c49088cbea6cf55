"""Which of the characters that the bytes allow were most likely written.

A unigram model of words, as behind jieba, searched over all cuts and all choices at once: a beam
of the best choices runs along the characters, and each dictionary word that fits a stretch of
them carries it on.
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import product

from scraper.model import LACUNA
from scraper.text.chars import is_han
from scraper.text.script import simplify
from scraper.text.words import frequency

LONGEST_WORD = 4
MOST_OPEN = 2
"""Lost characters in one word; a word that is lost altogether is no evidence."""
WIDTH = 100
"""Choices kept at each character."""
TOTAL = math.log(60_000_000)
"""Logarithm of the words counted in jieba's dictionary."""
UNKNOWN = -TOTAL - 1.0
ALONE = -3.0
"""What a character that is a word by itself loses: most of those counted are parts of names and
of words that the dictionary does not have."""
FREE = 300_000
"""Occurrences from which a single character (的, 是, 在, 他) truly is a word by itself."""
_MARKS = {
    **dict.fromkeys("，,", -2.8),
    "。": -3.2,
    "、": -3.6,
    **dict.fromkeys("“”", -4.3),
    **dict.fromkeys("；;：:", -5.0),
    **dict.fromkeys("）)《》", -5.0),
    **dict.fromkeys("（(", -6.5),
    **dict.fromkeys("！!？?…—‘’【】[]", -6.5),
    LACUNA: -7.0,
}
"""Logarithm of the share of each mark in printed prose, to about one unit."""
ASCII_LETTER = -6.0
DIGIT = -3.5

Choice = tuple[str, ...]


@lru_cache(maxsize=16384)
def plain(char: str) -> str:
    """`char` in Simplified script, by itself."""
    return simplify(char)


@lru_cache(maxsize=65536)
def weight(word: str) -> float | None:
    """Logarithm of how likely `word` is in Simplified text; None where it is no word."""
    times = frequency(word)
    if times:
        alone = len(word) == 1 and times < FREE
        return math.log(times) - TOTAL + (ALONE if alone else 0.0)
    if len(word) > 1:
        return None
    if is_han(word):
        return UNKNOWN
    if word in _MARKS:
        return _MARKS[word]
    if word.isascii():
        return DIGIT if word.isdigit() else ASCII_LETTER
    return UNKNOWN


def rank(slots: tuple[tuple[str, ...], ...]) -> list[tuple[float, Choice]]:
    """The likeliest choices, best first: one character for each slot that allows several.

    `slots` holds the Simplified characters allowed at each place, contexts included.
    """
    beams: list[dict[Choice, float]] = [{} for _ in range(len(slots) + 1)]
    beams[0][()] = 0.0
    for at in range(len(slots)):
        beam = sorted(beams[at].items(), key=lambda item: -item[1])[:WIDTH]
        for length in range(1, min(LONGEST_WORD, len(slots) - at) + 1):
            step = _words(slots[at : at + length])
            ahead = beams[at + length]
            for choice, score in beam:
                for chosen, gain in step:
                    key = choice + chosen
                    if score + gain > ahead.get(key, -math.inf):
                        ahead[key] = score + gain
    return sorted(((score, choice) for choice, score in beams[-1].items()), reverse=True)


@lru_cache(maxsize=4096)
def _words(slots: tuple[tuple[str, ...], ...]) -> tuple[tuple[Choice, float], ...]:
    """The words that fit a stretch: what they choose in its open slots, and their weight."""
    found: list[tuple[Choice, float]] = []
    if sum(len(slot) > 1 for slot in slots) > MOST_OPEN:
        return ()
    for chars in product(*slots):
        gain = weight("".join(chars))
        if gain is not None:
            chosen = tuple(c for c, options in zip(chars, slots, strict=True) if len(options) > 1)
            found.append((chosen, gain))
    return tuple(found)
