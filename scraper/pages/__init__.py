"""Pages: cases to the pages of the site and to search records, in both languages. Pure.

    Case + Translation ──reading──> Reading ──case_page, model_page, lists──> SitePage ──frames──>
                                        └─────records──> Record

A page is one block of HTML made from a template; every value that goes into it is written as text
(`scraper.text.escape`), so that nothing a capture holds becomes markup. It is poured into the frame
of its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, get_args

from scraper.model import Case, Language, Record, SitePage
from scraper.pages import lists
from scraper.pages.case_page import case_page
from scraper.pages.case_text import read_text
from scraper.pages.compare import case_columns, compare_page, model_columns
from scraper.pages.forward_page import forward_page
from scraper.pages.frames import Frame, cut, frame_pages, pour
from scraper.pages.model_page import Listing, model_page, model_parts, more_cases, variants_shown
from scraper.pages.overview import overview
from scraper.pages.pack import pack_page, packs_index
from scraper.pages.paging import Part
from scraper.pages.records import case_record, model_record
from scraper.pages.search_page import search_page
from scraper.pages.side_by_side import twin_files
from scraper.pages.templating import templates_kept
from scraper.reading.entries import Entry
from scraper.reading.library import Library
from scraper.rules.models import Model

__all__ = [
    "Frame",
    "Planned",
    "case_records",
    "cut",
    "frame_pages",
    "made_of_case",
    "model_columns",
    "model_records",
    "planned_pages",
    "pour",
    "pour_pages",
    "render_site",
    "search_records",
    "templates_kept",
]


@dataclass(frozen=True, slots=True)
class Planned:
    """A page that is about many cases or none, and what it is made from beside the library."""

    name: str
    """Its path in the site."""
    items: tuple[str, ...]
    """Ids of the cases whose briefs it shows."""
    counts: tuple[object, ...] | None
    """What else of the entries it shows; None where that may be anything."""
    teaches: bool
    """Whether it shows what trainers wrote, and passages of the cases that is about."""
    make: Callable[[], SitePage]


Listings = tuple[tuple[Part[Listing], ...], tuple[tuple[Entry, ...], tuple[int, ...]]]
"""The list of a model in pages; of its variants the cases named, and how many show each."""


def planned_pages(library: Library) -> Iterator[Planned]:
    """Yield every page but those of the cases, Chinese and English."""
    listings = {
        id_: (model_parts(model, library), variants_shown(model, library))
        for id_, model in library.models.items()
    }
    for language in get_args(Language):
        for page in _planned(library, language, listings):
            root = "" if language == "zh" else f"{language}/"
            yield replace(page, name=root + page.name)


def _planned(
    library: Library, language: Language, listings: Mapping[str, Listings]
) -> Iterator[Planned]:
    def plan(
        path: str,
        make: Callable[..., SitePage],
        *given: Any,
        items: Iterable[Entry] = (),
        counts: Sequence[object] | None = (),
        teaches: bool = False,
    ) -> Planned:
        ids = tuple(dict.fromkeys(item.id for item in items))
        shown = None if counts is None else tuple(counts)
        make = partial(make, *given, library, language)
        return Planned(f"{path}.html", ids, shown, teaches, make)

    yield plan("index", lists.home, items=lists.home_items(library), counts=None)
    yield plan("models/index", lists.models_index, counts=None)
    for part in lists.case_parts(library):
        some = (len(library.entries), part.count) if part.number > 1 else None
        yield plan(part.path, lists.cases_page, part, items=part.items, counts=some)
    for part in lists.document_parts(library):
        yield plan(part.path, lists.documents_page, part, items=part.items, counts=(part.count,))
    yield plan("glossary", lists.glossary)
    yield plan("compare", compare_page, counts=None)
    yield plan("search", search_page, counts=None)
    yield plan("overview", overview, counts=None)
    yield plan("packs/index", packs_index, teaches=True)
    for pack in library.teaching.packs.values():
        yield plan(f"packs/{pack.id}", pack_page, pack, teaches=True)
    for model in library.models.values():
        (first, *rest), (named, counts) = listings[model.id]
        yield plan(
            first.path,
            model_page,
            model,
            first,
            items=(*(line.item for line in first.items), *named),
            counts=(first.count, counts, [line.within for line in first.items]),
            teaches=model.id in library.teaching.models,
        )
        for further in rest:
            items = [line.item for line in further.items]
            within = [line.within for line in further.items]
            numbers = (further.count, within)
            yield plan(further.path, more_cases, model, further, items=items, counts=numbers)
    entries = {item.id: item for item in (*library.entries, *library.other_entries)}
    for old, new in library.moved.pages.items():
        anchors = library.moved.anchors.get(old, ())
        now = entries[new]
        yield plan(
            f"cases/{old}", forward_page, old, now, counts=(now.chinese, now.english, anchors)
        )


def render_site(library: Library) -> Iterator[SitePage]:
    """Yield every generated page of a library whose cases are open, Chinese and English."""
    for planned in planned_pages(library):
        yield planned.make()
    for case in library.open.values():
        yield from made_of_case(case, library)[0]


def made_of_case(case: Case, library: Library) -> tuple[tuple[SitePage, ...], Mapping[str, bytes]]:
    """Return the page of a case in both languages, and what other pages show of it.

    The latter are scripts, by their path in the site.
    """
    texts = read_text(case, library)
    pages = tuple(
        case_page(library.read(case, language), library, texts[language])
        for language in get_args(Language)
    )
    columns = case_columns(case, library) if case.kind == "case" else {}
    return pages, {**columns, **twin_files(case, library, texts)}


def pour_pages(
    pages: Iterable[SitePage], frames: Mapping[tuple[Language, str], Frame]
) -> Iterator[tuple[str, bytes]]:
    """Yield the path in the site and the bytes of each page; `frames` by language and name."""
    for page in pages:
        root = "" if page.language == "zh" else f"{page.language}/"
        yield f"{root}{page.path}", pour(page, frames[page.language, page.frame])


def search_records(library: Library) -> Iterator[Record]:
    """Yield what the search index is built from: a record a case and model in each language."""
    for case in library.open.values():
        yield from case_records(case, library)
    for model in library.models.values():
        yield from model_records(model, library)


def case_records(case: Case, library: Library) -> tuple[Record, ...]:
    """Return the records of a case, one in each language that it has a text in."""
    made = (case_record(library.read(case, language), library) for language in get_args(Language))
    return tuple(record for record in made if record)


def model_records(model: Model, library: Library) -> tuple[Record, ...]:
    """Return the records of a model, one in each language."""
    return tuple(model_record(model, library, language) for language in get_args(Language))
