"""A lesson pack as a handout: timetable, passages, questions, the cases it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scraper.handouts import pieces
from scraper.handouts.content import (
    Block,
    Bullets,
    Handout,
    Heading,
    NewPage,
    Slide,
    Source,
    Table,
    Text,
)
from scraper.handouts.pieces import Desk
from scraper.handouts.slide_pieces import passage_slide, question_slide
from scraper.model import Case
from scraper.reading.passages import find_case, web_page
from scraper.reading.phrases import Phrase
from scraper.rules.lessons import Pack, Part


def pack_handout(pack: Pack, desk: Desk) -> Handout:
    """Return the handout of a pack in the language of the desk."""
    library, language = desk.library, desk.language
    cases = [case for id_ in pack.cases if (case := find_case(id_, library))]
    return Handout(
        name=f"packs/{pack.id}",
        language=language,
        title=Phrase(pack.title.in_language(language)),
        kind=desk.say("pack_kind"),
        site=library.settings.name if language == "zh" else library.settings.name_en,
        date=pieces.newest(cases),
        keywords=tuple(library.read(case, language).title.text for case in cases),
        blocks=tuple(_blocks(pack, cases, desk)),
        slides=tuple(_slides(pack, cases, desk)),
    )


def _blocks(pack: Pack, cases: list[Case], desk: Desk) -> Iterator[Block]:
    language = desk.language
    yield Text(Phrase(pack.summary.in_language(language)))
    yield _own_source(pack, desk)
    yield Table(_overview(pack, desk))
    yield pieces.heading("teach_objectives", desk)
    yield Bullets(tuple(Phrase(o.in_language(language)) for o in pack.objectives))
    yield pieces.heading("pack_agenda", desk)
    yield Table(
        tuple(
            (minutes(part, desk), Phrase(section_title(part, number, desk)))
            for number, part in enumerate(pack.sections, 1)
        )
    )
    asked = 1
    for number, part in enumerate(pack.sections, 1):
        yield from _section(part, number, asked, desk)
        asked += len(part.questions)
    yield pieces.heading("pack_cases", desk)
    for case in cases:
        yield from _case(case, desk)
    yield NewPage()
    yield from _for_trainer(pack, cases, desk)


def _own_source(pack: Pack, desk: Desk) -> Source:
    """Return the way to the page of the pack."""
    title = pack.title.in_language(desk.language)
    address = web_page(desk.library, desk.language, "packs", pack.id)
    lines = [Phrase(address)] if address else [Phrase(desk.say("hand_unlinked"))]
    return Source(tuple(lines), pieces.pointer(address, title, desk, page=True))


def _overview(pack: Pack, desk: Desk) -> tuple[tuple[str, Phrase], ...]:
    say = desk.say
    return (
        (say("pack_audience"), Phrase(pack.audience.in_language(desk.language))),
        (say("pack_time"), Phrase(say("teach_minutes", n=pack.minutes))),
    )


def minutes(part: Part, desk: Desk) -> str:
    """Return how long a section takes."""
    return desk.say("teach_minutes", n=part.minutes)


def section_title(part: Part, number: int, desk: Desk) -> str:
    """Return the title of a section with its number, as the language numbers sections."""
    count = _NUMERALS[number - 1] if desk.language == "zh" and number <= 10 else number
    title = part.title.in_language(desk.language)
    return desk.say("pack_section_number", number=count, title=title)


_NUMERALS = "一二三四五六七八九十"


def _section(part: Part, number: int, asked: int, desk: Desk) -> Iterator[Block]:
    yield Heading(1, Phrase(section_title(part, number, desk)))
    yield Text(Phrase(part.lead.in_language(desk.language)))
    for passage in pieces.found(part.passages, desk):
        yield pieces.quote(passage, desk)
    yield from pieces.asked(part.questions, desk, frozenset(part.passages), asked)


def _case(case: Case, desk: Desk) -> Iterator[Block]:
    reading = desk.library.read(case, desk.language)
    yield Heading(2, reading.title)
    yield Table(pieces.fact_rows(reading, desk))
    yield from pieces.case_notes(reading, desk)
    yield pieces.case_source(reading, desk)


def _for_trainer(pack: Pack, cases: list[Case], desk: Desk) -> Iterator[Block]:
    yield pieces.heading("hand_trainer", desk)
    yield Text(Phrase(desk.say("teach_ours")), "note")
    questions = [question for part in pack.sections for question in part.questions]
    if questions:
        yield pieces.heading("teach_hints", desk, 2)
        yield from pieces.hints(questions, desk)
    for case in cases:
        note = desk.library.teaching.cases.get(case.id)
        if note is None:
            continue
        title = desk.library.read(case, desk.language).title
        words = f"{desk.say('pack_more')}{desk.colon}{title.text}"
        yield Heading(2, Phrase(words, title.foreign))
        yield from (replace(ask, pointer=None) for ask in pieces.asked(note.questions, desk))
        yield from pieces.hints(note.questions, desk)


def _slides(pack: Pack, cases: list[Case], desk: Desk) -> Iterator[Slide]:
    language, say = desk.language, desk.say
    source = _own_source(pack, desk)
    title = Phrase(pack.title.in_language(language))
    audience = pack.audience.in_language(language)
    length = say("teach_minutes", n=pack.minutes)
    yield Slide(title, (Phrase(f"{audience} · {length}"),), "title", pointer=source.pointer,
                notes=(pack.summary.in_language(language),))  # fmt: skip
    objectives = tuple(Phrase(o.in_language(language)) for o in pack.objectives)
    yield Slide(Phrase(say("teach_objectives")), objectives)
    agenda = tuple(
        Phrase(f"{section_title(part, n, desk)} · {minutes(part, desk)}")
        for n, part in enumerate(pack.sections, 1)
    )
    yield Slide(Phrase(say("pack_agenda")), agenda)
    asked = 1
    for number, part in enumerate(pack.sections, 1):
        yield from _section_slides(part, number, asked, desk)
        asked += len(part.questions)
    for case in cases:
        reading = desk.library.read(case, language)
        case_source = pieces.case_source(reading, desk)
        notes = tuple(text.words for text in pieces.case_notes(reading, desk))
        yield Slide(reading.title, (*case_source.lines, *notes), pointer=case_source.pointer)


def _section_slides(part: Part, number: int, asked: int, desk: Desk) -> Iterator[Slide]:
    lead = part.lead.in_language(desk.language)
    title = Phrase(section_title(part, number, desk))
    yield Slide(title, (Phrase(minutes(part, desk)),), "section", notes=(lead,))
    for passage in pieces.found(part.passages, desk):
        yield passage_slide(passage, passage.reading.title, desk)
    quoted = frozenset(part.passages)
    for place, question in enumerate(part.questions, asked):
        yield question_slide(question, place, desk, quoted)
