"""Punctuation of Chinese text: half-width marks made full-width, doubled marks made single.

Forms D4 and D15: many sites turn `，；：？！（）` into ASCII. Beside a Chinese character the
full-width mark is the right one (GB/T 15834); numbers, times and Latin text keep theirs.
"""

from __future__ import annotations

import re

from scraper.text.chars import HAN

_FULL = dict(zip(",;:?!", "，；：？！", strict=True))
_WIDE = str.maketrans(_FULL)
_CHINESE = rf"{HAN}“”‘’《》〈〉「」『』【】、。，；：？！（）…—"
_MARK = r"(?:[,;:!]|(?<!\?)\?(?!\?))"
_SPACED = re.compile(rf"[ \t](?<=[{_CHINESE}].)[ \t]*(?={_MARK})")
_BEFORE = re.compile(rf"(?:[,;:!](?<=[{_CHINESE}].)|\?(?<=[{_CHINESE}].)(?!\?)){_MARK}*")
_AFTER = re.compile(rf"[,;:!?](?:(?<=[,;:!])|(?<!\?\?)(?!\?)){_MARK}*(?=[{_CHINESE}])")
# Each names its first character first and looks behind it then: so the search can skip to it.
_NARROW = re.compile("[,;:?!()]")
_BRACKET = re.compile(r"[()]")
_HAS_CHINESE = re.compile(f"[{_CHINESE}]")
_LIST_NUMBER = re.compile(r"\d{1,2}")
_REFERENCE = re.compile(r"(&#?[A-Za-z0-9]{2,9});")
_DOUBLED = re.compile("，(?=[，。、；：？！])")


def may_widen(text: str) -> bool:
    """Whether `text` holds a half-width mark at all; quick to tell."""
    return _NARROW.search(text) is not None


def may_be_doubled(text: str) -> bool:
    """Whether `text` holds a comma before a mark; quick to tell."""
    return _DOUBLED.search(text) is not None


def widen(text: str) -> str:
    """`text` with full-width marks wherever a Chinese character or mark stands beside one.

    A run of `?` stays: it may stand for a lost character. So does the end of a character reference
    (`&lt;`) that the text shows.
    """
    if not may_widen(text):
        return text
    references = _REFERENCE.findall(text) if "&" in text else ()
    text = _widen_brackets(text)
    text = _SPACED.sub("", text)
    text = _BEFORE.sub(_in_full, text)
    text = _AFTER.sub(_in_full, text)
    for name in references:
        text = text.replace(f"{name}；", f"{name};")
    return text


def _in_full(marks: re.Match[str]) -> str:
    """The marks in full width: mostly a single one."""
    return _FULL.get(marks[0]) or marks[0].translate(_WIDE)


def _widen_brackets(text: str) -> str:
    """Brackets become full-width pair by pair: where Chinese stands inside, or a list number
    `(1)` in Chinese text; `D(2010)05`, `(GDP)` and what stands in Latin text stay."""
    if "(" not in text and ")" not in text:
        return text
    wide = list(text)
    open_at: list[int] = []
    for match in _BRACKET.finditer(text):
        at = match.start()
        if match[0] == "(":
            open_at.append(at)
        elif open_at and _is_chinese_pair(text, open_at[-1], at):
            wide[open_at.pop()], wide[at] = "（", "）"
        elif open_at:
            open_at.pop()
        elif _HAS_CHINESE.match(text[at - 1 : at] or "x"):
            wide[at] = "）"
    for at in open_at:
        if _HAS_CHINESE.match(text[at + 1 : at + 2] or "x"):
            wide[at] = "（"
    return "".join(wide)


def _is_chinese_pair(text: str, start: int, end: int) -> bool:
    inside, before, after = text[start + 1 : end], text[:start][-1:], text[end + 1 : end + 2]
    if _HAS_CHINESE.search(inside):
        return True
    number = _LIST_NUMBER.fullmatch(inside) is not None
    return number and bool(_HAS_CHINESE.match(before or after)) and before != "》"


def single(text: str) -> str:
    """`text` without the comma that an extraction put before each mark (`，，` `，。`)."""
    return _DOUBLED.sub("", text)
