"""The cleaner's rules as shipped: examples, what they leave alone, their pages; and errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scraper.model import CasebookError
from scraper.rules.cleaning import Rule, load_cleaning_rules, parse_lexicon, parse_rules
from scraper.text.chars import fold

RULES = load_cleaning_rules().rules
PATTERNED = [rule for rule in RULES if rule.pattern is not None]
PAGES = Path(__file__).parent.parent / "clean" / "pages"


def finds(rule: Rule, line: str) -> bool:
    """Whether the rule's pattern is found in a line, folded as the cleaner folds it."""
    assert rule.pattern is not None
    as_it_is = rule.action in ("strip", "markup")
    return rule.pattern.search(line if as_it_is else fold(line)) is not None


@pytest.mark.parametrize("rule", PATTERNED, ids=lambda rule: rule.id)
def test_pattern_finds_its_examples(rule: Rule) -> None:
    assert rule.examples
    assert [line for line in rule.examples if not finds(rule, line)] == []


@pytest.mark.parametrize("rule", PATTERNED, ids=lambda rule: rule.id)
def test_pattern_leaves_alone_what_any_rule_says_to(rule: Rule) -> None:
    assert rule.leaves_alone
    lines = [line for other in PATTERNED for line in other.leaves_alone]
    assert [line for line in lines if finds(rule, line)] == []


def test_every_rule_has_a_page_that_triggers_it() -> None:
    assert {rule.id for rule in RULES} - triggered() == set()


def test_every_change_has_its_rule() -> None:
    assert triggered() - {rule.id for rule in RULES} == set()


def triggered() -> set[str]:
    """Ids of all rules in the expected outcomes of the fixture pages."""
    ids: set[str] = set()
    for path in PAGES.glob("*.json"):
        outcome = json.loads(path.read_text("utf-8"))
        for part in (outcome, *outcome["articles"]):
            ids.update(*(part.get(key, {}) for key in ("removed", "restored", "notes")))
    return ids


RULE = """[[rule]]
id = "a"
form = "N1"
action = "drop"
pattern = 'x'
reason_zh = "理由"
reason_en = "Reason"
"""


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        (RULE.replace('"drop"', '"burn"'), "a.action", "is no action"),
        (RULE.replace("'x'", "'('"), "a.pattern", "is no regular expression"),
        (RULE + RULE, "a", "stands twice"),
        (RULE.replace("pattern", "patern"), "a.pattern", "is missing"),
        (RULE + 'colour = "red"\n', "a.colour", "is not a known key"),
    ],
)
def test_a_wrong_rule_is_named_with_its_place(text: str, place: str, problem: str) -> None:
    with pytest.raises(CasebookError) as caught:
        parse_rules(text)
    assert (caught.value.place, problem in caught.value.problem) == (place, True)


def test_a_missing_word_list_is_named() -> None:
    with pytest.raises(CasebookError, match="strong_openers"):
        parse_lexicon("[meta]\n[splice]\n[preview]\n")
