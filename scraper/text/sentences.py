"""Sentences of Chinese text, cut without losing a character."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.text.chars import CLOSERS, SENTENCE_END, remembered

_HALF = 0.5
_SENTENCE = re.compile(rf"[^{SENTENCE_END}]*(?:[{SENTENCE_END}]+[{re.escape(CLOSERS)}]*|$)")


@remembered
def split_sentences(text: str) -> tuple[str, ...]:
    """Sentences of a paragraph, each with its end mark and the closing marks after it."""
    return tuple(filter(str.strip, _SENTENCE.findall(text)))


def sentence_around(text: str, position: int) -> str:
    """The sentence of a paragraph in which the character at `position` stands, trimmed."""
    for match in _SENTENCE.finditer(text):
        if match.start() <= position < match.end():
            return match[0].strip()
    return text.strip()


def same_share(texts: Sequence[str], chosen: Sequence[int], translated: Sequence[str]) -> list[int]:
    """Return which translated sentences stand where the chosen ones of the original stand.

    Lengths of translations keep to those of their originals (Gale and Church, A program for
    aligning sentences in bilingual corpora, 1993): a sentence counts that lies for half of its
    length or more within the chosen share of the paragraph, or the one that lies in it most.
    """
    first, last = _span(texts, chosen[0])[0], _span(texts, chosen[-1])[1]
    within = [
        (min(end, last) - max(start, first)) / (end - start)
        for start, end in (_span(translated, number) for number in range(len(translated)))
    ]
    found = [number for number, share in enumerate(within) if share >= _HALF]
    return found or [max(range(len(within)), key=within.__getitem__)]


def _span(texts: Sequence[str], number: int) -> tuple[float, float]:
    """Return the shares of the whole at which a sentence begins and ends."""
    lengths = [len(text) or 1 for text in texts]
    before, whole = sum(lengths[:number]), sum(lengths)
    return before / whole, (before + lengths[number]) / whole
