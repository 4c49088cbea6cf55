"""Names of one thing in both languages, and names kept apart: searched for in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from scraper.model import Record, Section
from scraper.rules.glossary import load_glossary
from scraper.rules.search import load_search_rules
from scraper.text.numerals import digits_of, numbers_in

from .browsing import search, visit, write_site

pytestmark = pytest.mark.browser


def page_of(id_: str, lang: str, title: str, text: str) -> Record:
    folder = "en/cases" if lang == "en" else "cases"
    section = Section("p-1", "", text)
    return Record(id_, f"{folder}/{id_}.html", lang, title, (section,))  # type: ignore[arg-type]


LIBRARY = (
    page_of("louzu", "zh", "一个门洞一支队伍", "这里的楼组党建从门洞做起，楼组长每周走访。"),
    page_of("louyu", "zh", "写字楼里的支部", "楼宇党建把支部建在写字楼里，楼宇里的白领也来报到。"),
    page_of("xiaozu", "zh", "小组的会", "党小组每月开一次会，组长轮流主持。"),
    page_of("dangzu", "zh", "机关的会", "局党组听取了汇报，小区的事由街道办理。"),
    page_of("wangge", "zh", "网格里的支部", "网格党建把支部建在网格上，服务跟着走。"),
    page_of("guanli", "zh", "分片包干", "网格化管理只管巡查和上报，与支部无关。"),
    page_of("gulou", "zh", "鼓楼的“两会”", "鼓楼区的“两会”是社区党建协调会和党建联席会。"),
    page_of("juwei", "zh", "选举那天", "居民委员会换届，选票当场清点。"),
    page_of("stairs", "en", "On the stairs", "Building-group Party building starts at the door."),
    page_of("office", "en", "In the tower", "Party building in office buildings, by lunch break."),
    page_of("numbers", "zh", "添置清单", "添了一百一十七台电脑，十个窗口，二〇一八年完成。"),
    page_of("xinpu", "zh", "新蒲新区的试点", "新蒲新区先试。"),
    page_of("a/b", "zh", "斜杠编号", "编号里有斜杠。"),
    page_of("restored", "zh", "残页", "借阅台上〔摆〕着三本账，末页只剩□□两字。"),
    Record("placed", "cases/placed.html", "zh", "按地名", (), {"place": ("上海市嘉定区",)}),
    Record("empty", "cases/empty.html", "zh", "只有标题没有正文", ()),
    Record("mark", "cases/mark.html", "zh", "……", ()),
    Record("long", "cases/long.html", "zh", "长标题" * 2000, ()),
    Record(
        "__proto__",
        "cases/proto.html",
        "zh",
        "原型",
        (),
        {"__proto__": ("甲",), "constructor": ("乙",)},
    ),
)


NUMBERS = [
    "十",
    "十二",
    "二十",
    "一百一十七",
    "一百零五",
    "两百",
    "二〇一八",
    "五万",
    "三亿五千万",
    "5万",
    "3.6万",
    "0.00012万",
    "百",
    "十百",
    "一二百",
    "万",
    "万万",
    "亿",
    "千千",
    "一万零三十",
]


@pytest.fixture(scope="module")
def home(
    browser: Browser, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("names")
    write_site(folder, LIBRARY, load_glossary())
    with visit(browser, serve(folder)) as page:
        yield page


def ids(page: Page, query: str, lang: str = "zh") -> list[str]:
    return [found["id"] for found in search(page, query, lang=lang, limit=20)]


@pytest.mark.parametrize(
    ("query", "lang", "first"),
    [
        ("building-group Party building", "zh", "louzu"),
        ("Building Group Party Building", "en", "stairs"),
        ("楼组党建", "en", "stairs"),
        ("楼组党建", "zh", "louzu"),
        ("grid management", "zh", "guanli"),
        ("居委会", "zh", "juwei"),
        ("xinpu", "zh", "xinpu"),
        ("xīn pǔ", "zh", "xinpu"),
        ("新蒲", "en", "xinpu"),
        ("117台", "zh", "numbers"),
        ("10个窗口", "zh", "numbers"),
        ("2018年", "zh", "numbers"),
        ("電腦一百一十七台", "zh", "numbers"),
        ("斜杠编号", "zh", "a/b"),
        ("xin pu xin qu", "zh", "xinpu"),
        ("xpxq", "zh", "xinpu"),
        ("dangxiaozu", "zh", "xiaozu"),
        ("嘉定", "zh", "placed"),
        ("jiading", "en", "placed"),
        ("只有标题没有正文", "zh", "empty"),
        ("长标题", "zh", "long"),
    ],
)
def test_a_page_is_found_by_any_name_in_any_writing(
    home: Page, query: str, lang: str, first: str
) -> None:
    assert ids(home, query, lang)[0] == first


@pytest.mark.parametrize(
    ("query", "found", "apart"),
    [
        ("楼组", "louzu", "louyu"),
        ("楼宇", "louyu", "louzu"),
        ("楼组党建", "louzu", "louyu"),
        ("党小组", "xiaozu", "dangzu"),
        ("党组", "dangzu", "xiaozu"),
        ("网格党建", "wangge", "guanli"),
        ("网格化管理", "guanli", "wangge"),
    ],
)
def test_names_kept_apart_stay_apart(home: Page, query: str, found: str, apart: str) -> None:
    results = ids(home, query)
    assert results[0] == found
    assert apart not in results


def test_the_national_sessions_are_not_the_two_bodies_of_gulou(home: Page) -> None:
    assert "gulou" not in ids(home, "全国人民代表大会")
    assert ids(home, "鼓楼两会")[0] == "gulou"


def test_a_name_in_the_other_language_is_marked_where_it_stands(home: Page) -> None:
    best = search(home, "building-group Party building")[0]
    assert "楼组党建" in [best["excerpt"][start:end] for start, end in best["marks"]]


def test_a_restored_passage_is_found_as_if_whole_and_shown_as_restored(home: Page) -> None:
    best = search(home, "台上摆着三本账")[0]
    assert best["id"] == "restored"
    assert best["full"]
    assert "〔摆〕着三本账，末页只剩□□两字" in best["excerpt"]
    assert [best["excerpt"][start:end] for start, end in best["marks"]] == ["台上〔摆〕着三本账"]


def test_a_question_finds_what_it_asks_about(home: Page) -> None:
    for question in ("选票当场清点是怎么做的？", "请问选票当场清点有哪些办法", "如何选票当场清点"):
        best = search(home, question)[0]
        assert (best["id"], best["said"]) == ("juwei", True), question


@pytest.mark.parametrize("name", ["__proto__", "constructor", "toString", "hasOwnProperty"])
def test_facets_of_any_name(home: Page, name: str) -> None:
    answer = home.evaluate(
        """(name) => casebookSearch.find("原型", {
            lang: "zh", counts: true, facets: Object.fromEntries([[name, ["甲", "乙"]]]),
        }).then(({ total, facets }) => [total, Object.entries(facets)])""",
        name,
    )
    known = name in ("__proto__", "constructor")
    assert answer[0] == int(known)
    assert {"__proto__", "constructor", "language"} <= {facet for facet, _ in answer[1]}


def test_numbers_are_read_alike_in_browser_and_index(home: Page) -> None:
    texts = [r.title + "".join(s.text for s in r.sections) for r in LIBRARY]
    texts += [f"共{word}个" for word in NUMBERS]
    measures = load_search_rules().measures
    in_browser = home.evaluate(
        """([words, texts, measures]) => {
            const { digitsOf, numbersIn } = casebookSearch.text;
            const told = ({ start, end, value }) => [start, end, value];
            return [words.map(digitsOf), texts.map((t) => numbersIn(t, measures).map(told))];
        }""",
        [NUMBERS, texts, measures],
    )
    here = [[list(found) for found in numbers_in(text, measures)] for text in texts]
    assert in_browser == [[digits_of(word) for word in NUMBERS], here]
