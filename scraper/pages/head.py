"""What the head of a page tells machines: a description, and schema.org data as JSON-LD.

`theme/main.html` writes it out, by way of the frames. Addresses are in full,
as schema.org wants them; without an address of the site they are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scraper.cite import Item, case_item, original_item, site_name, updated
from scraper.model import Case, Language
from scraper.reading.library import Library
from scraper.reading.passages import web_page
from scraper.reading.phrases import Reading
from scraper.reading.summary import LANGUAGE_TAGS, summary
from scraper.rules.models import Model
from scraper.text.escape import one_line

Head = Mapping[str, Any]
"""Fields of a page: `description`, and `data`, a schema.org node."""

DATA_FILES = {
    "cases.json": "application/json",
    "cases.csv": "text/csv",
    "models.json": "application/json",
}


def case_head(reading: Reading, library: Library) -> Head:
    """Return the head of a case: what it is, where and when, and what it is based on."""
    case, language = reading.case, reading.language
    item = case_item(reading, library)
    description = summary(reading, library)
    models = [library.models[match.id] for match in case.models if match.id in library.models]
    return {
        "description": description,
        "data": _node(
            "Article",
            {
                "@id": item.get("URL"),
                "url": item.get("URL"),
                "headline": item["title"],
                "alternativeHeadline": item.get("original-title"),
                "description": description,
                "inLanguage": LANGUAGE_TAGS["zh" if reading.title.foreign else language],
                "author": [_thing("Person", name["literal"]) for name in item.get("author", ())],
                "publisher": _thing("Organization", item.get("publisher", "")),
                "dateModified": updated(case),
                "spatialCoverage": _place(reading),
                "temporalCoverage": _period(case),
                "about": [_model_term(model, library, language) for model in models],
                "isBasedOn": _source(original_item(case)),
                "isPartOf": _site(library, language),
            },
        ),
    }


def model_head(model: Model, library: Library, language: Language) -> Head:
    """Return the head of a model: a term and its definition."""
    description = one_line(model.one_line.in_language(language))
    return {
        "description": description,
        "data": _node("DefinedTerm", _model_term(model, library, language)),
    }


def home_head(library: Library, language: Language) -> Head:
    """Return the head of the home page: the site, and its data files as a data set."""
    say = library.words.speaker(language)
    description = one_line(say("home_lead"))
    site = _site(library, language)
    root = library.settings.address
    if not root:
        return {"description": description, "data": _node("WebSite", site)}
    files = [
        _thing("DataDownload", name) | {"contentUrl": root + name, "encodingFormat": media}
        for name, media in DATA_FILES.items()
    ]
    dataset = {
        "@type": "Dataset",
        "name": say("data_title", site=site["name"]),
        "description": say("data_description"),
        "url": root + ("en/" if language == "en" else "") + "data.html",
        "inLanguage": list(LANGUAGE_TAGS.values()),
        "dateModified": max((item.updated for item in library.entries), default=""),
        "distribution": files,
    }
    graph = [site, _filled(dataset)]
    return {
        "description": description,
        "data": {"@context": "https://schema.org", "@graph": graph},
    }


def _node(kind: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return a node that stands alone; properties without a value are left out."""
    return {"@context": "https://schema.org", "@type": kind} | _filled(properties)


def _filled(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value}


def _thing(kind: str, name: str) -> dict[str, Any]:
    return {"@type": kind, "name": name} if name else {}


def _model_term(model: Model, library: Library, language: Language) -> dict[str, Any]:
    address = web_page(library, language, "models", model.id)
    term = _thing("DefinedTerm", one_line(model.name.in_language(language)))
    term["description"] = one_line(model.one_line.in_language(language))
    return term | ({"@id": address, "url": address} if address else {})


def _place(reading: Reading) -> dict[str, Any]:
    place = reading.case.place
    if not place:
        return {}
    address = {
        "@type": "PostalAddress",
        "addressCountry": "CN",
        "addressRegion": one_line(place.province),
        "addressLocality": one_line(place.city or place.district),
    }
    return _thing("Place", one_line(reading.place.text)) | {"address": _filled(address)}


def _period(case: Case) -> str:
    """Return the years of a case as ISO 8601 writes an interval."""
    start, end = case.years.start or case.years.end, case.years.end or case.years.start
    if start is None:
        return ""
    return f"{start:04}" if start == end else f"{start:04}/{end:04}"


def _source(original: Item | None) -> dict[str, Any]:
    if original is None:
        return {}
    journal = original["type"] == "article-journal"
    node = _thing("ScholarlyArticle" if journal else "WebPage", original["title"])
    authors = [_thing("Person", name["literal"]) for name in original.get("author", ())]
    periodical = _thing("Periodical", original.get("container-title", ""))
    if "ISSN" in original:
        periodical["issn"] = original["ISSN"]
    issue = {
        "@type": "PublicationIssue",
        "issueNumber": original.get("issue"),
        "isPartOf": periodical,
    }
    year = original.get("issued", {}).get("date-parts", [[""]])[0][0]
    extra = {
        "url": original.get("URL"),
        "author": authors,
        "datePublished": str(year),
        "pageStart": original.get("page"),
        "isPartOf": _filled(issue) if journal else None,
        "inLanguage": LANGUAGE_TAGS["zh"],
    }
    return node | _filled(extra)


def _site(library: Library, language: Language) -> dict[str, Any]:
    site = _thing("WebSite", site_name(library.settings, language))
    root = library.settings.address
    if root:
        site["url"] = root + ("en/" if language == "en" else "")
    return site
