"""The site of the samples in a real browser, over http and from the folder, as a reader uses it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

PROJECT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the samples, built into a folder of its own."""
    folder = tmp_path_factory.mktemp("built")
    words = [sys.executable, "-m", "scraper", "build", "--site", folder / "site"]
    words += ["--docs", folder / "docs"]
    done = subprocess.run(words, cwd=PROJECT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(params=["http", "file"])
def root(request: pytest.FixtureRequest, site: Path, serve: Callable[[Path], str]) -> str:
    """Address of the site's root, with a slash at its end."""
    return serve(site) if request.param == "http" else site.as_uri() + "/"


@dataclass
class Watch:
    """What a page asked for and complained of."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda m: m.type in ("error", "warning") and self._note(m.text))
        page.on("pageerror", lambda error: self._note(str(error)))

    def _note(self, text: str) -> None:
        self.complaints.append(text)


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, root: str) -> Iterator[tuple[Page, str]]:
    """A page at the site's home; at the end nothing may have left the site or failed."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    opened = context.new_page()
    watch = Watch()
    watch.over(opened)
    opened.goto(root + "index.html")
    yield opened, root
    context.close()
    assert not watch.complaints
    assert not [url for url in watch.requests if not url.startswith(root)]


def test_from_home_to_model_to_case_to_english_and_back(page: tuple[Page, str]) -> None:
    tab, root = page
    tab.get_by_role("link", name="楼组党建").first.click()
    expect(tab).to_have_url(root + "models/building-group.html")
    tab.locator("main a[href*='cases/xinchenglu.html']").first.click()
    expect(tab).to_have_url(root + "cases/xinchenglu.html")
    assert tab.locator("html").get_attribute("lang") == "zh"
    tab.get_by_role("link", name="English").first.click()
    expect(tab).to_have_url(root + "en/cases/xinchenglu.html")
    assert tab.locator("html").get_attribute("lang") == "en"
    tab.get_by_role("link", name="中文").first.click()
    expect(tab).to_have_url(root + "cases/xinchenglu.html")


@pytest.mark.parametrize(
    ("start", "query", "expected"),
    [
        ("index.html", "联合党委", "cases/youjiang.html#"),
        ("en/cases/nanjing.html", "cohesion project", "en/cases/changning.html"),
        ("cases/index.html", "Ten into the Community", "cases/xinpu.html"),
    ],
)
def test_a_query_finds_the_case(
    page: tuple[Page, str], start: str, query: str, expected: str
) -> None:
    tab, root = page
    tab.goto(root + start)
    box = tab.get_by_role("combobox").first
    box.fill(query)
    hit = tab.locator(f"[role=option] a[href*='{expected}'], a[role=option][href*='{expected}']")
    hit.first.wait_for(timeout=5000)
    hit.first.click()
    assert expected in tab.url


def test_a_shared_paragraph_address_leads_to_the_paragraph(page: tuple[Page, str]) -> None:
    tab, root = page
    tab.goto(root + "cases/xinpu.html")
    link = tab.locator("a[href^='#p-']").first.get_attribute("href")
    assert link
    tab.goto(root + "cases/xinpu.html" + link)
    expect(tab.locator(f"[id='{link[1:]}']")).to_be_in_viewport()
