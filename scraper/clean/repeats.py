"""Sentences and lines that stand twice in a row (form D20), as slides and Word files give them.

A refrain stands twice as well. What tells the damage is its regularity: a shadow repeats most of
what the page holds, an author a line or two. A long sentence nobody repeats word for word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import islice, pairwise
from operator import eq

from scraper.clean.draft import Draft, remove, rewrite
from scraper.clean.shape import starts_new
from scraper.model import Change, Line
from scraper.text.chars import ends_sentence, letters
from scraper.text.sentences import split_sentences

RULE = "doubled-text"
LONG = 25
"""A sentence of this many letters, word for word twice in a row, is a shadow even alone."""
CLAUSE, LONG_CLAUSE, SEVERAL = 8, 12, 2
"""Characters of a clause that is no refrain, of one that is none even alone, and how many of the
shorter ones tell a shadow."""
SHORT_CLAUSE, MANY = 5, 5
"""Characters of a clause that counts too where so many stand twice in a row on the page."""
_COMMA, _PAUSE, _STOP = map(re.compile, ("[，；]", "[，；：]", "[。！？]"))
_MARK = re.compile("[，；：。！？]")
_CUT = re.compile(r"(?:\.\.|[…\w，、])$")
"""How the beginning of a text ends that is cut short."""
FEWEST = 3
"""Shorter ones count as shadows where at least this many stand twice in a row …"""
HEAD, TEASER = 12, 600
"""Lines at the head of a page among which the beginning of its text may stand once more, and the
letters of it at most."""
SHARE = 0.3
"""… and where they are at least this share of what the page holds (half of it would be all)."""


def drop_repeats(draft: Draft) -> Draft:
    """The draft in which what stands twice in a row stands once."""
    draft = rewrite(_drop_lines(_drop_teaser(draft)), RULE, "removed", _halve)
    draft = _drop_clauses(draft)
    pieces = [split_sentences(line.text) for line in draft.lines]
    doubled = [_doubled(sentences) for sentences in pieces]
    if not any(doubled):
        return draft
    regular = _is_regular(sum(map(len, doubled)), sum(map(len, pieces)))
    lines: list[Line] = []
    changes: list[Change] = []
    for line, sentences, twice in zip(draft.lines, pieces, doubled, strict=True):
        gone = {at for at in twice if regular or len(letters(sentences[at])) >= LONG}
        if draft.spares(RULE, line.number):
            gone = set()
        for at in sorted(gone):
            changes.append(Change("removed", RULE, sentences[at].strip(), line=line.number))
        kept = "".join(s for at, s in enumerate(sentences) if at not in gone)
        lines.append(line._replace(text=kept) if gone else line)
    return draft.keep(lines, changes)


def _drop_clauses(draft: Draft) -> Draft:
    """The draft in which a clause that stands twice in a row stands once (`门开了，门开了，`): long
    ones, and shorter ones the more of them there are."""
    found = {at: _twice(line.text) for at, line in enumerate(draft.lines)}
    clauses = [clause for twice in found.values() for clause in twice]
    enough = sum(len(clause) >= CLAUSE for clause in clauses) >= SEVERAL
    if not enough and max(map(len, clauses), default=0) < LONG_CLAUSE:
        return draft
    shortest = SHORT_CLAUSE if len(clauses) >= MANY else CLAUSE
    within = {at for at, twice in found.items() if twice}
    return rewrite(draft, RULE, "removed", partial(_once, shortest), within)


def _twice(text: str) -> list[str]:
    """The clauses of a line that stand there twice in a row."""
    if not any(_has_twins(part.split(text)) for part in (_MARK, _COMMA)):  # as nearly always
        return []
    clauses = (part.split(said) for said in _STOP.split(text) for part in (_COMMA, _PAUSE))
    pairs = (pair for pieces in clauses for pair in pairwise(pieces))
    return list(dict.fromkeys(a for a, b in pairs if a == b and len(a) >= SHORT_CLAUSE))


def _has_twins(pieces: list[str]) -> bool:
    return any(map(eq, pieces, islice(pieces, 1, None)))


def _once(shortest: int, text: str) -> tuple[str, Sequence[str]]:
    """A line in which each of these clauses stands once, and what went."""
    gone: list[str] = []
    for clause in _twice(text):
        once = re.escape(clause)
        double = re.compile(rf"{once}[，；：](?={once}(?:[，。；：！？]|$))")
        text, times = double.subn("", text) if len(clause) >= shortest else (text, 0)
        gone += [clause] * times
    return text, gone


def _drop_teaser(draft: Draft) -> Draft:
    """The draft without the beginning of its text that a page shows once more above it."""
    filled = draft.filled
    for place, at in enumerate(filled[:HEAD]):
        if not _CUT.search(draft.lines[at].text.rstrip()[-2:]):
            continue
        said = letters(draft.lines[at].text)
        if not LONG <= len(said) <= TEASER:
            continue
        below = "".join(letters(draft.lines[n].text) for n in filled[place + 1 : place + 1 + HEAD])
        start = next((n for n in range(len(said) // 2) if said[n:] in below[:TEASER]), None)
        if start is not None:
            return remove(draft, {at: RULE})
    return draft


def _halve(text: str) -> tuple[str, Sequence[str]]:
    """A line that says all of itself twice, once; and what went."""
    bare = text.strip()
    half = bare[: len(bare) // 2].strip()
    if not half or bare[len(bare) // 2 :].strip() != half or not _is_shadow(half):
        return text, ()
    return half, (half,)


def _drop_lines(draft: Draft) -> Draft:
    """The draft without lines that say the line above once more."""
    filled = draft.filled
    twice = [filled[n] for n in _doubled([draft.lines[at].text for at in filled])]
    regular = _is_regular(len(twice), len(filled))
    shadows = [at for at in twice if letters(draft.lines[at].text)]
    gone = [at for at in shadows if regular or _is_shadow(draft.lines[at].text)]
    return remove(draft, dict.fromkeys(gone, RULE))


def _is_shadow(text: str) -> bool:
    """Whether a line that repeats the one above is a long sentence or has a number."""
    return starts_new(text) or (ends_sentence(text) and len(letters(text)) >= LONG)


def _doubled(texts: Sequence[str]) -> list[int]:
    """Positions of what says again what stands before it."""
    bare = list(map(str.strip, texts))
    if len(set(bare)) == len(bare):
        return []
    return [at for at in range(1, len(bare)) if bare[at] and bare[at] == bare[at - 1]]


def _is_regular(doubled: int, total: int) -> bool:
    return doubled >= FEWEST and doubled >= SHARE * total
