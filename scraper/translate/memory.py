"""A translation memory: texts translated before, found again where a text is equal or alike.

Comparing each text with each other one would take the square of the library. Here two texts are
compared only where their sketches share something: the sketch of a text is the smallest few of
the hashes of its character trigrams (Broder, "On the resemblance and containment of documents",
1997), so the work grows with the library.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

NEAR = 75.0
"""Lowest `fuzz.ratio` (0..100) of a match worth offering, as in Poedit and Weblate."""
_SKETCH = 16
_LONGEST_POSTING = 64
"""Texts under one hash: what stands in more of them tells none apart."""
_CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class Example:
    """A text that has been translated, and where."""

    source: str
    english: str
    case: str
    context: str


@dataclass(frozen=True, slots=True)
class Match:
    """An example and how like its source is to the text, in percent."""

    example: Example
    score: float


class Memory:
    """The examples of a library; of several for one text, the first."""

    def __init__(self, examples: Iterable[Example]) -> None:
        self._examples: dict[str, Example] = {}
        self._postings: defaultdict[int, list[Example]] = defaultdict(list)
        for example in examples:
            if example.source in self._examples:
                continue
            self._examples[example.source] = example
            for key in _sketch(example.source):
                if len(self._postings[key]) < _LONGEST_POSTING:
                    self._postings[key].append(example)

    def find(self, text: str) -> Match | None:
        """Return the best match for a text; None where nothing is like it."""
        same = self._examples.get(text)
        if same:
            return Match(same, 100.0)
        shared = Counter(
            example for key in _sketch(text) for example in self._postings.get(key, ())
        )
        best: Match | None = None
        for example, _ in shared.most_common(_CANDIDATES):
            score = fuzz.ratio(text, example.source, score_cutoff=best.score if best else NEAR)
            if score and (best is None or score > best.score):
                best = Match(example, score)
        return best


def _sketch(text: str) -> list[int]:
    grams = {text[at : at + 3] for at in range(len(text) - 2)}
    return sorted(zlib.crc32(gram.encode("utf-8", "surrogatepass")) for gram in grams)[:_SKETCH]
