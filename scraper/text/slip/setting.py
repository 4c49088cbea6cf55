"""What stands around a restored run: marks that can follow each other, and the page's own words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from scraper.text.chars import HAN, is_han
from scraper.text.glosses import is_gloss, strip_glosses
from scraper.text.script import is_traditional, simplify

LOST = "?\ufffd"
_READING = "[a-zü\u00e0-\u01dc]{1,7}"
_STOPS = frozenset("，。、；：？！,;:?!")
_OPENERS = frozenset("“‘（《(")
_CLOSERS = frozenset("”’）》)")
_PAUSES = frozenset("，、；：")
_PARTNER = dict(zip("“”‘’《》（）", "”“’‘》《）（", strict=True))
IMPOSSIBLE = -14.0
"""What two marks lose that do not follow each other in print (GB/T 15834)."""
UNBALANCED = -4.0
"""What a quotation mark loses that closes nothing, or opens inside an open quotation."""
BALANCED = 2.5
"""What a quotation mark or bracket gains whose partner stands where it should."""
SEEN = 2.0
"""What a choice gains for each pair of characters that stands elsewhere on the page."""
_PLACE = re.compile(r"[在从于][^，。；：、,;:]{2,}[上中下里内外前后间]$")
"""在…上: a clause that is complete."""
LEFT_OPEN = -5.0
"""What a character loses that makes another word (上海) of the end of such a clause."""
_SINGLE = re.compile(rf"[，。、；：][{HAN}]$")
SINGLE = -4.0
"""What a full stop loses that leaves one character between two marks (`、高。`)."""
_KEPT = re.compile(rf"[{LOST}]\({_READING}\)")
"""A reading behind a lost byte that still has its bracket."""
_TAKEN = re.compile(rf"[{LOST}]{_READING}\)")
"""One whose bracket the lost byte took along."""
_GLOSSED = re.compile(rf"([{HAN}])\(({_READING})\)")
_WIDE = str.maketrans(",;:?!()", "，；：？！（）")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the page."""

    traditional: bool
    keeps: bool
    """Whether a lost byte plainly does not take the ASCII character behind it along."""
    glossed: dict[str, tuple[str, ...]]
    """The characters that have a reading behind them on this page, by the reading."""
    pairs: Counter[str]
    """How often two characters stand side by side, in Simplified script."""

    @classmethod
    def of(cls, whole: str) -> Setting:
        """The setting that the text of a page gives."""
        plain = simplify(strip_glosses(whole)[0])
        return cls(
            is_traditional(whole),
            bool(_KEPT.search(whole)) and not _TAKEN.search(whole),
            _glossed(whole),
            Counter(a + b for a, b in pairwise(plain)),
        )

    def bonus(self, line: str, run: str, right: str) -> float:
        """What a restored run gains or loses by what stands around it, all in Simplified script.

        `line` is the line up to the run; `right` is a line end where nothing follows it.
        """
        total, before = 0.0, line[-1:]
        if is_han(run[:1]) and _PLACE.search(line):
            total += LEFT_OPEN
        for at, char in enumerate(run + right[:1]):
            total += IMPOSSIBLE * clash(before, char)
            total += SEEN * (is_han(before) and is_han(char) and before + char in self.pairs)
            if at < len(run) and char in _PARTNER:
                total += _balance(line + run[:at], char, run[at + 1 :] + right)
            if char == "。" and _SINGLE.search((line + run)[: len(line) + at]):
                total += SINGLE
            before = char
        return total + (self._at_end(line, run) if right == "\n" else 0.0)

    @staticmethod
    def _at_end(line: str, run: str) -> float:
        """What a run loses by which a line ends with a pause, or with a quotation left open."""
        whole = (line + run).translate(_WIDE)
        left_open = any(whole.rfind(mark) > whole.rfind(_PARTNER[mark]) for mark in "“‘")
        return IMPOSSIBLE * (run[-1:] in _OPENERS | _PAUSES) + UNBALANCED * left_open


def _glossed(whole: str) -> dict[str, tuple[str, ...]]:
    """The characters of a page that have a reading behind them, by the reading."""
    found: dict[str, tuple[str, ...]] = {}
    for char, reading in sorted(set(_GLOSSED.findall(whole))):
        if is_gloss(char, reading):
            found[reading] = (*found.get(reading, ()), char)
    return found


def clash(before: str, char: str) -> bool:
    """Whether no printed text has these two marks side by side."""
    if char in _STOPS:
        return before in _STOPS or before in _OPENERS
    return char in _CLOSERS and before in _OPENERS | _PAUSES


def _balance(before: str, mark: str, after: str) -> float:
    """What a mark of a pair gains where its partner stands, or loses where it does not fit."""
    before, after = before.translate(_WIDE), after.translate(_WIDE)
    partner = _PARTNER[mark]
    if mark in _CLOSERS:
        return BALANCED if before.rfind(partner) > before.rfind(mark) else UNBALANCED
    if before.rfind(mark) > before.rfind(partner):
        return UNBALANCED
    return BALANCED if partner in after.split(mark)[0] else 0.0
