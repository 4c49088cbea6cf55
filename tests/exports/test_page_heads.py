"""The heads of the built pages: addresses, alternates, Open Graph, and JSON-LD that is inert."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

ADDRESS = "https://casebook.example/"
PROPERTIES = {
    "Article": "headline alternativeHeadline description inLanguage author publisher dateModified"
    " spatialCoverage temporalCoverage about isBasedOn isPartOf url",
    "ScholarlyArticle": "name url author datePublished pageStart isPartOf inLanguage",
    "WebPage": "name url author datePublished inLanguage",
    "PublicationIssue": "issueNumber isPartOf",
    "Periodical": "name issn",
    "Person": "name",
    "Organization": "name",
    "Place": "name address",
    "PostalAddress": "addressCountry addressRegion addressLocality",
    "DefinedTerm": "name description url",
    "WebSite": "name url",
    "Dataset": "name description url inLanguage dateModified distribution",
    "DataDownload": "name contentUrl encodingFormat",
}
"""Types and the properties that schema.org has for them, of those the site uses."""


@cache
def head(file: Path) -> Tag:
    found = BeautifulSoup(file.read_text(encoding="utf-8"), "lxml").head
    assert found is not None
    return found


def pages(site: Path) -> list[Path]:
    return [
        page
        for page in sorted(site.rglob("*.html"))
        if page.name != "404.html" and b'http-equiv="refresh"' not in page.read_bytes()
    ]


def linked_data(file: Path) -> dict[str, Any] | None:
    script = head(file).find("script", type="application/ld+json")
    return json.loads(script.get_text()) if script else None


def nodes(value: Any) -> list[dict[str, Any]]:
    """Every object of a JSON-LD document."""
    if isinstance(value, list):
        return [node for part in value for node in nodes(part)]
    if isinstance(value, dict):
        inner = [node for part in value.values() for node in nodes(part)]
        return [*inner, value] if "@type" in value else inner
    return []


def test_every_page_names_itself_and_its_languages(site: Path) -> None:
    for page in pages(site):
        path = page.relative_to(site).as_posix()
        chinese = path.removeprefix("en/")
        links = {
            link.get("hreflang"): link["href"]
            for link in head(page).find_all("link", rel="alternate", hreflang=True)
        }
        canonical = head(page).find("link", rel="canonical")
        assert isinstance(canonical, Tag)
        assert canonical["href"] == ADDRESS + path
        assert links == {
            "zh-Hans": ADDRESS + chinese,
            "en": f"{ADDRESS}en/{chinese}",
            "x-default": ADDRESS + chinese,
        }


def test_every_page_describes_itself(site: Path) -> None:
    for page in pages(site):
        described = head(page).find("meta", attrs={"name": "description"})
        assert isinstance(described, Tag)
        assert described["content"]
        graph = {
            meta["property"]: meta["content"]
            for meta in head(page).find_all("meta", property=re.compile("^og:"))
        }
        assert all(graph[f"og:{name}"] for name in ("title", "type", "url", "image", "site_name"))
        assert graph["og:description"] == described["content"]
        assert (site / graph["og:image"].removeprefix(ADDRESS)).is_file()


def test_feeds_are_announced_where_they_are(site: Path) -> None:
    for page in pages(site):
        for link in head(page).find_all("link", type=re.compile("(atom|rss)")):
            assert (page.parent / link["href"]).resolve().is_file()


def test_linked_data_keeps_to_the_vocabulary(site: Path) -> None:
    kinds = set()
    for page in pages(site):
        data = linked_data(page)
        if data is None:
            continue
        assert data["@context"] == "https://schema.org"
        for node in nodes(data):
            known = {"@context", "@type", "@id", *PROPERTIES[node["@type"]].split()}
            assert node.keys() <= known, page
            assert all(value for value in node.values())
        kinds.add(data.get("@type", "home"))
    assert kinds == {"Article", "DefinedTerm", "home"}


@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_case_says_what_it_is(site: Path, folder: str) -> None:
    data = linked_data(site / f"{folder}cases/xinchenglu.html")
    assert data is not None
    assert data["@type"] == "Article"
    assert data["url"] == f"{ADDRESS}{folder}cases/xinchenglu.html"
    assert data["temporalCoverage"] == "2009"
    assert data["spatialCoverage"]["address"]["addressRegion"] == "上海市"
    assert data["inLanguage"] == ("en" if folder else "zh-Hans")
    assert data["about"][0]["url"] == f"{ADDRESS}{folder}models/building-group.html"
    assert "author" not in data


def test_the_home_page_offers_the_data(site: Path) -> None:
    data = linked_data(site / "index.html")
    assert data is not None
    (dataset,) = [node for node in nodes(data) if node["@type"] == "Dataset"]
    for file in dataset["distribution"]:
        assert (site / file["contentUrl"].removeprefix(ADDRESS)).is_file()
    assert (site / dataset["url"].removeprefix(ADDRESS)).is_file()


def test_the_page_for_missing_addresses_leads_home(site: Path) -> None:
    home = BeautifulSoup((site / "404.html").read_text(encoding="utf-8"), "lxml").select_one(
        ".cb-prose a"
    )
    assert home is not None
    assert home["href"] in ("/", "/index.html")
