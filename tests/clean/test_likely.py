"""Trying rules only where they may match finds what trying every rule on every line finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.clean.likely import first_matches
from scraper.rules.cleaning import Rule, RuleSet, load_cleaning_rules
from scraper.text.chars import fold
from scraper.text.lists import found_in, occurrences

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
RULES = tuple(rule for rule in load_cleaning_rules().rules if rule.pattern)
SET = RuleSet.of(RULES, "drop", "title", "strip", "markup")


def _every(rules: tuple[Rule, ...], text: str) -> str:
    return next((r.id for r in rules if r.pattern and text and r.pattern.search(text)), "")


@pytest.mark.parametrize("part", range(8))
def test_nothing_is_missed(part: int) -> None:
    for page in PAGES[part::8]:
        texts = [fold(line) for line in page.read_text("utf-8", "replace").splitlines()]
        found = first_matches(SET, texts)
        for at, text in enumerate(texts):
            expected = _every(RULES, text)
            assert (found[at][0].id if at in found else "") == expected, (page.name, text)


def test_words_are_found_within_one_another_and_over_the_edge_of_a_slice() -> None:
    text = "甲" * 19_999 + "党支部书记"
    words = ("党支部", "支部", "支部书记", "书记员")
    assert found_in(text, words) == {"党支部", "支部", "支部书记"}
    assert set(occurrences(text, ("支部",))) == {("支部", 20_000)}
