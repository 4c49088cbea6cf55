"""The figures a text gives: number, unit and what is counted, in the text's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from scraper.cases.counted import counted_after, counted_before
from scraper.cases.document import Document, Passage
from scraper.model import Figure
from scraper.rules.facts import FigureRules
from scraper.text.numbers import DIGITS, HANZI, value_of

SINGLE_THINGS = ("件", "起", "桩")
"""Units of matters dealt with one by one: `问题312件` are real, `三个问题` are a heading."""
_ABOUT = "大约|约|近|逾|超过|超|不足|不到|将近|至少"
_VAGUE = "[多余几来]"
_BETWEEN = "[-—–~～至到]"
_FRACTION = re.compile(r"(?<![\d/])(?P<top>\d{1,2})/(?P<bottom>\d{1,3})(?![\d/])")
_PEOPLE = re.compile(r"人口|人(?=民|员|才|大|均)")
_QUOTED = re.compile(r"“[^”]{1,30}”|《[^》]*》")
_LIST_NUMBER = re.compile(r"(?:^|[。；;\n])\s*$")


def find_figures(document: Document, rules: FigureRules) -> tuple[Figure, ...]:
    """Return the figures of a document in reading order, each once."""
    found: dict[tuple[str, str], Figure] = {}
    for passage in document.passages():
        if passage.rank not in ("title", "meta", "heading"):
            for figure in _figures(passage, rules):
                found.setdefault((figure.text, figure.what), figure)
    return tuple(found.values())


@cache
def _number(rules_units: tuple[str, ...]) -> re.Pattern[str]:
    """A number with what makes it vague, its scale and its unit."""
    units = "|".join(map(re.escape, rules_units))
    arabic = rf"(?:{DIGITS})(?:{_BETWEEN}(?:{DIGITS}))?{_VAGUE}?[百千万亿]*{_VAGUE}?"
    hanzi = rf"[{HANZI}数]+{_VAGUE}?[万亿]*{_VAGUE}?|{_VAGUE}[十百千万亿]+"
    return re.compile(
        rf"(?P<about>{_ABOUT})?(?:(?P<arabic>{arabic})|(?P<hanzi>{hanzi}|[百千万亿]+))"
        rf"(?P<unit>％|%|{units})?"
    )


def _figures(passage: Passage, rules: FigureRules) -> Iterator[Figure]:
    quoted = [match.span() for match in _QUOTED.finditer(passage.text)]
    for match in _number(rules.units).finditer(passage.text):
        if any(start <= match.start() < end for start, end in quoted):
            continue
        figure = _figure(passage, match, rules)
        if figure:
            yield figure
    for match in _FRACTION.finditer(passage.text):
        what = counted_before(passage.text[: match.start()].removesuffix("的"), rules)
        if what:
            value = int(match["top"]) / max(1, int(match["bottom"]))
            yield _made(passage, match.start(), match[0], value, "", what)


def _figure(passage: Passage, match: re.Match[str], rules: FigureRules) -> Figure | None:
    """The figure at a match; None where the number counts nothing or stands in another word."""
    text = passage.text
    number, unit = match["arabic"] or match["hanzi"], match["unit"] or ""
    words, end = match[0], match.end()
    if _is_part_of_a_word(text, match):
        return None
    if unit == "人" and _PEOPLE.match(text, match.end("unit") - 1):
        unit, words, end = "", words[:-1], end - 1
    if unit in ("", "大") and not _counts_without_unit(text, end, number, unit, rules):
        return None
    what = _counted(text, match.start(), end, unit, rules)
    if not what or (what in rules.empty and unit not in SINGLE_THINGS):
        return None
    if not match["arabic"]:
        what = _counted_in_hanzi(number, unit, what, rules)
        if not what:
            return None
    written = {"％": "%", "大": ""}.get(unit, unit)
    return _made(passage, match.start(), words, value_of(number), written, what)


def _made(
    passage: Passage, at: int, words: str, value: float | None, unit: str, what: str
) -> Figure:
    return Figure(words, value, unit, what, passage.sentence(at), passage.paragraph)


def _is_part_of_a_word(text: str, match: re.Match[str]) -> bool:
    """Whether the number is an ordinal, a date, a list number or part of a code."""
    before, after = text[: match.start()], text[match.end() :]
    if re.search(r"(?:第|[A-Za-z0-9.+/〔\[×]|[“‘]|一对|每|前|星期|[+＋])$", before):
        return True
    if re.match(r"[A-Za-z+＋年月日号楼届]|个[月多]", after) and match["unit"] in (None, "个"):
        return True
    if match["unit"] == "个" and re.match("(?:多)?(?:月|小时|工作日|年)", after):
        return True
    return match["unit"] is None and _LIST_NUMBER.search(before) is not None


def _counts_without_unit(text: str, end: int, number: str, unit: str, rules: FigureRules) -> bool:
    """Without a unit a number counts only in 万 and 亿 (`人口100万`), or a list (`九大板块`)."""
    if unit == "大":
        return any(text.startswith(thing, end) for thing in rules.listed_things)
    return number[-1:] in ("万", "亿") and number[:1].isdigit()


def _counted_in_hanzi(number: str, unit: str, what: str, rules: FigureRules) -> str:
    """What a number in Chinese characters counts, up to the noun that can be counted.

    Empty for 一, for slogans and for words made with numbers (`二元`).
    """
    if number in ("一", "零") or (unit == "元" and number[-1:] not in tuple("百千万亿")):
        return ""
    if unit in rules.measures or not unit or unit == "大":
        return what
    if number in ("百", "千", "万") and unit not in ("人", "名"):
        return ""
    nouns = list(rules.countable.finditer(what))
    return what[: nouns[-1].end()] if nouns else ""


def _counted(text: str, start: int, end: int, unit: str, rules: FigureRules) -> str:
    """What is counted: for measures and shares it stands before the number, else after it first."""
    if unit in ("%", "％", "个百分点"):
        return _share(text[:start]) or counted_before(text[:start].removesuffix("的"), rules)
    before = counted_before(text[:start], rules)
    if unit in rules.measures:
        return before or counted_after(text[end:], unit, rules)
    return counted_after(text[end:], unit, rules) or before


def _share(before: str) -> str:
    """`占居住人口` of `占居住人口的9.5%`, and of `为居住人口的9.5%`."""
    match = re.search(r"占[^，。；、占]{1,15}?(?=的?(?:比例)?(?:达到?|为|约|近|超过)?$)", before)
    if match:
        return match[0]
    match = re.search(r"为([^，。；、占为]{2,15})的$", before)
    return f"占{match[1]}" if match else ""
