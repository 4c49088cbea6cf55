"""A case (or other document) with its teaching note, as a handout."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.handouts import pieces
from scraper.handouts.content import Block, Bullets, Handout, Heading, NewPage, Slide, Table, Text
from scraper.handouts.pieces import Desk
from scraper.handouts.slide_pieces import passage_slide, question_slide
from scraper.model import Case
from scraper.reading import facts
from scraper.reading.passages import Passage, cut_paragraph, find_passage
from scraper.reading.phrases import Phrase, Reading
from scraper.rules.lessons import Note

_ROLES = ("problem", "practice", "results", "difficulties", "lessons")


def case_handout(case: Case, desk: Desk) -> Handout:
    """Return the handout of a case in the language of the desk."""
    library, say = desk.library, desk.say
    reading = library.read(case, desk.language)
    note = library.teaching.cases.get(case.id)
    settings = library.settings
    return Handout(
        name=case.id,
        language=desk.language,
        title=reading.title,
        kind=say("hand_case" if case.kind == "case" else "hand_document"),
        site=settings.name if desk.language == "zh" else settings.name_en,
        date=pieces.newest((case,)),
        keywords=tuple(
            library.models[match.id].name.in_language(desk.language)
            for match in case.models
            if match.id in library.models
        ),
        blocks=tuple(_blocks(reading, note, desk)),
        slides=tuple(_slides(reading, note, desk)),
    )


def _blocks(reading: Reading, note: Note | None, desk: Desk) -> Iterator[Block]:
    yield from pieces.case_notes(reading, desk)
    yield pieces.heading("hand_facts", desk)
    yield Table(pieces.fact_rows(reading, desk))
    yield pieces.heading("hand_source", desk)
    yield pieces.case_source(reading, desk)
    yield pieces.heading("hand_text", desk)
    yield from _text(reading, desk)
    if note:
        yield pieces.heading("teach_questions", desk)
        yield from pieces.asked(note.questions, desk)
    if note:
        yield NewPage()
        yield pieces.heading("hand_trainer", desk)
        yield Text(Phrase(desk.say("teach_ours")), "note")
        yield pieces.heading("teach_objectives", desk, 2)
        yield Bullets(tuple(Phrase(o.in_language(desk.language)) for o in note.objectives))
        yield pieces.heading("teach_hints", desk, 2)
        yield from pieces.hints(note.questions, desk)


def _text(reading: Reading, desk: Desk) -> Iterator[Block]:
    excerpt = reading.case.id in desk.library.excerpts
    cut = "" if excerpt else cut_paragraph(reading.case)
    for paragraph in reading.case.paragraphs:
        words = reading.phrase(paragraph.id, paragraph.text)
        if paragraph.kind in ("h2", "h3"):
            yield Heading(2 if paragraph.kind == "h2" else 3, words)
        else:
            yield Text(words, "meta" if paragraph.kind == "meta" else "text")
        for check in pieces.check_notes(reading, paragraph.id, desk):
            yield Text(Phrase(check), "note")
        if paragraph.id == cut:
            why = facts.cut_reason(reading.case.completeness, desk.say)
            yield Text(Phrase(desk.say("cut_here", why=why)), "note")


def _slides(reading: Reading, note: Note | None, desk: Desk) -> Iterator[Slide]:
    case, say = reading.case, desk.say
    source = pieces.case_source(reading, desk)
    warnings = tuple(text.words for text in pieces.case_notes(reading, desk))
    card = facts.card(reading, desk.library, say)
    under = Phrase(" · ".join(x for x in (card.place.text, card.years, card.model) if x))
    yield Slide(reading.title, (under,), "title", warnings[0] if warnings else Phrase(""),
                source.pointer)  # fmt: skip
    rows = tuple(
        Phrase(f"{label}{desk.colon}{value.text}", value.foreign)
        for label, value in pieces.fact_rows(reading, desk)
    )
    yield Slide(Phrase(say("hand_facts")), rows)
    for passage in _key_passages(case, desk):
        yield passage_slide(passage, passage.heading or reading.title, desk)
    if note:
        for number, question in enumerate(note.questions, 1):
            yield question_slide(question, number, desk)
    yield Slide(Phrase(say("hand_source")), (*source.lines, *warnings), pointer=source.pointer)


def _key_passages(case: Case, desk: Desk) -> list[Passage]:
    """Return one passage for each question of the case structure that the text answers.

    Where none is known, that is the first paragraph under each heading.
    """
    first = {point.role: point.paragraph for point in reversed(case.points)}
    wanted = [first[role] for role in _ROLES if role in first] or list(_after_headings(case))
    ties = dict.fromkeys(f"{case.id}#{paragraph}" for paragraph in wanted)
    passages = (find_passage(tie, desk.library, desk.language) for tie in ties)
    return [passage for passage in passages if passage]


def _after_headings(case: Case) -> Iterator[str]:
    for before, paragraph in zip(case.paragraphs, case.paragraphs[1:], strict=False):
        if before.kind in ("h2", "h3") and paragraph.kind == "p":
            yield paragraph.id
