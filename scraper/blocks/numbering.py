"""Numbers that Word counts by itself (ECMA-376 part 1, 17.9), written out as text.

A heading `一、` or `（一）` of a Word file is often no text but an automatic number. What a reader
of the page sees is put in front of the paragraph, so that nothing of it is lost. Bullets are not:
they say no more than that the paragraph is an item of a list.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from scraper.blocks.word_package import STRICT_W, Parts, W, document_part

_LEVELS = 9
_DEEPEST_STYLE = 20
"""Styles are based on one another; a longer chain is a circle."""
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"


def _counting(number: int) -> str:
    """一, 十, 十二, 二十, 一百零三; figures from a thousand on."""
    if number >= 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones or not number else "")


def _legal(number: int) -> str:
    digits = dict(zip(_DIGITS, _LEGAL, strict=True)) | {"十": "拾", "百": "佰"}
    text = "".join(digits.get(sign, sign) for sign in _counting(number))
    return f"壹{text}" if text.startswith("拾") else text


def _letters(number: int) -> str:
    """a, b … z, aa, bb: Word doubles the letter after the 26th."""
    times, at = divmod(number - 1, 26)
    return chr(ord("a") + at) * (times + 1) if 0 <= times < 10 else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        times, number = divmod(number, value) if number < 10_000 else (0, number)
        text += sign * times
    return text


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: str(n).translate({48 + d: 0xFF10 + d for d in range(10)}),
    "decimalEnclosedCircle": lambda n: chr(0x2460 + n - 1) if 1 <= n <= 20 else str(n),
    "decimalEnclosedCircleChinese": lambda n: chr(0x2460 + n - 1) if 1 <= n <= 20 else str(n),
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "ideographDigital": lambda n: "".join(_DIGITS[int(d)] for d in str(n)),
    "chineseLegalSimplified": _legal,
    "ideographTraditional": lambda n: _STEMS[n - 1] if 1 <= n <= 10 else str(n),
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
}
"""By `ST_NumberFormat`; a format that is not here is written in figures."""


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a numbered list."""

    format: str
    text: str
    """`第%1章`, `%1.%2`: each `%n` stands for the number of level n."""
    start: int


@dataclass(frozen=True, slots=True)
class _List:
    """A list as paragraphs refer to it: `counter` is shared by lists that count on."""

    counter: str
    levels: dict[int, _Level]


class _Source:
    """The parts that say how paragraphs are numbered, in one of the two namespaces of the text."""

    def __init__(self, parts: Parts, w: str) -> None:
        self.w = w
        numbering, styles = parts.get("word/numbering.xml"), parts.get("word/styles.xml")
        self.lists = {} if numbering is None else self._read_lists(numbering)
        found = () if styles is None else styles.iter(f"{w}style")
        self._styles = {self.value(style, "styleId"): style for style in found}

    def value(self, element: etree._Element | None, name: str = "val") -> str:
        """An attribute of an element; empty where either is missing."""
        return "" if element is None else str(element.get(f"{self.w}{name}", ""))

    def child(self, element: etree._Element, *path: str) -> etree._Element | None:
        """The element at the end of a path of child names."""
        return element.find("/".join(f"{self.w}{name}" for name in path))

    def _read_lists(self, numbering: etree._Element) -> dict[str, _List]:
        abstract = {
            self.value(found, "abstractNumId"): self._levels(found)
            for found in numbering.iter(f"{self.w}abstractNum")
        }
        lists = {}
        for found in numbering.iter(f"{self.w}num"):
            id_, base = self.value(found, "numId"), self.value(self.child(found, "abstractNumId"))
            levels = dict(abstract.get(base, {}))
            restarts = False
            for override in found.iter(f"{self.w}lvlOverride"):
                restarts |= self.child(override, "startOverride") is not None
                levels |= self._levels(override)
            lists[id_] = _List(f"num {id_}" if restarts else base, levels)
        return lists

    def _levels(self, element: etree._Element) -> dict[int, _Level]:
        return {
            _number(self.value(level, "ilvl"), 0): _Level(
                self.value(self.child(level, "numFmt")) or "decimal",
                self.value(self.child(level, "lvlText")),
                _number(self.value(self.child(level, "start")), 1),
            )
            for level in element.iter(f"{self.w}lvl")
        }

    def list_of(self, paragraph: etree._Element) -> tuple[str, int]:
        """Id of the list a paragraph belongs to and its level there; `0` for no list."""
        id_, level = self._numbers(paragraph)
        style = self.value(self.child(paragraph, "pPr", "pStyle"))
        for _ in range(_DEEPEST_STYLE):
            if (id_ and level) or style not in self._styles:
                break
            of_style = self._numbers(self._styles[style])
            id_, level = id_ or of_style[0], level or of_style[1]
            style = self.value(self.child(self._styles[style], "basedOn"))
        return id_ or "0", min(_number(level, 0), _LEVELS - 1)

    def _numbers(self, element: etree._Element) -> tuple[str, str]:
        return (
            self.value(self.child(element, "pPr", "numPr", "numId")),
            self.value(self.child(element, "pPr", "numPr", "ilvl")),
        )


def _number(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else otherwise


def write_numbers(parts: Parts) -> None:
    """Write the automatic numbers of the document's paragraphs in front of their text."""
    document = document_part(parts)
    if document is None:
        return
    w = STRICT_W if document.tag.startswith(STRICT_W) else W
    source = _Source(parts, w)
    counters: dict[str, dict[int, int]] = defaultdict(dict)
    for paragraph in list(document.iter(f"{w}p")):
        id_, at = source.list_of(paragraph)
        level = source.lists[id_].levels.get(at) if id_ in source.lists else None
        if level is None or level.format in ("bullet", "none") or not _has_text(paragraph, w):
            continue
        counter = counters[source.lists[id_].counter]
        counter[at] = counter.get(at, level.start - 1) + 1
        for deeper in [n for n in counter if n > at]:
            del counter[deeper]
        _put_before(paragraph, w, _label(source.lists[id_].levels, at, counter))


def _has_text(paragraph: etree._Element, w: str) -> bool:
    return any((text.text or "").strip() for text in paragraph.iter(f"{w}t"))


def _label(levels: dict[int, _Level], at: int, counter: dict[int, int]) -> str:
    """The number as the page shows it: `（二）`, `1.2`."""

    def written(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        level = levels.get(place)
        if level is None:
            return ""
        return _FORMATS.get(level.format, str)(counter.get(place, level.start))

    label = re.sub(r"%([1-9])", written, levels[at].text)
    return f"{label} " if label[-1:].isalnum() else label


def _put_before(paragraph: etree._Element, w: str, label: str) -> None:
    """Put a run with the label before the text, and take the paragraph out of its list."""
    properties = paragraph.find(f"{w}pPr")
    if properties is None:
        properties = etree.Element(f"{w}pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(f"{w}numPr"):
        properties.remove(old)
    numbers = etree.SubElement(properties, f"{w}numPr")
    etree.SubElement(numbers, f"{w}numId").set(f"{w}val", "0")
    run = etree.Element(f"{w}r")
    text = etree.SubElement(run, f"{w}t")
    text.text = label
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    properties.addnext(run)
