"""The page of a case in a browser: anchors, copying, sub-cases, checks; the filters of the list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from axe import serious
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect


@pytest.fixture(params=["file", "http"])
def root(request: pytest.FixtureRequest, site: Path, serve: Callable[[Path], str]) -> str:
    return f"{site.as_uri()}/" if request.param == "file" else serve(site)


@pytest.fixture
def page(browser: Browser) -> Page:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return context.new_page()


def parsed(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")


def around(page: BeautifulSoup, id: str) -> list[str]:
    """Ids and classes of what stands beside an element of the text, itself marked `*`."""
    target = page.select_one(f".cb-text > #{id}")
    assert target is not None
    names = []
    for tag in (target.find_previous_sibling(), target, target.find_next_sibling()):
        name = "" if tag is None else str(tag.get("id") or " ".join(tag.get("class") or ()))
        names.append("*" if tag is target else name)
    return names


@pytest.mark.parametrize("language", ["", "en/"])
def test_what_a_reader_has_to_know_stands_at_the_place(site: Path, language: str) -> None:
    page = parsed(site / f"{language}cases/pinghe.html")
    assert around(page, "p-aaaaa4") == ["h-aaaaa3", "*", "check-1"]
    assert around(page, "s-aaaac2") == ["p-aaaab9", "*", "p-aaaab2"]
    assert around(page, "p-aaaab2") == ["s-aaaac2", "*", "cb-check"]
    assert around(page, "cut")[0] == "p-aaaab3"
    assert "#s-aaaac2" in {a["href"] for a in page.select(".cb-contents a")}


def test_a_figure_at_odds_is_marked_and_its_note_gives_both_numbers(site: Path) -> None:
    page = parsed(site / "cases/pinghe.html")
    (marked,) = page.select("#p-aaaaa4 .cb-checked")
    assert (marked.get_text(), marked["href"]) == ("约5万人", "#check-1")
    (note,) = page.select("#check-1")
    assert "约5万人" in note.get_text()
    assert "52000人" in note.get_text()


def test_the_points_answer_the_questions_in_order(site: Path) -> None:
    page = parsed(site / "cases/pinghe.html")
    assert [tag.get_text() for tag in page.select(".cb-glance dt")] == ["问题", "做法", "成效"]
    practice = page.select(".cb-glance dd")[1]
    assert [len(part.select("li")) for part in (practice, practice.select("details")[0])] == [3, 2]
    for link in page.select(".cb-glance a"):
        assert page.find(id=str(link["href"])[1:])


@pytest.mark.browser
def test_every_passage_has_a_link_that_works_without_a_script(browser: Browser, site: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((site / "cases/pinghe.html").as_uri())
    ids = page.locator(".cb-text > :is([id^=p-], [id^=h-], [id^=s-]):not(.cb-gone)")
    assert page.locator("a.cb-anchor").count() == ids.count() == 9
    page.locator("#p-aaaab2 > a.cb-anchor").click()
    assert page.url.endswith("#p-aaaab2")


@pytest.mark.browser
def test_the_address_of_a_passage_is_copied_with_the_keyboard(page: Page, root: str) -> None:
    page.goto(f"{root}cases/pinghe.html")
    for id in ("h-aaaaa6", "p-aaaab2", "s-aaaac2"):
        button = page.locator(f"#{id} button.cb-anchor")
        assert button.get_attribute("aria-label") == "复制本段网址"
        button.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text="已复制网址")).to_contain_text(f"#{id}")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.endswith(f"cases/pinghe.html#{id}")
        assert not copied.startswith("file:") or "canonical" not in page.content()
        page.goto("about:blank")
        page.goto(f"{root}cases/pinghe.html#{id}")
        expect(page.locator(f"#{id}")).to_be_in_viewport()


@pytest.mark.browser
def test_a_browser_without_a_clipboard_copies_the_old_way_or_shows(page: Page, root: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"{root}en/cases/pinghe.html")
    page.locator("#p-aaaab2 button.cb-anchor").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Address copied")).to_be_visible()
    page.evaluate("document.execCommand = () => false")
    page.locator("#p-aaaab2 button.cb-anchor").press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("textbox")).to_have_value(
        page.evaluate("document.querySelector('link[rel=canonical]')?.href ?? ''") + "#p-aaaab2"
        if root.startswith("file:")
        else f"{root}en/cases/pinghe.html#p-aaaab2"
    )
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


ALL = {
    *("Building-group Party building in Xinhe", "Branches on the stairwell"),
    "**市党建工作方案",
}
"""Titles on the English list, without those of the hostile cases."""


def shown(page: Page) -> list[str]:
    return page.locator(".cb-card:visible .cb-card__title").all_inner_texts()


@pytest.mark.browser
def test_the_list_is_filtered_and_the_choice_stands_in_the_address(page: Page, root: str) -> None:
    page.goto(f"{root}cases/index.html")
    everything = shown(page)
    page.locator("summary", has_text="筛选").click()
    page.get_by_label("完整程度").select_option("cut")
    assert "让支部走进楼道" in shown(page)
    assert "楼组党建在新禾" not in shown(page)
    page.get_by_label("模式").select_option("building-group")
    expect(page.locator(".cb-filters").get_by_role("status")).to_contain_text(
        f"有： {len(shown(page))}"
    )
    assert page.url == f"{root}cases/index.html?model=building-group&state=cut"
    address = page.url
    filtered = shown(page)
    assert 0 < len(filtered) < len(everything)
    page.goto("about:blank")
    page.goto(address)
    assert shown(page) == filtered
    page.get_by_role("button", name="清除条件").click()
    expect(page.locator(".cb-card:visible")).to_have_count(len(everything))
    assert page.url == f"{root}cases/index.html"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("review=reviewed", {"Building-group Party building in Xinhe"}),
        ("year=2019", {"Building-group Party building in Xinhe"}),
        ("kind=plan", {"**市党建工作方案"}),
        ("province=%E4%B8%8A%E6%B5%B7%E5%B8%82&language=part", {"Branches on the stairwell"}),
        ("year=1066", None),
        ("nonsense=1&model=%3Cscript%3E", None),
    ],
)
def test_an_address_with_a_choice_shows_it(
    page: Page, site: Path, query: str, titles: set[str] | None
) -> None:
    page.goto(f"{(site / 'en/cases/index.html').as_uri()}?{query}")
    found = {title for title in shown(page) if not title.startswith(("题", "网址是脚本"))}
    assert found == (titles or ALL)


@pytest.mark.browser
def test_nothing_found_is_said(page: Page, site: Path) -> None:
    page.goto(f"{(site / 'cases/index.html').as_uri()}?kind=plan&review=reviewed")
    assert shown(page) == []
    expect(page.get_by_text("没有符合条件的案例")).to_be_visible()


@pytest.mark.browser
def test_without_a_script_everything_is_shown(browser: Browser, site: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{(site / 'cases/index.html').as_uri()}?kind=plan")
    assert len(shown(page)) == page.locator(".cb-card").count() > 3
    assert not page.locator(".cb-filters").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    "name",
    [
        *("cases/pinghe.html", "en/cases/pinghe.html", "cases/index.html", "en/cases/index.html"),
        *("cases/plan.html", "en/cases/xinhe.html"),
    ],
)
def test_a_page_has_no_serious_barrier(
    browser: Browser, site: Path, name: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto((site / name).as_uri())
    for details in page.locator("details").all():
        details.evaluate("details => { details.open = true; }")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_the_keyboard_alone_is_enough(browser: Browser, site: Path) -> None:
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto((site / "cases/pinghe.html").as_uri())
    seen = []
    for _ in range(80):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                """(() => { const e = document.activeElement; const own = getComputedStyle(e);
                const sign = getComputedStyle(e, "::before");
                return [e.closest("[id]")?.id ?? "", e.className || e.localName,
                own.outlineStyle !== "none" || sign.outlineStyle !== "none"]; })()"""
            )
        )
    assert all(ring for _, name, ring in seen if name != "body")
    reached = {(id, name) for id, name, _ in seen}
    for id in ("h-aaaaa3", "p-aaaaa4", "s-aaaac2", "p-aaaab3"):
        assert (id, "cb-anchor") in reached
    assert {name for _, name in reached} >= {"cb-checked", "summary", "cb-to"}
