"""The page of one model, with the cases that show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scraper.model import Language, SitePage
from scraper.pages.diagram import Drawing, draw
from scraper.pages.head import model_head
from scraper.pages.paging import Part, parts_of
from scraper.pages.teaching import shown_note
from scraper.pages.templating import render
from scraper.reading import facts
from scraper.reading.briefs import brief_of
from scraper.reading.entries import Entry
from scraper.reading.library import Library
from scraper.reading.phrases import Phrase
from scraper.rules.models import Model, Variant

_COMPARED = 4
"""Cases the comparison page takes at once."""
_NAMED = 6
"""Cases of a variant that the table of variants names."""


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
    more: int
    """How many further cases show it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A line of the list of a model: a case, or the cases in a case that show it."""

    item: Entry
    within: bool
    """Whether cases within it are meant."""


def model_parts(model: Model, library: Library) -> tuple[Part[Listing], ...]:
    """Return the list of what shows a model in pages: cases first, then cases within cases."""
    cases = [Listing(item, within=False) for item in library.showing[model.id]]
    within = [Listing(item, within=True) for item in library.within.get(model.id, ())]
    return parts_of((*cases, *within), f"models/{model.id}")


def model_page(model: Model, part: Part[Listing], library: Library, language: Language) -> SitePage:
    """Return the page of a model, with the first part of its list."""
    say = library.words.speaker(language)
    related = [library.models.get(id) for id in model.related]
    shown = _cases(model, part, library, language)
    return render(
        library,
        language,
        f"{part.path}.html",
        model.name.in_language(language),
        "model.jinja",
        frame="models/frame_model",
        head=model_head(model, library, language),
        teaching=shown_note(library.teaching.models.get(model.id), library, language),
        model=model,
        parts_of_it=library.parts,
        drawing=draw(model.diagram, language, say),
        variants=_variants(model, library, language),
        contrasts=model.contrasts,
        shown=shown,
        compared=[item.case for item in shown][:_COMPARED],
        subcases=list(_subcases(model, part, library, language)),
        related=[other for other in related if other],
        part=part,
    )


def more_cases(model: Model, part: Part[Listing], library: Library, language: Language) -> SitePage:
    """Return a further page of the list of a model."""
    return render(
        library,
        language,
        f"{part.path}.html",
        model.name.in_language(language),
        "model_more.jinja",
        frame="models/frame_list",
        model=model,
        parts_of_it=library.parts,
        shown=_cases(model, part, library, language),
        compared=(),
        subcases=list(_subcases(model, part, library, language)),
        part=part,
    )


def _variant(item: Entry, model: Model) -> str:
    return next(variant for id_, variant in item.models if id_ == model.id)


def _cases(
    model: Model, part: Part[Listing], library: Library, language: Language
) -> list[ShownCase]:
    say = library.words.speaker(language)
    shown = []
    for item in (line.item for line in part.items if not line.within):
        brief = brief_of(item.id, library)
        variant = model.variant(_variant(item, model))
        marks = [variant.name.in_language(language)] if variant else []
        marks += [say("model_case_primary")] if item.primary == model.id else []
        match = brief.matches[model.id]
        shown.append(
            ShownCase(
                case=item.id,
                card=brief.cards[language],
                sentence=match.sentence[language],
                anchor=match.anchor,
                badge=facts.joined(marks, say),
            )
        )
    return shown


def _subcases(
    model: Model, part: Part[Listing], library: Library, language: Language
) -> Iterator[ShownSubCase]:
    for item in (line.item for line in part.items if line.within):
        for sub in brief_of(item.id, library).subcases:
            if model.id in sub.models:
                yield ShownSubCase(
                    id=sub.id,
                    case=item.id,
                    title=item.title(language),
                    name=sub.name[language],
                    sentence=sub.shown.sentence[language],
                    anchor=sub.shown.anchor,
                )


def variants_shown(model: Model, library: Library) -> tuple[tuple[Entry, ...], tuple[int, ...]]:
    """Return the cases that the table of variants names, and how many show each variant."""
    found = _by_variant(model, library)
    named = tuple(item for items in found.values() for item in items[:_NAMED])
    return named, tuple(map(len, found.values()))


def _by_variant(model: Model, library: Library) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {variant.id: [] for variant in model.variants}
    for item in library.showing[model.id]:
        variant = _variant(item, model)
        if variant in found:
            found[variant].append(item)
    return found


def _variants(model: Model, library: Library, language: Language) -> list[ShownVariant]:
    say = library.words.speaker(language)
    found = _by_variant(model, library)
    return [
        ShownVariant(
            variant,
            draw(variant.diagram, language, say),
            tuple(brief_of(i.id, library).cards[language] for i in found[variant.id][:_NAMED]),
            max(0, len(found[variant.id]) - _NAMED),
        )
        for variant in model.variants
    ]
