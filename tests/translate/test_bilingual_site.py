"""The sample site in both languages: complete, and each word in the language it is marked as."""

from __future__ import annotations

import re
import shutil
from difflib import ndiff
from pathlib import Path

import polib
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
    built = build(folder)
    assert built.errors == ()
    assert all(r.counts.reviewed == r.counts.all for r in built.translations)
    assert all(r.outcome == "unchanged" for r in built.translations), "run casebook translate"
    return folder


def build(folder: Path) -> pipeline.Built:
    places = pipeline.Library(folder / "captures", folder / "cases", folder / "translations")
    return pipeline.build(
        places, ROOT / "mkdocs.yml", folder / "docs", folder / "site", handouts=False
    )


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


def changed_lines(before: Path, after: Path, path: str) -> list[str]:
    old, new = ((site / path).read_text(encoding="utf-8").splitlines() for site in (before, after))
    return [line for line in ndiff(old, new) if line[:2] in ("- ", "+ ")]


def test_one_changed_sentence_shows_at_its_paragraph_alone(library: Path, tmp_path: Path) -> None:
    edited = shutil.copytree(library, tmp_path / "edited")
    path = edited / "cases" / "erdao.md"
    text = path.read_text(encoding="utf-8")
    assert "同社区总数正好相等" in text
    path.write_text(text.replace("同社区总数正好相等", "与社区总数正好相等"), encoding="utf-8")
    built = build(edited)
    assert built.errors == ()
    counts = [r.counts for r in built.translations]
    assert [c.stale for c in counts if c.reviewed < c.all] == [1]

    different = [
        found.relative_to(edited).as_posix()
        for found in sorted((*edited.glob("site/**/*.html"), *edited.glob("translations/**/*.po")))
        if found.read_bytes() != (library / found.relative_to(edited)).read_bytes()
    ]
    assert different == [
        "site/cases/erdao.html",
        "site/en/cases/erdao.html",
        "translations/en/erdao.po",
    ]
    # In the file: the mark, the Chinese it was made from, the Chinese now.
    lines = changed_lines(library, edited, "translations/en/erdao.po")
    assert [line[:8] for line in lines] == ["+ #, fuz", "+ #| msg", "- msgid ", "+ msgid "]
    # On the page: the count at the top; the mark beside the old translation, the Chinese below.
    lines = changed_lines(library, edited, "site/en/cases/erdao.html")
    assert len(lines) == 5
    removed, shown, now = lines[2:]
    assert shown[2:].startswith(removed[2:].partition('<a class="cb-anchor')[0])
    assert "cb-made--stale" in shown
    assert now.startswith('+ <p class="cb-now" lang="zh-Hans">')
    assert "与社区总数正好相等" in now


def test_what_no_person_has_reviewed_is_marked_wherever_it_stands(
    library: Path, tmp_path: Path
) -> None:
    edited = shutil.copytree(library, tmp_path / "edited")
    path = edited / "translations" / "en" / "tuguishan.po"
    file = polib.pofile(str(path))
    for entry in file:
        entry.flags, entry.comment = ["fuzzy"], f"machine: openai m, 2026-01-02\n{entry.comment}"
    file.save()
    case = edited / "cases" / "erdao.md"
    text = case.read_text(encoding="utf-8")
    case.write_text(text.replace("title: ", "title: 新题：", 1), encoding="utf-8")
    assert build(edited).errors == ()
    site = edited / "site" / "en"

    def page(path: str) -> html.HtmlElement:
        return html.document_fromstring((site / path).read_bytes().decode())

    cards = {
        str(card.cssselect("a")[0].get("href")).rpartition("/")[2]: card
        for name in ("cases/index.html", "models/standardised.html", "models/responsibility.html")
        for card in page(name).cssselect(".cb-card")
    }
    assert cards["erdao.html"].cssselect("a")[0].get("lang") is None, "the old title is English"
    said = {
        name: [mark.text_content() for mark in card.cssselect(":scope > .cb-made")]
        for name, card in cards.items()
    }
    assert {name: marks for name, marks in said.items() if marks} == {
        "erdao.html": ["title changed in Chinese since translation"],
        "tuguishan.html": ["title translated by a program, not reviewed"],
    }
    stale = page("cases/erdao.html")
    original = stale.cssselect(".cb-original")[0]
    assert original.cssselect(".cb-made--stale")
    assert "新题：" in original.cssselect('[lang="zh-Hans"]')[0].text_content()
    # Each text of the machine's is marked: title, facts, figures, paragraphs.
    machine = page("cases/tuguishan.html")
    shown = machine.cssselect(".cb-facts li, .cb-figures th[scope=row], .cb-figures td span")
    unmarked = [
        found.text_content()
        for found in shown
        if "not reviewed" not in found.getparent().text_content() and not found.cssselect("a")
    ]
    assert unmarked == []
    for element in machine.cssselect(".cb-text > [id^=p-], .cb-text > [id^=h-]"):
        assert element.cssselect(".cb-made--machine"), element.get("id")
