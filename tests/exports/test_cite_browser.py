"""The cite block in a real browser, on pages opened from a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

ADDRESS = "https://casebook.example/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    yield context.new_page()
    context.close()


def _open(page: Page, site: Path, path: str) -> list[str]:
    page.goto(f"{site.as_uri()}/{path}")
    return page.locator(".cb-cite__here .cb-cite__text").all_inner_texts()


def _first_passage(site: Path) -> str:
    text = (site / "cases/xinchenglu.html").read_text(encoding="utf-8")
    found = re.search(r'id="(p-[a-z0-9]+)"', text)
    assert found is not None
    return found[1]


def test_the_reader_gets_the_passage_and_their_own_day(page: Page, site: Path) -> None:
    passage = _first_passage(site)
    (gb,) = _open(page, site, f"cases/xinchenglu.html#{passage}")
    assert f"[{date.today().isoformat()}]. {ADDRESS}cases/xinchenglu.html#{passage}." in gb
    iso, english_gb = _open(page, site, f"en/cases/xinchenglu.html#{passage}")
    today = date.today()
    assert f"[Accessed {today.day} {today:%B} {today.year}]" in iso.replace("\xa0", " ")
    assert iso.endswith(f"{ADDRESS}en/cases/xinchenglu.html#{passage}")
    assert english_gb.endswith(f"{ADDRESS}en/cases/xinchenglu.html#{passage}.")


def test_a_strange_fragment_changes_nothing(page: Page, site: Path) -> None:
    plain = _open(page, site, "cases/xinchenglu.html")
    for fragment in ("p-zzzzzz", "main", "<b>x</b>", "%E4%B8%80"):
        assert _open(page, site, f"cases/xinchenglu.html#{fragment}") == plain
        assert page.locator(".cb-cite__passage").is_hidden()


def test_the_sign_after_a_passage_chooses_it_and_the_whole_can_be_chosen_again(
    page: Page, site: Path
) -> None:
    whole = _open(page, site, "cases/xinchenglu.html")
    reference = page.locator(".cb-cite__here .cb-cite__text")
    page.locator(".cb-text .cb-anchor").first.click()
    expect(reference).to_have_text(re.compile(r"\.html#[ph]-[a-z0-9]+\.$"))
    dialog = page.locator("dialog button")
    if dialog.count():
        dialog.click()
    page.locator(".cb-cite__passage a").click()
    expect(reference).to_have_text(whole[0])


def test_copying_says_that_it_was_done(page: Page, site: Path) -> None:
    _open(page, site, "cases/xinchenglu.html")
    page.locator(".cb-cite__copy").first.click()
    expect(page.locator(".cb-cite__status")).to_have_text("已复制")


def test_without_scripts_the_references_stand(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    (gb,) = _open(page, site, "cases/xinchenglu.html")
    assert gb.endswith(f"{ADDRESS}cases/xinchenglu.html.")
    assert page.locator(".cb-cite__copy").count() == 0
    context.close()
