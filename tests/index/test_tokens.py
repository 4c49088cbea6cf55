"""How texts are folded and cut into terms."""

from __future__ import annotations

import pytest

from scraper.index.cutter import cutter
from scraper.rules.search import load_search_rules
from scraper.text.numerals import digits_of, numbers_in
from scraper.text.tokens import count_terms, fold, fold_pairs, stem, well_formed


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("黨建", "党建"),
        ("隨著", "随着"),
        ("著名", "着名"),
        ("5,200户", "5200户"),
        ("1,234,567", "1234567"),
        ("〔具〕体", "具体"),
        ("", ""),
    ],
)
def test_fold_brings_writings_together(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "text", ["什么", "3,5", "12,3456", "〔2018〕5号", "缺□字", "第3、125号", "乾", "party building"]
)
def test_fold_leaves_alone(text: str) -> None:
    expected = {"乾": "干"}.get(text, text)
    assert fold(text) == expected


def test_folding_twice_changes_nothing() -> None:
    everything = "".join(map(chr, range(0x3400, 0xA000)))
    assert fold(fold(everything)) == fold(everything)


def test_fold_pairs_say_what_fold_does() -> None:
    pairs = fold_pairs()
    assert len(pairs) > 6000
    assert all(fold(pairs[i]) == pairs[i + 1] for i in range(0, len(pairs), 2))
    assert fold_pairs("楼下隨著樓") == "樓楼著着隨随"


@pytest.mark.parametrize(
    ("token", "stemmed"),
    [
        ("communities", "community"),
        ("committees", "committee"),
        ("groups", "group"),
        ("cases", "case"),
        ("status", "status"),
        ("address", "address"),
        ("gas", "gas"),
        ("117s", "117s"),
        ("党s", "党s"),
    ],
)
def test_stem(token: str, stemmed: str) -> None:
    assert stem(token) == stemmed


def test_pairs_count_by_the_words_that_hold_them() -> None:
    terms = count_terms("人民生活", lambda run: ["人民", "生活"])
    assert terms == {"人民": 1.0, "生活": 1.0, "民生": 0.1, "活": 0.1}


def test_long_words_are_terms_beside_their_pairs() -> None:
    terms = count_terms("联席会", lambda run: [run])
    assert terms == {"联席": 0.6, "席会": 0.6, "联席会": 1.0, "会": 0.1}


def test_single_characters_and_other_scripts() -> None:
    terms = count_terms("117台 COVID-19 groups，党", lambda run: [run])
    assert terms == {"117": 1, "台": 1, "covid": 1, "19": 1, "group": 1, "党": 1}


def test_user_words_are_cut_as_words() -> None:
    assert "青石里议事厅" in count_terms("在青石里议事厅开会", cutter(("青石里议事厅",)))
    assert "青石里议事厅" not in count_terms("在青石里议事厅开会", cutter())


def test_lone_surrogates_become_replacement_characters() -> None:
    assert well_formed("a\ud800b😀") == "a\ufffdb😀"


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("一百一十七", "117"),
        ("一百零五", "105"),
        ("两百", "200"),
        ("二〇一八", "2018"),
        ("五万", "50000"),
        ("5万", "50000"),
        ("3.6万", "36000"),
        ("三亿五千万", "350000000"),
        ("百", ""),
        ("十百", ""),
        ("一二百", ""),
        ("万", ""),
    ],
)
def test_numbers_are_read_by_their_value(words: str, digits: str) -> None:
    assert digits_of(words) == digits


@pytest.mark.parametrize("text", ["统一领导", "万一", "十分重要", "一心一意"])
def test_characters_that_count_nothing_are_no_numbers(text: str) -> None:
    assert not list(numbers_in(text, load_search_rules().measures))
