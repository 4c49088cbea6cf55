"""Teaching notes and links to handouts, as case, model and pack pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scraper.model import Language
from scraper.reading.library import Library
from scraper.reading.passages import find_passage
from scraper.reading.phrases import Phrase
from scraper.rules.lessons import Format, Note, Question


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A link to a passage."""

    case: str
    paragraph: str
    label: Phrase
    """Title of the case and the heading, or the heading alone on the page of the case."""


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A discussion question."""

    label: str
    minutes: str
    ask: str
    hint: str
    passages: tuple[ShownPassage, ...]
    lost: bool
    """Whether the library no longer holds a passage it rests on."""


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A teaching note."""

    minutes: str
    objectives: tuple[str, ...]
    questions: tuple[ShownQuestion, ...]


@dataclass(frozen=True, slots=True)
class HandoutLink:
    """A handout to download, by its path under `handouts/<language>/`."""

    label: str
    folder: str
    """`packs/` for lesson packs, empty for cases."""
    id: str
    format: Format


def shown_note(
    note: Note | None, library: Library, language: Language, here: str = ""
) -> ShownNote | None:
    """Return a teaching note in a language; None where there is none.

    `here` is the id of the case on whose page it is shown.
    """
    if note is None:
        return None
    say = library.words.speaker(language)
    return ShownNote(
        say("teach_minutes", n=note.minutes),
        tuple(objective.in_language(language) for objective in note.objectives),
        shown_questions(note.questions, library, language, here),
    )


def shown_questions(
    questions: Sequence[Question],
    library: Library,
    language: Language,
    here: str = "",
    first: int = 1,
) -> tuple[ShownQuestion, ...]:
    """Return questions in a language, numbered from `first`."""
    say = library.words.speaker(language)
    shown = []
    for number, question in enumerate(questions, first):
        passages = tuple(_passages(question.passages, library, language, here))
        shown.append(
            ShownQuestion(
                say("teach_question", number=number),
                say("teach_minutes", n=question.minutes),
                question.ask.in_language(language),
                question.hint.in_language(language),
                passages,
                len(passages) < len(question.passages),
            )
        )
    return tuple(shown)


def handout_links(
    formats: Iterable[Format], folder: str, id_: str, library: Library, language: Language
) -> tuple[HandoutLink, ...]:
    """Return the handouts of a case or pack that this build makes."""
    say = library.words.speaker(language)
    return tuple(HandoutLink(say(f"hand_{name}"), folder, id_, name) for name in formats)


def _passages(
    ties: Iterable[str], library: Library, language: Language, here: str
) -> Iterable[ShownPassage]:
    say = library.words.speaker(language)
    for tie in ties:
        passage = find_passage(tie, library, language)
        if passage is None:
            continue
        heading = passage.heading or Phrase(say("teach_top"))
        title = passage.reading.title
        label = heading
        if passage.case.id != here:
            words = say("teach_heading", title=title.text, heading=heading.text)
            label = Phrase(words, title.foreign)
        yield ShownPassage(passage.case.id, passage.paragraph.id, label)
