"""jieba, with words of ours beside its dictionary."""

from __future__ import annotations

import logging
from functools import lru_cache

import jieba

from scraper.text.tokens import Cut, readable


@lru_cache(maxsize=2)
def cutter(user_words: tuple[str, ...] = ()) -> Cut:
    """Return what cuts a run of Chinese characters into words.

    The tokenizer is one of its own, so that our words change nothing elsewhere. Its dictionary
    takes most of a second to load, which happens on first use.
    """
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    for word in user_words:
        tokenizer.add_word(readable(word))

    def cut(run: str) -> list[str]:
        return list(tokenizer.cut(run))

    return cut
