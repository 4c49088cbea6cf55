"""Things announced by number and listed in the same sentence: how many the list really has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.rules.structure_types import CheckRules
from scraper.text.numbers import value_of
from scraper.text.words import cut

_NUMBER = r"(?P<number>\d{1,2}|[二两三四五六七八九十]{1,3})"
_NOUN = r"(?P<noun>[\u4e00-\u9fff“”]{2,10}?)"
_QUOTED = re.compile("[“][^”]*[”]")
_LONGEST_ITEM = 14
_SET_UP = re.compile("(?:[建设创制][立置定建]|组建|开展|开设|成立|推出|涉及|包括|形成)了?(?=.)")


def listed_otherwise(sentence: str, rules: CheckRules) -> Iterator[tuple[str, int]]:
    """Yield what is announced (`10个便民服务窗口`) and how many are listed, where they differ.

    A list that is much shorter gives examples, and so is left alone.
    """
    for announced, number, listed in (*_before(sentence, rules), *_after(sentence, rules)):
        few = listed < rules.listed * number
        if listed > 1 and listed != number and not few and number <= rules.most_listed:
            yield announced, listed


def _before(sentence: str, rules: CheckRules) -> Iterator[tuple[str, int, int]]:
    """`甲、乙、丙等3个窗口`."""
    pattern = re.compile(rf"等(?:这)?{_NUMBER}{rules.announced}{_NOUN}(?=[，。；、：（”]|$)")
    for match in pattern.finditer(sentence):
        number = value_of(match["number"])
        listed = _count_back(sentence[: match.start()])
        if number and listed:
            yield match[0].removeprefix("等").removeprefix("这"), int(number), listed


def _after(sentence: str, rules: CheckRules) -> Iterator[tuple[str, int, int]]:
    """`3个窗口：甲、乙、丙。` and `3个窗口（甲、乙、丙）`."""
    pattern = re.compile(
        rf"(?<![第\d]){_NUMBER}{rules.announced}{_NOUN}"
        r"(?:：|，即|，分别[是为]|（)(?P<list>[^。；：（）]+?)(?=[。；）]|$)"
    )
    for match in pattern.finditer(sentence):
        number, listed = value_of(match["number"]), _count(match["list"])
        if number and listed and "等" not in match["list"]:
            announced = match[0][: match.end("noun") - match.start()]
            yield announced, int(number), listed


def _count_back(before: str) -> int:
    """Items of the list that ends here; 0 where no list does."""
    if before.endswith("”"):
        return _count_quoted(before)
    within = re.split("[。；：（“]", before)[-1]
    last = within.rpartition("，")[2]
    if "、" in last:
        return _count(last)
    return _count_clauses(within)


def _count_quoted(before: str) -> int:
    """Names in quotation marks that follow one another, or the items inside one pair."""
    quoted = list(_QUOTED.finditer(before))
    run = [quoted[-1]] if quoted else []
    for match in reversed(quoted[:-1]):
        if not re.fullmatch("[、和与及，]?", before[match.end() : run[0].start()]):
            break
        run.insert(0, match)
    if len(run) == 1:
        return _count(run[0][0].strip("“”"))
    return len(run)


def _count(words: str) -> int:
    """Items joined by `、`, the last two perhaps by 和; 0 where they are too long for a list."""
    items = [item for item in words.split("、") if item]
    if len(items) < 2 or max(map(len, items[1:])) > _LONGEST_ITEM:
        return 0
    return len(items) + any(word in ("和", "与", "及", "以及") for word in cut(items[-1])[1:-1])


def _count_clauses(within: str) -> int:
    """Items joined by commas, back to the clause whose verb set them up; 0 where none is."""
    clauses = within.split("，")
    for number, clause in enumerate(reversed(clauses), 1):
        if _SET_UP.match(clause):
            return number if number > 2 else 0
        if len(clause) > _LONGEST_ITEM:
            return 0
    return 0
