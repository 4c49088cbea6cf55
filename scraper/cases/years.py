"""When a case happened and when it was written: years in the text, told from the others there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scraper.cases.document import Document
from scraper.model import Years
from scraper.rules.facts import YearRules
from scraper.text.numbers import year_of

_DIGITS = "0-9〇零○一二三四五六七八九"
_YEAR = re.compile(
    rf"(?<![{_DIGITS}.])(?P<first>(?:19|20)\d\d|[一二][九〇零○][{_DIGITS}]{{2}})"
    rf"(?:[-—–~～至到](?P<last>(?:19|20)\d\d))?年(?!代)"
)
_SHORT_YEAR = re.compile(r"(?<![0-9.])(?P<digits>\d\d)年")
_ARTICLE_NUMBER = re.compile(r"\d{4}-?\d{3}[\dXx]-?[(（](?P<year>(?:19|20)\d\d)[)）]\d{1,2}")
_JOURNAL = re.compile(r"(?P<year>(?:19|20)\d\d)年?第?\d{1,2}期")
_LABEL_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年?")
_RELATIVE = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十两]{1,3})[多余几]?年来")
_SINCE = re.compile(r"(?:从|自)(?P<digits>(?:19|20)\d\d|[89]\d)年(?:以来|起|开始|来)")
CENTURY_TURN = 30
"""Two digits from here on are a year of the last century: the first reform-era case is of the
1980s, and no case can be of 2030 yet."""


@dataclass(frozen=True, slots=True)
class _Sighting:
    years: tuple[int, ...]
    sentence: str
    target: bool


def find_years(document: Document, rules: YearRules) -> Years:
    """Return the years of a case and how they are known; `basis` is `unknown` where none is."""
    published = _published(document)
    sightings = list(_sightings(document, rules))
    past = [sighting for sighting in sightings if not sighting.target]
    if past:
        return _stated(past, published)
    label = _LABEL_YEAR.search(document.label) or _LABEL_YEAR.search(document.title)
    if label:
        year = int(label["year"])
        words = document.label or document.title
        return Years(year, year, published or year, "label", words)
    if sightings:
        return _stated(sightings, published)
    if published:
        return Years(published=published, basis="article-number", sentence=_number(document))
    relative = _relative(document)
    return Years(basis="relative", sentence=relative) if relative else Years()


def _stated(sightings: Sequence[_Sighting], published: int | None) -> Years:
    years = sorted({year for sighting in sightings for year in sighting.years})
    return Years(years[0], years[-1], published, "stated", sightings[0].sentence)


def _sightings(document: Document, rules: YearRules) -> Iterator[_Sighting]:
    """Years that belong to the case, each with its sentence."""
    for passage in document.passages():
        if passage.rank in ("title", "meta"):
            continue
        for match, years in years_in(passage.text, rules):
            sentence = passage.sentence(match.start())
            stretch = _stretch(passage.text, match)
            if rules.policy.search(stretch) or _in_book_title(passage.text, match.start()):
                continue
            before, after = passage.text[: match.start()][-6:], passage.text[match.end() - 1 :][:16]
            if rules.baseline_before.search(before) and rules.baseline_after.search(after):
                continue
            target = rules.target_before.search(before) and rules.target_after.search(after)
            if target or rules.deed.search(stretch):
                yield _Sighting(years, sentence, bool(target))


def years_in(text: str, rules: YearRules) -> Iterator[tuple[re.Match[str], tuple[int, ...]]]:
    """Yield years in full and, where the words allow no other reading, in two digits."""
    for match in _YEAR.finditer(text):
        first = year_of(match["first"])
        last = year_of(match["last"] or match["first"])
        if first and last:
            yield match, (first, last)
    for match in _SHORT_YEAR.finditer(text):
        if rules.not_a_year_before.search(text[: match.start()][-8:]):
            continue
        if not rules.not_a_year_after.search(text[match.end() - 1 :]) and _is_year(text, match):
            digits = int(match["digits"])
            year = digits + (1900 if digits >= CENTURY_TURN else 2000)
            yield match, (year, year)


def first_year(text: str, rules: YearRules) -> int | None:
    """Return the first year that a text names, `从97年以来` among them; None where it has none."""
    since = _SINCE.search(text)
    named = next(years_in(text, rules), None)
    if since and (named is None or since.start() < named[0].start()):
        digits = int(since["digits"])
        return digits if digits > 100 else digits + 1900
    return named[1][0] if named else None


def _is_year(text: str, match: re.Match[str]) -> bool:
    """Whether two digits name a year: 8x and 9x do, 0x do, 10 to 30 only with a month after."""
    digits = int(match["digits"])
    if digits < 10 or digits > 79:
        return True
    return digits <= CENTURY_TURN and re.match(r"\d{1,2}月", text[match.end() :]) is not None


def _stretch(text: str, match: re.Match[str]) -> str:
    """The words that go with a year: from its clause to the sentence's end or the next year."""
    start = max(text.rfind(mark, 0, match.start()) for mark in "。！？；，,") + 1
    ends = [end for mark in "。！？；" if (end := text.find(mark, match.end())) >= 0]
    following = _YEAR.search(text, match.end())
    if following:
        ends.append(following.start())
    return text[start : min(ends, default=len(text))]


def _in_book_title(text: str, position: int) -> bool:
    return text.rfind("《", 0, position) > text.rfind("》", 0, position)


def _published(document: Document) -> int | None:
    """Year of the article number or journal issue that the bibliographic matter gives."""
    for paragraph in document.paragraphs:
        if paragraph.kind == "meta":
            match = _ARTICLE_NUMBER.search(paragraph.text) or _JOURNAL.search(paragraph.text)
            if match:
                return int(match["year"])
    return None


def _number(document: Document) -> str:
    return next(
        p.text
        for p in document.paragraphs
        if _ARTICLE_NUMBER.search(p.text) or _JOURNAL.search(p.text)
    )


def _relative(document: Document) -> str:
    """The sentence that counts years back from the day of writing (`15年来`); else empty."""
    for passage in document.passages():
        match = _RELATIVE.search(passage.text)
        if match:
            return passage.sentence(match.start())
    return ""
