"""What a number counts: the noun after it, or before it where the sentence puts it there."""

from __future__ import annotations

import re

from scraper.rules.facts import FigureRules
from scraper.text.words import cut

LONGEST = 14
"""Characters that the name of what is counted may have; longer ones are clauses."""
LONGEST_LIST = 24
"""The same for several names joined by `、`."""
JOINING = ("和", "与", "及")
_FROM_TO = re.compile(r"[由从](?:\d{4}年底?的)?\d+(?:\.\d+)?[%％]\w{2,3}$")
"""`满意率由81%提高到96%`: the second share is of the same thing as the first."""
_SINCE = re.compile(r"[由从]\d{4}年底?的?$")
"""`满意率由2018年的81%`: the year is when it was so."""
_DIGIT = re.compile(r"\d")
_ASIDE = re.compile(r"（[^）]*）|\([^)]*\)")
_END = re.compile(r"[，。；：！？,;:!?（）()“”‘’《》\n\d〔〕□]")


def counted_after(text: str, unit: str, rules: FigureRules) -> str:
    """The noun that follows a number and its unit; empty where none does.

    People are described before they are named (`34名热心、年轻的大学生`): for them the noun after
    the last 的 of the clause is taken, where the words before it are a description.
    """
    stretch = _stretch(text)
    noun = _noun(stretch, rules)
    if unit in ("名", "位") and "的" in stretch:
        head, _, rest = stretch.rpartition("的")
        described = _noun(rest, rules)
        if described and (not noun or "、" in head or head == noun):
            return described
    return noun


def _stretch(text: str) -> str:
    """Words up to the next mark; a comma-like 、 and what it joins stay.

    The last of them is left to a number that follows it (`4个社区、居民3万人`).
    """
    whole = _ASIDE.sub("", text)
    end = _END.search(whole)
    stretch = whole[: end.start()] if end else whole
    if end and _DIGIT.match(end[0]) and "、" in stretch and not stretch.endswith(("中", "有")):
        stretch = stretch.rpartition("、")[0]
    return "" if stretch.startswith("、") else stretch


def _noun(stretch: str, rules: FigureRules) -> str:
    """Leading words of a stretch up to one that ends a noun; `、` may join several nouns."""
    noun = ""
    words = cut(stretch)
    for index, word in enumerate(words):
        joins = word in JOINING and (_joins(words, index) or _alike(noun, words[index + 1 :]))
        if word in rules.stops and not joins:
            break
        if noun and len(noun) + len(word) > (LONGEST_LIST if "、" in noun else LONGEST):
            break
        noun += word
    return noun.strip("、 ")


def _alike(noun: str, words: list[str]) -> bool:
    """Whether the words after 和 end as the noun before it does (`书记和副书记`)."""
    return len(noun) > 1 and "".join(words).endswith(noun[-2:])


def _joins(words: list[str], index: int) -> bool:
    """Whether 和 joins the last of several nouns (`机关、部队和企业`)."""
    return "、" in words[:index] and words[index + 1 : index + 2] != []


def counted_before(text: str, rules: FigureRules) -> str:
    """The noun a number comes after (`党员已达到5200多名`); empty where none stands there."""
    text = _SINCE.sub("", _FROM_TO.sub("", text))
    stretch = re.split(r"[，。；！？,;!?（）()“”‘’《》\n〔〕□]", text)[-1]
    stretch = rules.links.sub("", stretch)
    noun = ""
    for word in reversed(cut(stretch)):
        if len(noun) + len(word) > LONGEST or word == "、":
            break
        if word in rules.stops or word in rules.openers or word.startswith("每"):
            break
        noun = word + noun
    return noun if len(noun) > 1 and not _DIGIT.search(noun) else ""
