"""The comparison: what its columns say, and the page in a browser, over http and from a folder."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe import serious
from playwright.sync_api import Browser, Page, expect
from sample_library import FULL, HOSTILE, RETELLING, TRANSLATIONS, hostile_cases, library, scripts

from scraper.model import Check, Point, Translation
from scraper.text.escape import one_line

TOLD = replace(
    FULL,
    points=(
        Point("problem", "上班的党员白天来不了。", "p-aaaaa4"),
        Point("results", "楼组骨干先议一遍，再请居民定。", "p-aaaab2", "stated"),
        Point("practice", "找不到的一句。", "p-zzzzzz"),
    ),
    checks=(Check("share", "9.5%", "10.4%", "街道有居民约5万人。", "p-aaaaa4"),),
)
HOSTILE_CASES = hostile_cases()
TRANSLATED = TRANSLATIONS | {
    case.id: Translation(case.id, {m.context: m.text for m in case.messages})
    for case in HOSTILE_CASES
}
FILES = scripts(library((TOLD, RETELLING, *HOSTILE_CASES), TRANSLATED))


def column(name: str) -> dict[str, Any]:
    """The column that a script hands over."""
    call = FILES[name].decode()
    kind, id_, value = json.loads("[" + call.removeprefix("casebookCompareData(")[:-3] + "]")
    assert name.endswith({"c": f"cases/{id_}.js", "m": f"models/{id_}.js"}[kind])
    return dict(value)


def test_a_case_is_told_with_links_to_its_passages() -> None:
    cells = column("compare/cases/pinghe.js")["cells"]
    link = "cases/pinghe.html#p-aaaaa4"
    assert cells["problem"] == [{"text": "上班的党员白天来不了。", "link": link}]
    assert cells["results"][0]["note"] == "文中自述"
    assert cells["practice"] == [{"text": "找不到的一句。"}]
    assert cells["figures"] == [
        {"text": "居民：约5万", "link": link},
        {"text": "文件：3号"},
        {"text": "9.5%", "link": link, "note": cells["figures"][2]["note"]},
    ]
    assert "10.4%" in cells["figures"][2]["note"]
    assert cells["place"][0]["note"].startswith("其中省级、市级")
    assert [model["link"] for model in cells["models"]] == [
        "models/building-group.html",
        "models/joint-committee.html",
    ]
    assert cells["models"][1]["note"] == "党建联席会"
    assert cells["completeness"][0]["text"] == "原文中断"
    assert "lessons" not in cells


def test_a_cell_holds_three_sentences_and_says_how_many_more_there_are() -> None:
    point = Point("problem", "上班的党员白天来不了。", "p-aaaaa4")
    many = library((replace(TOLD, points=(point,) * 5),), {})
    text = scripts(many)["compare/cases/pinghe.js"].decode()
    assert text.count("白天来不了") == 3
    assert '{"text": "另有2句", "link": "cases/pinghe.html#glance"}' in text


def test_english_columns_mark_what_is_not_translated() -> None:
    cells = column("en/compare/cases/pinghe.js")["cells"]
    assert cells["problem"][0]["text"] == "Those with jobs cannot come."
    assert "lang" not in cells["problem"][0]
    assert cells["results"][0]["lang"] == "zh-Hans"
    assert cells["mechanisms"] == [{"text": "先议一遍工作法", "lang": "zh-Hans"}]


def test_a_model_is_told_with_its_cases() -> None:
    shown = column("en/compare/models/joint-committee.js")
    assert shown["title"]["link"] == "models/joint-committee.html"
    assert [form["link"] for form in shown["cells"]["variants"]] == [
        "models/joint-committee.html#joint-committee",
        "models/joint-committee.html#joint-meeting",
    ]
    assert shown["cells"]["cases"][0] == {
        "text": "Branches on the stairwell",
        "link": "cases/pinghe.html",
    }


def test_a_case_of_which_an_excerpt_is_published_says_so() -> None:
    short = replace(library((TOLD,), {}), excerpts=frozenset({"pinghe"}))
    text = scripts(short)["compare/cases/pinghe.js"].decode()
    assert "只公布事实和摘录" in text


# --- in a browser ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def compared(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with the columns of the comparison."""
    folder = tmp_path_factory.mktemp("compared") / "site"
    shutil.copytree(site, folder)
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(params=["file", "http"])
def root(request: pytest.FixtureRequest, compared: Path, serve: Callable[[Path], str]) -> str:
    return f"{compared.as_uri()}/" if request.param == "file" else serve(compared)


@pytest.fixture
def page(browser: Browser, root: str) -> Iterator[Page]:
    """A phone's page; at the end nothing may have left the site or failed.

    This small site has no search index, which the search field asks for when it gets the focus.
    """
    context = browser.new_context(viewport={"width": 390, "height": 844})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda m: "/search/" in m.location["url"] or faults.append(m.text))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
    opened.on("request", lambda r: r.url.startswith(root) or faults.append(r.url))
    yield opened
    context.close()
    assert faults == []


def cells(page: Page, row: str) -> list[str]:
    """What a row of the table in view says, column by column."""
    return page.locator(f".cb-compare__scroll:not([hidden]) [data-row={row}] td").all_inner_texts()


@pytest.mark.browser
def test_a_shared_address_shows_the_comparison(page: Page, root: str) -> None:
    page.goto(f"{root}compare.html?c=pinghe,xinhe")
    expect(page.locator("thead:visible a")).to_have_text([FULL.title, RETELLING.title])
    assert cells(page, "problem") == ["上班的党员白天来不了。 见正文", "未识别出"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{root}en/compare.html?c=pinghe,xinhe")
    expect(page.locator("thead:visible a").first).to_have_text("Branches on the stairwell")
    page.locator("[data-row=problem] a:visible").click()
    expect(page).to_have_url(f"{root}en/cases/pinghe.html#p-aaaaa4")


@pytest.mark.browser
def test_keys_alone_choose_and_the_address_follows(page: Page, root: str) -> None:
    page.goto(f"{root}compare.html?m=grid,brand")
    expect(page.locator("thead:visible a")).to_have_count(2)
    field = page.get_by_label("这次比较的网址")
    expect(field).to_have_value(f"{root}compare.html?m=grid,brand")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('label:nth-child(3) select')"):
            break
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.locator("thead:visible a")).to_have_count(3)
    expect(page).to_have_url(f"{root}compare.html?m=grid,brand,building-group")
    expect(field).to_have_value(page.url)
    expect(page.locator(".cb-compare__status")).to_contain_text("特色品牌创建 / 楼组党建")
    page.reload()
    expect(page.locator("thead:visible a")).to_have_count(3)
    page.get_by_role("radio", name="案例").focus()
    page.keyboard.press("Space")
    expect(page.locator("thead:visible a")).to_have_count(0)
    expect(page.locator(".cb-compare__status")).to_contain_text("请至少选两个")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "shown", "told"),
    [
        ("", 0, "请至少选两个。"),
        ("?c=pinghe", 1, "请至少选两个。"),
        ("?c=pinghe,pinghe,xinhe", 2, "正在比较"),
        ("?c=pinghe&c=xinhe", 2, "正在比较"),
        ("?c=nobody,pinghe,xinhe", 2, "没有编号为“nobody”的页面"),
        ("?c=../x,<img src=x onerror=alert(1)>,pinghe", 1, "<img src=x onerror=alert(1)>"),
        ("?m=grid,brand,smart,service,property", 4, "一次最多比较4个"),
        ("?c=__proto__,constructor", 0, "没有编号为“constructor”的页面"),
    ],
)
def test_any_address_gets_an_answer(
    page: Page, root: str, query: str, shown: int, told: str
) -> None:
    page.goto(f"{root}compare.html{query}")
    expect(page.locator(".cb-compare__status")).to_contain_text(told)
    expect(page.locator("thead:visible a")).to_have_count(shown)
    assert page.locator("main img, .cb-compare img").count() == 0


@pytest.mark.browser
def test_hostile_words_stay_text(page: Page, root: str) -> None:
    for first in range(0, len(HOSTILE), 4):
        chosen = range(first, min(first + 4, len(HOSTILE)))
        ids = ",".join(f"hostile-{number}" for number in chosen)
        page.goto(f"{root}compare.html?c={ids}")
        expect(page.locator("thead:visible a")).to_have_count(len(chosen))
        organisations = page.locator("[data-row=organisation] td:visible span").all()
        for number, cell in zip(chosen, organisations, strict=True):
            said = " ".join((cell.text_content() or "").split())
            assert said == " ".join(one_line(HOSTILE[number]).split())
        inside = page.locator(".cb-compare__scroll *").evaluate_all(
            "all => all.map(e => e.tagName)"
        )
        assert not {"IMG", "SCRIPT", "SVG", "svg", "B"} & set(inside)


@pytest.mark.browser
def test_a_column_that_cannot_be_loaded_is_named(browser: Browser, compared: Path) -> None:
    page = browser.new_page()
    page.route("**/compare/cases/xinhe.js", lambda route: route.abort())
    page.goto(f"{compared.as_uri()}/compare.html?c=pinghe,xinhe")
    expect(page.locator(".cb-compare__status")).to_contain_text(f"“{RETELLING.title}”未能载入")
    expect(page.locator("thead:visible a")).to_have_count(1)
    page.close()


@pytest.mark.browser
def test_it_prints_on_a4_lying_on_its_side_without_the_controls(
    browser: Browser, compared: Path
) -> None:
    page = browser.new_page()
    page.goto(f"{compared.as_uri()}/compare.html?c=pinghe,xinhe")
    expect(page.locator("thead:visible a")).to_have_count(2)
    sheets = list(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)))
    assert {tuple(map(round, sheet.get_size())) for sheet in sheets} == {(842, 595)}
    printed = "".join(sheet.get_textpage().get_text_range() for sheet in sheets)
    printed = re.sub(r"\s", "", printed)
    assert "上班的党员白天来不了" in printed
    assert "compare.html?c=pinghe,xinhe" in printed
    assert "见正文" not in printed
    page.emulate_media(media="print")
    assert not page.locator("select, button, .cb-compare__link").locator("visible=true").count()
    page.close()


@pytest.mark.browser
def test_without_scripts_it_says_what_to_do(browser: Browser, compared: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{compared.as_uri()}/compare.html?c=pinghe,xinhe")
    expect(page.get_by_text("并排比较需要浏览器允许运行脚本")).to_be_visible()
    assert not page.locator("select").count()
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
@pytest.mark.parametrize(
    "name",
    [
        "compare.html?c=pinghe,xinhe",
        "en/compare.html?m=grid,joint-committee,brand,smart",
        "en/overview.html",
        "overview.html",
        "models/joint-committee.html",
        "en/models/service.html",
    ],
)
def test_a_page_has_no_serious_fault_and_fits(
    browser: Browser, compared: Path, name: str, scheme: Any, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{compared.as_uri()}/{name}")
    if "compare" in name:
        expect(page.locator("thead:visible a")).not_to_have_count(0)
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [url for url in asked if not url.startswith(compared.as_uri())] == []
    context.close()
