"""The pages of lesson packs, and their index."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.model import Language, SitePage
from scraper.pages.teaching import (
    ShownNote,
    ShownQuestion,
    handout_links,
    shown_note,
    shown_questions,
)
from scraper.pages.templating import render
from scraper.reading import facts
from scraper.reading.library import Library
from scraper.reading.passages import Passage, find_case, find_passage
from scraper.reading.phrases import Phrase
from scraper.rules.lessons import Pack, Part


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A passage quoted on the page."""

    case: str
    paragraph: str
    title: Phrase
    heading: Phrase | None
    text: Phrase
    cut: str
    """Why the text breaks off here; empty where it does not."""


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A section of the pack."""

    title: str
    minutes: str
    lead: str
    quotes: tuple[ShownQuote, ...]
    questions: tuple[ShownQuestion, ...]


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A case of the pack with its teaching note."""

    card: facts.Card
    note: ShownNote | None


@dataclass(frozen=True, slots=True)
class PackCard:
    """A pack in the index."""

    id: str
    title: str
    audience: str
    summary: str
    size: str


def packs_index(library: Library, language: Language) -> SitePage:
    """Return `packs/index.html`."""
    say = library.words.speaker(language)
    cards = [
        PackCard(
            pack.id,
            pack.title.in_language(language),
            pack.audience.in_language(language),
            pack.summary.in_language(language),
            say("pack_sum", cases=len(pack.cases), n=pack.minutes),
        )
        for pack in library.teaching.packs.values()
    ]
    title = say("packs_title")
    return render(library, language, "packs/index.html", title, "packs.jinja", packs=cards)


def pack_page(pack: Pack, library: Library, language: Language) -> SitePage:
    """Return `packs/<id>.html`."""
    say = library.words.speaker(language)
    return render(
        library,
        language,
        f"packs/{pack.id}.html",
        pack.title.in_language(language),
        "pack.jinja",
        frame="packs/frame_pack",
        head={"description": pack.summary.in_language(language)},
        heading=pack.title.in_language(language),
        audience=pack.audience.in_language(language),
        summary=pack.summary.in_language(language),
        minutes=say("teach_minutes", n=pack.minutes),
        objectives=[objective.in_language(language) for objective in pack.objectives],
        parts_of_pack=_parts(pack, library, language),
        cases=_cases(pack, library, language),
        handouts=handout_links(library.teaching.formats, "packs/", pack.id, library, language),
    )


def _parts(pack: Pack, library: Library, language: Language) -> list[ShownPart]:
    shown, first = [], 1
    for part in pack.sections:
        shown.append(_part(part, first, library, language))
        first += len(part.questions)
    return shown


def _part(part: Part, first: int, library: Library, language: Language) -> ShownPart:
    passages = (find_passage(tie, library, language) for tie in part.passages)
    return ShownPart(
        part.title.in_language(language),
        library.words.say(language, "teach_minutes", n=part.minutes),
        part.lead.in_language(language),
        tuple(_quote(passage, library) for passage in passages if passage),
        shown_questions(part.questions, library, language, first=first),
    )


def _quote(passage: Passage, library: Library) -> ShownQuote:
    say = library.words.speaker(passage.reading.language)
    cut = facts.cut_reason(passage.case.completeness, say) if passage.cut else ""
    return ShownQuote(
        passage.case.id,
        passage.paragraph.id,
        passage.reading.title,
        passage.heading,
        passage.text,
        cut,
    )


def _cases(pack: Pack, library: Library, language: Language) -> list[ShownCase]:
    say = library.words.speaker(language)
    cases = [case for id_ in pack.cases if (case := find_case(id_, library))]
    return [
        ShownCase(
            facts.card(library.read(case, language), library, say),
            shown_note(library.teaching.cases.get(case.id), library, language),
        )
        for case in cases
    ]
