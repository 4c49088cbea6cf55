"""Which words of a long list stand in a text, all looked for at once (Aho-Corasick)."""

from __future__ import annotations

from functools import lru_cache

from ahocorasick_rs import AhoCorasick


def found_in(text: str, words: tuple[str, ...]) -> frozenset[str]:
    """Those of `words` that stand in `text`, within one another too."""
    matches = _searcher(words).find_matches_as_indexes(text, overlapping=True)
    return frozenset(words[number] for number, _, _ in matches)


@lru_cache(maxsize=16)
def _searcher(words: tuple[str, ...]) -> AhoCorasick:
    return AhoCorasick(words)
