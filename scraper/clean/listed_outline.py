"""An outline of headings that all stand again below (form O1), wherever it opens a paragraph.

Sites put it above the text or behind its introduction, run together or a heading a line. That each
of its headings stands again, in its place and over its own text, is proof enough; an author who
names the parts of the text says so in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise, takewhile

from scraper.clean.paragraphs import Paragraphs, Text
from scraper.clean.shape import is_prose, starts_new
from scraper.model import Change

RULE = "outline"
_HEADING = re.compile(
    r"(?=[一二三四五六七八九十（(\d])"
    r"(?=[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|(?<!\d)\d{1,2}[.．、](?!\d))"
)
_MARK = re.compile("[。；！？]")
FEWEST = 3
"""Headings of an outline, at least."""
LOOK = 8
"""Paragraphs at the head of a text among which it stands."""


def drop_listed(texts: tuple[Text, ...]) -> Paragraphs:
    """The paragraphs without an outline whose headings stand again below it."""
    bare = [text.text.strip() for text in texts]
    again = {above for above, below in pairwise(bare) if not is_prose(above) and is_prose(below)}
    for at, text in enumerate(texts[:LOOK]):
        end = _run_together(text.text, bare[at + 1 :])
        if end:
            gone = Change("removed", RULE, text.text[:end].strip(), line=text.line)
            rest = text.text[end:].strip()
            kept = (text._replace(text=rest),) if rest else ()
            return Paragraphs((*texts[:at], *kept, *texts[at + 1 :]), (gone,))
        count = _line_by_line(bare[at:], again) if bare[at] in again else 0
        if count:
            lines = texts[at : at + count]
            removed = tuple(Change("removed", RULE, x.text.strip(), line=x.line) for x in lines)
            return Paragraphs((*texts[:at], *texts[at + count :]), removed)
    return Paragraphs(texts, ())


def _run_together(text: str, below: Sequence[str]) -> int:
    """Where the outline ends that opens `text`; 0 where none does."""
    if not starts_new(text):
        return 0
    pieces = [piece for piece in _HEADING.split(text) if piece.strip()]
    if len(pieces) < FEWEST:
        return 0
    bare = [piece.strip() for piece in pieces]
    again = next((at for at in range(1, len(bare)) if bare[at] == bare[0]), 0)
    listed = bare[: again or None]
    headings = {*below, *bare[again : again + 1]} if again else set(below)
    known = list(takewhile(lambda piece: piece in headings and not _MARK.search(piece), listed))
    length = sum(len(piece) for piece in pieces[: len(known)])
    if again and len(known) == len(listed) >= FEWEST:
        return length
    if not again and len(known) >= FEWEST - 1 and len(known) < len(bare):
        last = bare[len(known)]
        seam = max((len(x) for x in below if starts_new(x) and last.startswith(x)), default=0)
        indent = len(pieces[len(known)]) - len(pieces[len(known)].lstrip())
        return length + indent + seam if seam else 0
    return length if not again and len(known) == len(bare) else 0


def _line_by_line(bare: Sequence[str], again: Collection[str]) -> int:
    """Number of the lines with which a text opens that all stand again below, over prose; 0 where
    too few do. `again` are the lines that stand over prose anywhere."""
    places = range(len(bare))
    listed = takewhile(lambda at: bare[at] in again and bare[at] in bare[at + 1 :], places)
    count = sum(1 for _ in listed)
    return count if count >= FEWEST and bare.index(bare[0], 1) >= count else 0
