"""Further queries: what is fetched, and when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, Page

from scraper.index.pieces import HEAVY, manifest, unpack
from scraper.model import Record, Section
from scraper.rules.search import SearchRules
from scraper.text.tokens import fold_blocks, fold_pairs

from .browsing import box, options, search, visit, write_site

SAID = "车难花去312万元"
PARTS = ("停车难花去{}万元。", "这里另有312万元未花。", "去年{}万元用来修路，停车难花去的是小数。")
PAGES = 24


def test_the_manifest_names_the_shards_that_are_heavy() -> None:
    sizes = {b"\x4e\x00": 3000, b"\x5e\x00": HEAVY, b"\x4f\x00": HEAVY - 1, b"\x6e\x00": 9 * HEAVY}
    head = unpack(manifest(1, {}, sizes, SearchRules()))
    assert head["heavy"] == "20"  # the third of four in order, and the one right after it


def test_characters_in_daily_use_are_folded_by_one_piece() -> None:
    blocks = fold_blocks()
    pairs = [text[at : at + 2] for text in blocks.values() for at in range(0, len(text), 2)]
    whole = fold_pairs()
    assert sorted(pairs) == [whole[at : at + 2] for at in range(0, len(whole), 2)]
    assert {"國国", "議议", "麼么", "隨随"} <= {p for p in pairs if p in blocks["common"]}
    assert "鿓" not in blocks["common"]


def records() -> tuple[Record, ...]:
    """Pages that hold all parts of a phrase, of which the last alone says it."""
    chance = Random("parts")
    made = []
    for number in range(PAGES):
        lines = [chance.choice(PARTS).format(chance.randint(313, 399)) for _ in range(40)]
        lines[chance.randrange(40)] = PARTS[1]
        if number == PAGES - 1:
            lines[-1] = f"停{SAID}。"
        sections = tuple(Section(f"p-{at}", "", line) for at, line in enumerate(lines))
        made.append(Record(f"r{number}", f"cases/r{number}.html", "zh", f"第{number}页", sections))
    return tuple(made)


@pytest.fixture(scope="module")
def home(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A site of these pages, from a folder."""
    folder: Path = tmp_path_factory.mktemp("further")
    write_site(folder, records())
    with visit(browser, f"{folder.as_uri()}/") as page:
        yield page


@pytest.mark.browser
@pytest.mark.parametrize("limit", [1, 3, 10])
def test_the_page_that_says_a_phrase_is_first_however_few_are_asked_for(
    home: Page, limit: int
) -> None:
    assert search(home, SAID, limit=limit)[0]["url"] == f"cases/r{PAGES - 1}.html"


@pytest.mark.browser
def test_what_is_no_longer_wanted_reads_no_pages(browser: Browser, base: str) -> None:
    with visit(browser, base) as page:
        search(page, "投票")
        names: list[str] = []
        page.on("request", lambda r: names.append(r.url.removeprefix(base).split("?")[0]))
        page.evaluate("""() => {
            let wanted = true;
            setTimeout(() => { wanted = false; });
            return casebookSearch.find("邻里议事厅", { wanted: () => wanted });
        }""")
        assert any(name.startswith("search/terms/") for name in names)
        assert sum(name.startswith("search/pages/") for name in names) <= 1  # a guess


@pytest.mark.browser
def test_keys_in_a_quick_row_end_with_the_answer_to_all_of_them(
    browser: Browser, base: str
) -> None:
    with visit(browser, base) as page:
        box(page).press_sequentially("鄰里議事廳", delay=15)
        options(page).first.wait_for()
        page.wait_for_function(
            "() => document.querySelector('.cb-search__excerpt').textContent.includes('議事廳')"
        )
        assert options(page).first.get_attribute("href") == f"{base}cases/traditional.html#p-t1"
