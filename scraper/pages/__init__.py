"""Pages: cases to the Markdown of the site and to search records, in both languages. Pure.

    Case + Translation ──reading──> Reading ──case_page, model_page, lists──> SitePage
                                        └─────records──> Record

A page is front matter, the mark of a generated file and one block of HTML made from a template;
every value that goes into it is written as text (`scraper.text.escape`), so that nothing a
capture holds becomes markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from scraper.model import Case, Language, Record, SitePage, Translation
from scraper.pages import lists
from scraper.pages.case_page import case_page
from scraper.pages.library import Library, gather
from scraper.pages.model_page import model_page
from scraper.pages.records import case_record, model_record
from scraper.rules.glossary import Term
from scraper.rules.interface import Words
from scraper.rules.models import Model

__all__ = ["render_site", "search_records"]


def render_site(
    cases: Sequence[Case],
    translations: Mapping[str, Translation],
    models: Sequence[Model],
    glossary: Sequence[Term],
    words: Words,
    reasons: Mapping[str, tuple[str, str]],
) -> tuple[SitePage, ...]:
    """Return every generated page of the site, Chinese and English.

    `translations` holds the English by case id; `reasons` the reason for each cleaning rule in
    Chinese and in English, by rule id.
    """
    library = gather(cases, translations, models, glossary, words, reasons)
    return tuple(page for language in get_args(Language) for page in _pages(library, language))


def _pages(library: Library, language: Language) -> Iterator[SitePage]:
    yield lists.home(library, language)
    yield lists.models_index(library, language)
    yield lists.cases_index(library, language)
    yield lists.documents(library, language)
    yield lists.glossary(library, language)
    for model in library.models.values():
        yield model_page(model, library, language)
    for case in (*library.cases, *library.documents):
        yield case_page(library.read(case, language), library)


def search_records(
    cases: Sequence[Case],
    translations: Mapping[str, Translation],
    models: Sequence[Model],
    words: Words,
) -> tuple[Record, ...]:
    """Return what the search index is built from: a record a case and model in each language."""
    library = gather(cases, translations, models, (), words, {})
    records = []
    for language in get_args(Language):
        for case in (*library.cases, *library.documents):
            records.append(case_record(library.read(case, language), library))
        records += [model_record(model, library, language) for model in library.models.values()]
    return tuple(record for record in records if record)
