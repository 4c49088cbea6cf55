"""Files for reuse: data, citations, feeds and the site map. Pure: path under the site to bytes.

    Library ──records──> cases.json models.json ──tables──> cases.csv
            ──cite─────> cases/<id>.bib .ris .csl.json
            ──feeds────> feed.xml rss.xml
    pages of the finished site ──sitemap──> sitemap.xml robots.txt

Every date in them comes from the data, so that the same library gives the same bytes. What needs
an address of the site (feeds, site map) is left out where it has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import resources
from typing import get_args

from scraper.cite import bibtex, case_item, csl_json, original_item, ris
from scraper.exports.feeds import atom, rss
from scraper.exports.records import cases_json, models_json
from scraper.exports.sitemap import render_sitemap
from scraper.exports.tables import cases_csv, csv_metadata
from scraper.model import Language
from scraper.reading.library import Library

__all__ = ["render_exports", "render_sitemap"]

_SCHEMAS = ("cases.schema.json", "models.schema.json")


def render_exports(library: Library) -> Mapping[str, bytes]:
    """Return every file for reuse that is made from the library alone."""
    files = {
        "cases.json": cases_json(library),
        "models.json": models_json(library),
        "cases.csv": cases_csv(library),
        "cases.csv-metadata.json": csv_metadata(library),
    }
    for name in _SCHEMAS:
        schema = resources.files("scraper").joinpath("data", "schemas", name)
        files[f"schemas/{name}"] = schema.read_bytes()
    for language in get_args(Language):
        files |= dict(_citations(library, language))
        if library.settings.address:
            folder = _folder(language)
            files[f"{folder}feed.xml"] = atom(library, language)
            files[f"{folder}rss.xml"] = rss(library, language)
    return files


def _citations(library: Library, language: Language) -> Iterator[tuple[str, bytes]]:
    """Yield the citation files of each case: of its page here, and of its original if known.

    They lie under every id the case has had, so that an address once given keeps working.
    """
    former: dict[str, list[str]] = {}
    for old, new in library.moved.pages.items():
        former.setdefault(new, []).append(old)
    for case in (*library.cases, *library.documents):
        original = original_item(case)
        items = [case_item(library.read(case, language), library)]
        items += [original] if original else []
        files = {".bib": bibtex(items), ".ris": ris(items), ".csl.json": csl_json(items)}
        for id_ in (case.id, *former.get(case.id, ())):
            for suffix, content in files.items():
                yield f"{_folder(language)}cases/{id_}{suffix}", content


def _folder(language: Language) -> str:
    return "en/" if language == "en" else ""
