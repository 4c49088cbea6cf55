"""What a rule says its lines need only saves time: no line that its pattern finds is without it."""

from __future__ import annotations

import pytest

from scraper.rules.cleaning import Rule, load_cleaning_rules
from scraper.text.chars import fold

from .fixtures import NAMES, page

RULES = [rule for rule in load_cleaning_rules().rules if rule.needs]
LINES = sorted({line.text for name in NAMES for line in page(name).lines})


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_line_is_missed_for_its_needs(rule: Rule) -> None:
    assert rule.pattern is not None
    lines = [*rule.examples, *LINES]
    seen = [text if rule.action in ("strip", "markup") else fold(text) for text in lines]
    found = [text for text in seen if rule.pattern.search(text)]
    assert found
    assert [x for x in found if not any(word in x.lower() for word in rule.needs)] == []
