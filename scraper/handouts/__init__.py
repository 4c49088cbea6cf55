"""Handouts: a case or lesson pack as Word, PDF and slides, in both languages. Pure.

Library ──of_case, of_pack──> Handout ──word, pdf, slides──> bytes
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from scraper.handouts.content import Handout
from scraper.handouts.of_case import case_handout
from scraper.handouts.of_pack import pack_handout
from scraper.handouts.pdf import fonts_missing, pdf_document
from scraper.handouts.pieces import Desk
from scraper.handouts.slides import slide_deck
from scraper.handouts.word import word_document
from scraper.model import Case, Language
from scraper.reading.handouts import case_formats
from scraper.reading.library import Library
from scraper.rules.lessons import Format, Pack

__all__ = ["formats_here", "planned_handouts", "render_handouts"]


def formats_here() -> tuple[tuple[Format, ...], tuple[str, ...]]:
    """Return the formats that can be made on this machine, and the fonts that PDF lacks here."""
    missing = fonts_missing()
    return ("docx", "pptx") if missing else ("docx", "pdf", "pptx"), missing


def render_handouts(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield every handout of a library: its path in the site, and its bytes.

    The same library gives the same bytes.
    """
    made: tuple[object, Language, Handout] | None = None
    for path, subject, language, format_ in planned_handouts(library):
        desk = Desk(library, language)
        if made is None or made[:2] != (subject, language):
            made = (subject, language, _handout(subject, desk))
        yield path, _write(made[2], format_, desk)


def planned_handouts(library: Library) -> Iterator[tuple[str, Case | Pack, Language, Format]]:
    """Yield the path of every handout, what it is of, its language and format.

    Which ones those are, the settings and `Library.teaching.formats` say.
    """
    for language in get_args(Language):
        folder = f"handouts/{language}"
        for case in (*library.cases, *library.documents):
            for format_ in case_formats(case, library, language):
                yield f"{folder}/{case.id}.{format_}", case, language, format_
        for pack in library.teaching.packs.values():
            for format_ in library.teaching.formats:
                yield f"{folder}/packs/{pack.id}.{format_}", pack, language, format_


def _handout(subject: Case | Pack, desk: Desk) -> Handout:
    return pack_handout(subject, desk) if isinstance(subject, Pack) else case_handout(subject, desk)


def _write(handout: Handout, format_: Format, desk: Desk) -> bytes:
    if format_ == "docx":
        return word_document(handout)
    if format_ == "pdf":
        return pdf_document(handout)
    return slide_deck(handout, desk.say)
