"""The results page in a real browser, from a server and from a folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .browsing import box, visit

sys.path.insert(0, str(Path(__file__).parents[1] / "site"))
from axe import serious

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    """The Chinese results page, fresh."""
    with visit(browser, base, "search.html") as page:
        yield page


def field(page: Page) -> Locator:
    return page.locator(".cb-results__input")


def items(page: Page) -> Locator:
    return page.locator(".cb-results__item")


def status(page: Page) -> Locator:
    return page.locator(".cb-results__status")


def test_what_is_typed_is_found_and_stands_in_the_address(page: Page, base: str) -> None:
    field(page).fill("居民投票")
    expect(items(page).first).to_contain_text("一件民生实事")
    expect(status(page)).to_contain_text("“居民投票”：找到")
    assert page.url == f"{base}search.html#q=%E5%B1%85%E6%B0%91%E6%8A%95%E7%A5%A8"
    items(page).first.get_by_role("link").first.click()
    page.wait_for_url("**/cases/minsheng.html#p-m2")
    page.go_back()
    expect(field(page)).to_have_value("居民投票")
    expect(items(page).first).to_contain_text("一件民生实事")


def test_a_shared_address_opens_the_same_search(browser: Browser, base: str) -> None:
    path = "en/search.html#q=parking&model=service+centres&sort=year"
    with visit(browser, base, path) as page:
        expect(field(page)).to_have_value("parking")
        expect(page.get_by_role("checkbox", name="service centres")).to_be_checked()
        expect(page.get_by_role("combobox", name="Sort")).to_have_value("year")
        expect(items(page).first).to_contain_text("service centres")
        for text in items(page).all_text_contents():
            assert "service centres" in text


def test_facets_narrow_and_widen_by_keyboard_and_the_focus_stays(page: Page) -> None:
    field(page).fill("停车办法")
    value = page.get_by_role("checkbox", name="楼组党建")
    expect(status(page)).to_contain_text("停车办法")
    before = status(page).text_content()
    value.focus()
    page.keyboard.press("Space")
    expect(status(page)).not_to_have_text(before or "")
    expect(value).to_be_checked()
    expect(value).to_be_focused()
    assert "model=" in page.url
    page.keyboard.press("Space")
    expect(status(page)).to_have_text(before or "")
    expect(value).to_be_focused()
    page.go_back()
    expect(value).to_be_checked()


def test_counts_say_how_many_cases_a_value_leaves(page: Page) -> None:
    field(page).fill("停车办法")
    expect(status(page)).to_contain_text("停车办法")
    label = page.locator(".cb-results__value", has_text="楼组党建")
    count = label.locator(".cb-results__count").text_content()
    label.click()
    expect(status(page)).to_contain_text(f"找到 {count} 篇")


def test_without_a_query_the_facets_browse(page: Page) -> None:
    expect(status(page)).to_contain_text("共 59 篇")
    page.get_by_role("checkbox", name="英文").check()
    expect(items(page)).to_have_count(10)
    page.get_by_role("button", name="更多结果").click()
    expect(items(page)).to_have_count(20)
    expect(items(page).nth(10).get_by_role("link").first).to_be_focused()
    page.get_by_role("button", name="清除筛选").click()
    expect(status(page)).to_contain_text("共 59 篇")


def test_a_case_stands_once_with_its_other_language(page: Page, base: str) -> None:
    field(page).fill("117")
    expect(items(page)).to_have_count(1)
    expect(status(page)).to_have_text("“117”：找到 1 篇。")
    other = items(page).get_by_role("link", name="英文页")
    assert other.get_attribute("href") == f"{base}en/cases/figures.html"


def test_a_slip_is_shown_what_it_may_have_meant(page: Page) -> None:
    field(page).fill("purifyers")
    expect(page.locator(".cb-results__meant")).to_contain_text("purifiers")
    expect(status(page)).to_contain_text("下面是相近的")
    expect(items(page).first).to_contain_text("Figures and equipment")
    page.get_by_role("link", name="purifiers", exact=True).click()
    expect(field(page)).to_have_value("purifiers")


def test_where_nothing_is_found_something_is_shown(browser: Browser, base: str) -> None:
    with visit(browser, base, "search.html#q=饕餮") as page:
        expect(status(page)).to_contain_text("没有找到与“饕餮”有关的内容")
        expect(items(page)).to_have_count(5)
    with visit(browser, base, "en/search.html#q=purifiers&model=service+centres") as page:
        expect(status(page)).to_contain_text("Nothing for “purifiers” within these filters")
        expect(items(page).first).to_contain_text("Figures and equipment")
        page.get_by_role("button", name="Clear filters").click()
        expect(status(page)).to_contain_text("1 result for “purifiers”.")


def test_the_status_says_how_many_hold_all_of_the_query(page: Page) -> None:
    field(page).fill("居民投票 晾衣架")
    expect(status(page)).to_contain_text("没有一篇包含“居民投票 晾衣架”的全部检索词")
    expect(items(page).first).to_contain_text("部分匹配")


@pytest.mark.parametrize(
    "address",
    [
        "#q=%3Cimg+src%3Dx+onerror%3Dwindow.hacked%3D1%3E",
        "#q=__proto__&model=__proto__&model=constructor",
        "#model=%3Cimg+src%3Dx+onerror%3Dwindow.hacked%3D1%3E",
        "#q=%E6%81%B6%E6%84%8F&kind=toString",
        "#__proto__=a&constructor=b&q=%ff%ud800",
        "#q=" + "%E6%A5%BC" * 10_000,
    ],
)
def test_hostile_addresses_are_text(browser: Browser, base: str, address: str) -> None:
    with visit(browser, base, f"search.html{address}") as page:
        expect(status(page)).not_to_have_text("正在搜索……")
        expect(status(page)).not_to_contain_text("未能载入")
        assert page.locator(".cb-results img, .cb-results svg, .cb-results b").count() == 0


def test_hostile_pages_are_text(page: Page) -> None:
    field(page).fill("恶意")
    expect(items(page).first).to_contain_text("恶意标题<img src=x onerror=window.hacked=1>")
    expect(page.get_by_role("checkbox", name="<i>楼组</i>")).to_be_visible()
    assert items(page).first.locator("img, b, i, svg, script").count() == 0


def test_enter_in_the_box_of_any_page_leads_here(browser: Browser, base: str) -> None:
    with visit(browser, base, "en/cases/figures.html") as page:
        box(page).fill("water purifiers")
        page.keyboard.press("Enter")
        page.wait_for_url("**/en/search.html#q=water+purifiers")
        expect(items(page).first).to_contain_text("Figures and equipment")
        expect(page.locator(".cb-search")).to_be_hidden()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["search.html#q=全年", "en/search.html#q=parking"])
def test_the_page_fits_and_is_accessible(
    browser: Browser, base: str, path: str, width: int, dark: bool
) -> None:
    with visit(browser, base, path, width, dark) as page:
        expect(items(page).nth(5)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == width
    if base.startswith("http"):  # axe itself is a script that the policy of these pages forbids
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            bypass_csp=True,
        )
        plain = context.new_page()
        plain.goto(base + path)
        expect(items(plain).nth(5)).to_be_visible()
        assert serious(plain) == []
        context.close()
