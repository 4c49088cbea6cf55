"""What a rule says its lines need only saves time: no line that its pattern finds is without it.

Shown for every line there may be, by following all ways through the pattern. Of a way only its end
is kept, as far back as a word may reach; `OPEN` stands for what the pattern leaves open. A way is
given up once a word that the rule needs stands in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from re import _constants as op
from re import _parser as parser

import pytest

from scraper.rules.cleaning import Rule, load_cleaning_rules

LOOKS_AHEAD = "share-bar"
"""Its words are those of the pieces that `(?=.*[…])` asks for, which this cannot follow."""
RULES = [r for r in load_cleaning_rules().rules if r.needs and r.id != LOOKS_AHEAD]
OPEN = "\0"
FEW = 12
"""A class of so many characters is followed character by character."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_line_is_missed_for_its_needs(rule: Rule) -> None:
    assert rule.pattern is not None
    assert _through(parser.parse(rule.pattern.pattern), rule.needs, {OPEN}) == set()


def _through(parsed: Iterable[tuple], needs: tuple[str, ...], ways: set[str]) -> set[str]:
    """The ends of the ways through a pattern that go on from `ways` and hold no word."""
    for kind, value in parsed:
        if kind is op.BRANCH:
            ways = set().union(*(_through(each, needs, ways) for each in value[1]))
        elif kind is op.SUBPATTERN:
            ways = _through(value[3], needs, ways)
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            ways = _repeated(*value, needs, ways)
        elif kind is op.ASSERT and value[0] > 0:
            ways = ways if _through(value[1], needs, {OPEN}) else set()
        elif kind not in (op.AT, op.ASSERT, op.ASSERT_NOT):
            ways = _ends({way + char for way in ways for char in _characters(kind, value)}, needs)
    return ways


def _characters(kind: object, value: object) -> set[str]:
    """The characters that may stand at one place, in lower case."""
    if kind is op.LITERAL:
        return {chr(value).lower()}
    if kind is op.IN and value == [(op.CATEGORY, op.CATEGORY_DIGIT)]:
        return {"0"}  # needs that hold a digit hold all ten in turn
    if kind is op.IN and len(value) <= FEW and all(each is op.LITERAL for each, _ in value):
        return {chr(char).lower() for _, char in value}
    return {OPEN}


def _ends(ways: set[str], needs: tuple[str, ...]) -> set[str]:
    reach = max(map(len, needs))
    left = (way for way in ways if not any(map(way.endswith, needs)))
    return {way[-reach:].rpartition(OPEN)[2] or OPEN for way in left}


def _repeated(
    fewest: int, most: int, body: Iterable[tuple], needs: tuple[str, ...], ways: set[str]
) -> set[str]:
    for _ in range(fewest):
        ways = _through(body, needs, ways)
    if most == fewest:
        return ways
    once = _through(body, needs, ways)
    return ways | once | (_through(body, needs, once) if most > fewest + 1 else set())
