"""No word of a capture, a case file, a translation or a setting becomes markup or runs.

pytest tests/safety/test_site.py --all -s
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from .conftest import pages_of
from .hostile import Made
from .shapes import Shape, departures
from .watching import Watch, watched

MOST_SAMPLED = 14
"""Cases visited, at most, where not all vectors are asked for."""
_SEARCHES = """
async ([words, step]) => {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const box = document.querySelector(".cb-results__input, .cb-search__input");
  for (const word of words) {
    location.hash = new URLSearchParams({ q: word }).toString();
    box.value = word;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    await casebookSearch.search(word, { lang: "zh" }).catch(() => {});
    await wait(step);
  }
  await wait(300);
}
"""


def addresses(site: Path, *, everything: bool) -> list[str]:
    """Pages to visit; of many cases that are alike, every n-th."""
    pages = (page.relative_to(site).as_posix() for page in pages_of(site))
    found = [page for page in pages if page != "404.html"]  # only a server shows that one
    if everything:
        return found
    others = [name for name in found if "cases/" not in name]
    cases = [name for name in found if "cases/" in name]
    return [*others[::4], *cases[:: -(-len(cases) // MOST_SAMPLED)]]


@pytest.fixture(params=["file, no policy", "http, policy"])
def eyes(
    request: pytest.FixtureRequest,
    browser: Browser,
    hostile: Made,
    serve: Callable[[Path], str],
) -> Iterator[tuple[Watch, Page]]:
    """A watched page on the hostile site: with our policy, and with all left to the markup."""
    over_http = request.param.startswith("http")
    root = serve(hostile.site) if over_http else hostile.site.as_uri() + "/"
    with watched(browser, root, policy=over_http) as (watch, page):
        yield watch, page


def test_every_file_is_filed_or_refused_by_name_and_the_site_is_built(hostile: Made) -> None:
    print(f"\nfiled {hostile.captured}, refused {len(hostile.refused)}")
    assert hostile.captured > 4 * len(hostile.refused)
    assert hostile.built.cases > hostile.captured / 2
    assert all(error.mend for error in hostile.refused)


def test_no_page_holds_an_element_that_no_template_put_there(
    hostile: Made, shape: Shape, words: Sequence[str]
) -> None:
    pages = pages_of(hostile.site)
    found = [what for page in pages for what in departures(page, shape)]
    print(f"\n{len(words)} vectors, {len(pages)} pages, {len(found)} departures")
    assert found == []


@pytest.mark.browser
def test_the_watch_sees_what_runs(
    browser: Browser, tmp_path: Path, serve: Callable[[Path], str]
) -> None:
    """The other tests here prove nothing unless this one fails to be quiet."""
    page = "<body><img src=x onerror=__xss()><b onmouseover=__xss()>b</b><img src=//a.invalid/x>"
    (tmp_path / "bad.html").write_text(page, encoding="utf-8")
    with watched(browser, serve(tmp_path), policy=False) as (watch, tab):
        watch.visit(tab, "bad.html")
    assert sum("__xss" in what for what in watch.ran) >= 2
    assert watch.outside == ["http://a.invalid/x"]


@pytest.mark.browser
def test_the_policy_refuses_what_would_run(
    browser: Browser, hostile: Made, serve: Callable[[Path], str]
) -> None:
    page = (hostile.site / "index.html").read_text(encoding="utf-8")
    bad = page.replace("</body>", "<img src=x onerror=__xss()><script>__xss()</script></body>")
    (hostile.site / "bad.html").write_text(bad, encoding="utf-8")
    try:
        with watched(browser, serve(hostile.site), policy=True) as (watch, tab):
            watch.visit(tab, "bad.html")
    finally:
        (hostile.site / "bad.html").unlink()
    assert watch.ran
    assert not [what for what in watch.ran if "__xss()" in what]


@pytest.mark.browser
def test_nothing_runs_and_nothing_is_asked_of_others(
    eyes: tuple[Watch, Page], hostile: Made, shape: Shape, everything: bool
) -> None:
    watch, page = eyes
    for address in addresses(hostile.site, everything=everything):
        watch.visit(page, address)
    print(f"\n{watch.pages} pages; ran {len(watch.ran)}, outside {len(watch.outside)}")
    assert watch.is_quiet(), (watch.ran, watch.outside, watch.odd)


@pytest.mark.browser
def test_what_scripts_add_to_a_page_is_text(
    browser: Browser, usual: Watch, hostile: Made, words: Sequence[str], everything: bool
) -> None:
    """Search, side by side, comparison, filters: they draw only what they draw of plain words."""
    with watched(browser, hostile.site.as_uri() + "/", policy=False) as (watch, page):
        tour(watch, page, hostile, words if everything else words[::6])
    print(f"\n{watch.pages} looks; ran {len(watch.ran)}, outside {len(watch.outside)}")
    assert watch.is_quiet(), (watch.ran, watch.outside, watch.odd)
    assert watch.pairs - usual.pairs == set()


@pytest.fixture(scope="module")
def usual(browser: Browser, plain: Made) -> Watch:
    """What was seen on the same tour of the site in plain words."""
    with watched(browser, plain.site.as_uri() + "/", policy=True) as (watch, page):
        tour(watch, page, plain, ("平常话1", "志愿者", "\u200b", "平常话"))
    assert watch.is_quiet(), (watch.ran, watch.outside)
    return watch


def tour(watch: Watch, page: Page, made: Made, words: Sequence[str]) -> None:
    """Visit what scripts draw, with these words in queries and addresses."""
    hands = sorted(file.stem for file in (made.site / "cases").glob("hand-*.html"))
    few = words[:: -(-len(words) // 4)]
    for root in ("", "en/"):
        watch.visit(page, f"{root}search.html#q={quote(words[0])}")
        for start in range(0, len(words), 20):
            page.evaluate(_SEARCHES, [list(words[start : start + 20]), 15])
            watch.look(page)
        watch.visit(page, f"{root}index.html")
        for word in few:
            page.locator(".cb-search__input, .cb-results__input").first.fill(word[:200])
            page.wait_for_timeout(200)
            watch.look(page)
        for start in range(0, min(len(hands), len(words)), 4):
            watch.visit(page, f"{root}compare.html?c={','.join(hands[start : start + 4])}")
        watch.visit(page, f"{root}compare.html?m=grid,brand")
        for id_ in hands[:3]:
            watch.visit(page, f"{root}cases/{id_}.html?view=both")
    for word in few:
        said = quote(word[:2000], safe="")
        for address in ("compare.html?c=", "compare.html?m=", "cases/hand-0.html?view="):
            watch.visit(page, f"{address}{said}#{said}")
