"""Bibliographic matter at the head of a paper: abstract, keywords, class and article numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from scraper.clean.paragraphs import close_spaces
from scraper.rules.cleaning import Lexicon
from scraper.text.chars import is_han, letters

_VALUES = {
    "中图分类号": r"[A-Z]{1,3}[\d.\-/]*(?:[;；+]\s*[A-Z]{1,3}[\d.\-/]*)*",
    "分类号": r"[A-Z]{1,3}[\d.\-/]*",
    "文献标识码": r"[A-Z]\b",
    "文章编号": r"[\dXx]{4}\s*[-–—]\s*[\dXx]{4}\s*[（(]\d{4}[）)]\s*[\d\-–—（）()A-Za-z]+",
    "DOI": r"10\.\S+",
}
_CHINESE = re.compile(r"(?<=[\sa-z.;])(?=[\u4e00-\u9fff“（《][^\x00-\x7f]{5})")
"""Where a value in English is over: a line end was lost, and the text goes on in Chinese."""
_KEYWORDS = ("关键", "主题", "key")
LONGEST_KEYWORD = 20
"""A keyword is at most this long, in characters."""


@dataclass(frozen=True, slots=True)
class _Key:
    name: str
    start: int
    """Where the key begins, bracket included."""
    value: int
    """Where its value begins."""


@lru_cache(maxsize=8)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    spaced = ("\\s*".join(map(re.escape, n)) if is_han(n[0]) else re.escape(n) for n in names)
    key = "|".join(sorted(spaced, key=len, reverse=True))
    return re.compile(
        rf"(?:[\[【〔（(]\s*({key})\s*[\]】〕）)]\s*[:：]?|(?<![\w“])({key})\s*[:：]"
        rf"|(?<=[\w。])(中图分类号|文献标识码|文章编号)\s*[:：])\s*",
        re.IGNORECASE,
    )


def take_meta(text: str, whole: str, lexicon: Lexicon) -> tuple[tuple[str, ...], str]:
    """Bibliographic matter at the head of `text`, a string each, and the rest of the text.

    `whole` is the article's text: where the last keyword is fused with the text that follows, it
    ends where it stops being a phrase that stands elsewhere in the article.
    """
    if not begins_with_key(text, lexicon):
        return (), text
    keys = _keys(text, lexicon)
    found: list[tuple[bool, str]] = []
    end = 0
    for at, key in enumerate(keys):
        if at and text[end : key.start].strip():
            break  # text of the article stands before this key: it is no part of the head
        limit = keys[at + 1].start if at + 1 < len(keys) else len(text)
        end = key.value + _value_length(key.name, text[key.value : limit], limit < len(text), whole)
        is_class = key.name in lexicon.meta_class
        found.append((is_class, close_spaces(text[key.start : end]).strip()))
    return _grouped(found), text[end:].lstrip()


def begins_with_key(text: str, lexicon: Lexicon) -> bool:
    """Whether `text` begins with the key of bibliographic matter (`关键词：`)."""
    match = _pattern((*lexicon.meta_long, *lexicon.meta_class)).match(text.lstrip())
    return match is not None


def _keys(text: str, lexicon: Lexicon) -> list[_Key]:
    names = (*lexicon.meta_long, *lexicon.meta_class)
    keys = []
    for match in _pattern(names).finditer(text):
        written = next(group for group in match.groups() if group)
        name = re.sub(r"\s+", "", written) if is_han(written[0]) else written
        keys.append(_Key(name, match.start(), match.end()))
    return keys


def _value_length(name: str, value: str, another_follows: bool, whole: str) -> int:
    if name in _VALUES:
        match = re.match(_VALUES[name], value)
        return match.end() if match else 0
    chinese = None if is_han(name[0]) else _CHINESE.search(value)
    if chinese:
        return chinese.start()
    if another_follows or not name.lower().startswith(_KEYWORDS):
        return len(value)
    return _keywords_length(value, whole)


def _keywords_length(value: str, whole: str) -> int:
    """Where a list of keywords ends that nothing sets off from the text behind it."""
    gap = re.search(r"\s{2,}|\n", value)
    listed = value[: gap.start()] if gap else value
    if all(len(item) <= LONGEST_KEYWORD for item in re.split(r"[;；,，、\s]", listed)):
        return len(listed)
    start = 0
    for match in re.finditer(r"[;；]\s*", listed):
        if len(listed[start : match.start()]) > LONGEST_KEYWORD:
            break
        start = match.end()
    space = re.match(rf"\S{{1,{LONGEST_KEYWORD}}}(?=\s)", listed[start:])
    return start + (space.end() if space else _known_prefix(listed[start:], whole))


def _known_prefix(text: str, whole: str) -> int:
    """Length of the longest beginning of `text` that stands in `whole` more than once."""
    for length in range(min(LONGEST_KEYWORD, len(text)), 1, -1):
        if whole.count(text[:length]) > 1:
            return length
    return 0


def _grouped(found: Sequence[tuple[bool, str]]) -> tuple[str, ...]:
    """Class number, document code and article number stand together; the rest one by one."""
    grouped: list[str] = []
    joined = False
    for is_class, text in found:
        if is_class and joined:
            grouped[-1] = f"{grouped[-1]} {text}"
        elif letters(text):
            grouped.append(text)
        joined = is_class
    return tuple(grouped)
