"""Files for reuse: data, citations, feeds and the site map. Pure: path under the site to bytes.

    Library ──records──> cases.json models.json ──tables──> cases.csv
            ──cite─────> cases/<id>.bib .ris .csl.json
            ──feeds────> feed.xml rss.xml
    pages of the finished site ──sitemap──> sitemap.xml robots.txt

Every date in them comes from the data, so that the same library gives the same bytes. What needs
an address of the site (feeds, site map) is left out where it has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import get_args

from scraper.cite import bibtex, case_item, csl_json, original_item, ris
from scraper.exports.feeds import atom, latest, rss
from scraper.exports.records import cases_json, json_record, models_json
from scraper.exports.sitemap import render_sitemap
from scraper.exports.tables import cases_csv, csv_metadata, csv_row
from scraper.model import Case, Language
from scraper.reading.library import Library

__all__ = [
    "cases_csv",
    "cases_json",
    "citation_files",
    "csv_row",
    "json_record",
    "latest",
    "render_exports",
    "render_feeds",
    "render_models",
    "render_sitemap",
]

_SCHEMAS = ("cases.schema.json", "models.schema.json")


def render_exports(library: Library) -> Mapping[str, bytes]:
    """Return every file for reuse of a library whose cases are open, made from it alone."""
    cases = (*library.cases, *library.documents)
    files = {
        "cases.json": cases_json((json_record(case, library).encode() for case in cases), library),
        "cases.csv": cases_csv(csv_row(case, library).encode() for case in cases),
        **render_models(library),
        **render_feeds(library),
    }
    for case in cases:
        files |= citation_files(case, library)
    return files


def render_models(library: Library) -> Mapping[str, bytes]:
    """Return `models.json` and what describes the data files."""
    files = {"models.json": models_json(library), "cases.csv-metadata.json": csv_metadata(library)}
    for name in _SCHEMAS:
        schema = resources.files("scraper").joinpath("data", "schemas", name)
        files[f"schemas/{name}"] = schema.read_bytes()
    return files


def render_feeds(library: Library) -> Mapping[str, bytes]:
    """Return the feeds in both languages; none without an address of the site."""
    if not library.settings.address:
        return {}
    makers = {"feed.xml": atom, "rss.xml": rss}
    return {
        f"{_folder(language)}{name}": make(library, language)
        for language in get_args(Language)
        for name, make in makers.items()
    }


def citation_files(case: Case, library: Library) -> Mapping[str, bytes]:
    """Return the citation files of a case: of its page here, and of its original if known.

    They lie under every id the case has had, so that an address once given keeps working.
    """
    ids = [case.id, *(old for old, new in library.moved.pages.items() if new == case.id)]
    original = original_item(case)
    found: dict[str, bytes] = {}
    for language in get_args(Language):
        items = [case_item(library.read(case, language), library)]
        items += [original] if original else []
        files = {".bib": bibtex(items), ".ris": ris(items), ".csl.json": csl_json(items)}
        for id_ in ids:
            for suffix, content in files.items():
                found[f"{_folder(language)}cases/{id_}{suffix}"] = content
    return found


def _folder(language: Language) -> str:
    return "en/" if language == "en" else ""
