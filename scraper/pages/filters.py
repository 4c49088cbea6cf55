"""The filters of the list of cases: what each case can be found by, and the choices there are.

A script shows and hides the cards by their data attributes; without it, all of them are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scraper.model import Case, Language
from scraper.reading.facts import state
from scraper.reading.library import Library
from scraper.reading.phrases import Reading
from scraper.rules.interface import Say

Values = Mapping[str, tuple[str, ...]]
"""Facet to the values a case has of it."""

UNKNOWN = "-"
"""Value of a facet of which the text says nothing."""


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


def values(reading: Reading) -> Values:
    """Return what a case can be found by."""
    case = reading.case
    return {
        "model": tuple(match.id for match in case.models) or (UNKNOWN,),
        "province": (case.place.province or UNKNOWN,),
        "year": tuple(map(str, years_of(case))) or (UNKNOWN,),
        "state": (state(case),),
        "kind": (case.kind,),
        "review": (case.review.state,),
        "language": (_translated(reading),),
    }


def facets(cases: Sequence[Case], library: Library, language: Language) -> tuple[Facet, ...]:
    """Return the filters for these cases; one whose every case has the same value is left out."""
    say = library.words.speaker(language)
    names = _names(cases, library, language, say)
    # Translations are counted as an English reader has them, on both sites.
    found = [values(library.read(case, "en")) for case in cases]
    filters = []
    for key in names:
        counted = Counter(value for each in found for value in each[key])
        if len(counted) < 2:
            continue
        ordered = sorted(counted, key=lambda value: (value == UNKNOWN, _rank(key, value, names)))
        choices = tuple(
            Choice(value, names[key].get(value, value), counted[value]) for value in ordered
        )
        filters.append(Facet(key, say(f"filter_{key}"), choices))
    return tuple(filters)


def _names(
    cases: Sequence[Case], library: Library, language: Language, say: Say
) -> dict[str, dict[str, str]]:
    """Return the name of each value of each facet, in the order in which they are offered."""
    unknown = {UNKNOWN: say("filter_unknown")}
    models = {id: model.name.in_language(language) for id, model in library.models.items()}
    return {
        "model": {**models, UNKNOWN: say("no_model")},
        "province": {case.place.province: province_name(case, language) for case in cases}
        | unknown,
        "year": {UNKNOWN: say("year_unknown")},
        "state": {
            name: say(f"complete_{name}") for name in ("full", "cut", "unclear", "retelling")
        },
        "kind": {name: say(f"kind_{name}") for name in ("case", "plan", "problems", "essay")},
        "review": {name: say(f"review_{name}") for name in ("reviewed", "unreviewed")},
        "language": {name: say(f"language_{name}") for name in ("whole", "part", "none")},
    }


def _rank(key: str, value: str, names: Mapping[str, Mapping[str, str]]) -> tuple[int, str]:
    """Return the place of a value: years from the latest, others in the order of their names."""
    if key == "year" and value.isdecimal():
        return -int(value), ""
    if key == "province":
        return 0, names[key].get(value, value)
    return list(names[key]).index(value) if value in names[key] else len(names[key]), value


def province_name(case: Case, language: Language) -> str:
    """Return the province, empty where none is known; its English ends that of the place."""
    if language == "zh" or not case.place.english:
        return case.place.province
    return case.place.english.rpartition(", ")[2]


def years_of(case: Case) -> range | tuple[int, ...]:
    """Return each year of a case; the year of publication where that alone is known."""
    years = case.years
    start, end = years.start or years.end, years.end or years.start
    if start and end:
        return range(min(start, end), max(start, end) + 1)
    return (years.published,) if years.published else ()


def _translated(reading: Reading) -> str:
    percent = reading.progress.percent
    return "whole" if percent == 100 else "part" if percent else "none"
