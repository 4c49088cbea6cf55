"""Sentences of Chinese text, cut without losing a character."""

from __future__ import annotations

import re

from scraper.text.chars import CLOSERS, SENTENCE_END

_SENTENCE = re.compile(rf"[^{SENTENCE_END}]*(?:[{SENTENCE_END}]+[{re.escape(CLOSERS)}]*|$)")


def split_sentences(text: str) -> tuple[str, ...]:
    """Sentences of a paragraph, each with its end mark and the closing marks after it."""
    return tuple(sentence for sentence in _SENTENCE.findall(text) if sentence.strip())


def sentence_around(text: str, position: int) -> str:
    """The sentence of a paragraph in which the character at `position` stands, trimmed."""
    for match in _SENTENCE.finditer(text):
        if match.start() <= position < match.end():
            return match[0].strip()
    return text.strip()
