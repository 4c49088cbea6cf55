"""The source lines of a handout: a case or passage as it is cited, and what it was made from."""

from __future__ import annotations

from typing import Any

from scraper.cite import case_item, original_item, passage_item, reference
from scraper.model import Language
from scraper.reading.library import Library
from scraper.reading.passages import Passage
from scraper.reading.phrases import Phrase, Reading


def cite_case(reading: Reading, library: Library) -> Phrase:
    """Return the reference to a case: GB/T 7714 in Chinese, ISO 690 in English."""
    return _cite(case_item(reading, library), reading)


def cite_original(reading: Reading) -> Phrase | None:
    """Return the reference to the publication a case comes from; None where none is known."""
    item = original_item(reading.case)
    return Phrase(_reference(item, reading.language), reading.language == "en") if item else None


def cite_passage(passage: Passage, library: Library) -> Phrase:
    """Return the reference to a paragraph, by its address."""
    item = passage_item(case_item(passage.reading, library), passage.paragraph.id)
    return _cite(item, passage.reading)


def _cite(item: dict[str, Any], reading: Reading) -> Phrase:
    return Phrase(_reference(item, reading.language), reading.title.foreign)


def _reference(item: dict[str, Any], language: Language) -> str:
    if language == "en":
        return reference(item, "iso690-numeric-en")
    return reference(item)
