"""Which rules may match which lines, found without trying every rule on every line.

Most rules match no line of a page. The words that rules need are looked for in all lines at once,
and a rule is tried only on lines that hold one of its words.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence

from scraper.rules.cleaning import Rule, RuleSet
from scraper.text.lists import occurrences

_LINE_END = re.compile("\n")


def first_matches(rules: RuleSet, texts: Sequence[str]) -> dict[int, tuple[Rule, re.Match[str]]]:
    """The first of the rules that each line matches, by the position of the line."""
    found: dict[int, tuple[Rule, re.Match[str]]] = {}
    for rule, at in likely(rules, texts):
        match = rule.pattern.search(texts[at]) if rule.pattern and at not in found else None
        if match:
            found[at] = rule, match
    return found


def likely(rules: RuleSet, texts: Sequence[str]) -> Iterator[tuple[Rule, int]]:
    """Each rule with the positions of the lines that it may match: it matches no others.

    Line by line; the rules that may match the same line come in their order.
    """
    page = "\n".join(texts).lower()
    ends = [match.start() for match in _LINE_END.finditer(page)]
    pairs = {
        (bisect(ends, at), n)
        for word, at in occurrences(page, rules.words)
        for n in rules.by_word[word]
    }
    pairs.update((at, n) for n in rules.needy for at, text in enumerate(texts) if text)
    for at, n in sorted(pairs):
        yield rules.rules[n], at
