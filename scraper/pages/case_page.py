"""The page of one case or other document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from scraper.model import Case, CleaningNote, Language, Named, Role, SitePage
from scraper.pages.case_text import ReadText, contents, has_marks, left_over
from scraper.pages.citing import cite_block
from scraper.pages.head import case_head
from scraper.pages.side_by_side import has_twin
from scraper.pages.teaching import handout_links, shown_note
from scraper.pages.templating import render
from scraper.reading import facts
from scraper.reading.addresses import MovedAnchor
from scraper.reading.entries import Entry
from scraper.reading.handouts import case_formats
from scraper.reading.library import Library
from scraper.reading.phrases import Phrase, Reading
from scraper.rules.interface import Say
from scraper.rules.models import Model, Variant
from scraper.rules.shown import load_setting_names

_SHOWN_POINTS = 1
"""How many sentences a question shows before the rest is folded: the text should come soon."""


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """A sentence that answers a question of the case structure."""

    sentence: Phrase
    evidence: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A question of the case structure and what the text says to it."""

    role: Role
    first: tuple[ShownPoint, ...]
    more: tuple[ShownPoint, ...]


@dataclass(frozen=True, slots=True)
class ShownName:
    """A person, partner or award, with the paragraph that names it."""

    name: Phrase
    paragraph: str


@dataclass(frozen=True, slots=True)
class ShownModel:
    """A model of the case, as the facts name it."""

    model: Model
    variant: Variant | None


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A row of the table of figures."""

    text: Phrase
    what: Phrase
    where: Phrase
    paragraph: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """What one rule of the cleaner did to the text."""

    kind: str
    reason: str
    times: str


def case_page(reading: Reading, library: Library, text: ReadText) -> SitePage:
    """Return `cases/<id>.html` in the language of the reading."""
    case, language = reading.case, reading.language
    say = library.words.speaker(language)
    blocks = text.blocks
    before, after = library.neighbours.get(case.id, (None, None))
    return render(
        library,
        language,
        f"cases/{case.id}.html",
        reading.title.text,
        "case.jinja",
        frame="cases/frame_case" if case.kind == "case" else "cases/frame_document",
        head=case_head(reading, library),
        case=case,
        card=facts.card(reading, library, say),
        progress=reading.progress,
        terms=text.terms,
        has_twin=has_twin(case, library),
        retelling=reading.phrase("retelling", case.retelling) if case.retelling else None,
        excerpt=case.id in library.excerpts,
        cut=facts.cut_reason(case.completeness, say) if case.completeness.state == "cut" else "",
        review_note=facts.review_note(case.review, say),
        setting=_setting(case, language),
        place_note=facts.place_note(case.place, say),
        years=facts.years_long(case.years, say),
        years_sentence=reading.sentence(case.years.sentence),
        organisation=reading.phrase("organisation", case.organisation),
        models=_models(case, library),
        mechanisms=_numbered(reading, "mechanism", case.mechanisms),
        slogans=_numbered(reading, "slogan", case.slogans),
        partners=_names(reading, "partner", case.partners),
        people=_names(reading, "person", case.people),
        awards=_names(reading, "award", case.awards),
        publication=facts.publication(reading, say),
        publication_note=facts.publication_note(case.publication, say),
        glance=_answers(reading, say),
        source=facts.source_lines(case.source, say, foreign=language == "en"),
        link=facts.source_link(case),
        figures=_figures(reading),
        contents=contents(blocks),
        blocks=blocks,
        left_over=left_over(reading, library),
        has_marks=has_marks(case, blocks),
        moved=_moved_away(case, library, language),
        changes=_changes(case.cleaning, library, language, say),
        changes_count=sum(note.count for note in case.cleaning),
        cite=cite_block(reading, library),
        teaching=shown_note(library.teaching.cases.get(case.id), library, language, case.id),
        handouts=handout_links(
            case_formats(case, library, language), "", case.id, library, language
        ),
        before=_neighbour(before, language),
        after=_neighbour(after, language),
    )


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A link to the case before or after."""

    id: str
    title: Phrase


def _setting(case: Case, language: Language) -> str:
    """Return the kind of place the case plays in; empty where it is not known."""
    zh, en = load_setting_names().get(case.setting, ("", ""))
    return zh if language == "zh" else en


def _neighbour(item: Entry | None, language: Language) -> Neighbour | None:
    return Neighbour(item.id, item.title(language)) if item else None


@dataclass(frozen=True, slots=True)
class MovedAway:
    """A passage that is now on the page of another case."""

    anchor: MovedAnchor
    title: Phrase


def _moved_away(case: Case, library: Library, language: Language) -> list[MovedAway]:
    """Return the passages of this page that are now on another one."""
    away = [a for a in library.moved.anchors.get(case.id, ()) if a.case != case.id]
    if not away:
        return []
    titles = {item.id: item.title(language) for item in (*library.entries, *library.other_entries)}
    return [MovedAway(anchor, titles[anchor.case]) for anchor in away]


def _numbered(reading: Reading, name: str, words: Sequence[str]) -> list[Phrase]:
    return [reading.phrase(f"{name}-{n}", word) for n, word in enumerate(words, 1)]


def _names(reading: Reading, name: str, named: Sequence[Named]) -> list[ShownName]:
    known = {paragraph.id for paragraph in reading.case.paragraphs}
    return [
        ShownName(
            reading.phrase(f"{name}-{n}", item.name),
            item.paragraph if item.paragraph in known else "",
        )
        for n, item in enumerate(named, 1)
    ]


def _answers(reading: Reading, say: Say) -> list[Answer]:
    """Return the points by question, in the order of the case structure."""
    known = {paragraph.id for paragraph in reading.case.paragraphs}
    answers = []
    for role in get_args(Role):
        points = tuple(
            ShownPoint(
                sentence=reading.sentence(point.sentence, point.paragraph),
                evidence=say(f"evidence_{point.evidence}") if point.evidence else "",
                paragraph=point.paragraph if point.paragraph in known else "",
            )
            for point in reading.case.points
            if point.role == role
        )
        if points:
            answers.append(Answer(role, points[:_SHOWN_POINTS], points[_SHOWN_POINTS:]))
    return answers


def _models(case: Case, library: Library) -> list[ShownModel]:
    found = [(library.models.get(match.id), match.variant) for match in case.models]
    return [ShownModel(model, model.variant(variant)) for model, variant in found if model]


def _figures(reading: Reading) -> list[ShownFigure]:
    known = {paragraph.id for paragraph in reading.case.paragraphs}
    return [
        ShownFigure(
            text=reading.phrase(f"figure-{n}-text", figure.text),
            what=reading.phrase(f"figure-{n}", figure.what),
            where=reading.phrase(f"figure-{n}-where", figure.where),
            paragraph=figure.paragraph if figure.paragraph in known else "",
        )
        for n, figure in enumerate(reading.case.figures, 1)
    ]


def _changes(
    notes: Iterable[CleaningNote], library: Library, language: Language, say: Say
) -> list[ShownChange]:
    """Return a line a rule, in the order in which the rules first appear."""
    counts: dict[tuple[str, str], int] = {}
    for note in notes:
        counts[note.kind, note.rule] = counts.get((note.kind, note.rule), 0) + note.count
    return [
        ShownChange(
            kind=say(f"change_{kind}"),
            reason=library.reason(rule, language),
            times=say("cleaning_times", n=count),
        )
        for (kind, rule), count in counts.items()
    ]
