"""Search terms: how a text, and in the same way a query, is cut into what the index holds.

Chinese has no spaces, so the index holds every pair of neighbouring characters: whatever a
reader types, its pairs are there, across word borders too. A dictionary only says how much a
pair counts (民生 is a word of its own, but crosses a border in 人民生活). The script of the
search box cuts queries by the same rules without a dictionary, so both can never disagree.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise

import opencc

from scraper.model import RESTORED_CLOSE, RESTORED_OPEN
from scraper.text.chars import HAN

BORDER_WEIGHT = 0.2
"""What a pair counts where it only stands across a word border; 1.0 where a word holds it."""

_HAN = HAN + "\u3005\u3007"
"""Chinese characters, with the iteration mark 々 and the numeral 〇, which stand inside words."""
_RUN = re.compile(f"(?P<han>[{_HAN}]+)|[^\\W_{_HAN}]+")
_DROPPED = re.compile(
    "(?<=[0-9]),(?=[0-9]{3}(?![0-9]))"  # 5,200 is the number 5200
    f"|{RESTORED_OPEN}(?=[{_HAN}])|(?<=[{_HAN}]){RESTORED_CLOSE}"  # restored words are whole words
)
_UNIFIED = ((0x3400, 0x9FFF), (0x20000, 0x2F7FF), (0x30000, 0x323AF))
"""Unified ideographs; NFKC replaces the compatibility ones."""

Cut = Callable[[str], Iterable[str]]
"""Cuts a run of Chinese characters into words that join up to the run again."""


def well_formed(text: str) -> str:
    """Return `text` with each lone surrogate replaced by U+FFFD, so that it can be encoded."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def fold(text: str) -> str:
    """Return `text` in the one writing the index knows.

    NFKC (full width to half), lower case, Simplified characters one by one, thousands commas
    and the brackets around restored words gone.
    """
    return readable(text).translate(_variants())


def readable(text: str) -> str:
    """Return `text` folded but for the last step, after which jieba would miss words (著名)."""
    normal = unicodedata.normalize("NFKC", _DROPPED.sub("", text))
    return normal.lower().translate(_simplified())


def fold_pairs(text: str | None = None) -> str:
    """Return each character that folding replaces by another, followed by that other.

    Of `text` alone where one is given, else of all characters, in order of code points.
    """
    chars = map(chr, sorted(_fold_table())) if text is None else sorted(set(text))
    table = _fold_table()
    return "".join(char + table[ord(char)] for char in chars if ord(char) in table)


def stem(token: str) -> str:
    """Return an English token without its plural ending; others as they are.

    The S-stemmer: D. Harman, How effective is suffixing?, JASIS 42 (1991), p. 10.
    """
    if not (token.isascii() and token.isalpha()) or len(token) < 4:
        return token
    if token.endswith("ies") and not token.endswith(("eies", "aies")):
        return token[:-3] + "y"
    if token.endswith("es") and not token.endswith(("aes", "ees", "oes")):
        return token[:-1]
    if token.endswith("s") and not token.endswith(("us", "ss")):
        return token[:-1]
    return token


def count_terms(text: str, cut: Cut) -> dict[str, float]:
    """Return the terms of `text` with how often each occurs, pairs weighted by the words of `cut`.

    Terms are pairs of Chinese characters, words of three and more, the last character of each
    run (so that a single character is found at the beginning of a pair or there), and stemmed
    tokens of other scripts.
    """
    whole: Counter[str] = Counter()
    border: Counter[str] = Counter()
    for match in _RUN.finditer(readable(text)):
        run = match.group()
        if not match["han"]:
            whole[stem(run)] += 1
        elif len(run) == 1:
            whole[run.translate(_variants())] += 1
        else:
            _count_run([word.translate(_variants()) for word in cut(run)], whole, border)
    terms: dict[str, float] = dict(whole)
    for term, times in border.items():
        terms[term] = terms.get(term, 0.0) + BORDER_WEIGHT * times
    return terms


def _count_run(words: list[str], whole: Counter[str], border: Counter[str]) -> None:
    """Count the terms of one run of Chinese characters, given as its words."""
    for word in words:
        whole.update(word[i : i + 2] for i in range(len(word) - 1))
        if len(word) > 2:
            whole[word] += 1
    border.update(a[-1] + b[0] for a, b in pairwise(words))
    border[words[-1][-1]] += 1


@cache
def _simplified() -> dict[int, str]:
    """Return Traditional characters and what OpenCC's `t2s` makes of each by itself.

    Followed to the end (薴 to 苧 to 苎), so that folding twice changes nothing.
    """
    table = _converted("t2s")
    return {char: table.get(ord(other), other) for char, other in table.items()}


@cache
def _variants() -> dict[int, str]:
    """Return the further characters that `tw2s` folds, 著 to 着 above all (隨著 is 随着).

    A character that others are simplified to stays: `tw2s` would make 幺 of the 么 in 什么.
    """
    kept = set(_simplified().values())
    return {
        char: other
        for char, other in _converted("tw2s").items()
        if char not in _simplified() and chr(char) not in kept
    }


@cache
def _fold_table() -> dict[int, str]:
    """Return both tables in one: character to what `fold` makes of it."""
    first = {char: other.translate(_variants()) for char, other in _simplified().items()}
    return _variants() | first


def _converted(configuration: str) -> dict[int, str]:
    """Return what an OpenCC configuration makes of single characters, where it changes them."""
    chars = [chr(code) for first, last in _UNIFIED for code in range(first, last + 1)]
    # A line each: OpenCC's phrases do not reach over the end of a line.
    converted = opencc.OpenCC(configuration).convert("\n".join(chars)).split("\n")
    pairs = zip(chars, converted, strict=True)
    return {ord(char): other for char, other in pairs if char != other and len(other) == 1}
