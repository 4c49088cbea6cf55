"""The whole library as the pages see it, and the order in which they show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from scraper.model import Case, Language, Translation
from scraper.reading.addresses import NOTHING_MOVED, Moved
from scraper.reading.entries import Entry, entry
from scraper.reading.parts import PartShown
from scraper.reading.phrases import Reading
from scraper.rules.glossary import Term
from scraper.rules.interface import Words
from scraper.rules.lessons import NO_TEACHING, Teaching
from scraper.rules.models import Model
from scraper.rules.settings import UNPUBLISHED, Settings

if TYPE_CHECKING:
    from scraper.reading.briefs import Brief

Neighbours = tuple[Entry | None, Entry | None]
"""The case before and the case after."""


@dataclass(frozen=True, slots=True)
class Library:
    """Everything the pages are made from.

    The entries are those of all cases; the cases themselves are those that are open, which in a
    build of a large library are never all of them.
    """

    entries: tuple[Entry, ...]
    """Cases proper, by primary model, then year, then id."""
    other_entries: tuple[Entry, ...]
    """Plans, problem lists and essays, by id."""
    open: Mapping[str, Case]
    """Cases and other documents by id."""
    models: Mapping[str, Model]
    """Models by id, in the order of the site."""
    showing: Mapping[str, tuple[Entry, ...]]
    """The cases that show a model, by its id; those first for which it is the primary one."""
    within: Mapping[str, tuple[Entry, ...]]
    """The cases in which another case is told that shows a model, by its id."""
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
    briefs: Mapping[str, Brief] = field(default_factory=dict)
    """What lists show of cases that are not open, by id."""
    parts: tuple[PartShown, ...] = ()
    """Other sites, which this one searches too."""
    _readings: dict[tuple[str, Language], Reading] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Readings given out before: they keep what is dear to count."""

    @property
    def cases(self) -> tuple[Case, ...]:
        """The open cases proper, in the order of the site."""
        return tuple(self.open[item.id] for item in self.entries if item.id in self.open)

    @property
    def documents(self) -> tuple[Case, ...]:
        """The other documents that are open."""
        return tuple(self.open[item.id] for item in self.other_entries if item.id in self.open)

    def read(self, case: Case, language: Language) -> Reading:
        """Return a case as it reads in a language."""
        reading = self._readings.get((case.id, language))
        if reading is None or reading.case is not case:
            reading = Reading(case, language, self.translations.get(case.id))
            self._readings[case.id, language] = reading
        return reading

    def reason(self, rule: str, language: Language) -> str:
        """Return the reason for a cleaning rule; its id where the reason is not known."""
        zh, en = self.reasons.get(rule, (rule, rule))
        return zh if language == "zh" else en


@dataclass(frozen=True, slots=True)
class Rules:
    """What ships with Casebook and the pages are made with."""

    models: Sequence[Model]
    glossary: Sequence[Term]
    words: Words
    reasons: Mapping[str, tuple[str, str]]
    """The reason for each cleaning rule in Chinese and in English, by rule id."""


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
    """Return the library with all of its cases open.

    `translations` holds the English by case id; `reasons` the reason for each cleaning rule in
    Chinese and in English, by rule id.
    """
    entries = [entry(Reading(case, "en", translations.get(case.id))) for case in cases]
    return shelve(
        entries,
        Rules(models, glossary, words, reasons),
        settings,
        open_={case.id: case for case in cases},
        translations=translations,
        teaching=teaching,
        moved=moved,
        excerpts=excerpts,
    )


def shelve(
    entries: Iterable[Entry],
    rules: Rules,
    settings: Settings = UNPUBLISHED,
    *,
    open_: Mapping[str, Case] | None = None,
    translations: Mapping[str, Translation] | None = None,
    teaching: Teaching = NO_TEACHING,
    moved: Moved = NOTHING_MOVED,
    excerpts: frozenset[str] = frozenset(),
    briefs: Mapping[str, Brief] | None = None,
) -> Library:
    """Return the library of these entries, in the order of the site; `open_` are open cases."""
    rank = {model.id: number for number, model in enumerate(rules.models)}

    def order(item: Entry) -> tuple[int, int, str]:
        return rank.get(item.primary, len(rank)), item.year, item.id

    listed = list(entries)
    shown = sorted((item for item in listed if item.kind == "case"), key=order)
    others = sorted((item for item in listed if item.kind != "case"), key=lambda item: item.id)
    return Library(
        entries=tuple(shown),
        other_entries=tuple(others),
        open=open_ or {},
        models={model.id: model for model in rules.models},
        showing=_showing(shown, rank),
        within=_within(shown),
        neighbours=_neighbours(shown),
        translations=translations or {},
        glossary=tuple(rules.glossary),
        words=rules.words,
        reasons=rules.reasons,
        settings=settings,
        teaching=teaching,
        moved=moved,
        excerpts=excerpts,
        briefs=briefs or {},
    )


def _showing(shown: Iterable[Entry], models: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {model: [] for model in models}
    for item in shown:
        for model in dict.fromkeys(model for model, _ in item.models):
            if model in found:
                found[model].append(item)
    return {
        model: tuple(sorted(items, key=lambda item: item.primary != model))
        for model, items in found.items()
    }


def _within(shown: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for item in shown:
        for model in item.submodels:
            found.setdefault(model, []).append(item)
    return {model: tuple(items) for model, items in found.items()}


def _neighbours(shown: Iterable[Entry]) -> dict[str, Neighbours]:
    """Return the neighbours of each case that has a primary model; `shown` are in order."""
    found: dict[str, Neighbours] = {}
    for model, group in groupby(shown, key=lambda item: item.primary):
        line = [None, *group, None] if model else []
        for before, item, after in zip(line, line[1:], line[2:], strict=False):
            if item:
                found[item.id] = before, after
    return found
