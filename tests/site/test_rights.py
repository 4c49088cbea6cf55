"""What is published of a text whose rights notice forbids it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_library import FULL, PLAN, REASONS, RETELLING, TRANSLATIONS, whole

from scraper.model import Case, CasebookError, Paragraph, Translation
from scraper.pages import render_site, search_records
from scraper.reading.library import Library, gather
from scraper.reading.rights import Publishable, publishable
from scraper.rules.glossary import load_glossary
from scraper.rules.interface import load_words
from scraper.rules.models import load_models
from scraper.rules.rights import load_rights_rules, parse_rights_rules
from scraper.rules.settings import Rights

CASES = (PLAN, replace(RETELLING, rights="未经许可不得转载。"), FULL)


@pytest.mark.parametrize(
    ("notice", "forbidden"),
    [
        ("", False),
        ("本文版权归原作者所有。", False),
        ("欢迎转载，请注明出处。", False),
        ("凡未注明来源的稿件，转载时请注明出处。", False),
        ("如有侵权，请联系我们删除。", False),
        ("本文采用知识共享署名许可协议，禁止转载时删去署名。", False),
        ("未经授权，严禁复制、汇编、翻译或者在网络上传播。", True),
        ("本站文档一经付费，不意味着购买了版权，禁止翻印、转帖。", True),
        ("转载请与作者联系并取得书面同意。", True),
        ("© 2012 All rights reserved.", True),
    ],
)
def test_a_notice_forbids_or_does_not(notice: str, forbidden: bool) -> None:
    assert load_rights_rules().forbids(notice) is forbidden


def test_a_pattern_at_odds_with_its_examples_is_named() -> None:
    text = """
[excerpt]
longest = 9
[[forbids]]
why = "x"
pattern = "甲"
examples = ["乙"]
leaves_alone = ["丙"]
"""
    with pytest.raises(CasebookError, match="at odds with “乙”"):
        parse_rights_rules(text, "rights.toml")


def decided(decision: Rights) -> Publishable:
    return publishable(CASES, TRANSLATIONS, decision, load_rights_rules())


def library(part: Publishable) -> Library:
    words, models, glossary = load_words(), load_models(), load_glossary()
    return gather(
        part.cases, part.translations, models, glossary, words, REASONS, excerpts=part.excerpts
    )


def pages(part: Publishable) -> dict[str, str]:
    return {f"{p.language}/{p.path}": whole(p) for p in render_site(library(part))}


def test_in_full_the_text_stands_and_the_case_is_named() -> None:
    part = decided("full")
    assert part.cases == CASES
    assert part.forbidden == ("pinghe",)
    assert (part.excerpts, part.withheld) == (frozenset(), ())


def test_a_retelling_is_never_touched() -> None:
    for decision in ("excerpt", "nothing"):
        assert decided(decision).cases[1] == CASES[1]


def test_nothing_leaves_no_page_no_record_and_no_link() -> None:
    part = decided("nothing")
    assert part.withheld == ("pinghe",)
    shown = library(part)
    assert not [name for name, text in pages(part).items() if "pinghe" in name + text]
    assert "pinghe" not in {record.id for record in search_records(shown)}


def test_an_excerpt_keeps_the_facts_and_the_first_sentences() -> None:
    part = decided("excerpt")
    case = next(case for case in part.cases if case.id == "pinghe")
    assert [p.text for p in case.paragraphs] == ["街道有居民约5万人。上班的党员白天来不了。"]
    assert case.place == FULL.place
    assert [figure.text for figure in case.figures] == ["约5万", "3号"]
    assert [match.sentence for match in case.models] == ["上班的党员白天来不了。", ""]
    page = pages(part)["zh/cases/pinghe.html"]
    assert "只登载基本情况和开头的几句" in page
    assert "摘录到此为止" in page
    assert "正文到此中断" not in page
    for left_out in ("当场商量", "再请居民定", "只见于此的一句", "但眼下仍然"):
        for name, text in pages(part).items():
            assert left_out not in text, (left_out, name)
    said = " ".join(s.text for r in search_records(library(part)) for s in r.sections)
    assert "当场商量" not in said
    assert "再请居民定" not in said


LONG = "第一句话讲社区。" * 20 + "第二段话讲楼道。" * 20


@pytest.mark.parametrize(
    ("english", "shown"),
    [
        (" ".join(f"Sentence {n} stands here." for n in range(40)), 25),
        ("One. Two. Three.", 0),
    ],
)
def test_an_excerpt_is_cut_between_sentences_in_both_languages(english: str, shown: int) -> None:
    case = Case("a", "case", "题", (Paragraph("p-aaaaaa", "p", LONG),), rights="不得转载。")
    translation = Translation("a", {"title": "T", "p-aaaaaa": english})
    part = publishable([case], {"a": translation}, "excerpt", load_rights_rules())
    (text,) = (paragraph.text for paragraph in part.cases[0].paragraphs)
    assert len(text) == 200
    assert LONG.startswith(text)
    assert text.endswith("。")
    assert part.translations["a"].texts.get("p-aaaaaa", "").count("Sentence") == shown
    assert part.translations["a"].texts["title"] == "T"


def test_a_sentence_too_long_for_an_excerpt_is_cut_itself() -> None:
    case = Case("a", "case", "题", (Paragraph("p-aaaaaa", "p", "长" * 999),), rights="不得转载。")
    part = publishable([case], {}, "excerpt", load_rights_rules())
    assert len(part.cases[0].paragraphs[0].text) == 200
