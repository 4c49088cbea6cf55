"""What the comparison page shows of one case or model: a column, its cells by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scraper.model import Language, Role
from scraper.reading import facts
from scraper.reading.library import Library
from scraper.reading.phrases import Phrase, Reading
from scraper.rules.interface import Say
from scraper.rules.models import Model
from scraper.rules.texts import Text
from scraper.text.escape import path_part

_MOST_POINTS = 3
"""Sentences a cell: more would push the other rows out of view."""
_ROLES: tuple[Role, ...] = ("problem", "practice", "results", "difficulties", "lessons")

# Row to the key of its label, from top to bottom.
CASE_ROWS = {
    "place": "fact_place",
    "years": "fact_years",
    "organisation": "fact_organisation",
    "models": "fact_models",
    "problem": "role_problem",
    "mechanisms": "fact_mechanisms",
    "practice": "role_practice",
    "figures": "figures",
    "results": "role_results",
    "difficulties": "role_difficulties",
    "lessons": "role_lessons",
    "completeness": "fact_completeness",
}
MODEL_ROWS = {
    "one_line": "model_what",
    "fits": "model_fits",
    "steps": "model_steps",
    "variants": "model_variants",
    "mechanisms": "model_mechanisms",
    "difficulties": "model_difficulties",
    "apart": "model_apart",
    "cases": "model_cases",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a cell."""

    phrase: Phrase
    link: str = ""
    """Where it is told, relative to the root of the language; empty where there is no page."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A case or model in the comparison."""

    title: Entry
    cells: dict[str, tuple[Entry, ...]]
    """By row; rows of which nothing is known are left out."""


def case_column(reading: Reading, library: Library) -> Column:
    """Return the column of a case."""
    case = reading.case
    say = library.words.speaker(reading.language)
    page = case_page(case.id)
    mechanisms = enumerate(case.mechanisms, 1)
    cells: dict[str, Iterable[Entry]] = {
        "place": [Entry(reading.place, note=facts.place_note(case.place, say))],
        "years": [
            Entry(Phrase(facts.years_long(case.years, say)), note=say(f"basis_{case.years.basis}"))
        ],
        "organisation": [Entry(reading.phrase("organisation", case.organisation))],
        "models": _models(reading, library),
        "mechanisms": [Entry(reading.phrase(f"mechanism-{n}", name)) for n, name in mechanisms],
        "figures": _figures(reading, say),
        "completeness": [_completeness(reading, library, say)],
    }
    for role in _ROLES:
        cells[role] = _points(reading, role, say)
    told = {row: [_with_state(entry, say) for entry in entries] for row, entries in cells.items()}
    title = Entry(reading.title, page, facts.title_made(reading.title, say))
    return Column(title, _filled(told))


def _with_state(entry: Entry, say: Say) -> Entry:
    """Return an entry that says so where a program translated it."""
    if not entry.phrase.machine:
        return entry
    notes = [part for part in (entry.note, say("made_short")) if part]
    return replace(entry, note=facts.joined(notes, say))


def model_column(model: Model, library: Library, language: Language) -> Column:
    """Return the column of a model."""

    def told(texts: Sequence[Text]) -> list[Entry]:
        return [Entry(Phrase(text.in_language(language))) for text in texts]

    page = model_page(model.id)
    cells: dict[str, Iterable[Entry]] = {
        "one_line": told([model.one_line]),
        "fits": told([model.fits]),
        "steps": told(model.steps),
        "variants": [
            Entry(
                Phrase(variant.name.in_language(language)),
                f"{page}#{path_part(variant.id)}",
                variant.one_line.in_language(language),
            )
            for variant in model.variants
        ],
        "mechanisms": told(model.mechanisms),
        "difficulties": told(model.difficulties),
        "apart": told(model.kept_apart),
        "cases": [
            Entry(item.title(language), case_page(item.id)) for item in library.showing[model.id]
        ],
    }
    return Column(Entry(Phrase(model.name.in_language(language)), page), _filled(cells))


def case_page(id_: str, paragraph: str = "") -> str:
    """Return the address of a case or of a passage in it, from the root of its language."""
    return f"cases/{path_part(id_)}.html" + (f"#{path_part(paragraph)}" if paragraph else "")


def model_page(id_: str) -> str:
    """Return the address of a model, from the root of its language."""
    return f"models/{path_part(id_)}.html"


def _filled(cells: Mapping[str, Iterable[Entry]]) -> dict[str, tuple[Entry, ...]]:
    kept = {
        row: tuple(entry for entry in entries if entry.phrase.text)
        for row, entries in cells.items()
    }
    return {row: entries for row, entries in kept.items() if entries}


def _passage(reading: Reading, paragraph: str) -> str:
    """Return the address of a paragraph; empty where the text has none of that id."""
    known = any(found.id == paragraph for found in reading.case.paragraphs)
    return case_page(reading.case.id, paragraph) if known else ""


def _models(reading: Reading, library: Library) -> Iterator[Entry]:
    for match in reading.case.models:
        model = library.models.get(match.id)
        if model is None:
            continue
        variant = model.variant(match.variant)
        yield Entry(
            Phrase(model.name.in_language(reading.language)),
            model_page(model.id),
            variant.name.in_language(reading.language) if variant else "",
        )


def _points(reading: Reading, role: Role, say: Say) -> Iterator[Entry]:
    """Yield the first sentences that answer a question, and how many more the case's page has."""
    points = [point for point in reading.case.points if point.role == role]
    for point in points[:_MOST_POINTS]:
        yield Entry(
            reading.sentence(point.sentence, point.paragraph),
            _passage(reading, point.paragraph),
            say(f"evidence_{point.evidence}") if point.evidence else "",
        )
    if len(points) > _MOST_POINTS:
        more = say("glance_more", n=len(points) - _MOST_POINTS)
        yield Entry(Phrase(more), f"{case_page(reading.case.id)}#glance")


def _figures(reading: Reading, say: Say) -> Iterator[Entry]:
    """Yield the figures, then what of them does not agree with the text's other numbers."""
    case = reading.case
    for number, figure in enumerate(case.figures, 1):
        what = reading.phrase(f"figure-{number}", figure.what)
        text = reading.phrase(f"figure-{number}-text", figure.text)
        machine = what.machine or text.machine
        words = say("compare_figure", what=what.text, text=text.text) if what.text else text.text
        yield Entry(
            Phrase(words, what.foreign or text.foreign, "machine" if machine else "reviewed"),
            _passage(reading, figure.paragraph),
        )
    for number, check in enumerate(case.checks, 1):
        stated = reading.phrase(f"check-{number}", check.stated)
        note = say(f"check_{check.kind}", stated=stated.text, computed=check.computed)
        yield Entry(stated, _passage(reading, check.paragraph), note)


def _completeness(reading: Reading, library: Library, say: Say) -> Entry:
    case = reading.case
    if case.id in library.excerpts:
        note = say("compare_excerpt")
    elif case.completeness.state == "cut":
        note = facts.cut_reason(case.completeness, say)
    else:
        note = ""
    return Entry(Phrase(facts.card(reading, library, say).completeness), note=note)
