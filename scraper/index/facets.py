"""Facets: which documents have which value, and what a value is called in the other language.

A page and its translation have one id. What stands at the same place in a facet of both is one
value by two names (`楼组党建`, `Building-group Party building`): it is listed once, by the Chinese
name, with the documents of both languages.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scraper.model import Language

MADE = "made"
"""Not a facet but a note among them: how a title was translated that nobody has reviewed,
`machine` or `stale`. A result says so."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet, the documents that have it, and its English name if that is another."""

    value: str
    documents: tuple[int, ...]
    english: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """What facets know of a page: its number, language and id, and its values by facet."""

    number: int
    lang: Language
    id: str
    facets: Mapping[str, Sequence[str]]


def facet_values(pages: Sequence[Filed]) -> dict[str, tuple[FacetValue, ...]]:
    """Return the values of each facet, facets and values in the order of their names.

    `pages` are in the order of their numbers.
    """
    chinese = _chinese_names(pages)
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    english: dict[tuple[str, str], str] = {}
    for page in pages:
        for name, values in page.facets.items():
            if name == MADE:
                continue
            for value in dict.fromkeys(values):
                own = chinese.get((name, value), value) if page.lang == "en" else value
                found[name][own].append(page.number)
                if own != value:
                    english[name, own] = value
    return {
        name: tuple(
            FacetValue(value, tuple(dict.fromkeys(numbers)), english.get((name, value), ""))
            for value, numbers in sorted(values.items())
        )
        for name, values in sorted(found.items())
    }


def _chinese_names(pages: Sequence[Filed]) -> Mapping[tuple[str, str], str]:
    """Return the Chinese name of English values, by facet and value.

    Only where each of the two is most often the other's name: a slip in one record, or two values
    that share a name in one language, must not join what is apart.
    """
    chinese = {page.id: page for page in pages if page.lang == "zh"}
    counts: Counter[tuple[str, str, str]] = Counter()
    for page in pages:
        other = chinese.get(page.id)
        if page.lang != "en" or other is None:
            continue
        for name, values in page.facets.items():
            theirs = other.facets.get(name, ())
            if len(theirs) == len(values):
                counts.update((name, e, c) for e, c in zip(values, theirs, strict=True) if e != c)
    of_english: dict[tuple[str, str], str] = {}
    of_chinese: dict[tuple[str, str], str] = {}
    for name, english, own in sorted(counts, key=lambda pair: (-counts[pair], pair)):
        of_english.setdefault((name, english), own)
        of_chinese.setdefault((name, own), english)
    return {
        (name, english): own
        for (name, english), own in of_english.items()
        if of_chinese[name, own] == english
    }
