"""What trainers write: lesson packs and teaching notes, as types, with the checks on their words.

A pack puts passages of several cases into an order for teaching; a note holds discussion
questions (思考题) on one case or model. Both are YAML files in a library (`packs/`, `teaching/`),
in both languages, and tie their questions to paragraphs by `case#paragraph`, the end of a
paragraph's address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from scraper.model import CasebookError
from scraper.rules.models import Text

Subject = Literal["cases", "models"]
Format = Literal["docx", "pdf", "pptx"]

_TIE = re.compile(r"[a-z0-9][a-z0-9-]*#[ph]-[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Question:
    """A discussion question."""

    ask: Text
    hint: Text
    """For the trainer: what an answer should reach, and what the text does not hold."""
    minutes: int
    passages: tuple[str, ...] = ()
    """The paragraphs it rests on, each `case#paragraph`."""


@dataclass(frozen=True, slots=True)
class Note:
    """The teaching note (教学指南) of a case or model."""

    id: str
    """Id of the case or model."""
    objectives: tuple[Text, ...]
    questions: tuple[Question, ...]

    @property
    def minutes(self) -> int:
        """Time that all questions take."""
        return sum(question.minutes for question in self.questions)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a lesson pack."""

    title: Text
    minutes: int
    """Time for the whole section, its questions included."""
    lead: Text
    """What the trainer says or does here."""
    passages: tuple[str, ...] = ()
    """Paragraphs to read, each `case#paragraph`, in this order."""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """A lesson pack: cases, sections, questions and minutes for one meeting or class."""

    id: str
    """Name of the file and of the page; never changed."""
    title: Text
    audience: Text
    summary: Text
    cases: tuple[str, ...]
    objectives: tuple[Text, ...]
    sections: tuple[Part, ...]

    @property
    def minutes(self) -> int:
        """Time for the whole pack."""
        return sum(section.minutes for section in self.sections)


@dataclass(frozen=True, slots=True)
class Teaching:
    """Everything that trainers wrote for a library, and the handouts that are made of it."""

    packs: Mapping[str, Pack] = field(default_factory=dict)
    """By id, in the order of the site."""
    cases: Mapping[str, Note] = field(default_factory=dict)
    models: Mapping[str, Note] = field(default_factory=dict)
    formats: tuple[Format, ...] = ()
    """The kinds of handout that this build makes."""

    def ties(self) -> Iterator[tuple[str, str, str]]:
        """Yield every case and passage named: the file, the place in it, and the tie.

        A tie is `case#paragraph`, or `case` alone where a pack only names the case.
        """
        for pack in self.packs.values():
            for number, case in enumerate(pack.cases, 1):
                yield f"packs/{pack.id}.yaml", f"cases[{number}]", case
            for place, ties in _pack_ties(pack):
                yield from ((f"packs/{pack.id}.yaml", place, tie) for tie in ties)
        for folder, notes in (("cases", self.cases), ("models", self.models)):
            for note in notes.values():
                for place, ties in _question_ties(note.questions, ""):
                    yield from ((f"teaching/{folder}/{note.id}.yaml", place, tie) for tie in ties)


NO_TEACHING = Teaching()
"""Of a library without packs, notes or handouts."""


def check_pack(pack: Pack, file: str) -> None:
    """Raise `CasebookError`, with file, field and mend, where a pack says too little or is wrong.

    The fields' types are the loader's business; whether passages exist is `stale_ties`'.
    """
    for name in ("title", "audience", "summary"):
        _check_text(getattr(pack, name), file, name)
    _check_some(pack.cases, file, "cases")
    _check_some(pack.sections, file, "sections")
    _check_texts(pack.objectives, file, "objectives")
    for number, section in enumerate(pack.sections, 1):
        place = f"sections[{number}]"
        _check_text(section.title, file, f"{place}.title")
        _check_text(section.lead, file, f"{place}.lead")
        _check_minutes(section.minutes, file, f"{place}.minutes")
        _check_ties(section.passages, file, f"{place}.passages")
        _check_questions(section.questions, file, f"{place}.questions")
        asked = sum(question.minutes for question in section.questions)
        if asked > section.minutes:
            problem = f"the questions take {asked} minutes, the section has {section.minutes}"
            raise CasebookError(file, problem, "Give it more, or the questions less", place)


def check_note(note: Note, file: str) -> None:
    """Raise `CasebookError`, as `check_pack`, where a teaching note says too little or is wrong."""
    _check_texts(note.objectives, file, "objectives")
    _check_some(note.questions, file, "questions")
    _check_questions(note.questions, file, "questions")


def _check_questions(questions: tuple[Question, ...], file: str, place: str) -> None:
    for number, question in enumerate(questions, 1):
        here = f"{place}[{number}]"
        _check_text(question.ask, file, f"{here}.ask")
        _check_text(question.hint, file, f"{here}.hint")
        _check_minutes(question.minutes, file, f"{here}.minutes")
        _check_ties(question.passages, file, f"{here}.passages")


def _check_text(text: Text, file: str, place: str) -> None:
    for language in ("zh", "en"):
        if not getattr(text, language).strip():
            mend = "Write it in both languages"
            raise CasebookError(file, "the text is empty", mend, f"{place}.{language}")


def _check_texts(texts: tuple[Text, ...], file: str, place: str) -> None:
    _check_some(texts, file, place)
    for number, text in enumerate(texts, 1):
        _check_text(text, file, f"{place}[{number}]")


def _check_some(items: tuple[object, ...], file: str, place: str) -> None:
    if not items:
        raise CasebookError(file, "the list is empty", "Write at least one entry", place)


def _check_minutes(minutes: int, file: str, place: str) -> None:
    if not 1 <= minutes <= 480:
        mend = "Write whole minutes from 1 to 480"
        raise CasebookError(file, f"{minutes} minutes cannot be right", mend, place)


def _check_ties(ties: tuple[str, ...], file: str, place: str) -> None:
    for number, tie in enumerate(ties, 1):
        if not _TIE.fullmatch(tie):
            mend = "Write the case's id, # and the paragraph's id: nanjing#p-skd33m"
            raise CasebookError(file, f"`{tie}` is no passage", mend, f"{place}[{number}]")


def _pack_ties(pack: Pack) -> Iterator[tuple[str, tuple[str, ...]]]:
    for number, section in enumerate(pack.sections, 1):
        yield f"sections[{number}].passages", section.passages
        yield from _question_ties(section.questions, f"sections[{number}].")


def _question_ties(
    questions: tuple[Question, ...], before: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for number, question in enumerate(questions, 1):
        yield f"{before}questions[{number}].passages", question.passages
