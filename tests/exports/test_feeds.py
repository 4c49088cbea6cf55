"""Feeds and the site map: against their specifications, and as other programs read them."""

from __future__ import annotations

import json
from dataclasses import replace
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.robotparser import RobotFileParser

import feedparser
import pytest
from cited_library import shelve
from lxml import etree

from scraper.exports import render_exports, render_sitemap
from scraper.model import Language
from scraper.reading.library import Library
from scraper.reading.passages import web_page
from scraper.rules.settings import UNPUBLISHED

HERE = Path(__file__).parent
FOLDERS: dict[Language, str] = {"zh": "", "en": "en/"}
HOSTILE = "</title><script>alert(1)</script> ]]> &amp; \x0b 一\n二 &nbsp;"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def files(library: Library) -> dict[str, bytes]:
    return dict(render_exports(library))


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_atom_is_valid(files: dict[str, bytes], folder: str) -> None:
    schema = etree.RelaxNG(etree.parse(str(HERE / "atom.rng")))
    tree = etree.fromstring(files[f"{folder}feed.xml"])
    assert schema.validate(tree), schema.error_log
    ids = [element.text for element in tree.findall("{*}entry/{*}id")]
    assert len(ids) == len(set(ids)) > 0


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_rss_has_what_rss_2_wants(files: dict[str, bytes], folder: str) -> None:
    channel = etree.fromstring(files[f"{folder}rss.xml"]).find("channel")
    assert channel is not None
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert len(channel.findall(name)) == 1
    assert channel.findtext("link") == f"https://casebook.example/{folder}"
    for item in channel.findall("item"):
        guid = item.find("guid")
        assert guid is not None
        assert (guid.text, guid.get("isPermaLink")) == (item.findtext("link"), "true")
        assert parsedate_to_datetime(item.findtext("pubDate") or "").tzinfo


@pytest.mark.parametrize("language", FOLDERS)
@pytest.mark.parametrize("name", ["feed.xml", "rss.xml"])
def test_a_feed_reader_sees_every_case(
    files: dict[str, bytes], library: Library, language: Language, name: str
) -> None:
    read = feedparser.parse(files[f"{FOLDERS[language]}{name}"])
    assert not read.bozo
    entries = {entry.link: entry.title for entry in read.entries}
    assert entries == {
        web_page(library, language, "cases", case.id): library.read(case, language).title.text
        for case in (*library.cases, *library.documents)
    }
    assert all(entry.get("summary") for entry in read.entries)


def test_dates_come_from_the_data_and_the_latest_is_first(library: Library) -> None:
    first, second, third = library.cases[:3]
    older = replace(second, source=replace(second.source, captured="2001-02-03"))
    unknown = replace(third, source=replace(third.source, captured=""))
    read = feedparser.parse(render_exports(shelve([older, unknown, first]))["feed.xml"])
    assert [entry.link.rpartition("/")[2] for entry in read.entries] == [
        f"{first.id}.html",
        f"{older.id}.html",
    ]
    assert read.entries[1].updated.startswith("2001-02-03T")
    assert read.feed.updated.startswith(first.source.captured)


@pytest.mark.parametrize("name", ["feed.xml", "rss.xml"])
def test_hostile_titles_stay_text(library: Library, name: str) -> None:
    case = replace(library.cases[0], id="hostile", title=HOSTILE)
    content = render_exports(shelve([case]))[name]
    tree = etree.fromstring(content)
    assert not tree.findall(".//{*}script")
    titles = [element.text or "" for element in tree.iter("{*}title")]
    assert any("<script>alert(1)</script> ]]> &amp;" in title for title in titles)


def test_an_empty_library_has_valid_feeds() -> None:
    files = render_exports(shelve([]))
    schema = etree.RelaxNG(etree.parse(str(HERE / "atom.rng")))
    assert schema.validate(etree.fromstring(files["feed.xml"])), schema.error_log
    assert json.loads(files["cases.json"])["cases"] == []


def test_without_an_address_there_are_no_feeds_and_no_site_map(library: Library) -> None:
    bare = replace(library, settings=UNPUBLISHED)
    assert not [name for name in render_exports(bare) if name.endswith(".xml")]
    assert render_sitemap(bare, ["index.html"]) == {}


def test_the_site_map_is_valid_and_whole(site: Path) -> None:
    tree = etree.parse(str(site / "sitemap.xml"))
    schema = etree.XMLSchema(etree.parse(str(HERE / "sitemap.xsd")))
    assert schema.validate(tree), schema.error_log
    listed = {element.text for element in tree.iterfind("s:url/s:loc", NAMES)}
    pages = {
        f"https://casebook.example/{page.relative_to(site).as_posix()}"
        for page in site.rglob("*.html")
        if page.name != "404.html" and b'http-equiv="refresh"' not in page.read_bytes()
    }
    assert listed == pages


def test_alternates_are_mutual_and_name_both_languages(site: Path) -> None:
    tree = etree.parse(str(site / "sitemap.xml"))
    alternates = {}
    for url in tree.iterfind("s:url", NAMES):
        links = {x.get("hreflang"): x.get("href") for x in url.iterfind("x:link", NAMES)}
        alternates[url.findtext("s:loc", namespaces=NAMES)] = links
    for page, links in alternates.items():
        assert links.keys() == {"zh-Hans", "en", "x-default"}, page
        assert page in links.values()
        assert all(alternates[other] == links for other in links.values())


def test_robots_may_read_and_find_the_site_map(site: Path) -> None:
    robots = RobotFileParser()
    robots.parse((site / "robots.txt").read_text(encoding="utf-8").splitlines())
    assert robots.can_fetch("*", "https://casebook.example/cases/index.html")
    assert robots.site_maps() == ["https://casebook.example/sitemap.xml"]
