"""The page of one case or other document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scraper.model import BlockKind, Case, CleaningNote, Language, SitePage
from scraper.pages.templating import render
from scraper.reading import facts
from scraper.reading.library import Library
from scraper.reading.marks import Span, mark
from scraper.reading.phrases import Phrase, Reading
from scraper.rules.interface import Say
from scraper.rules.models import Model, Variant


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading of the text."""

    id: str
    kind: BlockKind
    phrase: Phrase
    spans: tuple[Span, ...]
    cut_here: bool


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
    paragraph: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """What one rule of the cleaner did to the text."""

    kind: str
    reason: str
    times: str


def case_page(reading: Reading, library: Library) -> SitePage:
    """Return `cases/<id>.md` in the language of the reading."""
    case, language = reading.case, reading.language
    say = library.words.speaker(language)
    blocks = _blocks(reading)
    before, after = library.neighbours.get(case.id, (None, None))
    return render(
        library,
        language,
        f"cases/{case.id}.md",
        reading.title.text,
        "case.jinja",
        section="cases/index.html" if case.kind == "case" else "documents.html",
        case=case,
        card=facts.card(reading, library, say),
        progress=reading.progress,
        retelling=reading.phrase("retelling", case.retelling) if case.retelling else None,
        cut=facts.cut_reason(case.completeness, say) if case.completeness.state == "cut" else "",
        place_note=facts.place_note(case.place, say),
        years=facts.years_long(case.years, say),
        years_sentence=reading.sentence(case.years.sentence),
        organisation=reading.phrase("organisation", case.organisation),
        models=_models(case, library),
        mechanisms=[
            reading.phrase(f"mechanism-{n}", name) for n, name in enumerate(case.mechanisms, 1)
        ],
        source=facts.source_lines(case.source, say, foreign=language == "en"),
        link=facts.source_link(case),
        figures=_figures(reading),
        headings=[block for block in blocks if block.kind in ("h2", "h3")],
        blocks=blocks,
        has_marks=any(span.mark for block in blocks for span in block.spans),
        changes=_changes(case.cleaning, library, language, say),
        changes_count=sum(note.count for note in case.cleaning),
        before=_neighbour(before, library, language),
        after=_neighbour(after, library, language),
    )


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A link to the case before or after."""

    id: str
    title: Phrase


def _neighbour(case: Case | None, library: Library, language: Language) -> Neighbour | None:
    if case is None:
        return None
    return Neighbour(case.id, library.read(case, language).title)


def _blocks(reading: Reading) -> list[Block]:
    """Return the text; the place where it breaks off is its last block where none is named."""
    case = reading.case
    ids = [paragraph.id for paragraph in case.paragraphs]
    broken = ""
    if case.completeness.state == "cut" and ids:
        named = case.completeness.paragraph
        broken = named if named in ids else ids[-1]
    blocks = []
    for paragraph in case.paragraphs:
        phrase = reading.phrase(paragraph.id, paragraph.text)
        spans = mark(phrase.text, paragraph.id, case.cleaning)
        blocks.append(
            Block(paragraph.id, paragraph.kind, phrase, spans, cut_here=paragraph.id == broken)
        )
    return blocks


def _models(case: Case, library: Library) -> list[ShownModel]:
    found = [(library.models.get(match.id), match.variant) for match in case.models]
    return [ShownModel(model, model.variant(variant)) for model, variant in found if model]


def _figures(reading: Reading) -> list[ShownFigure]:
    known = {paragraph.id for paragraph in reading.case.paragraphs}
    return [
        ShownFigure(
            text=reading.phrase(f"figure-{n}-text", figure.text),
            what=reading.phrase(f"figure-{n}", figure.what),
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
