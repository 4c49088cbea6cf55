"""Near-duplicates: two texts of which one holds most of the other.

Compared are shingles (all runs of 8 characters) of the letters alone: Broder, "On the resemblance
and containment of documents" (1997). Containment, not resemblance, because a preview holds only
the start of the full text.
"""

from __future__ import annotations

from collections.abc import Sequence

from scraper.model import Article, Case, Duplicate
from scraper.text.chars import letters
from scraper.text.sentences import split_sentences

SHINGLE = 8
SAME = 0.6
"""Containment from which on two texts are versions of one: two cases that quote the same
documents stay below 0.2, versions of one text lie above 0.8."""


def text_of(document: Article | Case) -> str:
    """Text of an article or case without its bibliographic matter, a line a block."""
    blocks = document.blocks if isinstance(document, Article) else document.paragraphs
    return "\n".join(block.text for block in blocks if block.kind != "meta")


def shingles(text: str) -> frozenset[str]:
    """All runs of eight letters and digits of `text`; the whole text where it is shorter."""
    bare = letters(text)
    return frozenset(bare[i : i + SHINGLE] for i in range(max(1, len(bare) - SHINGLE + 1)))


def containment(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the smaller set that the larger one has, 0..1."""
    smaller = min(len(one), len(other))
    return round(len(one & other) / smaller, 3) if smaller else 0.0


def only_in(text: str, other: str) -> tuple[str, ...]:
    """Sentences of `text` that `other` does not have, in order."""
    there = letters(other)
    lines = (line for line in text.splitlines() if line.strip())
    return tuple(
        sentence.strip()
        for line in lines
        for sentence in split_sentences(line)
        if letters(sentence) and letters(sentence) not in there
    )


def most_alike(text: str, others: Sequence[str]) -> tuple[int, float]:
    """Index of the text most like `text` and its containment; (-1, 0.0) where there is none."""
    own = shingles(text)
    scores = [containment(own, shingles(other)) for other in others]
    best = max(range(len(scores)), key=lambda index: scores[index], default=-1)
    return best, scores[best] if best >= 0 else 0.0


def as_duplicate(other: Case, kept: Case) -> Duplicate:
    """A case described as a duplicate of another, with the sentences that stand only in it."""
    text, kept_text = text_of(other), text_of(kept)
    likeness = containment(shingles(text), shingles(kept_text))
    source = other.source
    return Duplicate(
        other.title, source.capture, source.article, likeness, only_in(text, kept_text)
    )
