"""Other names of what a text names: its English or Chinese, its synonyms.

A page is found by them without any work in the browser: their terms are indexed with the page, at
a lower weight than words it holds itself.

    楼组党建  <- glossary ->  building-group Party building
    居委会    <- synonyms ->  居民委员会
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from scraper.text.tokens import fold, han_runs, phrase_tokens, tokens_in

LONGEST_WORD = 6
"""Characters of the longest word that a query is looked up by as a whole."""
_JOIN = "_"
"""Joins the tokens of an English term to a term of its own, which sorts right after its first."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of something, as text and as terms of the index."""

    text: str
    """What a folded text holds where it holds the name: tokens with a space before and after for
    English, the characters for Chinese."""
    first: str
    """A term that every text with the name has."""
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """What several names stand for."""

    names: tuple[Name, ...]


def concepts(groups: Iterable[tuple[str, ...]], stop: Container[str]) -> tuple[Concept, ...]:
    """Return the concepts of groups of names, in their order."""
    made = ([_name(text, stop) for text in group] for group in groups)
    return tuple(
        Concept(names) for names in (tuple(filter(None, m)) for m in made) if len(names) > 1
    )


def _name(text: str, stop: Container[str]) -> Name | None:
    runs = han_runs(text)
    if len(runs) == 1 and len(runs[0]) > 1 and runs[0] == fold(text).strip():
        pairs = [a + b for a, b in pairwise(runs[0])]
        word = [runs[0]] if 2 < len(runs[0]) <= LONGEST_WORD else []
        return Name(runs[0], pairs[0], (*pairs, *word))
    tokens = phrase_tokens(text)
    told = [token for token in tokens if token not in stop]
    if runs or not told:
        return None
    joined = [_JOIN.join(tokens)] if 1 < len(tokens) <= LONGEST_WORD else []
    return Name(f" {' '.join(tokens)} ", told[0], (*told, *joined))


NamedIn = tuple[tuple[str, ...], ...]
"""Names a document holds, each with the other names of the same thing, as `Name.text`."""


@dataclass(frozen=True, slots=True)
class Held:
    """A concept that a text names, and the names it has there."""

    concept: Concept
    names: tuple[Name, ...]


def named_in(folded: str, terms: Container[str], known: Iterable[Concept]) -> Iterator[Held]:
    """Yield each concept that a folded text names. `terms` are the terms of the text."""
    tokens = ""
    for concept in known:
        held: list[Name] = []
        for name in concept.names:
            if name.first not in terms:
                continue
            tokens = tokens or f" {' '.join(tokens_in(folded))} "
            if name.text in (tokens if name.text[0] == " " else folded):
                held.append(name)
        if held:
            yield Held(concept, tuple(held))


def with_others(named: Iterable[Held]) -> NamedIn:
    """Return each name with the other names of its concept."""
    return tuple(
        (name.text, *(other.text for other in held.concept.names if other != name))
        for held in named
        for name in held.names
    )


def related_terms(named: Iterable[Held]) -> Iterator[str]:
    """Yield the terms of the other names of each concept that a text names.

    A name of several English tokens is yielded as one term too where the text itself holds it:
    so it is told from its tokens scattered over a page.
    """
    for held in named:
        for name in held.concept.names:
            if name not in held.names:
                yield from name.terms
            elif name.text[0] == " " and len(name.terms) > 1:
                yield name.terms[-1]
