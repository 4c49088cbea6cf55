"""The filters of the list of cases: what each case can be found by, and the choices there are.

A script shows and hides the cards by their data attributes; without it, all of them are shown. A
list of several pages holds but some of the cards on each: there the script goes to the search, with
the facets chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from scraper.model import Language
from scraper.reading.entries import UNKNOWN, Entry
from scraper.reading.library import Library
from scraper.rules.interface import Say


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet and how many cases have it."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter."""

    key: str
    """As in the address and in the data attribute: `model`, `year` …"""
    label: str
    choices: tuple[Choice, ...]
    search: str = ""
    """What the search calls it; empty where the search does not have it."""


_IN_SEARCH = {
    "model": "model",
    "province": "province",
    "year": "year",
    "state": "completeness",
    "kind": "kind",
}
"""Facets of the search index (`scraper.pages.records`) by those of the list."""


def searchable(found: Iterable[Facet]) -> tuple[Facet, ...]:
    """Return those filters that the search has too, without the choices it cannot make."""
    return tuple(
        replace(
            facet,
            choices=tuple(choice for choice in facet.choices if choice.value != UNKNOWN),
            search=_IN_SEARCH[facet.key],
        )
        for facet in found
        if facet.key in _IN_SEARCH
    )


def facets(items: Sequence[Entry], library: Library, language: Language) -> tuple[Facet, ...]:
    """Return the filters for these cases; one whose every case has the same value is left out."""
    say = library.words.speaker(language)
    names = _names(items, library, language, say)
    filters = []
    for key in names:
        counted = Counter(value for item in items for value in item.values[key])
        if len(counted) < 2:
            continue
        ordered = sorted(counted, key=lambda value: (value == UNKNOWN, _rank(key, value, names)))
        choices = tuple(
            Choice(value, names[key].get(value, value), counted[value]) for value in ordered
        )
        filters.append(Facet(key, say(f"filter_{key}"), choices))
    return tuple(filters)


def _names(
    items: Sequence[Entry], library: Library, language: Language, say: Say
) -> dict[str, dict[str, str]]:
    """Return the name of each value of each facet, in the order in which they are offered."""
    unknown = {UNKNOWN: say("filter_unknown")}
    models = {id: model.name.in_language(language) for id, model in library.models.items()}
    return {
        "model": {**models, UNKNOWN: say("no_model")},
        "province": dict(_province(item, language) for item in items) | unknown,
        "year": {UNKNOWN: say("year_unknown")},
        "state": {
            name: say(f"complete_{name}") for name in ("full", "cut", "unclear", "retelling")
        },
        "kind": {name: say(f"kind_{name}") for name in ("case", "plan", "problems", "essay")},
        "review": {name: say(f"review_{name}") for name in ("reviewed", "unreviewed")},
        "language": {name: say(f"language_{name}") for name in ("whole", "part", "none")},
    }


def _province(item: Entry, language: Language) -> tuple[str, str]:
    (name,) = item.values["province"]
    return name, (item.province or name) if language == "en" else name


def _rank(key: str, value: str, names: Mapping[str, Mapping[str, str]]) -> tuple[int, str]:
    """Return the place of a value: years from the latest, others in the order of their names."""
    if key == "year" and value.isdecimal():
        return -int(value), ""
    if key == "province":
        return 0, names[key].get(value, value)
    return list(names[key]).index(value) if value in names[key] else len(names[key]), value
