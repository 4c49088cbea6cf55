"""Documents glued together on one page (form R2) and collections (form Q2), set apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scraper.clean import titles
from scraper.clean.draft import Draft
from scraper.clean.extent import find_text
from scraper.clean.shape import (
    TITLE_LENGTH,
    is_address,
    is_collection_mark,
    is_markup,
    is_numbered_heading,
    is_prose,
    is_question_title,
    is_site_name,
    is_subtitle,
    is_title_like,
    opens_letter,
    strip_collection_mark,
)
from scraper.model import Line
from scraper.rules.cleaning import CleaningRules, Lexicon
from scraper.rules.wording import Wording
from scraper.text.chars import count_han, ends_sentence, fold, has_sentence_mark, letters
from scraper.text.words import crosses

RULE = "glued-document"
GLUED_BODY = 80
"""The text of a glued document has a first line of at least this many characters."""
SALUTATION = 4
"""Whom a letter is for has at least this many letters; a key without its value has fewer."""
NEAR = 20
"""A shorter heading names what the text says in as many lines below it."""
PREVIEW_TITLE = 8
"""The title of a preview that runs into its text without a space has at least this many letters."""
PREVIEW, NAMED = 50, 0.6
"""Characters of a preview at least, in which this share of the pairs of its title stands."""
LONGEST_NAME = 20
"""Characters of the name of a section, at most."""
SHORTEST_PREVIEW = 5
"""Letters of the title of a preview among others, at least."""
TITLE_LETTERS = 6
"""Shorter lines are headings, not titles of a document."""


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a page: the lines above its text, and its text."""

    head: tuple[Line, ...]
    body: tuple[Line, ...]
    glued: bool
    """Whether it was set apart from another document before it."""

    @property
    def first(self) -> int:
        """Number of its first line."""
        return (*self.head, *self.body)[0].number


def split_documents(draft: Draft, rules: CleaningRules) -> tuple[Part, ...]:
    """The documents of a page in order; none where the page has no prose.

    A document begins at a short line whose text begins with the same words. Where a page is seen
    to be glued in that way, a short line also begins one if the text before it breaks off in
    mid-sentence and does not go on with it. Under the name of a section for other texts
    (`猜你喜欢`) each short line above a long one begins one.
    """
    lexicon = rules.lexicon
    filled = [line for line in draft.lines if line.text.strip()]
    text = find_text([line.text for line in filled])
    if text is None:
        return ()
    places = range(text[0] + 1, len(filled))
    later = [at for at in places if not draft.spares(RULE, filled[at].number)]
    first, others = _others_from(draft, rules.wording)
    in_row = _previews_in_row(filled, later)
    strong = [
        at
        for at in later
        if _opens_part(filled, at)
        or _repeated_below(filled, at, lexicon)
        or (filled[at].number > others and _previewed(filled, at))
        or (filled[at].number > first and _doubled(filled, at))
        or at in in_row
        or _opens_named(filled[at].text, draft)
    ]
    weak = [at for at in later if strong and _after_break(filled, at)]
    starts = [0, *sorted({_with_repeats(filled, at) for at in (*strong, *weak)})]
    ends = [*starts[1:], len(filled)]
    parts = [_part(filled[a:b], glued=a > 0) for a, b in zip(starts, ends, strict=True)]
    return tuple(part for part in parts if part.body)


def _others_from(draft: Draft, wording: Wording) -> tuple[float, float]:
    """Number of the line below the first prose that named the section of other texts, and of the
    one with most of the prose above it; infinity where there is none."""
    if not draft.removed:
        return math.inf, math.inf
    prose = [(line.number, len(line.text)) for line in draft.lines if is_prose(line.text)]
    named = [
        (change.line, sum(length for number, length in prose if number < change.line))
        for change in draft.changes
        if change.kind == "removed"
        and len(change.before) <= LONGEST_NAME
        and fold(change.before).strip(":【】[]") in wording.related
    ]
    half = sum(length for _, length in prose) / 2
    first = min((line for line, above in named if above), default=math.inf)
    return first, min((line for line, above in named if above > half), default=math.inf)


def _previews_in_row(lines: list[Line], places: Sequence[int]) -> frozenset[int]:
    """Positions of short lines, one preview below the other, whose text begins with them and is cut
    short; nothing in the way a text goes on looks so."""
    found = {
        at
        for at in places
        if at + 1 < len(lines)
        and len(lines[at + 1].text) >= PREVIEW
        and not ends_sentence(lines[at + 1].text)
        and is_title_like(lines[at].text)
        and len(bare := letters(lines[at].text)) >= SHORTEST_PREVIEW
        and letters(lines[at + 1].text[: 2 * TITLE_LENGTH]).startswith(bare)
    }
    return frozenset(at for at in found if {at - 2, at + 2} & found)


def _doubled(lines: list[Line], at: int) -> bool:
    """Whether this short line stands there twice in a row, as a title does."""
    text = lines[at].text
    twice = at + 1 < len(lines) and letters(text) == letters(lines[at + 1].text)
    return twice and is_title_like(text) and len(letters(text)) >= TITLE_LETTERS


def _previewed(lines: list[Line], at: int) -> bool:
    """Whether this short line stands above the beginning of a text that is cut short, and names
    what it says."""
    if at + 1 == len(lines):
        return False
    text, below = lines[at].text, lines[at + 1].text
    if is_prose(text) or not is_title_like(text) or len(below) < PREVIEW or ends_sentence(below):
        return False
    bare, said = letters(text), letters(below)[:PREVIEW]
    pairs = [a + b for a, b in pairwise(bare)]
    return sum(pair in said for pair in pairs) >= NAMED * len(pairs)


def _part(lines: list[Line], *, glued: bool) -> Part:
    text = find_text([line.text for line in lines])
    sure = text[0] if text else len(lines)
    first = next((at for at in range(sure) if _is_text(lines, at)), sure)
    return Part(tuple(lines[:first]), tuple(lines[first:]), glued)


def _is_text(lines: list[Line], at: int) -> bool:
    """Whether the text begins at this line above the first prose: at a numbered heading, at whom
    a letter is for, which is no title even as the first line."""
    text = lines[at].text
    if lines[at].hint in ("h1", "title"):
        return False
    if is_numbered_heading(text) and (at > 0 or _goes_on_numbered(lines)):
        return True
    if at > 0 and lines[at].hint == "row":
        return True
    if is_title_like(text) or is_subtitle(text) or (at == 0 and is_question_title(text)):
        return False
    if is_site_name(text) or is_markup(text) or not count_han(text):
        return False
    if at > 0 and is_address(text):
        return True
    if text.strip().endswith(("：", ":")):
        named = text.strip().startswith("各") or len(letters(text)) >= SALUTATION
        named = named or opens_letter(text)
        return named and fold(text).count(":") == 1
    if len(letters(text)) < SALUTATION and not has_sentence_mark(text):
        return at > 0 and any(text.strip() in line.text for line in lines[at + 1 : at + 1 + NEAR])
    return at > 0


def _goes_on_numbered(lines: list[Line]) -> bool:
    """Whether the first line is the first of several headings `一、…`, `二、…`, and no title."""
    later = any(line.text.lstrip().startswith("二、") for line in lines[1:])
    return lines[0].text.lstrip().startswith("一、") and later


def _opens_part(lines: list[Line], at: int) -> bool:
    return (
        at + 1 < len(lines)
        and is_collection_mark(lines[at].text)
        and len(strip_collection_mark(lines[at].text)) <= 60
    )


def _opens_named(text: str, draft: Draft) -> bool:
    """Whether a text begins with a title that boilerplate gave, and a space."""
    if not draft.titles or len(text) < GLUED_BODY:
        return False
    return bool(titles.opening_of(text, draft.titles))


def _repeated_below(lines: list[Line], at: int, lexicon: Lexicon) -> bool:
    """Whether this short line is followed by a text that begins with it, set apart by a space, or
    that breaks off, as previews of other documents do, or whose title is of a kind of document."""
    if at + 1 == len(lines):
        return False
    text, below = lines[at].text, lines[at + 1].text
    if len(below) < PREVIEW or not is_title_like(text):
        return False
    title, _ = titles.tidy(text)
    bare = letters(title)
    if len(bare) < TITLE_LETTERS:
        return False
    rest, gone = titles.strip_title(title, below)
    if gone and len(below) >= GLUED_BODY and below[len(below) - len(rest) - 1].isspace():
        return True
    preview = len(bare) >= PREVIEW_TITLE and not ends_sentence(below)
    if preview and titles.strip_title(title, below, lexicon)[1]:
        return True
    of_kind = len(bare) >= PREVIEW_TITLE and bare.endswith(lexicon.title_kinds)
    return (preview or of_kind) and titles.opens_with(title, below)


def _after_break(lines: list[Line], at: int) -> bool:
    """Whether this short line follows a text that breaks off, and does not continue it."""
    if at + 1 == len(lines):
        return False
    before, text, below = lines[at - 1].text, lines[at].text, lines[at + 1].text
    if not is_title_like(text) or len(letters(text)) < TITLE_LETTERS or len(below) < GLUED_BODY:
        return False
    broken = is_prose(before) and not ends_sentence(before)
    return broken and not crosses(before, text)


def _with_repeats(lines: list[Line], at: int) -> int:
    """The first of the lines right above `at` that say the same title."""
    title, _ = titles.tidy(lines[at].text)
    while (
        at > 0 and is_title_like(lines[at - 1].text) and titles.repeats(title, lines[at - 1].text)
    ):
        at -= 1
    return at
