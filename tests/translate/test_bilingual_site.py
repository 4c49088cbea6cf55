"""The sample site in both languages: complete, and each word in the language it is marked as."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from languages import wrong_language
from lxml import html

from scraper import pipeline
from scraper.rules.settings import load_settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample library, built into `site`."""
    folder = tmp_path_factory.mktemp("samples")
    for name in ("captures", "cases", "translations", "packs", "teaching"):
        shutil.copytree(ROOT / name, folder / name)
    places = pipeline.Library(folder / "captures", folder / "cases", folder / "translations")
    built = pipeline.build(
        places, ROOT / "mkdocs.yml", folder / "docs", folder / "site", handouts=False
    )
    assert built.errors == ()
    assert all(r.counts.reviewed == r.counts.all for r in built.translations)
    assert all(r.outcome == "unchanged" for r in built.translations), "run casebook translate"
    return folder


def pages(library: Path) -> list[Path]:
    return sorted((library / "site").rglob("*.html"))


def test_every_word_stands_in_its_language(library: Path) -> None:
    site = library / "site"
    wrong = [
        f"{page.relative_to(site)}: {text}"
        for page in pages(library)
        for text in wrong_language(page)
    ]
    assert wrong == []


def test_a_wrong_language_would_be_seen(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    text = '<html lang="en"><p>Party 党建</p><p lang="zh">党建 is a term</p><img alt="党">尾</html>'
    page.write_text(text, encoding="utf-8")
    assert list(wrong_language(page)) == ["en: Party 党建", "en: 党", "en: 尾"]
    page.write_text(
        '<html lang="zh"><p>This is an English sentence here.</p></html>', encoding="utf-8"
    )
    assert list(wrong_language(page)) == ["zh: This is an English sentence here."]


def test_every_page_names_its_twin_in_the_other_language(library: Path) -> None:
    site = library / "site"
    root = load_settings(ROOT / "mkdocs.yml").address
    for page in pages(library):
        path = page.relative_to(site).as_posix()
        if path == "404.html":
            continue
        tree = html.parse(str(page))
        plain = path.removeprefix("en/")
        links = {
            str(link.get("hreflang")): link.get("href")
            for link in tree.xpath("//link[@rel='alternate'][@hreflang]")
        }
        wanted = {"zh-Hans": root + plain, "en": f"{root}en/{plain}", "x-default": root + plain}
        assert links == {k: re.sub(r"(^|/)index\.html$", r"\1", v) for k, v in wanted.items()} or (
            links == wanted
        ), path
        assert (site / plain).exists()
        assert (site / "en" / plain).exists()
        assert tree.getroot().get("lang") == ("en" if path.startswith("en/") else "zh")
        other = tree.xpath("//a[contains(@class, 'cb-language')]")[0]
        assert (page.parent / other.get("href")).resolve().exists(), path
