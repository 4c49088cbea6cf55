"""The block of a case page that says how to cite it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scraper.cite import Item, case_item, original_item, reference
from scraper.model import Case, Language
from scraper.reading.library import Library
from scraper.reading.phrases import Reading
from scraper.rules.interface import Say

_ACCESSED = re.compile(r"\[(?:Accessed[^\[\]]+|\d{4}-\d{2}-\d{2})\]")
"""The date of access as the styles write it: ISO 690, GB/T 7714."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One reference, ready to copy."""

    label: str
    text: str
    accessed: str
    """The words of it that give the date of access, for which a script puts in the reader's day;
    empty where there are none."""


@dataclass(frozen=True, slots=True)
class CiteBlock:
    """What the block shows."""

    here: tuple[Cited, ...]
    """The case as it stands on this site."""
    original: tuple[Cited, ...]
    """Its original publication; empty where nothing is known of it."""
    original_note: str
    """What of that was looked up and not stated; empty where nothing was."""
    address: str
    """Address of the page, as the references have it; empty where the site has none."""
    caution: str
    """What an honest reference should add: that the text is cut, or a retelling."""


def cite_block(reading: Reading, library: Library) -> CiteBlock:
    """Return how a case is cited, in the language of the reading."""
    say = library.words.speaker(reading.language)
    item, original = case_item(reading, library), original_item(reading.case)
    return CiteBlock(
        here=tuple(_cited(item, reading.language, say)),
        original=tuple(_cited(original, reading.language, say)) if original else (),
        original_note=_original_note(reading.case, say) if original else "",
        address=item.get("URL", ""),
        caution=_caution(reading.case, say),
    )


def _cited(item: Item, language: Language, say: Say) -> Iterator[Cited]:
    """Yield the references of an item: GB/T 7714, and on English pages ISO 690 before it."""
    if language == "en":
        yield _reference(say("cite_iso"), reference(item, "iso690-numeric-en"))
    yield _reference(say("cite_gb"), reference(item))


def _reference(label: str, text: str) -> Cited:
    days = _ACCESSED.findall(text)
    return Cited(label, text, days[-1] if days else "")


def _caution(case: Case, say: Say) -> str:
    if case.retelling:
        return say("cite_retelling")
    return say("cite_cut") if case.completeness.state == "cut" else ""


def _original_note(case: Case, say: Say) -> str:
    return say("cite_journal_inferred") if "journal" in case.publication.inferred else ""
