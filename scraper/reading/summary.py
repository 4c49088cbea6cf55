"""A case in one line, for search engines and feed readers, and the languages as they tag them."""

from __future__ import annotations

from collections.abc import Mapping

from scraper.model import Language
from scraper.reading import facts
from scraper.reading.library import Library
from scraper.reading.phrases import Reading
from scraper.text.escape import one_line

LANGUAGE_TAGS: Mapping[Language, str] = {"zh": "zh-Hans", "en": "en"}
"""Languages of the pages as BCP 47 has them."""


def summary(reading: Reading, library: Library) -> str:
    """Return what a case is, where and when, its primary model and how complete it is."""
    say = library.words.speaker(reading.language)
    card = facts.card(reading, library, say)
    parts = (card.kind, card.place.text, card.years, card.model, card.completeness)
    return one_line(facts.joined([part for part in parts if part], say, "head_joined"))
