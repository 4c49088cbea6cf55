"""Which models of community Party building a text shows, the strongest first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from scraper.cases.document import TITLE, Document, Passage
from scraper.model import ModelMatch
from scraper.rules.signals import Signal, SignalRules

RANKS = {"title": 3.0, "meta": 2.5, "heading": 2.0, "opening": 1.5, "text": 1.0}
"""How much a signal counts by where it stands; keywords and abstract are bibliographic matter."""
ENOUGH = 3.0
"""Evidence below which a model is not named."""
SHARE = 0.15
"""Share of the primary model's evidence below which a model is not named."""
CLOSE = 0.9
"""Share of the primary model's evidence from which on another one may as well be the primary."""

_LONG_QUOTATION = re.compile("“[^”]*[。！？][^”]*”")
"""Somebody else's words, not a name."""


@dataclass(frozen=True, slots=True)
class _Hit:
    signal: Signal
    rank: str
    sentence: str
    paragraph: str

    @property
    def worth(self) -> float:
        return self.signal.weight * RANKS[self.rank]


def find_models(document: Document, rules: SignalRules) -> tuple[ModelMatch, ...]:
    """Return the models by falling evidence, each with its best sentence; empty where none."""
    hits = _by_model(document, rules)
    evidence = {model: _evidence(found) for model, found in hits.items()}
    most = max(evidence.values(), default=0.0)
    named = [model for model in evidence if evidence[model] >= max(ENOUGH, SHARE * most)]
    named.sort(key=lambda model: -evidence[model])
    return tuple(_match(model, hits[model], document) for model in named)


def nearly_equal(document: Document, rules: SignalRules) -> tuple[str, ...]:
    """Return the models among which the evidence does not decide which one is primary.

    Empty where one has clearly the most. Evidence is not kept in a case: it is weighed again, from
    the text as it reads now.
    """
    evidence = {model: _evidence(hits) for model, hits in _by_model(document, rules).items()}
    most = max(evidence.values(), default=0.0)
    close = [model for model, found in evidence.items() if found >= max(ENOUGH, CLOSE * most)]
    return tuple(close) if len(close) > 1 else ()


def _by_model(document: Document, rules: SignalRules) -> dict[str, list[_Hit]]:
    hits: defaultdict[str, list[_Hit]] = defaultdict(list)
    for hit in _hits(document, rules):
        hits[hit.signal.model].append(hit)
    return hits


def _hits(document: Document, rules: SignalRules) -> Iterator[_Hit]:
    compared = False
    for passage in document.passages():
        if passage.rank == "heading":
            compared = rules.compares.search(passage.text) is not None
        quoted = [match.span() for match in _LONG_QUOTATION.finditer(passage.text)]
        for signal in rules.signals if not compared else ():
            for found in signal.pattern.finditer(passage.text):
                if any(start < found.start() < end for start, end in quoted):
                    continue
                sentence = passage.sentence(found.start())
                if _is_told(found, passage, sentence, rules):
                    yield _Hit(signal, passage.rank, sentence, passage.paragraph)


def _is_told(found: re.Match[str], passage: Passage, sentence: str, rules: SignalRules) -> bool:
    """Whether a sentence tells of the case: no speech, nothing denied or told of others."""
    if rules.speeches.search(sentence) or rules.denied.search(passage.text[: found.start()]):
        return False
    return passage.rank == "title" or not rules.apart.search(sentence)


def _evidence(hits: Sequence[_Hit]) -> float:
    """Sum over the signals; a word said nine times counts three times, not nine."""
    by_signal: defaultdict[Signal, list[float]] = defaultdict(list)
    for hit in hits:
        by_signal[hit.signal].append(hit.worth)
    return sum(sum(worths) / sqrt(len(worths)) for worths in by_signal.values())


def _match(model: str, hits: Sequence[_Hit], document: Document) -> ModelMatch:
    best = max((h for h in hits if h.paragraph != TITLE), key=_showing, default=hits[0])
    paragraph = best.paragraph if best.paragraph != TITLE else _first(document)
    return ModelMatch(model, best.sentence, paragraph, _variant(hits))


def _showing(hit: _Hit) -> tuple[float, float]:
    """A sentence of the text shows more than keywords do, and a strong word more than a hint."""
    return (hit.signal.weight, {"meta": 0.0, "heading": 0.5}.get(hit.rank, 1.0))


def _variant(hits: Sequence[_Hit]) -> str:
    evidence: defaultdict[str, float] = defaultdict(float)
    for hit in hits:
        if hit.signal.variant:
            evidence[hit.signal.variant] += hit.worth
    return max(evidence, key=lambda variant: evidence[variant], default="")


def _first(document: Document) -> str:
    return document.paragraphs[0].id if document.paragraphs else ""
