"""What is done to the wording of each paragraph: splices, lost characters, lost numbers, dates."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scraper.clean.dates import mark_lost_dates, may_have_lost_dates
from scraper.clean.lacunae import (
    Mended,
    mark_lost_numbers,
    may_have_lacunae,
    may_have_lost_numbers,
    mend_lacunae,
)
from scraper.clean.paragraphs import Paragraphs, Text
from scraper.clean.splices import drop_splices, may_hold_splices
from scraper.model import Change
from scraper.rules.cleaning import Lexicon

Spares = Callable[[str, int], bool]
"""Whether an editor overruled a rule for a line: `Draft.spares`."""


def mend(texts: tuple[Text, ...], lexicon: Lexicon, spares: Spares) -> Paragraphs:
    """The paragraphs mended, or marked where they cannot be, save what an editor overruled."""
    steps = tuple(_steps("\n".join(text.text for text in texts), lexicon))
    if not steps:
        return Paragraphs(texts, ())
    done: list[Text] = []
    changes: list[Change] = []
    for text in texts:
        words = text.text
        for step in steps:
            mended = step(words, text.line)
            if not any(spares(change.rule, text.line) for change in mended.changes):
                words = mended.text
                changes += mended.changes
        done.append(text if words == text.text else text._replace(text=words))
    return Paragraphs(tuple(done), tuple(changes))


def _steps(whole: str, lexicon: Lexicon) -> Iterator[Callable[[str, int], Mended]]:
    """What is done to each paragraph of the text: only what the `whole` of it gives reason for."""
    if may_hold_splices(whole, lexicon):
        yield lambda words, line: Mended(*drop_splices(words, line, lexicon))
    if may_have_lacunae(whole):
        yield lambda words, line: mend_lacunae(words, whole, line)
    if may_have_lost_numbers(whole):
        yield mark_lost_numbers
    if may_have_lost_dates(whole):
        yield mark_lost_dates


def unless_spared(before: tuple[Text, ...], done: Paragraphs, spares: Spares) -> Paragraphs:
    """`done`, but with the paragraphs of `before` wherever an editor overruled what was done.

    A paragraph is known by its line: what was made of one stands under the line it had.
    """
    blocked = {c.line for c in done.changes if spares(c.rule, c.line)}
    if not blocked:
        return done
    texts: list[Text] = []
    for line in dict.fromkeys(text.line for text in before):
        source = before if line in blocked else done.texts
        texts += [text for text in source if text.line == line]
    return Paragraphs(tuple(texts), tuple(c for c in done.changes if c.line not in blocked))
