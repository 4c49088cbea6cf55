"""How much text a box holds: which size of type fits, and where to break what does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from unicodedata import east_asian_width

from scraper.reading.phrases import Phrase
from scraper.text.sentences import split_sentences

_LATIN = 0.52
"""Mean width of a Latin letter against the size of type (Arial, English prose)."""
_LEADING, _AFTER = 1.4, 0.3
"""Distance of lines, and space after a paragraph, against the size of type."""


def lines_of(text: str, size: float, width: float) -> int:
    """Return how many lines a paragraph takes in a box of a width; both in points."""
    advance = sum(1.0 if east_asian_width(c) in "WFA" else _LATIN for c in text) * size
    return max(1, ceil(advance / (width - size)))


def largest_fit(
    texts: Sequence[str], sizes: Sequence[float], width: float, height: float
) -> float | None:
    """Return the first of `sizes`, given largest first, at which the paragraphs fit; else None."""
    for size in sizes:
        lines = sum(lines_of(text, size, width) for text in texts)
        if (lines * _LEADING + len(texts) * _AFTER) * size <= height:
            return size
    return None


def pages_of(
    phrases: Sequence[Phrase], size: float, width: float, height: float
) -> Iterator[tuple[Phrase, ...]]:
    """Yield the paragraphs in portions that fit at a size, broken between sentences where needed.

    A sentence that is longer than a whole box has one to itself.
    """
    page: list[Phrase] = []
    for phrase in phrases:
        pieces = [phrase] if _fits([phrase], size, width, height) else list(_sentences(phrase))
        joined: Phrase | None = None
        for piece in pieces:
            longer = _join(joined, piece)
            if _fits([*page, longer], size, width, height) or not (page or joined):
                joined = longer
                continue
            yield (*page, joined) if joined else tuple(page)
            page, joined = [], piece
        if joined:
            page.append(joined)
    if page:
        yield tuple(page)


def _fits(phrases: Sequence[Phrase], size: float, width: float, height: float) -> bool:
    texts = [phrase.text for phrase in phrases]
    return largest_fit(texts, [size], width, height) is not None


def _sentences(phrase: Phrase) -> Iterator[Phrase]:
    """Yield a text's sentences, by Chinese and by English end marks."""
    for chinese in split_sentences(phrase.text):
        rest = chinese
        while (end := rest.find(". ")) >= 0:
            yield Phrase(rest[: end + 2], phrase.foreign)
            rest = rest[end + 2 :]
        if rest:
            yield Phrase(rest, phrase.foreign)


def _join(first: Phrase | None, second: Phrase) -> Phrase:
    return Phrase(first.text + second.text, first.foreign) if first else second
