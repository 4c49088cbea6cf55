"""Which rules may match which lines, found without trying every rule on every line.

Most rules match no line of a page. Lines are joined to blocks. All words that rules need are looked
for in a block at once, and a rule is tried only on lines that hold one of its words; a rule that
needs none is tried on the block as a whole.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from scraper.rules.cleaning import Rule
from scraper.text.lists import occurrences

BLOCK = 2000
"""Characters of a block. Some patterns run on as far as they can: no further than this."""
_LINE_END = re.compile("\n")
_Search = Callable[[str, int], re.Match[str] | None]
_CLASS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]")
_GROUP = re.compile(r"\([^()]*\)")


def first_matches(
    rules: Sequence[Rule], texts: Sequence[str]
) -> dict[int, tuple[Rule, re.Match[str]]]:
    """The first of the rules that each line matches, by the position of the line."""
    found: dict[int, tuple[Rule, re.Match[str]]] = {}
    for rule, at in likely(rules, texts):
        if rule.pattern and texts[at] and at not in found:
            match = rule.pattern.search(texts[at])
            if match:
                found[at] = rule, match
    return found


def likely(rules: Sequence[Rule], texts: Sequence[str]) -> Iterator[tuple[Rule, int]]:
    """Each rule with the positions of the lines that it may match: it matches no others.

    The rules that may match the same line come in their order.
    """
    for start, block in _blocks(texts):
        holders = _holders(rules, block.lower())
        for rule in rules:
            if rule.needs:
                places = sorted({at for word in rule.needs for at in holders.get(word, ())})
            else:
                places = list(_places(rule.anywhere, block)) if rule.anywhere else []
            yield from ((rule, start + at) for at in places)


def _holders(rules: Sequence[Rule], block: str) -> dict[str, set[int]]:
    """The lines of a block, counted from 0, that hold a word that a rule needs, by the word."""
    needs = tuple(dict.fromkeys(word for rule in rules for word in rule.needs))
    ends = [match.start() for match in _LINE_END.finditer(block, 1)]
    holders: dict[str, set[int]] = {}
    for word, at in occurrences(block, needs):
        holders.setdefault(word, set()).add(bisect(ends, at))
    return holders


def _blocks(texts: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Lines joined to blocks, each with the position of its first line; a line end stands before
    every line."""
    start = length = 0
    for at, text in enumerate(texts):
        length += len(text)
        if length >= BLOCK or at == len(texts) - 1:
            yield start, "\n" + "\n".join(texts[start : at + 1])
            start, length = at + 1, 0


def _places(pattern: re.Pattern[str], block: str) -> Iterator[int]:
    """The lines of a block, counted from 0, in which a match begins; some may come twice."""
    for search, ahead in _searches(pattern.pattern, pattern.flags):
        end = 0  # of the line above
        while end >= 0 and (match := search(block, end + 1 - ahead)):
            begin = match.start() + ahead
            yield block.count("\n", 0, begin) - 1
            end = block.find("\n", begin)


@lru_cache(maxsize=256)
def _searches(source: str, flags: int) -> tuple[tuple[_Search, int], ...]:
    """What finds the pattern in a block: its alternatives that begin with `^`, and the others.

    The former are looked for behind the line end (one character ahead): that search skips from
    line to line, which is many times faster than `^` is.
    """
    every = list(_alternatives(source))
    anchored = [alternative for alternative in every if alternative.startswith("^")]
    free = [alternative for alternative in every if not alternative.startswith("^")]
    heads, others = f"\n(?:{'|'.join(anchored)})", "|".join(free)
    return (
        *(((re.compile(heads, flags).search, 1),) if anchored else ()),
        *(((re.compile(others, flags).search, 0),) if free else ()),
    )


def _alternatives(source: str) -> Iterator[str]:
    """The alternatives of a regular expression, as written."""
    flat, groups = _CLASS.sub(_blank, source), 1
    while groups:
        flat, groups = _GROUP.subn(_blank, flat)
    start = 0
    for alternative in flat.split("|"):
        end = start + len(alternative)
        yield source[start:end]
        start = end + 1


def _blank(match: re.Match[str]) -> str:
    return "x" * len(match[0])
