"""The places of pairs of characters: a phrase is never missed, and seldom seen where it is not."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from scraper.index.places import PLACES, SPAN, places_of

ALL = (1 << PLACES) - 1
TEXT = st.text("党建引领楼组一二三", min_size=2, max_size=300)


def may_say(places: dict[str, int], phrase: str) -> bool:
    """Whether a text with these places may say a phrase, as the browser's `terms.js` tells it."""
    for begin in range(SPAN):
        common = ALL
        for at, pair in enumerate(map("".join, pairwise(phrase))):
            by = (begin + at) // SPAN % PLACES
            bits = places.get(pair, 0)
            common &= bits >> by | bits << PLACES - by
        if common & ALL:
            return True
    return False


@given(TEXT, TEXT, st.data())
def test_what_a_text_says_is_never_missed(before: str, line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line) - 2))
    end = data.draw(st.integers(start + 2, min(len(line), start + 60)))
    assert may_say(places_of(f"{before}\n{line}", "台"), line[start:end])


def test_pairs_apart_are_no_phrase() -> None:
    text = "加装" + "一" * 40 + "装电" + "二" * 40 + "电梯"
    assert may_say(places_of(text, "台"), "加装")
    assert not may_say(places_of(text, "台"), "加装电梯")


def test_a_changed_line_moves_no_pair_of_the_others() -> None:
    before, after = (places_of(f"{first}\n党建引领", "台") for first in ("甲乙", "甲乙丙丁"))
    assert before["建引"] == after["建引"]


def test_a_number_stands_where_what_it_counts_does() -> None:
    words, digits = (places_of(f"{number}台电梯", "台") for number in ("一百一十七", "117"))
    assert words.keys() & digits.keys() >= {"117台", "台电"}
    assert all(may_say(places, "台电梯") for places in (words, digits))
    for places in (words, digits):
        assert places["117台"] == places["台电"]
