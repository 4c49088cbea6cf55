"""Lost characters (`???`, form D5) and lost numbers (form D18).

A character lost at a buffer edge leaves three question marks, one for each of its UTF-8 bytes;
where the clause before them asks something they are meant and stay. The character is supplied
only on evidence: the same words stand whole elsewhere in the text, or a long dictionary word
allows one character only. Everything else is marked as a lacuna.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scraper.model import LACUNA, RESTORED_CLOSE, RESTORED_OPEN, Change, ChangeKind
from scraper.text.chars import HAN
from scraper.text.words import cut, words_like

_LOST = re.compile(rf"(?<=[{HAN}])(?:(?<!\?)\?{{3}}(?!\?)|\ufffd+)(?=[{HAN}])")
_QUESTIONS = re.compile(rf"(?<=[{HAN}，。“”’）》])\?{{2,}}")
_ASKS = re.compile("[吗呢么哪谁]|什么|怎|为何|没有|是否|多少|几时|能不能|是不是|要不要|吧$")
_LONE_YEAR = re.compile(rf"年(?<=[{HAN}，。；].)(?=[{HAN}])")
_BEFORE_YEAR = "是从自到在于，。；"
"""What stands before a 年 that lost its number."""
_YEAR_WORDS = "初底末终内度均轻老限来间月复关夜货饭龄级"
"""What makes a word with a 年 that lost none."""
CONTEXT = 3
"""Characters that must agree on either side for the same words elsewhere to be evidence."""
LONGEST_CLAUSE = 30
"""Characters before `???` in which a question word is looked for."""
ONE_SIDE = (4, 5)
"""Characters of longer words of which only the last or the first one may be the lost one."""
LONG_WORD = 4
"""A dictionary word is evidence from this length on."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with its lacunae supplied or marked, and the record of each."""

    text: str
    changes: tuple[Change, ...]


def may_have_lacunae(text: str) -> bool:
    """Whether a mark of a lost character stands anywhere in `text`; quick to tell."""
    return "?" in text or "\ufffd" in text


def mend_lacunae(text: str, whole: str, line: int) -> Mended:
    """`text` with each lost character supplied in 〔 〕 or marked □.

    `whole` is the article the evidence is looked for in.
    """
    if not may_have_lacunae(text):
        return Mended(text, ())
    done, at = "", 0
    changes: list[Change] = []
    for match in _LOST.finditer(text):
        if _is_question(text[: match.start()]):
            continue
        done += text[at : match.start()]
        at = match.end()
        lost, evidence = _supply(text[: match.start()], text[at:], whole)
        mark = f"{RESTORED_OPEN}{lost}{RESTORED_CLOSE}" if lost else LACUNA
        kind: ChangeKind = "restored" if lost else "lacuna"
        context = done[-6:] + mark + text[at : at + 6]
        after = f"{lost}（{evidence}）" if lost else LACUNA
        changes.append(Change(kind, kind, match[0], after, line=line, context=context))
        done += mark
    done += text[at:]
    return Mended(_QUESTIONS.sub(lambda m: "？" * len(m[0]), done), tuple(changes))


def _is_question(left: str) -> bool:
    """Whether the clause before `???` asks something, so that the marks are meant."""
    clause = re.split("[，。；：！？、“”]", left[-LONGEST_CLAUSE:])[-1]
    return _ASKS.search(clause) is not None


def _supply(left: str, right: str, whole: str) -> tuple[str, str]:
    """The lost character and the words it rests on; empty where there is no evidence."""
    before, after = left[-CONTEXT:], right[:CONTEXT]
    found = set(re.findall(f"{re.escape(before)}([{HAN}]){re.escape(after)}", whole))
    if len(found) == 1:
        char = found.pop()
        return char, before + char + after
    return _by_word(left, right)


def _by_word(left: str, right: str) -> tuple[str, str]:
    """The one character that makes a long dictionary word of the lost one and its neighbours."""
    found: dict[str, str] = {}
    for before, after in _windows(left, right):
        for word in words_like(before, after):
            found.setdefault(word[len(before)], word)
    if len(found) == 1:
        return next(iter(found.items()))
    return "", ""


def _windows(left: str, right: str) -> Iterator[tuple[str, str]]:
    """Neighbourhoods of the lost character that a dictionary word could fill."""
    both = [(back, ahead) for back in range(4) for ahead in range(4)]
    for back, ahead in (*both, *((n, 0) for n in ONE_SIDE), *((0, n) for n in ONE_SIDE)):
        if back + 1 + ahead >= LONG_WORD and len(left) >= back and len(right) >= ahead:
            yield left[len(left) - back :], right[:ahead]


def may_have_lost_numbers(text: str) -> bool:
    """Whether a 年 without a number stands anywhere in `text`; quick to tell."""
    return _LONE_YEAR.search(text) is not None


def mark_lost_numbers(text: str, line: int) -> Mended:
    """`text` with □ before each 年 that a number has been lost before (`尤其是年…疫情`).

    A lone 年 in the middle of a sentence, behind 是/从/自/到/在/于, is the only form taken.
    """
    changes: list[Change] = []

    def mark(match: re.Match[str]) -> str:
        start = match.start()
        if not _is_lone_year(text, start):
            return match[0]
        context = text[max(0, start - 6) : start] + LACUNA + text[start : start + 6]
        after = LACUNA + "年"
        changes.append(Change("lacuna", "lost-number", "年", after, line=line, context=context))
        return LACUNA + match[0]

    return Mended(_LONE_YEAR.sub(mark, text), tuple(changes))


def _is_lone_year(text: str, at: int) -> bool:
    if text[at - 1] not in _BEFORE_YEAR or text[at + 1 : at + 2] in _YEAR_WORDS:
        return False
    window = text[max(0, at - 4) : at + 5]
    offset = at - max(0, at - 4)
    for word in cut(window):
        if offset < len(word):
            return word == "年"
        offset -= len(word)
    return False
