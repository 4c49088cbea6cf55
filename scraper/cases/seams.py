"""Seams: paragraphs of another text that the page ran into this one."""

from __future__ import annotations

from scraper.cases.document import Document, Passage
from scraper.cases.mentions import mentions
from scraper.model import CleaningNote, Place
from scraper.rules.gazetteer import Gazetteer, is_within
from scraper.rules.places import PlaceRules
from scraper.rules.structure_types import SEAM, SeamRule


def find_seams(
    document: Document, place: Place, gazetteer: Gazetteer, places: PlaceRules, rule: SeamRule
) -> tuple[CleaningNote, ...]:
    """Return a note for each paragraph that reports from elsewhere, without a word of the case.

    A text without a place of its own has no elsewhere.
    """
    own = (place.province, place.city, place.district)
    names = [name for name in (own[2], own[2][:-1], own[1][:-1]) if len(name) > 1]
    if not names:
        return ()
    return tuple(
        CleaningNote(SEAM, "flagged", 1, passage.paragraph)
        for passage in document.passages()
        if passage.rank in ("opening", "text")
        and rule.reported.search(passage.text)
        and not any(name in passage.text for name in names)
        and _elsewhere(passage, own, gazetteer, places)
    )


def _elsewhere(
    passage: Passage, own: tuple[str, str, str], gazetteer: Gazetteer, places: PlaceRules
) -> bool:
    """Whether the places a passage names all lie outside the case's own."""
    named = [path for mention in mentions(passage, gazetteer, places) for path in mention.paths]
    province = (own[0], "", "")
    return bool(named) and not any(is_within(path, province) for path in named)
