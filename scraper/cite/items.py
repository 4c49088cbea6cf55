"""A case, a passage of it and its original publication as CSL-JSON items (CSL 1.0.2, csl-data)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from scraper.model import Case, Language
from scraper.reading.entries import updated
from scraper.reading.library import Library
from scraper.reading.passages import web_page
from scraper.reading.phrases import Reading
from scraper.rules.settings import Settings
from scraper.text.escape import one_line, path_part, web_address

Item = dict[str, Any]
"""One CSL-JSON item. Dates are `{"date-parts": [[2026, 11, 21]]}`, names `{"literal": …}`."""

_QUOTED_TITLE = re.compile("《([^《》]+)》")


def case_item(reading: Reading, library: Library) -> Item:
    """Return a case as it stands on this site, in the language of the reading.

    The site is cited as publisher. The date is that of the last change: the capture's, or the
    review's where a person has gone over the text. The date of access is the same day, until a
    reader puts in their own. The address is left out where the site has none. A title that is not
    translated makes the item a Chinese one; a translated one keeps the Chinese as the original.
    """
    case, title = reading.case, reading.title
    english = reading.language == "en"
    site = site_name(library.settings, reading.language)
    changed = _date(updated(case))
    item: Item = {
        "id": _key(case.id),
        "type": "webpage",
        "title": one_line(title.text),
        "original-title": one_line(case.title) if english and not title.foreign else "",
        "author": [] if case.retelling else _authors(case),
        "container-title": site,
        "publisher": site,
        "issued": changed,
        "accessed": changed,
        "URL": web_page(library, reading.language, "cases", case.id),
        "language": "en-US" if english and not title.foreign else "zh-CN",
    }
    return {name: value for name, value in item.items() if value}


def site_name(settings: Settings, language: Language) -> str:
    """Return what the site is called in a language; its Chinese name where it has no other."""
    return one_line((settings.name_en if language == "en" else "") or settings.name)


def passage_item(item: Item, anchor: str) -> Item:
    """Return the item of a case made that of a paragraph, heading or sub-case of it.

    The locator is the address with the passage's lasting id; without an address the item stays
    as it is.
    """
    if not item.get("URL"):
        return item
    return item | {
        "id": f"{item['id']}-{_key(anchor)}",
        "URL": f"{item['URL']}#{path_part(anchor)}",
    }


def original_item(case: Case) -> Item | None:
    """Return the original publication of a case, None where nothing is known of it.

    That is the journal article where the text names a journal or its ISSN, else the page it was
    captured from where its address is known, seen on the day of the capture. A retelling has
    another title than what it retells: that is the title it names first, and without one there
    is nothing to cite.
    """
    title = _original_title(case)
    if not title:
        return None
    item: Item = {
        "id": f"{_key(case.id)}-original",
        "title": title,
        "author": _authors(case),
        "language": "zh-CN",
    }
    published = case.publication
    address = web_address(case.source.address)
    if published.journal or published.issn:
        item |= {
            "type": "article-journal",
            "container-title": one_line(published.journal or f"ISSN {published.issn}"),
            "ISSN": one_line(published.issn),
            "issued": {"date-parts": [[published.year]]} if published.year else None,
            "issue": one_line(published.issue),
            "page": one_line(published.page),
        }
    elif address and not case.retelling:
        item["type"] = "webpage"
    else:
        return None
    if address:
        item |= {"URL": address, "accessed": _date(case.source.captured)}
    return {name: value for name, value in item.items() if value}


def _original_title(case: Case) -> str:
    if not case.retelling:
        return one_line(case.title)
    named = _QUOTED_TITLE.match(case.retelling)
    return one_line(named[1]) if named else ""


def _authors(case: Case) -> list[dict[str, str]]:
    """Return the authors; Chinese names are not split, because their parts are not set apart."""
    return [{"literal": one_line(name)} for name in case.publication.author]


def _date(day: str) -> dict[str, list[list[int]]] | None:
    """Return a day for CSL; None where the words are no date."""
    try:
        known = date.fromisoformat(day)
    except ValueError:
        return None
    return {"date-parts": [[known.year, known.month, known.day]]}


def _key(id_: str) -> str:
    """Return an id as a key that every reader of BibTeX takes: letters, digits and hyphens."""
    return re.sub(r"[^\w-]+", "-", id_)
