"""Records -> posting lists: which documents hold a term, and how much it counts in each.

Ranking is BM25F in its simple form (Robertson, Zaragoza and Taylor, Simple BM25 extension to
multiple weighted fields, CIKM 2004): the fields' counts are weighted and summed before the
saturation. What depends on the document alone is computed here and quantised; the weight of a
term over all documents (idf) follows from the length of its list and is the reader's part.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from scraper.index.related import Concept, NamedIn, named_in, others, related_terms
from scraper.model import Record
from scraper.text.tokens import Cut, count_terms

TITLE_WEIGHT, HEADING_WEIGHT, TEXT_WEIGHT = 6.0, 2.5, 1.0
RELATED_WEIGHT = 0.4
"""What a name counts that the text does not hold, but another name of the same thing."""
SHOWN_FACETS = ("model", "place")
"""Facets that a result shows; their words are found like headings."""
K1, B = 1.2, 0.5
"""Saturation and length normalisation. K1 is the usual value; B is below the usual 0.75, as a
full case is not worth less than a cut one."""
LEVELS = 15
"""Highest quantised impact: four bits order pages as well as six, and pack a fifth smaller."""
LANGUAGES = ("zh", "en")
"""Order of the documents, so that a range of numbers says the language."""


@dataclass(frozen=True, slots=True)
class PostingList:
    """The documents of one term, ascending, and the term's impact in each (1 to `LEVELS`)."""

    documents: array[int] = field(default_factory=lambda: array("I"))
    impacts: array[int] = field(default_factory=lambda: array("B"))


@dataclass(frozen=True, slots=True)
class Inverted:
    """Documents turned into what is searched."""

    postings: dict[str, PostingList]
    """Posting list of each term."""
    named: tuple[NamedIn, ...]
    """For each document the names it holds that have others."""
    words: frozenset[str]
    """Words of two and more characters that the documents hold."""


def in_order(records: Iterable[Record]) -> tuple[Record, ...]:
    """Return the records in the order in which the index numbers them."""
    return tuple(sorted(records, key=lambda r: (LANGUAGES.index(r.lang), r.id, r.url, r.title)))


def invert(
    documents: Sequence[Record],
    cut: Cut,
    measures: str = "",
    known: Sequence[Concept] = (),
) -> Inverted:
    """Return the posting list of each term in `documents`, which are numbered from 0.

    `measures` are as in `count_terms`; `known` are the concepts whose other names are indexed too.
    """
    words: set[str] = set()
    seen = _noting(cut, words)
    names: list[NamedIn] = []
    raw: dict[str, tuple[array[int], array[float]]] = {}
    lengths = array("d")
    for number, document in enumerate(documents):
        terms = _weigh(document, seen, measures)
        lengths.append(sum(terms.values()))
        named = tuple(named_in(_whole(document), terms, known))
        names.append(tuple(others(*found) for found in named))
        for term in related_terms(named):
            terms[term] = terms.get(term, 0.0) + RELATED_WEIGHT
        for term, weight in terms.items():
            numbers, weights = raw.setdefault(term, (array("I"), array("f")))
            numbers.append(number)
            weights.append(weight)
    norms = _norms(documents, lengths)
    lists = {term: _quantised(*raw.pop(term), norms) for term in list(raw)}
    return Inverted(lists, tuple(names), frozenset(words))


def _noting(cut: Cut, words: set[str]) -> Cut:
    def noting(run: str) -> list[str]:
        found = list(cut(run))
        words.update(word for word in found if len(word) > 1)
        return found

    return noting


def _whole(document: Record) -> str:
    parts = [document.title, *(v for values in document.facets.values() for v in values)]
    for section in document.sections:
        parts += (section.heading, section.text)
    return "\n".join(parts)


def _weigh(document: Record, cut: Cut, measures: str) -> dict[str, float]:
    """Return the weighted count of each term over the fields of one document."""
    # A heading is repeated in the record of each paragraph under it and counts once.
    headings = [heading for heading, _ in groupby(s.heading for s in document.sections)]
    shown = [name for facet in SHOWN_FACETS for name in document.facets.get(facet, ())]
    fields = (
        (TITLE_WEIGHT, document.title),
        (HEADING_WEIGHT, "\n".join(headings + shown)),
        (TEXT_WEIGHT, "\n".join(section.text for section in document.sections)),
    )
    total: dict[str, float] = {}
    for weight, text in fields:
        for term, count in count_terms(text, cut, measures).items():
            total[term] = total.get(term, 0.0) + weight * count
    return total


def _norms(documents: Sequence[Record], lengths: array[float]) -> array[float]:
    """Return K1 times the length norm of each document, against the mean of its language.

    Each language by itself: a Chinese text has more terms than its English translation.
    """
    sums = {language: [0.0, 0] for language in LANGUAGES}
    for document, length in zip(documents, lengths, strict=True):
        sums[document.lang][0] += length
        sums[document.lang][1] += 1
    means = {
        language: (total / count if count else 1.0) for language, (total, count) in sums.items()
    }
    return array(
        "d",
        (
            K1 * (1 - B + B * length / (means[document.lang] or 1.0))
            for document, length in zip(documents, lengths, strict=True)
        ),
    )


def _quantised(numbers: array[int], weights: array[float], norms: array[float]) -> PostingList:
    """Return the posting list with each weight saturated and put on the scale of `LEVELS`."""
    impacts = (
        max(1, round(LEVELS * weight / (weight + norms[number])))
        for number, weight in zip(numbers, weights, strict=True)
    )
    return PostingList(numbers, array("B", impacts))
