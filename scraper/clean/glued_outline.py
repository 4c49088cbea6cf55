"""An outline run together with the first paragraph (form O1), as document sites put it there.

`一、…二、…三、…` without a mark between, then the text begins. The seam is not marked: it is known
where the last heading stands again below, or where a sentence plainly opens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from scraper.clean.headings import heading_end
from scraper.clean.paragraphs import Paragraphs, Text
from scraper.model import Change
from scraper.rules.cleaning import Lexicon
from scraper.text.chars import letters

_NUMBER = re.compile(r"([一二三四五六七八九十])、")
_MARK = re.compile("[，。；：！？]")
_NUMERALS = "一二三四五六七八九十"
FEWEST = 3
"""Numbered headings an outline has at least."""
LONGEST = 120
"""Letters between two of them, subheadings included, at most."""


def drop_outline(texts: tuple[Text, ...], lexicon: Lexicon) -> Paragraphs:
    """The paragraphs without an outline at the head of the first one.

    Where its end cannot be told the text stays, and a flag says so.
    """
    last = _last_number(texts[0].text) if texts else 0
    if not last:
        return Paragraphs(texts, ())
    first, below = texts[0], "\n".join(text.text for text in texts)
    end = last + _seam(first.text[last:], below, lexicon)
    if end == last:
        flag = Change("flagged", "outline", first.text[:last].strip(), line=first.line)
        return Paragraphs(texts, (flag,))
    gone = Change("removed", "outline", first.text[:end].strip(), line=first.line)
    rest = first.text[end:].strip()
    kept = (replace(first, text=rest),) if rest else ()
    return Paragraphs((*kept, *texts[1:]), (gone,))


def _last_number(text: str) -> int:
    """Where the last heading of an outline begins that opens `text`; 0 where there is none."""
    starts: list[int] = []
    for match in _NUMBER.finditer(text):
        if len(starts) == len(_NUMERALS) or match[1] != _NUMERALS[len(starts)]:
            break
        between = text[starts[-1] : match.start()] if starts else text[: match.start()]
        if _MARK.search(between) or len(letters(between)) > (LONGEST if starts else 0):
            break
        starts.append(match.start())
    return starts[-1] if len(starts) >= FEWEST else 0


def _seam(text: str, whole: str, lexicon: Lexicon) -> int:
    """Where the heading that opens `text` ends; 0 where that cannot be told."""
    again = _stands_again(text, whole.split("\n"))
    return again or heading_end(text, whole, lexicon)


def _stands_again(text: str, lines: Sequence[str]) -> int:
    """Length of a numbered line of the text with which `text` begins."""
    return max((len(x) for x in lines if _NUMBER.match(x) and text.startswith(x)), default=0)
