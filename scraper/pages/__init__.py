"""Pages: cases to the Markdown of the site and to search records, in both languages. Pure.

    Case + Translation ──reading──> Reading ──case_page, model_page, lists──> SitePage
                                        └─────records──> Record

A page is front matter, the mark of a generated file and one block of HTML made from a template;
every value that goes into it is written as text (`scraper.text.escape`), so that nothing a
capture holds becomes markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from scraper.model import Language, Record, SitePage
from scraper.pages import lists
from scraper.pages.case_page import case_page
from scraper.pages.compare import compare_files, compare_page
from scraper.pages.forward_page import forward_page
from scraper.pages.model_page import model_page
from scraper.pages.overview import overview
from scraper.pages.pack import pack_page, packs_index
from scraper.pages.records import case_record, model_record
from scraper.pages.search_page import search_page
from scraper.pages.side_by_side import twin_files
from scraper.reading.library import Library

__all__ = ["compare_files", "render_site", "search_records", "twin_files"]


def render_site(library: Library) -> tuple[SitePage, ...]:
    """Return every generated page of the site, Chinese and English."""
    return tuple(page for language in get_args(Language) for page in _pages(library, language))


def _pages(library: Library, language: Language) -> Iterator[SitePage]:
    yield lists.home(library, language)
    yield lists.models_index(library, language)
    yield lists.cases_index(library, language)
    yield lists.documents(library, language)
    yield lists.glossary(library, language)
    yield compare_page(library, language)
    yield search_page(library, language)
    yield overview(library, language)
    yield packs_index(library, language)
    for pack in library.teaching.packs.values():
        yield pack_page(pack, library, language)
    for model in library.models.values():
        yield model_page(model, library, language)
    for case in (*library.cases, *library.documents):
        yield case_page(library.read(case, language), library)
    cases = {case.id: case for case in (*library.cases, *library.documents)}
    for old, new in library.moved.pages.items():
        yield forward_page(old, cases[new], library, language)


def search_records(library: Library) -> tuple[Record, ...]:
    """Return what the search index is built from: a record a case and model in each language."""
    records = []
    for language in get_args(Language):
        for case in (*library.cases, *library.documents):
            records.append(case_record(library.read(case, language), library))
        records += [model_record(model, library, language) for model in library.models.values()]
    return tuple(record for record in records if record)
