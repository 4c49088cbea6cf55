"""Messages of a PO file filled in from the translation memory, and what a program fills in marked.

Nothing that has a translation of any kind is touched. An equal text is filled in as a program's
translation, which pages show as such; the translation of a text that is merely like it is a
suggestion for the translator.
"""

from __future__ import annotations

from collections.abc import Iterator

import polib

from scraper.rules.structure import load_structure_rules
from scraper.rules.surnames import load_surnames
from scraper.store.po import (
    MACHINE,
    MEMORY,
    made_from,
    set_fuzzy,
    text_state,
    translated,
    with_note,
)
from scraper.text.pinyin import person
from scraper.translate.memory import Example, Match, Memory


def examples(case: str, file: polib.POFile) -> Iterator[Example]:
    """Yield what a PO file gives to the memory: texts that a person translated, also gone ones."""
    for entry in file:
        if text_state(entry) in ("reviewed", "stale") and not entry.msgid_plural:
            yield Example(made_from(entry), entry.msgstr, case, str(entry.msgctxt))


def fill_from_memory(file: polib.POFile, memory: Memory) -> tuple[int, int]:
    """Fill in what a memory has; return how many texts were equal and how many alike."""
    equal = alike = 0
    for entry in untranslated(file):
        match = memory.find(entry.msgid)
        if match is None:
            continue
        if match.score == 100.0:
            equal += 1
            fill(entry, match.example.english, f"translation memory, {_place(match)}")
        else:
            alike += 1
            _suggest(entry, match)
    return equal, alike


def fill_names(file: polib.POFile) -> int:
    """Fill in the names of people in pinyin; return how many."""
    surnames, readings = load_structure_rules().people.surnames, load_surnames().readings
    filled = 0
    for entry in untranslated(file):
        name = person(entry.msgid, surnames, readings) if _is_person(entry) else ""
        if name:
            fill(entry, name, "pinyin")
            filled += 1
    return filled


def _is_person(entry: polib.POEntry) -> bool:
    return str(entry.msgctxt).startswith("person-")


def untranslated(file: polib.POFile) -> Iterator[polib.POEntry]:
    """Yield the messages that have no translation, nor a suggestion for one."""
    for entry in file:
        if not entry.obsolete and not entry.msgid_plural and not translated(entry):
            yield entry


def fill(entry: polib.POEntry, english: str, by: str) -> None:
    """Give a message a translation that a program made, and note which one did."""
    entry.msgstr = english
    set_fuzzy(entry, True)
    entry.previous_msgid = None
    entry.comment = with_note(entry.comment, MACHINE + by)


def _suggest(entry: polib.POEntry, match: Match) -> None:
    entry.msgstr = match.example.english
    set_fuzzy(entry, True)
    entry.previous_msgid = match.example.source
    entry.comment = with_note(entry.comment, f"{MEMORY}{int(match.score)}%, {_place(match)}")


def _place(match: Match) -> str:
    return f"{match.example.case} {match.example.context}"
