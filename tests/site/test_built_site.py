"""The built site: links, languages, no outside loads, and captured text that stays text."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from sample_library import HOSTILE

from scraper.text.escape import one_line

LOADING = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src"}


@cache
def parsed(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")


def html_files(site: Path) -> list[Path]:
    return sorted(file for file in site.rglob("*.html") if file.name != "404.html")


def attribute(tag: Tag, name: str) -> str:
    value = tag.get(name, "")
    return value if isinstance(value, str) else " ".join(value or ())


def words_of(text: str) -> str:
    return " ".join(text.split())


def test_every_internal_link_leads_somewhere(site: Path) -> None:
    broken = []
    for file in html_files(site):
        for tag in parsed(file).find_all(["a", "link", "script"]):
            address = attribute(tag, "href") or attribute(tag, "src")
            parts = urlsplit(address)
            if parts.scheme in ("http", "https") or not address:
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            found = target.is_file() and (
                not parts.fragment or parsed(target).find(id=unquote(parts.fragment)) is not None
            )
            if not found:
                broken.append(f"{file.relative_to(site)} -> {address}")
    assert broken == []


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs_inline(site: Path) -> None:
    for file in (*html_files(site), site / "404.html"):
        for tag in parsed(file).find_all(True):
            address = attribute(tag, LOADING.get(tag.name, "-"))
            speaks = tag.name == "link" and attribute(tag, "rel") in ("canonical", "alternate")
            assert speaks or not urlsplit(address).netloc, (file, address)
            assert not [name for name in tag.attrs if name.startswith("on")], (file, tag.name)
            data = attribute(tag, "type") in ("application/ld+json", "application/json")
            assert tag.name != "script" or data or not tag.get_text(strip=True), file
            assert not attribute(tag, "href").lower().startswith(("javascript:", "data:")), file
    for style in site.rglob("*.css"):
        assert "url(" not in style.read_text(encoding="utf-8")
        assert "@import" not in style.read_text(encoding="utf-8")


def test_the_language_switch_leads_to_the_same_page_and_back(site: Path) -> None:
    for file in html_files(site):
        english = file.is_relative_to(site / "en")
        switch = parsed(file).select_one("a.cb-language")
        assert switch is not None
        target = (file.parent / attribute(switch, "href")).resolve()
        here = file.relative_to(site / "en" if english else site)
        assert target == (site if english else site / "en") / here
        assert attribute(switch, "lang") == ("zh-Hans" if english else "en")
        root = parsed(file).html
        assert root is not None
        assert attribute(root, "lang") == ("en" if english else "zh")


def test_each_page_has_one_search_box_that_knows_the_root(site: Path) -> None:
    for file in html_files(site):
        (box,) = parsed(file).select(".cb-search")
        assert (file.parent / attribute(box, "data-root")).resolve() == site
        english = file.is_relative_to(site / "en")
        assert attribute(box, "data-lang") == ("en" if english else "zh")


def test_untranslated_paragraphs_are_marked_chinese_and_counted(site: Path) -> None:
    page = parsed(site / "en/cases/pinghe.html")
    languages = {
        attribute(tag, "id"): attribute(tag, "lang")
        for tag in page.select(".cb-text > :is([id^=p-], [id^=h-]):not(.cb-gone)")
    }
    assert {id for id, lang in languages.items() if not lang} == {
        "h-aaaaa3",
        "p-aaaaa4",
        "p-aaaaa5",
    }
    assert set(languages.values()) == {"", "zh-Hans"}
    note = page.select_one(".cb-note--translation")
    assert note is not None
    assert "6 of 23 texts" in note.get_text()
    assert "One has changed in Chinese" in note.get_text()
    assert "16 are not translated yet" in note.get_text()
    stale = page.select_one("#p-aaaaa5 .cb-made--stale")
    assert stale is not None
    assert attribute(stale, "lang") == "en"
    now = page.select_one("#p-aaaaa5 + .cb-now[lang=zh-Hans]")
    assert now is not None
    assert "党小组建在楼里" in now.get_text()
    for tag in page.select("[lang=en] [lang=en]"):
        assert not re.search(r"[\u4e00-\u9fff]", tag.get_text())
    assert parsed(site / "en/cases/xinhe.html").select_one(".cb-note--translation") is None
    assert parsed(site / "cases/pinghe.html").select_one(".cb-note--translation") is None


def test_a_cut_text_says_so_at_the_top_and_where_it_breaks_off(site: Path) -> None:
    page = parsed(site / "cases/pinghe.html")
    link = page.select_one(".cb-note--cut a")
    assert link is not None
    assert attribute(link, "href") == "#cut"
    mark = page.select_one("#cut")
    assert mark is not None
    before = mark.find_previous_sibling()
    assert isinstance(before, Tag)
    assert attribute(before, "id") == "p-aaaab3"


@pytest.mark.parametrize("prefix", ["", "en/"])
@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_words_come_out_letter_for_letter(site: Path, prefix: str, number: int) -> None:
    page = parsed(site / f"{prefix}cases/hostile-{number}.html")
    said = words_of(one_line(HOSTILE[number]))
    title, heading = page.title, page.h1
    assert title is not None
    assert heading is not None
    assert title.get_text().startswith(f"题{one_line(HOSTILE[number])}")
    assert words_of(heading.get_text()) == f"题{said}"
    for id in ("h-ddddd2", "h-ddddd3", "p-ddddd4", "p-ddddd5"):
        (shown,) = page.select(f"#{id}")
        assert words_of(shown.get_text()) == said
    everything = words_of(page.get_text(" "))
    assert everything.count(said) >= 15
    lists = ("index.html", "cases/index.html", "models/grid.html")
    assert any(said in words_of(parsed(site / prefix / name).get_text(" ")) for name in lists)
    assert {tag.name for tag in page.select("main *")} <= {
        *("div", "article", "section", "aside", "nav", "p", "a", "span", "h1", "h2", "h3", "ins"),
        *("dl", "dt", "dd", "small", "q", "ul", "ol", "li", "cite", "details", "summary", "strong"),
        *("table", "thead", "tbody", "tr", "th", "td", "link", "script"),
    }


def test_an_address_that_is_no_web_address_is_not_linked(site: Path) -> None:
    page = parsed(site / "cases/script-address.html")
    assert page.select_one(".cb-source a") is None


def test_properdocs_builds_the_same_pages(site: Path, properdocs_site: Path) -> None:
    def text(folder: Path) -> dict[str, str]:
        return {
            str(file.relative_to(folder)): words_of(parsed(file).get_text(" "))
            for file in html_files(folder)
        }

    def files(folder: Path) -> set[str]:
        return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}

    assert files(site) == files(properdocs_site)
    assert text(site) == text(properdocs_site)
