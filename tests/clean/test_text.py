"""The helpers beneath the cleaner, as tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.text.chars import count_han, ends_sentence, fold, letters
from scraper.text.glosses import is_gloss, strip_glosses
from scraper.text.marks import single, widen
from scraper.text.script import is_traditional, simplify
from scraper.text.words import crosses, likelihood, words_like


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("敲门,问事;登记:", "敲门，问事；登记："),
        ("敲门吗?敲!", "敲门吗？敲！"),
        ("街道(社区)", "街道（社区）"),
        ("(1)敲门", "（1）敲门"),
        ("共有 ,三条", "共有，三条"),
        # left alone
        ("9:00到18:30", "9:00到18:30"),
        ("1,200封", "1,200封"),
        ("Well, yes; no (really)", "Well, yes; no (really)"),
        ("国内生产总值(GDP)", "国内生产总值(GDP)"),
        ("D(2010)05", "D(2010)05"),
        ("登???簿", "登???簿"),
        ("云街发〔2010〕5号", "云街发〔2010〕5号"),
    ],
)
def test_widen(text: str, wide: str) -> None:
    assert widen(text) == wide


@given(st.text(alphabet="社区敲门a1,;:?!() ，。（）“”", max_size=30))
def test_widening_changes_no_letter_and_no_more_than_marks(text: str) -> None:
    assert letters(widen(text)) == letters(text)
    assert fold(widen(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "once"),
    [("好，，坏", "好，坏"), ("好，。", "好。"), ("好，、坏", "好、坏"), ("好……坏——", "好……坏——")],
)
def test_single(text: str, once: str) -> None:
    assert single(text) == once


@pytest.mark.parametrize(
    ("char", "reading", "expected"),
    [
        ("區", "qū", True),
        ("調", "diào", True),
        ("長", "zhǎng", True),
        ("犇", "bēn", False),  # no Traditional-only form: the author's own
        ("被", "bèi", False),
        ("區", "GDP", False),
        ("區", "lóu", False),
    ],
)
def test_is_gloss(char: str, reading: str, expected: bool) -> None:
    assert is_gloss(char, reading) is expected


@pytest.mark.parametrize(
    ("text", "bare", "gone"),
    [
        ("社區(qū)黨建", "社區黨建", ("區(qū)",)),
        ("樓（lóu）門(mén)", "樓門", ("樓（lóu）", "門(mén)")),
        ("犇(bēn)(p134)(GDP)", "犇(bēn)(p134)(GDP)", ()),
    ],
)
def test_strip_glosses(text: str, bare: str, gone: tuple[str, ...]) -> None:
    assert strip_glosses(text) == (bare, gone)


@pytest.mark.parametrize(
    ("text", "simplified"),
    [("隨著", "随着"), ("著作", "著作"), ("爲瞭解", "为了解"), ("裡外", "里外"), ("皇后", "皇后")],
)
def test_simplify(text: str, simplified: str) -> None:
    assert simplify(text) == simplified


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("社區黨建工作", True),
        ("匾上写着“德鄰”二字，其余的字都磨平了，看不清是谁写的，只好另请一位老先生来认", False),
        ("", False),
    ],
)
def test_is_traditional(text: str, expected: bool) -> None:
    assert is_traditional(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("办成了。", True),
        ("他说：“办成了。”", True),
        ("办成了……", True),
        ("（办成了！）", True),
        ("办成了", False),
        ("办成了，", False),
        ("”", False),
        ("", False),
    ],
)
def test_ends_sentence(text: str, expected: bool) -> None:
    assert ends_sentence(text) is expected


def test_letters_and_fold() -> None:
    assert letters("“十进”社区,Ａ1！") == "十进社区A1"
    assert fold(" 来 源：示例　网 ") == "来源:示例网"
    assert count_han("社区ab，区") == 3


@pytest.mark.parametrize(
    ("left", "right", "word"),
    [
        ("楼组长带", "头敲门", "带头"),
        ("三次会开得", "热闹", ""),
        ("办完了", "住户", ""),
        ("", "社区", ""),
    ],
)
def test_crosses(left: str, right: str, word: str) -> None:
    assert crosses(left, right) == word


def test_words_like_finds_the_lost_character() -> None:
    assert words_like("中华人民共", "国") == ("中华人民共和国",)
    assert words_like("敲门问", "事事") == ()


def test_real_words_are_likelier_than_doubled_ones() -> None:
    assert likelihood("社区建设") > likelihood("社社区建设")
