"""Pieces that case handouts and lesson packs share: facts, notes, source lines, quotes, questions.

Pure: a library in, blocks out. Where the site has no address, a passage is named by its title and
paragraph instead of a QR code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scraper.cite import updated
from scraper.handouts.content import Ask, Block, Bullets, Heading, Pointer, Quote, Source, Text
from scraper.handouts.sources import cite_case, cite_original, cite_passage
from scraper.model import Case, Language
from scraper.reading import facts
from scraper.reading.library import Library
from scraper.reading.passages import Passage, find_passage, web_page
from scraper.reading.phrases import Phrase, Reading
from scraper.rules.interface import Say
from scraper.rules.lessons import Question


@dataclass(frozen=True, slots=True)
class Desk:
    """What every piece needs at hand: the library, the language and its words."""

    library: Library
    language: Language

    @property
    def say(self) -> Say:
        """The words of the language."""
        return self.library.words.speaker(self.language)

    @property
    def gap(self) -> str:
        """What stands between two sentences."""
        return "" if self.language == "zh" else " "

    @property
    def colon(self) -> str:
        """The mark between a label and what it stands for."""
        return "：" if self.language == "zh" else ": "


def fact_rows(reading: Reading, desk: Desk) -> tuple[tuple[str, Phrase], ...]:
    """Return the facts of a case as rows: place, years, organisation, models, completeness."""
    case, say, library = reading.case, desk.say, desk.library
    card = facts.card(reading, library, say)
    note = facts.place_note(case.place, say)
    models = [library.models[m.id].name.in_language(desk.language) for m in case.models
              if m.id in library.models]  # fmt: skip
    place = card.place if card.place.text else Phrase(say("place_unknown"))
    rows = (
        (say("fact_place"), Phrase(f"{place.text}{_in_brackets(note, desk)}", place.foreign)),
        (say("fact_years"), Phrase(facts.years_long(case.years, say))),
        (say("fact_organisation"), reading.phrase("organisation", case.organisation)),
        (say("fact_models"), Phrase(facts.joined(models, say))),
        (say("fact_completeness"), Phrase(card.completeness)),
    )
    return tuple((label, value) for label, value in rows if value.text)


def _in_brackets(note: str, desk: Desk) -> str:
    if not note:
        return ""
    return f"（{note}）" if desk.language == "zh" else f" ({note})"


def case_notes(reading: Reading, desk: Desk) -> tuple[Text, ...]:
    """Return what a reader has to know of a text first: retelling, cut, how far translated."""
    case, say = reading.case, desk.say
    notes: list[Phrase] = []
    if case.kind != "case":
        notes.append(Phrase(say(f"kind_note_{case.kind}")))
    if case.retelling:
        basis = reading.phrase("retelling", case.retelling)
        words = f"{say('hand_retelling')}{desk.gap}{basis.text}"
        notes.append(Phrase(words, basis.foreign))
    if case.completeness.state == "cut":
        notes.append(Phrase(say("hand_cut", why=facts.cut_reason(case.completeness, say))))
    if case.completeness.state == "unclear":
        notes.append(Phrase(say("hand_unclear")))
    if case.id in desk.library.excerpts:
        notes.append(Phrase(say("excerpt_note")))
    if reading.progress.percent < 100:
        done = say("translation_note", done=reading.progress.done, all=reading.progress.all)
        notes.append(Phrase(done))
    if reading.progress.machine:
        notes.append(Phrase(say("hand_machine", n=reading.progress.machine)))
    return tuple(Text(note, "note") for note in notes)


def case_source(reading: Reading, desk: Desk) -> Source:
    """Return how a case is cited, the notice of its rights, and the way to its page."""
    case, say = reading.case, desk.say
    lines = [cite_case(reading, desk.library)]
    original = cite_original(reading)
    if original:
        lines.append(Phrase(f"{say('hand_original')}{desk.colon}{original.text}", original.foreign))
    if case.rights:
        label = say("rights_note_retelling" if case.retelling else "rights_note")
        foreign = desk.language == "en"
        lines.append(Phrase(f"{label}{desk.colon}{case.rights}", foreign))
    address = web_page(desk.library, desk.language, "cases", case.id)
    return Source(tuple(lines), pointer(address, reading.title.text, desk, page=True))


def check_notes(reading: Reading, paragraph: str, desk: Desk) -> tuple[str, ...]:
    """Return what does not agree with the text's own numbers in a paragraph."""
    return tuple(
        desk.say(
            f"check_{check.kind}",
            stated=reading.phrase(f"check-{number}", check.stated).text,
            computed=check.computed,
        )
        for number, check in enumerate(reading.case.checks, 1)
        if check.paragraph == paragraph
    )


def pointer(address: str, where: str, desk: Desk, *, page: bool = False) -> Pointer:
    """Return the way to an address, or to the place in words where there is none."""
    if not address:
        return Pointer("", "", where)
    return Pointer(desk.say("hand_scan_page" if page else "hand_scan"), address)


def passage_pointer(passage: Passage, desk: Desk) -> Pointer:
    """Return the way to a passage."""
    case, paragraph = passage.case.id, passage.paragraph.id
    address = web_page(desk.library, desk.language, "cases", case, paragraph)
    return pointer(address, place_of(passage, desk).text, desk)


def place_of(passage: Passage, desk: Desk) -> Phrase:
    """Return where a passage stands: title of the case, heading, id of the paragraph."""
    heading = passage.heading or Phrase(desk.say("teach_top"))
    title = passage.reading.title
    words = desk.say(
        "teach_where", title=title.text, heading=heading.text, paragraph=passage.paragraph.id
    )
    return Phrase(words, title.foreign)


def quote(passage: Passage, desk: Desk) -> Quote:
    """Return a passage with its citation, and notes on what is missing in it."""
    notes = []
    if passage.text.foreign:
        notes.append(desk.say("hand_chinese"))
    notes += check_notes(passage.reading, passage.paragraph.id, desk)
    if passage.cut:
        why = facts.cut_reason(passage.case.completeness, desk.say)
        notes.append(desk.say("cut_here", why=why))
    source = cite_passage(passage, desk.library)
    return Quote(passage.text, source, passage_pointer(passage, desk), tuple(notes))


def found(ties: Iterable[str], desk: Desk) -> list[Passage]:
    """Return the passages that ties name, without those the library no longer holds."""
    passages = (find_passage(tie, desk.library, desk.language) for tie in ties)
    return [passage for passage in passages if passage is not None]


def asked(
    questions: Sequence[Question], desk: Desk, quoted: frozenset[str] = frozenset(), first: int = 1
) -> tuple[Ask, ...]:
    """Return questions with the way to their passages, numbered from `first`.

    `quoted` holds the ties of passages that stand in the handout anyway: they need no QR code.
    """
    return tuple(
        _ask(question, number, desk, quoted) for number, question in enumerate(questions, first)
    )


def _ask(question: Question, number: int, desk: Desk, quoted: frozenset[str]) -> Ask:
    passages = found(question.passages, desk)
    new = found((tie for tie in question.passages if tie not in quoted), desk)
    return Ask(
        question_label(question, number, desk),
        question.ask.in_language(desk.language),
        tuple(place_of(passage, desk) for passage in passages),
        passage_pointer(new[0], desk) if new else None,
    )


def question_label(question: Question, number: int, desk: Desk) -> str:
    """Return `Question 2 (10 minutes)`."""
    label = desk.say("teach_question", number=number)
    return f"{label}{_in_brackets(desk.say('teach_minutes', n=question.minutes), desk)}"


def hints(questions: Sequence[Question], desk: Desk, first: int = 1) -> tuple[Block, ...]:
    """Return the hints on questions, each under the label of its question."""
    lines = [
        Phrase(
            f"{question_label(question, number, desk)}{desk.colon}"
            f"{question.hint.in_language(desk.language)}"
        )
        for number, question in enumerate(questions, first)
    ]
    return (Bullets(tuple(lines)),) if lines else ()


def heading(key: str, desk: Desk, level: int = 1) -> Heading:
    """Return a heading of ours by the key of its words."""
    return Heading(1 if level == 1 else 2, Phrase(desk.say(key)))


def newest(cases: Iterable[Case]) -> str:
    """Return the day on which the newest of the cases was changed; a fixed old one without any."""
    return max((updated(case) for case in cases), default="") or _UNDATED


_UNDATED = "2000-01-01"
