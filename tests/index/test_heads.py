"""Heads: what a list of results says before the texts of its pages are there."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from scraper.index import build_index
from scraper.model import Record, Section

from .browsing import box, options, visit, write_site
from .reader import Reader

MADE = tuple(
    Record(
        state,
        f"en/cases/{state}.html",
        "en",
        f"Parking in a {state} title",
        (Section("p-1", "", "Owners discuss parking."),),
        {"made": (state,), "place": ("Willow Bay",)},
    )
    for state in ("machine", "stale")
)
EARLY = """async () => {
    for (const query of ["parking", "owners"]) await casebookSearch.find(query, { lang: "en" });
    const first = [];
    const early = ({ results }) => first.push(results);
    for (let tries = 0; tries < 12 && !first.length; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 600));
        await casebookSearch.find("parking", { lang: "en", early });
    }
    const whole = await casebookSearch.find("parking", { lang: "en" });
    return [first[0], whole.results];
}"""


def test_a_head_is_what_the_page_says_of_itself() -> None:
    reader = Reader(dict(build_index(MADE)))
    lines = [
        line.split("\t") for line in reader.value(f"heads/{reader.pages[0] // 256}").split("\n")
    ]
    assert [int(number) for number, *_ in lines] == reader.pages
    for number, *head in lines:
        page = reader.page(int(number))
        assert head == [page["url"], page["title"], *page["shown"], page["made"]]
    assert {line[-1] for line in lines} == {"machine", "stale"}


def test_how_a_title_was_made_is_no_facet_and_no_word() -> None:
    reader = Reader(dict(build_index(MADE)))
    assert dict(reader.manifest["facets"]).keys() == {"place"}
    record = Record("a", "a.html", "en", "Parking", (), {"made": ("machine",)})
    assert not Reader(dict(build_index([record]))).entry("machine")


@pytest.mark.browser
def test_results_are_listed_before_their_passages(browser: Browser, base: str) -> None:
    with visit(browser, base, "en/index.html") as page:
        early, whole = page.evaluate(EARLY)
    assert [found["url"] for found in early] != []
    assert {found["excerpt"] for found in early} == {""}
    titles = {found["url"]: found["title"] for found in whole}
    assert all(titles.get(found["url"], found["title"]) == found["title"] for found in early)
    assert {found["url"] for found in early} & titles.keys()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("index.html", ("标题为机器翻译，未经审校", "标题的译文待更新")),
        ("en/index.html", ("title translated by a program", "title changed in Chinese")),
    ],
)
def test_a_result_says_how_its_title_was_made(
    browser: Browser, tmp_path: Path, start: str, words: tuple[str, str]
) -> None:
    write_site(tmp_path, MADE)
    with visit(browser, f"{tmp_path.as_uri()}/", start) as page:
        box(page).fill("parking")
        for state, said in zip(("machine", "stale"), words, strict=True):
            expect(options(page).filter(has_text=f"a {state} title")).to_contain_text(said)
