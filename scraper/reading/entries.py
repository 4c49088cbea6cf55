"""What is known of every case at once: enough for lists of thousands, their order and counts.

    Case + Translation ──entry──> Entry

A build of a large library holds the entries of all cases, and opens the cases themselves only for
their own pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scraper.model import Case, DocumentKind, Language
from scraper.reading.phrases import Phrase, Reading

Values = Mapping[str, tuple[str, ...]]
"""Facet to the values a case has of it."""

UNKNOWN = "-"
"""Value of a facet of which the text says nothing."""
_LAST = 9999


@dataclass(frozen=True, slots=True)
class Entry:
    """A case in the list of all."""

    id: str
    kind: DocumentKind
    chinese: Phrase
    """Its title."""
    english: Phrase
    state: str
    """As `state` gives it."""
    whole: bool
    """Whether the text is whole, that of a retelling too."""
    models: tuple[tuple[str, str], ...]
    """Each model it shows with the variant, primary first."""
    submodels: tuple[str, ...]
    """The models that cases within the case show."""
    year: int
    """Year to sort by; cases without one come last."""
    told: bool
    """Whether the text tells of its years, and not only when it was published."""
    updated: str
    """Day of the last change, ISO 8601; may be empty."""
    province: str
    """Its province in English; empty where none is known."""
    values: Values
    """What it can be found by."""

    @property
    def primary(self) -> str:
        """Id of the primary model, empty where none was found."""
        return self.models[0][0] if self.models else ""

    def title(self, language: Language) -> Phrase:
        """Return its title."""
        return self.chinese if language == "zh" else self.english


def entry(reading: Reading) -> Entry:
    """Return the entry of a case; the reading is the English one."""
    case = reading.case
    years = case.years
    return Entry(
        id=case.id,
        kind=case.kind,
        chinese=Phrase(case.title),
        english=reading.title,
        state=state(case),
        whole=case.completeness.state == "full",
        models=tuple((match.id, match.variant) for match in case.models),
        submodels=tuple(dict.fromkeys(id_ for sub in case.subcases for id_ in sub.models)),
        year=years.start or years.end or years.published or _LAST,
        told=bool(years.start or years.end),
        updated=updated(case),
        province=province_name(case, "en"),
        values=values(reading),
    )


def state(case: Case) -> str:
    """Return how far a text can be relied on as the original: `retelling`, else whether it is
    `full`, `cut` or `unclear`. A whole retelling is still not the whole original."""
    return "retelling" if case.retelling else case.completeness.state


def updated(case: Case) -> str:
    """Return the day a case was last changed, ISO 8601; empty where none is known."""
    days = (day for day in (case.source.captured, case.review.date) if _is_day(day))
    return max(days, default="")


def _is_day(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def values(reading: Reading) -> Values:
    """Return what a case can be found by; the reading is the English one."""
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
    percent = reading.progress.english
    return "whole" if percent == 100 else "part" if percent else "none"
