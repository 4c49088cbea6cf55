"""The style sheet's colours, and the site in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from sample_library import HOSTILE

from scraper.text.escape import one_line

STYLE = Path(__file__).parents[2] / "theme/assets/casebook/casebook.css"
PAIRS = (
    *product(("ink", "soft", "red"), ("paper", "card", "red-wash")),
    *(("ink", f"{colour}-wash") for colour in ("amber", "blue")),
    *((colour, f"{colour}-wash") for colour in ("amber", "green", "blue")),
    *product(("ink", "soft", "red", "amber", "blue"), ("target",)),
    ("red", "amber-wash"),
    ("red", "blue-wash"),
)


def schemes() -> dict[str, dict[str, str]]:
    """The colours by name: the light ones, and the dark ones as they are stated twice."""
    blocks = re.findall(
        r"(?m)^ *(:root|\[data[^{]*|\.no-js) \{\n(.*?)\n *\}", STYLE.read_text(), re.S
    )
    found = {}
    for selector, block in blocks[:3]:
        found[selector.strip()] = dict(re.findall(r"--cb-([\w-]+): (#\w{6});", block))
    return found


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [":root", '[data-md-color-scheme="slate"]'])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_has_enough_contrast(scheme: str, text: str, ground: str) -> None:
    colours = schemes()[scheme]
    light, dark = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_dark_colours_are_the_same_with_and_without_script() -> None:
    assert schemes()['[data-md-color-scheme="slate"]'] == schemes()[".no-js"]


@pytest.fixture(params=["file", "http"])
def root(request: pytest.FixtureRequest, site: Path, serve: Callable[[Path], str]) -> str:
    return f"{site.as_uri()}/" if request.param == "file" else serve(site)


@pytest.fixture
def page(browser: Browser) -> Page:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="light")
    return context.new_page()


@pytest.mark.browser
def test_a_reader_goes_from_home_to_a_case_and_its_english_and_back(page: Page, root: str) -> None:
    faults: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{root}index.html")
    page.get_by_role("link", name="楼组党建", exact=True).first.click()
    page.get_by_role("link", name="让支部走进楼道").click()
    assert page.locator("h1").inner_text() == "让支部走进楼道"
    page.locator(".cb-language").click()
    assert page.locator("h1").inner_text() == "Branches on the stairwell"
    page.get_by_role("link", name="In the text").first.click()
    assert page.url.endswith("en/cases/pinghe.html#p-aaaaa4")
    page.locator(".cb-language").click()
    assert page.locator("h1").inner_text() == "让支部走进楼道"
    assert faults == []
    assert [url for url in asked if not url.startswith(root)] == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize(
    "name",
    ["index.html", "en/cases/pinghe.html", "en/models/joint-committee.html", "glossary.html"],
)
def test_no_page_is_wider_than_the_screen(page: Page, site: Path, width: int, name: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((site / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
@pytest.mark.parametrize(
    "name",
    ["index.html", "cases/pinghe.html", "en/cases/pinghe.html", "models/building-group.html"],
)
def test_a_finger_finds_what_it_taps(browser: Browser, site: Path, name: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto((site / name).as_uri())
    low = page.evaluate(
        """[...document.querySelectorAll("a:not(.cb-skip, .cb-anchor), button, summary, input")]
        .filter(e => e.offsetParent && getComputedStyle(e, "::after").position !== "absolute")
        .filter(e => e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML)"""
    )
    assert low == []


@pytest.mark.browser
def test_the_link_of_a_passage_never_begins_a_line(page: Page, site: Path) -> None:
    page.goto((site / "cases/pinghe.html").as_uri())
    wrapped = page.evaluate(
        """[...Array(40).keys()].filter(count => {
        const link = document.querySelector("#p-aaaaa4 > .cb-anchor");
        link.previousSibling.textContent = "字".repeat(count + 1);
        const text = document.createRange();
        text.selectNodeContents(link.previousSibling);
        const last = [...text.getClientRects()].pop();
        return link.getBoundingClientRect().top >= last.bottom;
        })"""
    )
    assert wrapped == []


@pytest.mark.browser
def test_the_chosen_scheme_is_kept(page: Page, site: Path, serve: Callable[[Path], str]) -> None:
    def ground() -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    root = serve(site)
    page.goto(f"{root}index.html")
    light = ground()
    page.get_by_role("button", name="切换浅色或深色").click()
    dark = ground()
    assert dark != light
    page.goto(f"{root}en/cases/pinghe.html")
    assert ground() == dark
    page.get_by_role("button", name="Switch between light and dark").click()
    assert ground() == light


@pytest.mark.browser
def test_print_shows_the_notices_and_not_the_navigation(page: Page, site: Path) -> None:
    page.goto((site / "cases/pinghe.html").as_uri())
    page.emulate_media(media="print")
    for shown in ("h1", ".cb-note--cut", "#cut", ".cb-note--rights", "#p-aaaab3"):
        assert page.locator(shown).is_visible(), shown
    for hidden in (".cb-header", ".cb-footer", ".cb-contents", "#p-aaaab3 .cb-anchor"):
        assert not page.locator(hidden).is_visible(), hidden


@pytest.mark.browser
def test_hostile_words_are_text_to_a_browser(page: Page, site: Path) -> None:
    changed: list[tuple[str, str]] = []
    alerts: list[str] = []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    for number, words in enumerate(HOSTILE):
        said = " ".join(one_line(words).split())
        name = f"cases/hostile-{number}.html"
        page.goto((site / name).as_uri())
        for id in ("h-ddddd2", "p-ddddd4", "p-ddddd5"):
            shown = " ".join((page.locator(f"#{id}").text_content() or "").split())
            if shown != said:
                changed.append((name, shown))
    assert changed == []
    assert alerts == []
