"""An outline run together with the first paragraph (form O1), as document sites put it there.

`一、…二、…三、…` without a mark between, then the text begins. The seam is not marked: it is known
where the last heading stands again below, or where a sentence plainly opens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from scraper.clean.headings import heading_end
from scraper.clean.paragraphs import Paragraphs, Text
from scraper.clean.shape import opens_sentence
from scraper.model import Change
from scraper.rules.cleaning import Lexicon
from scraper.text.chars import letters

_NUMBER = re.compile(r"([一二三四五六七八九十])、")
_MARK = re.compile("[，。；：！？]")
_NUMERALS = "一二三四五六七八九十"
FEWEST = 3
"""Numbered headings an outline has at least."""
SHARED = 4
"""A heading that stands again, its number included, has at least this many characters."""
LONGEST = 120
"""Letters between two of them, subheadings included, at most."""


def drop_outline(texts: tuple[Text, ...], lexicon: Lexicon) -> Paragraphs:
    """The paragraphs without an outline at the head of the first one; the headings it lists are
    set apart where they are fused with the text below.

    Where its end cannot be told the text stays, and a flag says so.
    """
    starts = _numbers(texts[0].text) if texts else []
    if not starts:
        return Paragraphs(texts, ())
    first, last = texts[0], starts[-1]
    below = "\n".join((first.text[last + 1 :], *(text.text for text in texts[1:])))
    end = last + _seam(first.text[last:], below, lexicon)
    if end == last:
        flag = Change("flagged", "outline", first.text[:last].strip(), line=first.line)
        return Paragraphs(texts, (flag,))
    gone = Change("removed", "outline", first.text[:end].strip(), line=first.line)
    rest = first.text[end:].strip()
    kept = (first._replace(text=rest),) if rest else ()
    names = [first.text[a:b].strip() for a, b in pairwise((*starts, end))]
    apart = _set_apart((*kept, *texts[1:]), names)
    return Paragraphs(apart.texts, (gone, *apart.changes))


def _set_apart(texts: tuple[Text, ...], names: Sequence[str]) -> Paragraphs:
    """Paragraphs parted before and behind a heading of the outline that opens a text or stands
    behind the end of a sentence."""
    heading = re.compile(
        f"(?:^|(?<=[。！？”]))({'|'.join(map(re.escape, names))})(?=[^，。；：、的])"
    )
    done: list[Text] = []
    changes: list[Change] = []
    for text in texts:
        pieces = [piece.strip() for piece in heading.split(text.text) if piece.strip()]
        done += [text._replace(text=piece) for piece in pieces]
        changes += [
            Change("split", "fused-paragraph", "", "¶", line=text.line, context=piece[:12])
            for piece in pieces[1:]
        ]
    return Paragraphs(tuple(done), tuple(changes))


def _numbers(text: str) -> list[int]:
    """Where the headings of an outline begin that opens `text`; empty where there is none."""
    starts: list[int] = []
    for match in _NUMBER.finditer(text):
        if len(starts) == len(_NUMERALS) or match[1] != _NUMERALS[len(starts)]:
            break
        between = text[starts[-1] : match.start()] if starts else text[: match.start()]
        if _MARK.search(between) or len(letters(between)) > (LONGEST if starts else 0):
            break
        starts.append(match.start())
    return starts if len(starts) >= FEWEST else []


def _seam(text: str, below: str, lexicon: Lexicon) -> int:
    """Where the heading that opens `text` ends; 0 where that cannot be told."""
    again = _stands_again(text, below.split("\n")) or _begins_again(text, below)
    if again:
        return again
    end = heading_end(text, below, lexicon)
    rest = text[end:]
    plain = opens_sentence(rest, lexicon) == "strong" or lexicon.weak_pattern.match(rest)
    return end if plain else 0


def _stands_again(text: str, lines: Sequence[str]) -> int:
    """Length of a numbered line of the text with which `text` begins."""
    return max((len(x) for x in lines if _NUMBER.match(x) and text.startswith(x)), default=0)


def _begins_again(text: str, below: str) -> int:
    """Length of what `text` has in common with the same number below, where the heading runs on
    into its own section; 0 where that is no more than the number."""
    shared = max((_common(text, below[at:]) for at in _places(text[:2], below)), default=0)
    return shared if shared >= SHARED else 0


def _common(left: str, right: str) -> int:
    """Number of characters with which both begin."""
    pairs = zip(left, right, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _places(number: str, below: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(number), below)]
