"""Whether the answer of a translation service can be the translation of a text.

An answer that cannot be is refused with the reason, and the message stays untranslated.
"""

from __future__ import annotations

import re
import unicodedata

from scraper.model import LACUNA
from scraper.reading.terms import departures, says
from scraper.rules.machine import MachineRules
from scraper.text.chars import HAN
from scraper.text.numbers import value_of
from scraper.translate.machine.services import Answer, Request

_HAN = re.compile(f"[{HAN}]")
_MARKUP = re.compile(r"</?[A-Za-z][^>]*>|&(?:[a-z]+|#\d+);|```|\]\(|\*\*|^#+ ", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<![\d./])(?P<number>\d+(?:[,，]\d{3})*(?:\.\d+)?[百千万亿]*)(?![\d/]|世纪)(?P<after>月|年代)?"
)
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_SCALED = re.compile(rf"({_DIGITS.pattern})[\s-]+({'|'.join(_SCALES)})", re.IGNORECASE)


def cleaned(answer: Answer) -> str:
    """Return the text of an answer on one line, without quotation marks put around all of it."""
    text = " ".join(answer.text.split())
    quoted = re.fullmatch(r'"([^"]*)"|“([^“”]*)”', text)
    return (quoted[1] or quoted[2] or "") if quoted else text


def why_refused(request: Request, answer: Answer, rules: MachineRules) -> str:
    """Return why an answer cannot be the translation; empty where it can."""
    text, source = cleaned(answer), request.text
    if not text:
        return "the answer is empty"
    if answer.cut:
        return "the service broke the answer off"
    reason = _odd_characters(text, source) or _length(text, source, rules)
    if reason:
        return reason
    lost = _lost_numbers(source, text, rules)
    if lost:
        return f"numbers are missing: {', '.join(lost)}"
    for term in request.terms:
        wrong = departures(text, term)
        if wrong:
            return f"it says “{wrong[0]}”, which is never right for {term.term}"
        if not says(text, term):
            return f"it does not use the glossary: {term.term} is {term.english}"
    return ""


def _odd_characters(text: str, source: str) -> str:
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") for char in text):
        return "it holds control characters"
    if _HAN.search(text):
        return "it holds Chinese"
    if _MARKUP.search(text) and not _MARKUP.search(source):
        return "it holds markup"
    if any(text.count(sign) != source.count(sign) for sign in (LACUNA, "〔", "〕")):
        return "the signs of lost or supplied characters are not kept"
    if "*" in source and "*" not in text:
        return "the mark of a masked name is not kept"
    return ""


def _length(text: str, source: str, rules: MachineRules) -> str:
    count = len(source)
    if len(text) < rules.shortest * count:
        return "it is far too short"
    if len(text) > rules.longest * count + rules.longest_extra:
        return "it is far too long"
    return ""


def _lost_numbers(source: str, text: str, rules: MachineRules) -> list[str]:
    """Return the numbers in figures that a translation lacks.

    It may give them in words up to twenty, with another scale (5万: 50,000), months by name and
    decades in full (90年代: the 1990s).
    """
    plain = [float(digits.replace(",", "")) for digits in _DIGITS.findall(text)]
    scaled = [
        float(n.replace(",", "")) * _SCALES[scale.lower()] for n, scale in _SCALED.findall(text)
    ]
    there = {*plain, *(round(value, 6) for value in scaled)}
    words = {word.lower() for word in re.findall(r"[A-Za-z]+", text)}
    lost = []
    for match in _NUMBER.finditer(source):
        value = value_of(match["number"])
        if value is None or value in there:
            continue
        if match["after"] == "年代" and any(year % 100 == value for year in plain):
            continue
        names = rules.months if match["after"] == "月" else rules.number_words
        if not words.intersection(names.get(int(value), ()) if value == int(value) else ()):
            lost.append(match["number"])
    return lost
