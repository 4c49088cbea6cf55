"""The whole library as the pages see it, and the order in which they show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from scraper.model import Case, Language, Translation
from scraper.reading.addresses import NOTHING_MOVED, Moved
from scraper.reading.phrases import Reading
from scraper.rules.glossary import Term
from scraper.rules.interface import Words
from scraper.rules.lessons import NO_TEACHING, Teaching
from scraper.rules.models import Model
from scraper.rules.settings import UNPUBLISHED, Settings

Neighbours = tuple[Case | None, Case | None]
"""The case before and the case after."""


@dataclass(frozen=True, slots=True)
class Library:
    """Everything the pages are made from."""

    cases: tuple[Case, ...]
    """Cases proper, by primary model, then year, then id."""
    documents: tuple[Case, ...]
    """Plans, problem lists and essays, by id."""
    models: Mapping[str, Model]
    """Models by id, in the order of the site."""
    showing: Mapping[str, tuple[Case, ...]]
    """The cases that show a model, by its id; those first for which it is the primary one."""
    neighbours: Mapping[str, Neighbours]
    """By case id: the neighbours among the cases of the same primary model."""
    translations: Mapping[str, Translation]
    glossary: tuple[Term, ...]
    words: Words
    reasons: Mapping[str, tuple[str, str]]
    """Rule id to the reason for the rule, in Chinese and in English."""
    settings: Settings
    teaching: Teaching = NO_TEACHING
    moved: Moved = NOTHING_MOVED
    excerpts: frozenset[str] = frozenset()
    """Ids of cases of which only the facts and an excerpt are published."""

    def read(self, case: Case, language: Language) -> Reading:
        """Return a case as it reads in a language."""
        return Reading(case, language, self.translations.get(case.id))

    def reason(self, rule: str, language: Language) -> str:
        """Return the reason for a cleaning rule; its id where the reason is not known."""
        zh, en = self.reasons.get(rule, (rule, rule))
        return zh if language == "zh" else en


def primary(case: Case) -> str:
    """Return the id of the primary model, empty where none was found."""
    return case.models[0].id if case.models else ""


def gather(
    cases: Sequence[Case],
    translations: Mapping[str, Translation],
    models: Sequence[Model],
    glossary: Sequence[Term],
    words: Words,
    reasons: Mapping[str, tuple[str, str]],
    settings: Settings = UNPUBLISHED,
    teaching: Teaching = NO_TEACHING,
    moved: Moved = NOTHING_MOVED,
    excerpts: frozenset[str] = frozenset(),
) -> Library:
    """Return the library, its cases in the order of the site.

    `translations` holds the English by case id; `reasons` the reason for each cleaning rule in
    Chinese and in English, by rule id.
    """
    rank = {model.id: number for number, model in enumerate(models)}

    def order(case: Case) -> tuple[int, int, str]:
        return rank.get(primary(case), len(rank)), _year(case), case.id

    shown = sorted((case for case in cases if case.kind == "case"), key=order)
    others = sorted((case for case in cases if case.kind != "case"), key=lambda case: case.id)
    return Library(
        cases=tuple(shown),
        documents=tuple(others),
        models={model.id: model for model in models},
        showing={model.id: _showing(model.id, shown) for model in models},
        neighbours=_neighbours(shown),
        translations=translations,
        glossary=tuple(glossary),
        words=words,
        reasons=reasons,
        settings=settings,
        teaching=teaching,
        moved=moved,
        excerpts=excerpts,
    )


def _year(case: Case) -> int:
    """Return the year to sort by; cases without one come last."""
    years = case.years
    return years.start or years.end or years.published or 9999


def _showing(model: str, cases: Sequence[Case]) -> tuple[Case, ...]:
    shown = [case for case in cases if any(match.id == model for match in case.models)]
    return tuple(sorted(shown, key=lambda case: primary(case) != model))


def _neighbours(cases: Sequence[Case]) -> dict[str, Neighbours]:
    """Return the neighbours of each case that has a primary model; `cases` are in order."""
    found: dict[str, Neighbours] = {}
    for model, group in groupby(cases, key=primary):
        line = [None, *group, None] if model else []
        for before, case, after in zip(line, line[1:], line[2:], strict=False):
            if case:
                found[case.id] = before, after
    return found
