"""Home, the lists and the glossary."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import get_args

from scraper.model import Case, Language, SitePage
from scraper.pages import filters
from scraper.pages.head import home_head
from scraper.pages.templating import render
from scraper.reading import facts
from scraper.reading.library import Library, primary
from scraper.rules.glossary import Tag
from scraper.rules.models import Model

_HOME_MODELS = 6
"""How many models home shows: enough to see the kinds, not so many that the cases go under."""
_HOME_CASES = 6
_NEED_A_NOTE = ("cut", "retelling")
"""States whose names do not explain themselves."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A number on the home page, the key of its label and that of a note on it, if any."""

    label: str
    count: int
    note: str = ""


def home(library: Library, language: Language) -> SitePage:
    """Return `index.md`."""
    states = [facts.state(case) for case in library.cases]
    tally = [Tally("home_state_cases", len(states))]
    for state in ("full", "cut", "unclear", "retelling"):
        if state in states:
            note = f"home_note_{state}" if state in _NEED_A_NOTE else ""
            tally.append(Tally(f"home_state_{state}", states.count(state), note))
    tally.append(Tally("home_state_documents", len(library.documents)))
    return render(
        library,
        language,
        "index.md",
        library.words.say(language, "home_title"),
        "home.jinja",
        head=home_head(library, language),
        tally=tally,
        models=_with_cases_first(_counted(library))[:_HOME_MODELS],
        cards=_cards(_one_a_model(library.cases), library, language)[:_HOME_CASES],
    )


def models_index(library: Library, language: Language) -> SitePage:
    """Return `models/index.md`."""
    title = library.words.say(language, "models_title")
    return render(
        library, language, "models/index.md", title, "models.jinja", models=_counted(library)
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """A card of the list of cases, and what it can be found by."""

    card: facts.Card
    values: filters.Values


def cases_index(library: Library, language: Language) -> SitePage:
    """Return `cases/index.md`: all cases by primary model, then the documents, with filters."""
    groups = [
        (library.models.get(id), _listed(tuple(cases), library, language))
        for id, cases in groupby(library.cases, key=primary)
    ]
    every = (*library.cases, *library.documents)
    return render(
        library,
        language,
        "cases/index.md",
        library.words.say(language, "cases_title"),
        "cases.jinja",
        groups=groups,
        documents=_listed(library.documents, library, language),
        facets=filters.facets(every, library, language),
        count=len(library.cases),
        all=len(every),
    )


def _listed(cases: tuple[Case, ...], library: Library, language: Language) -> list[Listed]:
    cards = _cards(cases, library, language)
    found = (filters.values(library.read(case, "en")) for case in cases)
    return [Listed(card, values) for card, values in zip(cards, found, strict=True)]


def documents(library: Library, language: Language) -> SitePage:
    """Return `documents.md`: what was captured and is no case."""
    return render(
        library,
        language,
        "documents.md",
        library.words.say(language, "documents_title"),
        "documents.jinja",
        cards=_cards(library.documents, library, language),
    )


def glossary(library: Library, language: Language) -> SitePage:
    """Return `glossary.md`."""
    return render(
        library,
        language,
        "glossary.md",
        library.words.say(language, "glossary_title"),
        "glossary.jinja",
        terms=library.glossary,
        tags=get_args(Tag),
    )


def _counted(library: Library) -> list[tuple[Model, int]]:
    """Return the models with the number of cases that show each."""
    return [(model, len(library.showing[id])) for id, model in library.models.items()]


def _with_cases_first(models: list[tuple[Model, int]]) -> list[tuple[Model, int]]:
    """Return the models in the order of the site, those without a case after all others."""
    return sorted(models, key=lambda counted: not counted[1])


def _one_a_model(cases: tuple[Case, ...]) -> tuple[Case, ...]:
    """Return the cases, whole ones first, with one of each primary model before all others."""
    whole_first = sorted(cases, key=lambda case: case.completeness.state != "full")
    seen: set[str] = set()
    first: list[Case] = []
    rest: list[Case] = []
    for case in whole_first:
        (rest if primary(case) in seen else first).append(case)
        seen.add(primary(case))
    return (*first, *rest)


def _cards(cases: tuple[Case, ...], library: Library, language: Language) -> list[facts.Card]:
    say = library.words.speaker(language)
    return [facts.card(library.read(case, language), library, say) for case in cases]
