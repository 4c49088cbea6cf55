"""The real captures with no English, with one file translated, and with all: each page says so."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from languages import wrong_language
from lxml import html
from stand_in import translate_file

from scraper import pipeline
from scraper.model import CasebookError
from scraper.store.po import read_po
from scraper.store.translations import count_messages

ROOT = Path(__file__).resolve().parents[2]
CAPTURES = ROOT.parent / "shared" / "cases"
ONE = "nanjing"
pytestmark = pytest.mark.skipif(
    not CAPTURES.is_dir(), reason="the real captures are not beside the repository"
)


@dataclass(frozen=True)
class Built:
    """A site and what its translation files hold, by case."""

    site: Path
    reviewed: Mapping[str, tuple[int, int]]
    """Reviewed messages and all."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """The site of the captures, with translations of `none`, of `one` case, and of `all`."""
    folder = tmp_path_factory.mktemp("real")
    places = pipeline.Library(folder / "captures", folder / "cases", folder / "none")
    files = [x for x in pipeline.expand([CAPTURES]) if isinstance(x, Path)]
    assert not [
        x for x in pipeline.add(files, places, "2000-01-01") if isinstance(x, CasebookError)
    ]
    found = {"none": _built(folder, "none")}
    for name in ("one", "all"):
        shutil.copytree(folder / "none", folder / name)
        for path in (folder / name / "en").glob("*.po"):
            if name == "all" or path.stem == ONE:
                translate_file(path)
        found[name] = _built(folder, name)
    return found


def _built(folder: Path, name: str) -> Built:
    places = pipeline.Library(folder / "captures", folder / "cases", folder / name)
    site = folder / f"site-{name}"
    built = pipeline.build(
        places, ROOT / "mkdocs.yml", folder / f"docs-{name}", site, handouts=False
    )
    assert built.errors == ()
    files = (folder / name / "en").glob("*.po")
    counts = {path.stem: count_messages(read_po(path)) for path in files}
    return Built(site, {case: (found.reviewed, found.all) for case, found in counts.items()})


def english(site: Path, case: str) -> html.HtmlElement:
    page = site / "en" / "cases" / f"{case}.html"
    return html.document_fromstring(page.read_bytes().decode())


def words(found: list[html.HtmlElement]) -> str:
    return " ".join(found[0].text_content().split()) if found else ""


@pytest.mark.parametrize("name", ["none", "one", "all"])
def test_each_english_page_says_how_much_of_it_is_translated(
    sites: dict[str, Built], name: str
) -> None:
    built = sites[name]
    assert {"xinchenglu", "xinpu", "changning", "nanjing", "youjiang"} <= set(built.reviewed)
    for case, (reviewed, all_) in built.reviewed.items():
        page = english(built.site, case)
        said = words(page.cssselect(".cb-translation, .cb-note--translation"))
        title = page.cssselect("h1")[0]
        if name == "all" or (name, case) == ("one", ONE):
            assert reviewed == all_
            assert said == f"English: {all_} of {all_} texts on this page translated and reviewed."
            assert title.get("lang") is None
            assert page.cssselect(".cb-views")
            assert not page.cssselect('.cb-text > [lang^="zh"], .cb-facts li[lang^="zh"]')
        else:
            assert reviewed == 0
            assert said == "This page has not been translated yet: its text is shown in Chinese."
            assert title.get("lang") == "zh-Hans"
            assert not page.cssselect(".cb-views"), "there is nothing to show side by side"


@pytest.mark.parametrize("name", ["none", "one", "all"])
def test_lists_say_which_cases_are_in_english(sites: dict[str, Built], name: str) -> None:
    site = sites[name].site
    cards = [
        card
        for page in ("cases/index.html", "documents.html")
        for card in html.document_fromstring((site / "en" / page).read_bytes().decode()).cssselect(
            ".cb-card"
        )
    ]
    assert cards
    for card in cards:
        link = card.cssselect("a")[0]
        done = name == "all" or (name == "one" and ONE in str(link.get("href")))
        assert ("In Chinese" in card.text_content()) == (not done)
        assert link.get("lang") == (None if done else "zh-Hans")


@pytest.mark.parametrize("name", ["none", "one", "all"])
def test_every_word_stands_in_its_language(sites: dict[str, Built], name: str) -> None:
    """Apart from the title in the head, of which a part cannot be marked."""
    site = sites[name].site
    wrong = [
        (page.relative_to(site).as_posix(), text)
        for page in sorted(site.rglob("*.html"))
        for text in wrong_language(page)
        if not re.search(r" \| Casebook: Community-Level Party Building$", text)
    ]
    assert wrong == []
