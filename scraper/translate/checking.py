"""Where a translation departs from the glossary.

A text with a term of the glossary should have one of its renderings, and never one that the
glossary says to avoid. Where a translator departs on purpose, a comment of theirs says so:
`# glossary: 党委, 做法` beside the message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import polib

from scraper.reading.terms import departures, finder, says
from scraper.rules.glossary import Term
from scraper.store.po import text_state

_ON_PURPOSE = re.compile(r"^\s*glossary:(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Departure:
    """A term of a text that the translation does not give as the glossary does."""

    file: str
    line: int
    """Line of the message in the file; 0 where the file has not been written yet."""
    context: str
    term: str
    kind: Literal["missing", "avoid"]
    expected: str
    """The English of the term."""
    found: str = ""
    """For `avoid`: the English that is never right."""


def find_departures(
    name: str, file: polib.POFile, glossary: tuple[Term, ...]
) -> Iterator[Departure]:
    """Yield the departures of a PO file from the glossary, in the order of its messages.

    `name` is what the file is called in them. Messages that are stale, or that have a draft or
    suggestion alone, are left out: they have to be gone over anyway.
    """
    for entry in file:
        if not entry.obsolete and text_state(entry) in ("reviewed", "machine"):
            yield from _of_entry(name, entry, glossary)


def _of_entry(name: str, entry: polib.POEntry, glossary: tuple[Term, ...]) -> Iterator[Departure]:
    meant = _on_purpose(entry)
    line, context = entry.linenum or 0, str(entry.msgctxt)
    for term in finder(glossary, "zh").terms(entry.msgid):
        if meant.intersection(term.names):
            continue
        for wrong in departures(entry.msgstr, term):
            yield Departure(name, line, context, term.term, "avoid", term.english, wrong)
        if not says(entry.msgstr, term):
            yield Departure(name, line, context, term.term, "missing", term.english)


def _on_purpose(entry: polib.POEntry) -> set[str]:
    """Return the terms that a translator's comment says are left on purpose."""
    return {
        term.strip()
        for said in _ON_PURPOSE.findall(entry.tcomment)
        for term in re.split("[,，、]", said)
    }
