"""Which words of a long list stand in a text, all looked for at once (Aho-Corasick)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

SLICE = 20_000
"""Characters searched at a time: what is found in them is held in memory."""


def found_in(text: str, words: tuple[str, ...]) -> frozenset[str]:
    """Those of `words` that stand in `text`, within one another too."""
    searcher, longest = _searcher(words)
    found: set[str] = set()
    for start in range(0, len(text), SLICE):
        piece = text[start : start + SLICE + longest]
        found.update(searcher.find_matches_as_strings(piece, overlapping=True))
    return frozenset(found)


def occurrences(text: str, words: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """Each of `words` with each place in `text` where it begins; some places may come twice."""
    searcher, longest = _searcher(words)
    for start in range(0, len(text), SLICE):
        piece = text[start : start + SLICE + longest]
        for number, at, _ in searcher.find_matches_as_indexes(piece, overlapping=True):
            yield words[number], start + at


@lru_cache(maxsize=16)
def _searcher(words: tuple[str, ...]) -> tuple[AhoCorasick, int]:
    searcher = AhoCorasick(words, implementation=Implementation.DFA)
    return searcher, max(map(len, words), default=0)
