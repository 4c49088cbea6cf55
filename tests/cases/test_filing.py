"""Identity, duplicates and cleaning notes: what filing keeps from one time to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from scraper.cases import Known, draft_articles, file_drafts
from scraper.cases.identity import case_id
from scraper.model import Article, Block, Capture, Case, Change, Place
from scraper.rules.filing import FilingRules

CAPTURE = Capture(b"", "a" * 64, "one.txt", "text/plain", captured="2026-11-21", rights="版权所有")
OTHER = Capture(b"", "b" * 64, "two.txt", "text/plain")
TEXT = (
    "杭州市拱墅区从楼道做起，把党小组建在楼组里，每月开一次议事会。",
    "拱墅区在每个楼组设一名楼组长，由退休教师和在职党员轮流担任。",
    "居民的事情居民商量，商量好的事情写进公约，公约贴在每个门洞里。",
    "两年下来，门洞里的杂物少了，晚上串门的人多了，投诉也少了。",
)
ELSEWHERE = (
    "杭州市拱墅区的另一个做法是请物业公司到场，三方坐在一张桌子前面。",
    "业主委员会先讲账目，物业公司再讲维修，社区最后讲下个月的安排。",
    "拱墅区把这种会称为板凳会，因为每个人都自己带着凳子来。",
)


def article(
    *lines: str, number: int = 1, title: str = "楼组里的议事会", truncated: bool = False
) -> Article:
    blocks = tuple(Block("p", line) for line in lines)
    cut = "mid-sentence" if truncated else ""
    return Article("one.txt", number, title, blocks, truncated, cut)


def file_articles(
    articles: Sequence[Article], capture: Capture, known: Sequence[Case], rules: FilingRules
) -> tuple[Case, ...]:
    """What `casebook add` does with the articles of a capture."""
    return file_drafts(draft_articles(articles, capture, rules), capture, Known(known), rules)


def test_a_case_knows_its_source_and_completeness(rules: FilingRules) -> None:
    (case,) = file_articles([article(*TEXT, truncated=True)], CAPTURE, (), rules)
    assert case.id == "gongshu"
    assert (case.source.capture, case.source.name) == ("a" * 16, "one.txt")
    assert (case.rights, case.source.captured) == ("版权所有", "2026-11-21")
    assert (case.completeness.state, case.completeness.why) == ("cut", "mid-sentence")
    assert case.completeness.paragraph == case.paragraphs[-1].id
    match = case.models[0]
    assert match.id == "building-group"
    assert match.sentence in next(p.text for p in case.paragraphs if p.id == match.paragraph)


def test_filing_again_changes_nothing(rules: FilingRules) -> None:
    articles = [article(*TEXT), article(*ELSEWHERE, number=2, title="板凳会")]
    first = file_articles(articles, CAPTURE, (), rules)
    assert [case.id for case in first] == ["gongshu", "gongshu-hangzhou"]
    assert file_articles(articles, CAPTURE, first, rules) == first


def test_an_edited_text_keeps_its_ids(rules: FilingRules) -> None:
    first = file_articles([article(*TEXT)], CAPTURE, (), rules)
    edited = ("近来，" + TEXT[0], *TEXT[1:])
    (again,) = file_articles([article("序言一段。", *edited)], CAPTURE, first, rules)
    assert again.id == first[0].id
    assert [p.id for p in again.paragraphs[1:]] == [p.id for p in first[0].paragraphs]


def test_ids_are_never_given_twice(rules: FilingRules) -> None:
    known = tuple(Case(name, "case", "", ()) for name in ("gongshu", "gongshu-hangzhou"))
    known += (Case("gongshu-hangzhou-zhejiang", "case", "", ()),)
    (case,) = file_articles([article(*TEXT)], CAPTURE, known, rules)
    assert case.id == "gongshu-hangzhou-zhejiang-2"


def test_without_a_place_the_title_gives_the_id(rules: FilingRules) -> None:
    (case,) = file_articles([article("社区有人管事。", title="“有人管事”记")], CAPTURE, (), rules)
    assert case.id == "youren-guanshi"


def test_a_slogan_of_numbers_gives_no_id_and_the_rest_of_the_title_does(
    rules: FilingRules,
) -> None:
    made = article("社区有人管事。", title="企业社区的“五有一化”")
    (case,) = file_articles([made], CAPTURE, (), rules)
    assert case.id == "qiye-shequ"


@pytest.mark.parametrize("first_is_full", [True, False])
def test_of_two_versions_in_a_capture_the_fuller_is_kept(
    rules: FilingRules, first_is_full: bool
) -> None:
    full = article(*TEXT, number=1 if first_is_full else 2)
    part = article(
        *TEXT[:3], "楼上有人弹琴。", number=2 if first_is_full else 1, title="又题", truncated=True
    )
    (case,) = file_articles([part, full], CAPTURE, (), rules)
    assert case.source.article == full.number
    (duplicate,) = case.duplicates
    assert (duplicate.title, duplicate.article) == ("又题", part.number)
    assert duplicate.only_there == ("楼上有人弹琴。",)
    assert 0.6 <= duplicate.similarity < 1


def test_two_texts_on_one_place_are_two_cases(rules: FilingRules) -> None:
    cases = file_articles([article(*TEXT), article(*ELSEWHERE, number=2)], CAPTURE, (), rules)
    assert len(cases) == 2
    assert not any(case.duplicates for case in cases)


def test_a_version_in_another_capture_joins_the_known_case(rules: FilingRules) -> None:
    known = file_articles([article(*TEXT)], CAPTURE, (), rules)
    shorter = [article(*TEXT[:3], title="又题", truncated=True)]
    (case,) = file_articles(shorter, OTHER, known, rules)
    assert (case.id, case.source, case.title) == ("gongshu", known[0].source, known[0].title)
    assert [(d.title, d.capture) for d in case.duplicates] == [("又题", "b" * 16)]
    assert file_articles(shorter, OTHER, (case,), rules) == (case,)
    assert file_articles([article(*TEXT)], CAPTURE, (case,), rules) == (case,)


def test_a_fuller_version_takes_over_the_known_id(rules: FilingRules) -> None:
    known = file_articles([article(*TEXT[:3], truncated=True)], CAPTURE, (), rules)
    (case,) = file_articles([article(*TEXT, title="全文")], OTHER, known, rules)
    assert (case.id, case.title, case.source.capture) == ("gongshu", "全文", "b" * 16)
    assert [p.id for p in case.paragraphs[:3]] == [p.id for p in known[0].paragraphs]
    assert [d.capture for d in case.duplicates] == ["a" * 16]
    assert file_articles([article(*TEXT, title="全文")], OTHER, (case,), rules) == (case,)


def test_cleaning_notes_group_by_rule_and_place_what_was_restored(rules: FilingRules) -> None:
    changes = (
        Change("removed", "notice", "某站声明"),
        Change("removed", "notice", "某站声明二"),
        Change("restored", "lost-character", "???", "〔轮〕", context="轮流担任"),
    )
    made = replace(article(*TEXT), changes=changes)
    (case,) = file_articles([made], CAPTURE, (), rules)
    notice, restored = case.cleaning
    assert (notice.rule, notice.count, notice.text) == ("notice", 2, "")
    assert (restored.kind, restored.text) == ("restored", "〔轮〕")
    assert restored.paragraph == case.paragraphs[1].id


def test_a_case_within_the_case_keeps_its_anchor(rules: FilingRules) -> None:
    inside = (
        "杭州市拱墅区把党支部建到楼道里，各街道做法不同。",
        "小河街道的“河长茶座”，半山街道的“工友之家”工作室，都是居民叫得出的名字。",
        "拱墅区准备明年再看。",
    )
    first = file_articles([article(*inside)], CAPTURE, (), rules)
    anchors = {case.name: case.id for case in first[0].subcases}
    assert list(anchors) == ["小河街道“河长茶座”", "半山街道“工友之家”"]
    edited = (inside[0], inside[1].replace("半山", "祥符街道的“邻里钟”，半山"), inside[2])
    (again,) = file_articles([article(*edited)], CAPTURE, first, rules)
    assert len(again.subcases) == 3
    kept = {case.name: case.id for case in again.subcases}
    assert anchors.items() <= kept.items()
    assert len(set(kept.values())) == 3


def test_a_text_without_title_and_place_still_has_an_id(rules: FilingRules) -> None:
    readings = rules.places.readings
    assert case_id(Place(), "", lambda id_: False, readings) == "case"
    assert case_id(Place(), "", lambda id_: id_ == "case", readings) == "case-2"


def test_a_text_without_title_is_called_by_its_first_words(rules: FilingRules) -> None:
    (case,) = file_articles([article(*TEXT, title="")], CAPTURE, (), rules)
    assert case.title == f"{TEXT[0][:30]}……"
    (short,) = file_articles([article("来了三个人。", title="")], CAPTURE, (), rules)
    assert short.title == "来了三个人。"
