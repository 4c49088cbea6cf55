"""Text in lines: where they break, and that nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.text.wrap import text_width, wrap, wrap_evenly

LINES = [
    ("党员走进楼道", 3, ("党员走", "进楼道")),
    ("走访，登记，上报", 3, ("走访，", "登记，", "上报")),
    ("称为“两会”的", 4, ("称为“两", "会”的")),
    ("称“两会”", 2, ("称", "“两", "会”")),
    ("27栋楼、117台", 5, ("27栋楼、", "117台")),
    ("Party building-group", 7, ("Party", "building-group")),
    ("one (and two), three", 6, ("one (and", "two), three")),
    ("一词", 9, ("一词",)),
    ("", 9, ()),
]


@pytest.mark.parametrize(("text", "ems", "lines"), LINES)
def test_lines_break_where_they_may(text: str, ems: float, lines: tuple[str, ...]) -> None:
    assert wrap(text, ems) == lines


@given(st.text("社区，。“”（） ab-1…"), st.integers(1, 12))
def test_no_letter_is_lost(text: str, ems: int) -> None:
    assert "".join("".join(wrap(text, ems)).split()) == "".join(text.split())


@pytest.mark.parametrize(("narrow", "wide"), [("i", "n"), ("n", "m"), ("m", "社"), ("e", "E")])
def test_wide_letters_count_for_more(narrow: str, wide: str) -> None:
    assert text_width(narrow) < text_width(wide)


@pytest.mark.parametrize(
    ("text", "ems", "lines"),
    [
        ("街道或社区党组织", 7, ("街道或社", "区党组织")),
        ("驻区单位", 7, ("驻区单位",)),
        ("one two three four", 8, ("one two", "three four")),
    ],
)
def test_lines_are_even(text: str, ems: float, lines: tuple[str, ...]) -> None:
    assert wrap_evenly(text, ems) == lines
