"""Where the text of a page begins and ends among its lines.

Prose is sure text. Short lines right above it belong to it where they read as text too: dialogue,
short sentences, the salutation of a letter. A page without prose may hold verse.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from scraper.clean.shape import is_prose, is_question_title
from scraper.text.chars import count_han, ends_sentence

_OPENING_QUOTES = ("“", "「", "‘")
_SPEAKER = re.compile(r"[\u4e00-\u9fff]{1,6}：(?=\S)")
_VERSE_MARKS = "，。；：！？…"
_FREE = re.compile(r"(?:——)?[\u4e00-\u9fff]{2,20}(?: [\u4e00-\u9fff]{2,12})?")
_SPOKEN = re.compile("[你我他她它您谁了着把像就也都不又还是在这那吧啊呀吗呢]")
"""Words of sentences, one character each."""
FREE_LINES, SPOKEN_SHARE = 6, 0.5
"""Lines of verse without marks, at least, and the share of them with such a word."""
TURNS = 3
"""Lines that each of two speakers says at least."""
VERSE_LINES = 4
"""Verse has at least this many lines that end with a mark."""
VERSE_SHARE = 0.6
"""Share of the lines of a page of verse that end with a mark."""


def find_text(texts: Sequence[str]) -> tuple[int, int] | None:
    """Positions of the first and the last line that is text for certain; None without one."""
    filled = [at for at, text in enumerate(texts) if text.strip()]
    prose = [at for at in filled if is_prose(texts[at])]
    if prose and prose[0] == filled[0] and is_question_title(texts[prose[0]]) and len(filled) > 1:
        prose = prose[1:] or filled[1:]
    if prose:
        return _upwards(texts, prose[0]), prose[-1]
    return _verse(texts, filled)


def _upwards(texts: Sequence[str], first: int) -> int:
    """The first of the short lines of text that stand without a gap above the prose at `first`."""
    for at in range(first - 1, -1, -1):
        if at == 0 and is_question_title(texts[at]):
            break
        if not _is_short_text(texts[at].strip()):
            break
        first = at
    return first


def _is_short_text(text: str) -> bool:
    """Whether a short line is text: something said, or a sentence with its full stop."""
    if not ends_sentence(text):
        return False
    spoken = _SPEAKER.match(text) is not None and any(mark in text for mark in "。！？…")
    return spoken or text.startswith(_OPENING_QUOTES) or "。" in text


def _verse(texts: Sequence[str], filled: Sequence[int]) -> tuple[int, int] | None:
    """First and last line of verse: lines with commas and full stops at their ends, in turn, or
    lines without any mark."""
    spoken = _conversation(texts, filled)
    if spoken:
        return spoken[0], spoken[-1]
    marked = [at for at in filled if texts[at].strip()[-1] in _VERSE_MARKS and count_han(texts[at])]
    if len(marked) < max(VERSE_LINES, VERSE_SHARE * len(filled)):
        return _free_verse(texts, filled)
    ends = [texts[at].strip()[-1] for at in marked]
    in_turn = ends.count("。") >= 2 and ends.count("，") >= 2
    return (marked[0], marked[-1]) if in_turn else None


def _conversation(texts: Sequence[str], filled: Sequence[int]) -> list[int]:
    """Positions of the lines that several speakers say in turn, however short (`甲：…` `乙：…`)."""
    said = {at: match[0] for at in filled if (match := _SPEAKER.match(texts[at]))}
    turns = Counter(said.values())
    speakers = {who for who, times in turns.items() if times >= TURNS}
    if len(speakers) < 2 or len(said) < VERSE_SHARE * len(filled):
        return []
    return [at for at, who in said.items() if who in speakers]


def is_free_verse(texts: Sequence[str]) -> bool:
    """Whether lines may be verse without marks, so that their last one ends without any."""
    return len(texts) == FREE_LINES and all(_FREE.fullmatch(text) for text in texts)


def _free_verse(texts: Sequence[str], filled: Sequence[int]) -> tuple[int, int] | None:
    """First and last line of verse without marks: the longest run of short lines of nothing but
    Chinese, below its first line, the title. Labels and titles look so too, but hold hardly any of
    the words that sentences are made of."""
    best: list[int] = []
    run: list[int] = []
    for at in filled:
        run = [*run, at] if _FREE.fullmatch(texts[at].strip()) else []
        best = run if len(run) > len(best) else best
    lines = best[1:]
    spoken = sum(_SPOKEN.search(texts[at]) is not None for at in lines)
    if len(lines) < FREE_LINES or spoken < SPOKEN_SHARE * len(lines):
        return None
    return lines[0], lines[-1]
