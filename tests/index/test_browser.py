"""The search box in a real browser, from a server and from a folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scraper.text.tokens import fold, fold_pairs, stem

from .browsing import SCRIPTS, SEARCH, box, options, search, visit, write_page
from .corpus import corpus

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def home(browser: Browser, base: str) -> Iterator[Page]:
    """The Chinese home page, for searches without the box."""
    with visit(browser, base) as page:
        yield page


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    """The Chinese home page, fresh."""
    with visit(browser, base) as page:
        yield page


# --- what is found ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "url", "anchor"),
    [
        ("民生", "cases/minsheng.html", "p-m2"),
        ("居民投票", "cases/minsheng.html", "p-m2"),
        ("么说", "cases/minsheng.html", "p-m1"),
        ("生项目由居", "cases/minsheng.html", "p-m2"),
        ("隨著票數", "cases/minsheng.html", "p-m2"),
        ("投票選出", "cases/minsheng.html", "p-m2"),
        ("邻里议事厅", "cases/traditional.html", "p-t1"),
        ("鄰里議事廳設在樓下", "cases/traditional.html", "p-t1"),
        ("１１７台", "cases/figures.html", "p-f1"),
        ("5200户", "cases/figures.html", "p-f1"),
        ("5,200户", "cases/figures.html", "p-f1"),
        ("具体的图纸", "cases/figures.html", "p-f2"),
        ("净水器", "cases/figures.html", "p-f1"),
        ("苏南", "cases/minsheng.html", ""),
        ("投票是怎么选出项目的", "cases/minsheng.html", "p-m2"),
        ("厅", "cases/traditional.html", "p-t1"),
        ("purifier", "en/cases/figures.html", "p-f1"),
        ("Water Purifiers", "en/cases/figures.html", "p-f1"),
        ("where are the purifiers", "en/cases/figures.html", "p-f1"),
        ("purif", "en/cases/figures.html", "p-f1"),
    ],
)
def test_a_query_finds_its_page_and_paragraph(
    home: Page, query: str, url: str, anchor: str
) -> None:
    best = search(home, query)[0]
    assert (best["url"], best["anchor"]) == (url, anchor)


def test_every_title_finds_its_page(home: Page) -> None:
    wanted = {record.title: record.url for record in corpus()}
    found = {title: search(home, title, limit=1)[0]["url"] for title in wanted}
    assert found == wanted


@pytest.mark.parametrize(
    ("lang", "order"), [("zh", ["cases/figures.html", "en/cases/figures.html"]), ("en", None)]
)
def test_the_readers_language_comes_first(home: Page, lang: str, order: list[str] | None) -> None:
    expected = order or ["en/cases/figures.html", "cases/figures.html"]
    assert [found["url"] for found in search(home, "117", lang=lang)] == expected


def test_pages_with_all_terms_come_before_those_with_some(home: Page) -> None:
    found = search(home, "居民投票 晾衣架", limit=60)
    full = [result["full"] for result in found]
    assert full == sorted(full, reverse=True)
    assert not all(full)
    scores = [result["score"] for result in found]
    assert scores == sorted(scores, reverse=True)


def test_a_long_paragraph_is_cut_around_the_words(home: Page) -> None:
    best = search(home, "晾衣架 全年")[0]
    assert len(best["excerpt"]) < 100
    marked = {best["excerpt"][start:end] for start, end in best["marks"]}
    assert marked == {"晾衣架", "全年"}


@pytest.mark.parametrize(
    "query",
    [
        "",
        " \t\n",
        "，。！",
        "😀🎉",
        "\x00\x01\x1b[0m",
        "\ud800",
        "党\udfff建",
        "的",
        "the of",
        "不相干的火星移民计划",
        "楼" * 10_000,
        "x" * 10_000,
        "﷽𠀀𠀁",
        "__proto__ constructor",
        '"><img src=x onerror=window.hacked=1>',
        ".*+?^${}()|[]\\",
    ],
)
def test_odd_queries_give_an_answer(home: Page, query: str) -> None:
    found = home.evaluate(
        f"async (codes) => ({SEARCH})([String.fromCharCode(...codes), {{lang: 'zh'}}])",
        list(memoryview(query.encode("utf-16-le", "surrogatepass")).cast("H")),
    )
    assert isinstance(found, list)


def test_browser_and_index_fold_and_stem_alike(home: Page) -> None:
    texts = [text for r in corpus() for s in r.sections for text in (r.title, s.heading, s.text)]
    texts += ["ＡＢＣ①㈠", "1,234,567", "12,3456", "〔2018〕5号〔具〕", "隨著著名麼什么", "ｶﾀ々〇"]
    words = ["communities", "committees", "status", "address", "gas", "cases", "goes", "117s"]
    in_browser = home.evaluate(
        """([texts, words, pairs]) => {
            const { fold, pairMap, stem } = casebookSearch.text;
            const map = pairMap(pairs);
            return [texts.map((text) => fold(text, map).folded), words.map(stem)];
        }""",
        [texts, words, fold_pairs()],
    )
    assert in_browser == [[fold(text) for text in texts], [stem(word) for word in words]]


def test_the_sources_work_as_they_are(
    browser: Browser, serve: Callable[[Path], str], searchable: Path, tmp_path: Path
) -> None:
    shutil.copytree(searchable / "search", tmp_path / "search")
    shutil.copytree(SCRIPTS, tmp_path / "assets" / "search")
    write_page(tmp_path / "index.html", "zh")
    with visit(browser, serve(tmp_path)) as page:
        assert search(page, "居民投票")[0]["url"] == "cases/minsheng.html"


def test_a_query_loads_little(browser: Browser, base: str) -> None:
    with visit(browser, base) as page:
        names: list[str] = []
        page.on("request", lambda r: names.append(r.url.removeprefix(base).split("?")[0]))
        search(page, "民生", limit=1)
        index = [name for name in names if name.startswith("search/")]
        assert len(index) == 3  # manifest, shard, one page
        search(page, "鄰里議事廳")
        assert any(name.startswith("search/fold/") for name in names)


# --- the box ----------------------------------------------------------------------------------


def test_results_show_what_was_found_and_where(page: Page) -> None:
    box(page).press_sequentially("居民投票")
    first = options(page).first
    expect(first).to_contain_text("一件民生实事")
    expect(first).to_contain_text("十进社区 · 苏南柳湾社区")
    expect(first.locator("mark")).to_have_text("居民投票")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status")).to_contain_text("找到 1 篇。")
    first.click()
    page.wait_for_url("**/cases/minsheng.html#p-m2")


def test_the_keyboard_is_enough(page: Page, base: str) -> None:
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.type("议事厅")
    expect(options(page).first).to_contain_text("繁體頁")
    page.keyboard.press("Escape")
    expect(options(page).first).to_be_hidden()
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    active = box(page).get_attribute("aria-activedescendant")
    assert active == options(page).first.get_attribute("id")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}cases/traditional.html#p-t1")


def test_a_page_deep_in_the_english_site(browser: Browser, base: str) -> None:
    with visit(browser, base, "en/cases/figures.html") as page:
        page.get_by_role("combobox", name="Search").press_sequentially("117")
        expect(page.get_by_role("status")).to_contain_text("1 result.")
        expect(options(page)).to_have_count(1)  # the case once, in the reader's language
        box(page).fill("议事厅")
        expect(options(page).first).to_contain_text("Chinese")
        options(page).first.click()
        page.wait_for_url(f"{base}cases/traditional.html#p-t1")


def test_hostile_text_is_shown_as_text(page: Page) -> None:
    box(page).press_sequentially("恶意")
    first = options(page).first
    expect(first).to_contain_text("恶意标题<img src=x onerror=window.hacked=1>")
    expect(first).to_contain_text("恶意段落<img src=x onerror=window.hacked=1></script><b>")
    expect(first).to_contain_text("<i>楼组</i> · <svg onload=window.hacked=1>")
    assert first.locator("img, b, i, svg, script").count() == 0


def test_nothing_found_and_nothing_to_look_for(page: Page) -> None:
    box(page).fill("饕餮<tt>")
    expect(page.get_by_role("status")).to_contain_text("没有找到与“饕餮<tt>”")
    box(page).fill("😀")
    expect(page.get_by_role("status")).to_have_text("请输入汉字、字母或数字。")
    box(page).fill("楼" * 10_000)
    expect(page.get_by_role("status")).to_contain_text("只用了前 100 个字符")
    box(page).fill("")
    expect(page.locator(".cb-search__panel")).to_be_hidden()


def test_a_late_answer_to_an_old_query_is_dropped(page: Page) -> None:
    page.evaluate("""() => {
        const find = casebookSearch.find;
        const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        window.late = new Promise((resolve) => {
            casebookSearch.find = async (query, options) => {
                if (query === "民生") await wait(500);
                const answer = await find(query, options);
                if (query === "民生") setTimeout(resolve);
                return answer;
            };
        });
    }""")
    box(page).fill("民生")
    page.wait_for_timeout(200)
    box(page).fill("净水器")
    expect(options(page).first).to_contain_text("数字与设备")
    page.evaluate("window.late")
    expect(options(page).first).to_contain_text("数字与设备")


def test_a_missing_index_is_said(
    browser: Browser, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    shutil.copytree(SCRIPTS, tmp_path / "assets" / "search")
    write_page(tmp_path / "index.html", "zh")
    page = browser.new_page()
    page.goto(serve(tmp_path) + "index.html")
    box(page).fill("民生")
    expect(page.get_by_role("status")).to_have_text("未能载入搜索数据，请刷新页面后再试。")
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_panel_fits_and_nothing_moves(browser: Browser, base: str, width: int) -> None:
    static = browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=False
    )
    still = static.new_page()
    still.goto(f"{base}index.html")
    before = still.locator("main").bounding_box()
    static.close()
    with visit(browser, base, width=width) as page:
        box(page).fill("全年")
        expect(options(page)).to_have_count(8)
        panel = page.locator(".cb-search__panel").bounding_box()
        assert page.locator("main").bounding_box() == before
        assert panel is not None
        assert panel["x"] >= 0
        assert panel["x"] + panel["width"] <= width
        if width == 390:
            assert (panel["x"], panel["width"]) == (0, 390)
            assert panel["y"] + panel["height"] == 800
            page.get_by_role("button", name="关闭搜索结果").click()
            expect(options(page).first).to_be_hidden()


def test_on_a_phone_a_box_far_down_makes_room_for_its_results(browser: Browser, base: str) -> None:
    with visit(browser, base, width=390) as page:
        page.evaluate("""() => {
            document.body.style.paddingTop = "600px";
            document.body.style.minHeight = "3000px";
        }""")
        box(page).fill("全年")
        expect(options(page)).to_have_count(8)
        panel, field = page.locator(".cb-search__panel").bounding_box(), box(page).bounding_box()
        assert panel is not None
        assert field is not None
        assert field["y"] == pytest.approx(64, abs=1)
        assert 0 <= panel["y"] - (field["y"] + field["height"]) <= 8
