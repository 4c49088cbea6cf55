"""A record -> what is searched of it: its terms and how much each counts.

Ranking is BM25F in its simple form (Robertson, Zaragoza and Taylor, Simple BM25 extension to
multiple weighted fields, CIKM 2004): the fields' counts are weighted and summed before the
saturation. Only what depends on the record alone is computed here, so that no other record has
to be looked at again when one changes; the weight of a term over all records (idf) follows from
the length of its list and is the reader's part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from scraper.index.coding import DIGITS
from scraper.index.cutter import cutter
from scraper.index.pieces import SHOWN_FACETS
from scraper.index.places import places_of
from scraper.index.related import (
    Concept,
    NamedIn,
    concepts,
    named_in,
    related_terms,
    with_others,
)
from scraper.index.sounds import phrases_in
from scraper.model import Record
from scraper.rules.glossary import Term
from scraper.rules.search import load_search_rules, names_of_things
from scraper.text.tokens import Cut, both_writings, count_in

TITLE_WEIGHT, HEADING_WEIGHT, TEXT_WEIGHT = 6.0, 2.5, 1.0
RELATED_WEIGHT = 0.4
"""What a name counts that the text does not hold, but another name of the same thing."""
K1, B = 1.2, 0.5
"""Saturation and length normalisation. K1 is the usual value; B is below the usual 0.75, as a
full case is not worth less than a cut one."""
USUAL_LENGTH = {"zh": 1500.0, "en": 1200.0}
"""Weighted terms of a usual page of 2,800 Chinese characters or 1,000 English words. A constant,
where BM25 has the mean of the library, which every edit would change."""
LEVELS = 15
"""Highest quantised impact: four bits order pages as well as six, and pack a fifth smaller."""


@dataclass(frozen=True, slots=True)
class Analysed:
    """What is searched of a record."""

    postings: dict[str, str]
    """Its terms, and of each two digits: what it counts, 1 to `LEVELS`, and the bits of
    `places`, 0 where no place is known."""
    named: NamedIn
    """Names it holds that have others."""


@dataclass(frozen=True, slots=True)
class Analyser:
    """Everything that the analysis of a record depends on beside the record."""

    cut: Cut
    measures: str
    known: tuple[Concept, ...]

    def analyse(self, record: Record) -> Analysed:
        """Return what is searched of a record."""
        weights, named, whole = self._weigh(record)
        places = places_of(whole, self.measures)
        norm = K1 * (1 - B + B * sum(weights.values()) / USUAL_LENGTH[record.lang])
        postings = {
            term: DIGITS[max(1, round(LEVELS * weight / (weight + norm)))]
            + DIGITS[places.get(term, 0)]
            for term, weight in weights.items()
        }
        return Analysed(postings, named)

    def phrases(self, record: Record) -> frozenset[tuple[str, str]]:
        """Return entry and phrase of what its headlines hold of `sounds`' phrases."""
        return frozenset(phrases_in(headlines(record), self.cut))

    def _weigh(self, record: Record) -> tuple[dict[str, float], NamedIn, str]:
        """Return each term's weighted count over the fields, the names, and the folded text."""
        written = [(weight, *both_writings(text)) for weight, text in _fields(record)]
        total: dict[str, float] = {}
        for weight, plain, folded in written:
            for term, count in count_in(plain, folded, self.cut, self.measures).items():
                total[term] = total.get(term, 0.0) + weight * count
        whole = "\n".join(folded for _, _, folded in written)
        named = tuple(named_in(whole, total, self.known))
        for term in related_terms(named):
            total[term] = total.get(term, 0.0) + RELATED_WEIGHT
        return total, with_others(named), whole


def analyser(glossary: Sequence[Term], user_words: Iterable[str]) -> Analyser:
    """Return what analyses records, with the words of a glossary and further ones."""
    rules = load_search_rules()
    words = {name for term in glossary for name in term.names} | set(user_words)
    known = concepts(names_of_things(glossary, rules), frozenset(rules.stop))
    return Analyser(cutter(tuple(sorted(words))), rules.measures, known)


def _fields(record: Record) -> tuple[tuple[float, str], ...]:
    # A heading is repeated in the record of each paragraph under it and counts once.
    headings = [heading for heading, _ in groupby(s.heading for s in record.sections)]
    shown = [name for facet in SHOWN_FACETS for name in record.facets.get(facet, ())]
    return (
        (TITLE_WEIGHT, record.title),
        (HEADING_WEIGHT, "\n".join(headings + shown)),
        (TEXT_WEIGHT, "\n".join(section.text for section in record.sections)),
    )


def headlines(record: Record) -> list[str]:
    """Return the texts whose phrases are found by their initials."""
    headings = dict.fromkeys(section.heading for section in record.sections)
    return [record.title, *headings, *(v for values in record.facets.values() for v in values)]
