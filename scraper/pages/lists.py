"""Home, the lists and the glossary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import get_args

from scraper.model import Language, SitePage
from scraper.pages import filters
from scraper.pages.head import home_head
from scraper.pages.paging import Part, parts_of
from scraper.pages.templating import render
from scraper.reading import facts
from scraper.reading.briefs import brief_of
from scraper.reading.entries import Entry, Values
from scraper.reading.library import Library
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
    """Return `index.html`."""
    states = [item.state for item in library.entries]
    tally = [Tally("home_state_cases", len(states))] if states or not library.parts else []
    for state in ("full", "cut", "unclear", "retelling"):
        if state in states:
            note = f"home_note_{state}" if state in _NEED_A_NOTE else ""
            tally.append(Tally(f"home_state_{state}", states.count(state), note))
    if library.other_entries or not library.parts:
        tally.append(Tally("home_state_documents", len(library.other_entries)))
    if library.parts:
        within = sum(part.cases for part in library.parts)
        tally += [Tally("home_state_parts", len(library.parts)), Tally("home_state_within", within)]
    return render(
        library,
        language,
        "index.html",
        library.words.say(language, "home_title"),
        "home.jinja",
        head=home_head(library, language),
        tally=tally,
        models=_with_cases_first(_counted(library))[:_HOME_MODELS],
        cards=_cards(home_items(library), library, language),
        parts_of_it=library.parts,
    )


def home_items(library: Library) -> tuple[Entry, ...]:
    """Return the cases that home shows."""
    return _one_a_model(library.entries)[:_HOME_CASES]


def models_index(library: Library, language: Language) -> SitePage:
    """Return `models/index.html`."""
    title = library.words.say(language, "models_title")
    return render(
        library, language, "models/index.html", title, "models.jinja", models=_counted(library)
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """A card of the list of cases, and what it can be found by."""

    card: facts.Card
    values: Values


def case_parts(library: Library) -> tuple[Part[Entry], ...]:
    """Return the pages of the list of cases: by primary model, then the documents."""
    return parts_of((*library.entries, *library.other_entries), "cases/index")


def cases_page(part: Part[Entry], library: Library, language: Language) -> SitePage:
    """Return a page of the list of cases, the first with filters."""
    every = (*library.entries, *library.other_entries)
    groups = [
        (library.models.get(id_), _listed(tuple(items), library, language))
        for id_, items in groupby(
            (item for item in part.items if item.kind == "case"), key=lambda item: item.primary
        )
    ]
    return render(
        library,
        language,
        f"{part.path}.html",
        library.words.say(language, "cases_title"),
        "cases.jinja",
        frame="" if part.number == 1 else "cases/frame_list",
        groups=groups,
        documents=_listed(
            tuple(item for item in part.items if item.kind != "case"), library, language
        ),
        facets=_facets(part, every, library, language),
        count=len(library.entries),
        all=len(every),
        part=part,
    )


def _facets(
    part: Part[Entry], every: tuple[Entry, ...], library: Library, language: Language
) -> tuple[filters.Facet, ...]:
    """Return the filters of a page of the list: only the first one has any."""
    if part.number > 1:
        return ()
    found = filters.facets(every, library, language)
    return filters.searchable(found) if part.count > 1 else found


def _listed(items: tuple[Entry, ...], library: Library, language: Language) -> list[Listed]:
    cards = _cards(items, library, language)
    return [Listed(card, item.values) for card, item in zip(cards, items, strict=True)]


def document_parts(library: Library) -> tuple[Part[Entry], ...]:
    """Return the pages of the list of what was captured and is no case."""
    return parts_of(library.other_entries, "documents")


def documents_page(part: Part[Entry], library: Library, language: Language) -> SitePage:
    """Return a page of the list of documents."""
    return render(
        library,
        language,
        f"{part.path}.html",
        library.words.say(language, "documents_title"),
        "documents.jinja",
        frame="" if part.number == 1 else "frame_documents",
        cards=_cards(part.items, library, language),
        part=part,
    )


def glossary(library: Library, language: Language) -> SitePage:
    """Return `glossary.html`."""
    return render(
        library,
        language,
        "glossary.html",
        library.words.say(language, "glossary_title"),
        "glossary.jinja",
        terms=library.glossary,
        tags=get_args(Tag),
    )


def _counted(library: Library) -> list[tuple[Model, int | None]]:
    """Return the models with the number of cases that show each; None where other sites hold more
    of them."""
    return [
        (model, None if library.parts else len(library.showing[id]))
        for id, model in library.models.items()
    ]


def _with_cases_first(models: list[tuple[Model, int | None]]) -> list[tuple[Model, int | None]]:
    """Return the models in the order of the site, those without a case after all others."""
    return sorted(models, key=lambda counted: not counted[1])


def _one_a_model(items: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the cases, whole ones first, with one of each primary model before all others."""
    whole_first = sorted(items, key=lambda item: not item.whole)
    seen: set[str] = set()
    first: list[Entry] = []
    rest: list[Entry] = []
    for item in whole_first:
        (rest if item.primary in seen else first).append(item)
        seen.add(item.primary)
    return (*first, *rest)


def _cards(items: Iterable[Entry], library: Library, language: Language) -> list[facts.Card]:
    return [brief_of(item.id, library).cards[language] for item in items]
