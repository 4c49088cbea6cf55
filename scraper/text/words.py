"""Words: what jieba's dictionary (a word list with frequencies) says about a stretch of text.

Text is cut by rjieba, the same dictionary and algorithm in compiled code: the words are the same,
found some fifteen times as fast. Frequencies come from jieba itself, which is loaded on first use;
that takes most of a second.
"""

from __future__ import annotations

import logging
import math
from functools import lru_cache
from typing import Any

import rjieba

from scraper.text.chars import is_han

LOOK = 6
"""Characters looked at on either side of a seam: longer dictionary words are rare."""


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


def cut(text: str) -> list[str]:
    """Words of `text` in order, by dictionary alone (no guessing of unknown words)."""
    return rjieba.cut(text, hmm=False)


def frequency(word: str) -> int:
    """How often `word` stands in the corpus behind jieba's dictionary; 0 where it is no word."""
    return int(_tokenizer().FREQ.get(word) or 0)


@lru_cache(maxsize=1)
def _tags() -> dict[str, str]:
    """Part of speech of the words of jieba's dictionary, up to three characters."""
    tags: dict[str, str] = {}
    with _tokenizer().get_dict_file() as file:
        for line in file:
            word, _, tag = line.decode("utf-8").split(" ")[:3]
            if len(word) <= 3:
                tags[word] = tag.strip()
    return tags


def part_of_speech(word: str) -> str:
    """Part of speech that jieba's dictionary gives a word of up to three characters, as in the
    tag set of ICTCLAS (`n` noun, `ns` place, `v` verb, `a` adjective …); empty where it has none.
    """
    return _tags().get(word, "")


def likelihood(text: str) -> float:
    """Natural logarithm of the probability of the best cut of `text` into dictionary words.

    The unigram model behind jieba: each word counts with its frequency, unknown characters as
    if they had been seen once.
    """
    total = math.log(_tokenizer().total)
    return sum(math.log(frequency(word) or 1) - total for word in cut(text))


def crosses(left: str, right: str) -> str:
    """The dictionary word that runs across the seam of `left` and `right`; empty where none does.

    A word counts only where the best cut of the joined text uses it.
    """
    a, b = left[-LOOK:], right[:LOOK]
    at = 0
    for word in cut(a + b):
        if at < len(a) < at + len(word):
            return word
        at += len(word)
    return ""


@lru_cache(maxsize=32)
def _with_a_gap(length: int, gap: int) -> dict[tuple[str, str], tuple[str, ...]]:
    """Dictionary words of that length by what stands before and behind the character at `gap`."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for word, times in _tokenizer().FREQ.items():
        if times and len(word) == length and is_han(word[gap]):
            key = (word[:gap], word[gap + 1 :])
            found[key] = (*found.get(key, ()), word)
    return found


def words_like(before: str, after: str) -> tuple[str, ...]:
    """Dictionary words that are `before` + one Chinese character + `after`."""
    words = _with_a_gap(len(before) + 1 + len(after), len(before))
    return words.get((before, after), ())
