"""The page of one model, with the cases that show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scraper.model import Case, Language, ModelMatch, SitePage
from scraper.pages.diagram import Drawing, draw
from scraper.pages.head import model_head
from scraper.pages.teaching import shown_note
from scraper.pages.templating import render
from scraper.reading import facts
from scraper.reading.library import Library, primary
from scraper.reading.phrases import Phrase
from scraper.rules.models import Model, Variant

_COMPARED = 4
"""Cases the comparison page takes at once."""


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A case in the list of a model."""

    case: str
    """Its id."""
    card: facts.Card
    sentence: Phrase
    anchor: str
    """Id of the paragraph the sentence stands in; empty where the text has none of that id."""
    badge: str
    """The variant it shows, or that the model is its primary one; may be empty."""


@dataclass(frozen=True, slots=True)
class ShownSubCase:
    """A case within a case that shows the model."""

    id: str
    case: str
    """Id of the case that tells it."""
    title: Phrase
    """Title of that case."""
    name: Phrase
    sentence: Phrase
    anchor: str


@dataclass(frozen=True, slots=True)
class ShownVariant:
    """A variant with its diagram and the cases that show it."""

    variant: Variant
    drawing: Drawing
    cases: tuple[facts.Card, ...]


def model_page(model: Model, library: Library, language: Language) -> SitePage:
    """Return `models/<id>.md`."""
    say = library.words.speaker(language)
    related = [library.models.get(id) for id in model.related]
    shown = _cases(model, library, language)
    return render(
        library,
        language,
        f"models/{model.id}.md",
        model.name.in_language(language),
        "model.jinja",
        section="models/index.html",
        head=model_head(model, library, language),
        teaching=shown_note(library.teaching.models.get(model.id), library, language),
        model=model,
        drawing=draw(model.diagram, language, say),
        variants=_variants(model, library, language),
        contrasts=model.contrasts,
        shown=shown,
        compared=[item.case for item in shown][:_COMPARED],
        subcases=list(_subcases(model, library, language)),
        related=[other for other in related if other],
    )


def _match(case: Case, model: Model) -> ModelMatch:
    return next(match for match in case.models if match.id == model.id)


def _anchor(case: Case, paragraph: str) -> str:
    return paragraph if any(p.id == paragraph for p in case.paragraphs) else ""


def _cases(model: Model, library: Library, language: Language) -> list[ShownCase]:
    say = library.words.speaker(language)
    shown = []
    for case in library.showing[model.id]:
        match = _match(case, model)
        reading = library.read(case, language)
        variant = model.variant(match.variant)
        marks = [variant.name.in_language(language)] if variant else []
        marks += [say("model_case_primary")] if primary(case) == model.id else []
        shown.append(
            ShownCase(
                case=case.id,
                card=facts.card(reading, library, say),
                sentence=reading.sentence(match.sentence, match.paragraph),
                anchor=_anchor(case, match.paragraph),
                badge=facts.joined(marks, say),
            )
        )
    return shown


def _subcases(model: Model, library: Library, language: Language) -> Iterator[ShownSubCase]:
    for case in library.cases:
        reading = library.read(case, language)
        for number, subcase in enumerate(case.subcases, 1):
            if model.id in subcase.models:
                yield ShownSubCase(
                    id=subcase.id,
                    case=case.id,
                    title=reading.title,
                    name=reading.phrase(f"subcase-{number}", subcase.name),
                    sentence=reading.sentence(subcase.sentence, subcase.paragraph),
                    anchor=_anchor(case, subcase.paragraph),
                )


def _variants(model: Model, library: Library, language: Language) -> list[ShownVariant]:
    say = library.words.speaker(language)
    cases = library.showing[model.id]
    return [
        ShownVariant(
            variant,
            draw(variant.diagram, language, say),
            tuple(
                facts.card(library.read(case, language), library, say)
                for case in cases
                if _match(case, model).variant == variant.id
            ),
        )
        for variant in model.variants
    ]
