"""Handouts: a case or lesson pack as Word, PDF and slides, in both languages. Pure.

Library ──of_case, of_pack──> Handout ──word, pdf, slides──> bytes

The libraries that write the files are loaded where one is written: they take a second, and most
builds write none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from scraper.handouts.content import Handout
from scraper.handouts.of_case import case_handout
from scraper.handouts.of_pack import pack_handout
from scraper.handouts.pieces import Desk
from scraper.model import Case, Language
from scraper.reading.handouts import case_formats
from scraper.reading.library import Library
from scraper.rules.lessons import Format, Pack

__all__ = ["case_handouts", "formats_here", "pack_handouts", "render_handouts"]


def formats_here() -> tuple[tuple[Format, ...], tuple[str, ...]]:
    """Return the formats that can be made on this machine, and the fonts that PDF lacks here."""
    from scraper.handouts.pdf import fonts_missing

    missing = fonts_missing()
    return ("docx", "pptx") if missing else ("docx", "pdf", "pptx"), missing


def case_handouts(case: Case, library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the handouts of an open case: path in the site, and bytes.

    Which ones those are, the settings and `Library.teaching.formats` say. The same library gives
    the same bytes.
    """
    for language in get_args(Language):
        formats = case_formats(case, library, language)
        yield from _written(case, formats, "", Desk(library, language))


def pack_handouts(pack: Pack, library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield the handouts of a lesson pack, whose cases are open, as `case_handouts` does."""
    for language in get_args(Language):
        yield from _written(pack, library.teaching.formats, "packs/", Desk(library, language))


def _written(
    subject: Case | Pack, formats: Iterable[Format], folder: str, desk: Desk
) -> Iterator[tuple[str, bytes]]:
    handout: Handout | None = None
    for format_ in formats:
        handout = handout or _handout(subject, desk)
        path = f"handouts/{desk.language}/{folder}{subject.id}.{format_}"
        yield path, _write(handout, format_, desk)


def render_handouts(library: Library) -> Iterator[tuple[str, bytes]]:
    """Yield every handout of a library whose cases are open."""
    for case in (*library.cases, *library.documents):
        yield from case_handouts(case, library)
    for pack in library.teaching.packs.values():
        yield from pack_handouts(pack, library)


def _handout(subject: Case | Pack, desk: Desk) -> Handout:
    return pack_handout(subject, desk) if isinstance(subject, Pack) else case_handout(subject, desk)


def _write(handout: Handout, format_: Format, desk: Desk) -> bytes:
    if format_ == "docx":
        from scraper.handouts.word import word_document

        return word_document(handout)
    if format_ == "pdf":
        from scraper.handouts.pdf import pdf_document

        return pdf_document(handout)
    from scraper.handouts.slides import slide_deck

    return slide_deck(handout, desk.say)
