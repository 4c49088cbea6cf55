"""Which handouts there are, so that pages link to those alone."""

from __future__ import annotations

from scraper.model import Case, Language
from scraper.reading.library import Library
from scraper.rules.lessons import Format


def case_formats(case: Case, library: Library, language: Language) -> tuple[Format, ...]:
    """Return the formats in which a case can be had as a handout in a language.

    None where the settings want none, and none in English where nothing of it is translated.
    """
    wanted = library.settings.handouts
    if wanted == "none" or (wanted == "packs" and not _in_a_pack(case, library)):
        return ()
    if language == "en" and not library.read(case, language).progress.done:
        return ()
    return library.teaching.formats


def _in_a_pack(case: Case, library: Library) -> bool:
    return any(case.id in pack.cases for pack in library.teaching.packs.values())
