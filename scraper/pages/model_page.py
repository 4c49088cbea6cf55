"""The page of one model, with the cases that show it."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.model import Language, SitePage
from scraper.pages.templating import render
from scraper.reading import facts
from scraper.reading.library import Library, primary
from scraper.reading.phrases import Phrase
from scraper.rules.models import Model


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A case in the list of a model."""

    card: facts.Card
    sentence: Phrase
    badge: str
    """The variant it shows, or that the model is its primary one; may be empty."""


def model_page(model: Model, library: Library, language: Language) -> SitePage:
    """Return `models/<id>.md`."""
    related = [library.models.get(id) for id in model.related]
    return render(
        library,
        language,
        f"models/{model.id}.md",
        model.name.in_language(language),
        "model.jinja",
        section="models/index.html",
        model=model,
        shown=_cases(model, library, language),
        related=[other for other in related if other],
    )


def _cases(model: Model, library: Library, language: Language) -> list[ShownCase]:
    say = library.words.speaker(language)
    shown = []
    for case in library.showing[model.id]:
        match = next(match for match in case.models if match.id == model.id)
        reading = library.read(case, language)
        variant = model.variant(match.variant)
        marks = [variant.name.in_language(language)] if variant else []
        marks += [say("model_case_primary")] if primary(case) == model.id else []
        shown.append(
            ShownCase(
                card=facts.card(reading, library, say),
                sentence=reading.sentence(match.sentence, match.paragraph),
                badge=facts.joined(marks, say),
            )
        )
    return shown
