"""What lists show of a case: its card in both languages, and the sentences that show its models.

    Case + Translation ──brief──> Brief

Kept by a build, so that a list of a hundred cases opens none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from scraper.model import Case, Language
from scraper.reading import facts
from scraper.reading.library import Library
from scraper.reading.phrases import Phrase, Reading
from scraper.reading.summary import summary


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence that shows a model."""

    sentence: Mapping[Language, Phrase]
    anchor: str
    """Id of the paragraph it stands in; empty where the text has none of that id."""


@dataclass(frozen=True, slots=True)
class SubBrief:
    """A case within the case."""

    id: str
    name: Mapping[Language, Phrase]
    models: tuple[str, ...]
    shown: Shown


@dataclass(frozen=True, slots=True)
class Brief:
    """What lists show of a case."""

    cards: Mapping[Language, facts.Card]
    matches: Mapping[str, Shown]
    """By id of the model."""
    subcases: tuple[SubBrief, ...]
    summary: Mapping[Language, str]
    """The case in one line."""


def brief_of(id_: str, library: Library) -> Brief:
    """Return the brief of a case of the library: the one kept, else made from the open case."""
    return library.briefs.get(id_) or make_brief(library.open[id_], library)


def make_brief(case: Case, library: Library) -> Brief:
    """Return the brief of an open case."""
    readings = {language: library.read(case, language) for language in get_args(Language)}
    return Brief(
        cards={
            language: facts.card(reading, library, library.words.speaker(language))
            for language, reading in readings.items()
        },
        matches={
            match.id: _shown(match.sentence, match.paragraph, readings)
            for match in reversed(case.models)
        },
        subcases=tuple(_subcases(case, readings)),
        summary={language: summary(reading, library) for language, reading in readings.items()},
    )


def _subcases(case: Case, readings: Mapping[Language, Reading]) -> Iterator[SubBrief]:
    for number, sub in enumerate(case.subcases, 1):
        name = {
            language: reading.phrase(f"subcase-{number}", sub.name)
            for language, reading in readings.items()
        }
        yield SubBrief(sub.id, name, sub.models, _shown(sub.sentence, sub.paragraph, readings))


def _shown(sentence: str, paragraph: str, readings: Mapping[Language, Reading]) -> Shown:
    case = readings["zh"].case
    return Shown(
        {language: reading.sentence(sentence, paragraph) for language, reading in readings.items()},
        paragraph if any(p.id == paragraph for p in case.paragraphs) else "",
    )
