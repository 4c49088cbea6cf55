"""A case in two languages beside each other: in the files, in a browser, on paper."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from axe import serious
from playwright.sync_api import Browser, Page
from sample_library import (
    FULL,
    HOSTILE,
    PLAN,
    RETELLING,
    TRANSLATIONS,
    hostile_library,
    library,
    scripts,
)

FILES = scripts(library((PLAN, RETELLING, FULL), TRANSLATIONS))


def twins(name: str) -> dict[str, Any]:
    call = FILES[name].decode()
    found: dict[str, Any] = json.loads(call.removeprefix("casebookBoth(").removesuffix(");\n"))
    return found


def test_a_twin_holds_the_other_language_and_its_state() -> None:
    english = twins("cases/pinghe.both.js")
    assert english["h-aaaaa3"] == [["1. Why"], "reviewed"]
    assert english["p-aaaaa5"][1] == "stale"
    assert english["p-aaaab2"] == [[], "missing"]
    assert list(english) == [paragraph.id for paragraph in FULL.paragraphs]
    chinese = twins("en/cases/pinghe.both.js")
    assert set(chinese) == {"h-aaaaa3", "p-aaaaa4", "p-aaaaa5"}, "the others are Chinese already"
    assert chinese["h-aaaaa3"] == [[FULL.paragraphs[1].text], ""]


def test_a_twin_has_the_marks_and_terms_that_its_page_explains() -> None:
    chinese = twins("en/cases/pinghe.both.js")
    assert chinese["p-aaaaa4"][0][1] == ["约5万人", "check", "check-1"]
    marks = [piece[:2] for piece in chinese["p-aaaaa5"][0] if not isinstance(piece, str)]
    assert marks == [["党小组", "term"], ["〔把〕", "restored"], ["□", "lacuna"]]
    pieces = [piece for pieces, _ in twins("cases/pinghe.both.js").values() for piece in pieces]
    assert ["Party group", "term", "term-1"] in pieces


def test_a_case_without_english_has_no_twin() -> None:
    assert not [name for name in FILES if "/plan." in name]


def test_hostile_words_stay_words() -> None:
    twins = {name: js for name, js in scripts(hostile_library(HOSTILE)).items() if ".both." in name}
    for name, content in twins.items():
        call = content.decode()
        assert json.loads(call.removeprefix("casebookBoth(").removesuffix(");\n")), name
        assert len(call.splitlines()) == 1


@pytest.fixture(params=["file", "http"])
def root(request: pytest.FixtureRequest, site: Path, serve: Callable[[Path], str]) -> str:
    return f"{site.as_uri()}/" if request.param == "file" else serve(site)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


LANGUAGES = """[...document.querySelectorAll('.cb-text > [id^=p-], .cb-text > [id^=h-], .cb-twin')]
    .filter(e => e.getClientRects().length && !e.matches('.cb-gone'))
    .map(e => [e.id, e.closest('[lang]').lang, e.textContent])"""
BESIDE = """(id) => { const own = document.getElementById(id), twin = own.nextElementSibling;
    const a = own.getBoundingClientRect(), b = twin.getBoundingClientRect();
    const level = Math.abs(a.top - b.top) < 2;
    return { beside: b.left >= a.right, below: b.top >= a.bottom, level };
}"""


@pytest.mark.browser
@pytest.mark.parametrize(("width", "place"), [(390, "below"), (1280, "beside")])
@pytest.mark.parametrize("path", ["cases/pinghe.html", "en/cases/pinghe.html"])
def test_each_paragraph_has_its_twin_in_its_language(
    page: Page, root: str, path: str, width: int, place: str
) -> None:
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(root + path)
    assert page.locator(".cb-twin").count() == 0
    page.locator(".cb-views__both").click()
    page.wait_for_selector(".cb-both")
    found = page.evaluate(BESIDE, "p-aaaaa4")
    assert found[place]
    assert place == "below" or found["level"]
    for _, lang, text in page.evaluate(LANGUAGES):
        han = sum("\u4e00" <= char <= "\u9fff" for char in text)
        if han > len(text) / 4:
            assert lang.startswith("zh"), text
        elif text.isascii():
            assert lang == "en" or "翻译" in text, text
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_twin_is_as_good_to_read_as_its_page(
    browser: Browser, root: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"{root}en/cases/pinghe.html?view=both")
    page.wait_for_selector(".cb-both")
    assert serious(page) == []
    page.locator(".cb-twin a.cb-term").first.click()
    assert "党小组" in page.locator(".cb-term-note").inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".cb-twin ins.cb-restored").get_attribute("title") == "Supplied in editing"
    assert page.locator(".cb-twin .cb-lacuna").get_attribute("aria-label") == "Lost in the source"
    page.locator(".cb-twin a.cb-checked").click()
    assert page.locator("#check-1:target").is_visible()
    context.close()


@pytest.mark.browser
def test_the_choice_is_an_address_and_is_remembered(page: Page, root: str) -> None:
    page.goto(f"{root}cases/pinghe.html")
    page.locator(".cb-views__both").click()
    page.wait_for_selector(".cb-both")
    assert page.url.endswith("?view=both")
    page.goto(f"{root}en/cases/xinhe.html")
    page.wait_for_selector(".cb-both")
    page.locator(".cb-views a[hreflang=en]").click()
    page.wait_for_selector(".cb-text:not(.cb-both)")
    assert page.locator(".cb-twin").first.is_hidden()
    page.goto(f"{root}cases/pinghe.html?view=both#p-aaaab3")
    page.wait_for_selector(".cb-both")
    assert page.locator("#p-aaaab3").is_visible()


@pytest.mark.browser
def test_pairs_stand_beside_each_other_on_paper(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 700, "height": 900})  # A4 at 96 dots an inch, less margins
    page.goto((site / "en/cases/pinghe.html").as_uri() + "?view=both")
    page.wait_for_selector(".cb-both")
    page.emulate_media(media="print")
    assert page.evaluate(BESIDE, "p-aaaaa4")["beside"]
    assert page.locator(".cb-views").is_hidden()


@pytest.mark.browser
def test_without_a_script_the_links_lead_to_both_pages(browser: Browser, site: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((site / "cases/pinghe.html").as_uri())
    assert page.locator(".cb-views__both").is_hidden()
    page.locator(".cb-views a[hreflang=en]").click()
    assert page.locator("h1").inner_text() == "Branches on the stairwell"
    assert page.locator("#p-aaaaa5 + .cb-now").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("path", ["cases/pinghe.html", "en/cases/pinghe.html"])
def test_a_term_is_explained_beside_it_by_mouse_and_keys(page: Page, root: str, path: str) -> None:
    page.goto(root + path)
    term = page.locator("a.cb-term").first
    term.click()
    note = page.locator(".cb-term-note")
    assert note.is_visible()
    assert page.locator(f"{term.get_attribute('href')} dt").text_content() in note.inner_text()
    assert term.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert note.is_hidden()
    term.focus()
    page.keyboard.press("Space")
    assert note.is_visible()
    assert page.locator("h1 a.cb-term, h2 a.cb-term, a a.cb-term").count() == 0
