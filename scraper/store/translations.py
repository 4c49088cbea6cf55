"""Translations of cases: `translations/en/<id>.po`, GNU gettext files, one message a paragraph.

The context of a message (`msgctxt`) is the lasting id of what it translates, its `msgid` the
Chinese text. `scraper.store.po` says what the marks of a message mean, `scraper.store.po_merging`
what becomes of it when the case changes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import polib

from scraper.model import Case, TextState, Translation
from scraper.rules.glossary import Term
from scraper.store.po import made_from, read_po, text_state, translated, write_po
from scraper.store.po_comments import case_comments
from scraper.store.po_merging import is_current, merged
from scraper.store.po_writing import content
from scraper.text.escape import one_line


@dataclass(frozen=True, slots=True)
class Counts:
    """How many messages there are of each state."""

    reviewed: int = 0
    machine: int = 0
    stale: int = 0
    missing: int = 0
    suggested: int = 0
    """Of those missing: how many have a suggestion or a draft in the file."""

    @property
    def all(self) -> int:
        """How many messages there are."""
        return self.reviewed + self.machine + self.stale + self.missing

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.reviewed + other.reviewed,
            self.machine + other.machine,
            self.stale + other.stale,
            self.missing + other.missing,
            self.suggested + other.suggested,
        )


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What became of a translation file, what it holds now, and how much of the case that is."""

    path: Path
    outcome: Literal["new", "unchanged", "updated"]
    counts: Counts
    translation: Translation


def sync_translation(
    folder: Path,
    case: Case,
    glossary: tuple[Term, ...] = (),
    *,
    dry_run: bool = False,
    texts_alone: bool = False,
) -> SyncResult:
    """Bring the translation file of a case up to date with its text.

    A file in which nothing is to change is left as it is, byte for byte; with `dry_run` every
    file is. `texts_alone`: comments for translators alone are no reason to change it. Raises
    `CasebookError` where the file is malformed or cannot be written.
    """
    path = folder / f"{case.id}.po"
    old = read_po(path)
    comments = None if texts_alone else case_comments(case, glossary)
    if old and is_current(old, case.messages, comments):
        return SyncResult(path, "unchanged", count_messages(old), _translation(case.id, old))
    return save_translation(path, old, updated_translation(old, case, glossary), dry_run=dry_run)


def updated_translation(
    old: polib.POFile, case: Case, glossary: tuple[Term, ...] = ()
) -> polib.POFile:
    """Return the PO file of a case brought up to date with its text."""
    new = merged(old, case.messages, case_comments(case, glossary))
    new.header = new.header or one_line(case.title)
    return new


def save_translation(
    path: Path, old: polib.POFile, new: polib.POFile, *, dry_run: bool = False
) -> SyncResult:
    """Write a PO file where it differs from the old one, and say what it holds.

    Raises `CasebookError` where the file cannot be written.
    """
    changed = [content(entry) for entry in new] != [content(entry) for entry in old]
    outcome: Literal["new", "unchanged", "updated"] = "updated" if changed else "unchanged"
    if not path.exists():
        outcome = "new"
    if outcome != "unchanged" and not dry_run:
        write_po(path, new)
    return SyncResult(path, outcome, count_messages(new), _translation(path.stem, new))


def load_translation(path: Path, case: Case | None = None) -> Translation:
    """Read the translations of one case; a file that does not exist has none.

    With `case`, texts that have changed since the file was last brought up to date count as
    stale too. Raises `CasebookError` with line and mend where the file is malformed.
    """
    file = read_po(path)
    return _translation(path.stem, file if case is None else merged(file, case.messages))


def count_messages(file: polib.POFile) -> Counts:
    """Return how many messages of a PO file there are of each state."""
    live = [(entry, text_state(entry)) for entry in file if not entry.obsolete]
    states = Counter(state for _, state in live)
    suggested = sum(state == "missing" and translated(entry) for entry, state in live)
    return Counts(
        states["reviewed"], states["machine"], states["stale"], states["missing"], suggested
    )


def _translation(case: str, file: polib.POFile) -> Translation:
    found: dict[TextState, dict[str, str]] = {state: {} for state in get_args(TextState)}
    sources: dict[str, str] = {}
    for entry in file:
        if entry.obsolete:
            continue
        context, state = str(entry.msgctxt), text_state(entry)
        found[state][context] = entry.msgstr
        if state == "stale":
            sources[context] = made_from(entry)
    return Translation(case, found["reviewed"], found["machine"], found["stale"], sources)
