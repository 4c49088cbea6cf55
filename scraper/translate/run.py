"""The recipe of `casebook translate`: every PO file up to date, filled as far as can be, checked.

cases ──store──> messages ─┐
PO files ──────────────────┴─> merged ─> memory ─> (machine) ─> PO files, progress
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polib

from scraper import store
from scraper.model import Case, CasebookError
from scraper.rules.glossary import Term
from scraper.store.po import read_po
from scraper.translate.checking import Departure, find_departures
from scraper.translate.filling import examples, fill_from_memory, fill_names
from scraper.translate.machine.work import Spent, Worker, fill_by_machine
from scraper.translate.memory import Memory


@dataclass(frozen=True, slots=True)
class Translated:
    """What became of the translation of one case."""

    case: str
    result: store.SyncResult
    equal: int = 0
    """Messages filled in from an equal text."""
    alike: int = 0
    """Messages that got a suggestion from a text like it."""
    names: int = 0
    """Names of people written in pinyin."""
    machine: Spent = field(default_factory=Spent)
    """What a translation service filled in and what it cost."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A case with its PO file as it lies on disk and brought up to date."""

    case: Case
    path: Path
    old: polib.POFile
    new: polib.POFile


def translate_library(
    cases: Path,
    english: Path,
    glossary: tuple[Term, ...],
    only: Collection[str] = (),
    *,
    memory: bool = True,
    worker: Worker | None = None,
    dry_run: bool = False,
) -> Iterator[Translated | CasebookError]:
    """Bring the PO files of a library up to date, and fill in what can be; yields each.

    `only` names the cases to work on, all if empty; the memory is that of the whole library.
    With a `worker`, what is left is sent to its translation service, and each answer is saved
    before the next is asked for. With `dry_run` nothing is written nor sent. Files that cannot
    be read are yielded as errors and left alone.
    """
    opened: list[_Open] = []
    for item in _opened(cases, english, glossary):
        if isinstance(item, CasebookError):
            yield item
        else:
            opened.append(item)
    yield from _unknown(only, opened, cases)
    known = (
        Memory(e for item in opened for e in examples(item.case.id, item.new)) if memory else None
    )
    for item in opened:
        if only and item.case.id not in only:
            continue
        try:
            yield _translated(item, known, worker, glossary, dry_run=dry_run)
        except CasebookError as error:
            yield error


def check_library(
    cases: Path, english: Path, glossary: tuple[Term, ...], only: Collection[str] = ()
) -> Iterator[Departure | CasebookError]:
    """Yield where the translations of a library depart from the glossary; nothing is written."""
    opened: list[_Open] = []
    for item in _opened(cases, english, glossary):
        if isinstance(item, CasebookError):
            yield item
        else:
            opened.append(item)
    yield from _unknown(only, opened, cases)
    for item in opened:
        if not only or item.case.id in only:
            lines = {str(e.msgctxt): e.linenum for e in item.old if not e.obsolete}
            for found in find_departures(str(item.path), item.new, glossary):
                yield replace(found, line=lines.get(found.context) or 0)


def _opened(
    cases: Path, english: Path, glossary: tuple[Term, ...]
) -> Iterator[_Open | CasebookError]:
    loaded, errors = store.load_cases(cases)
    yield from errors
    for parsed in loaded:
        path = english / f"{parsed.case.id}.po"
        try:
            old = read_po(path)
        except CasebookError as error:
            yield error
            continue
        yield _Open(parsed.case, path, old, store.updated_translation(old, parsed.case, glossary))


def _unknown(
    only: Collection[str], opened: Sequence[_Open], cases: Path
) -> Iterator[CasebookError]:
    for id_ in sorted(set(only) - {item.case.id for item in opened}):
        mend = "Give the name of a case file without `.md`"
        yield CasebookError(str(cases), f"there is no case `{id_}`", mend)


def _translated(
    item: _Open,
    memory: Memory | None,
    worker: Worker | None,
    glossary: tuple[Term, ...],
    *,
    dry_run: bool,
) -> Translated:
    equal, alike = fill_from_memory(item.new, memory) if memory else (0, 0)
    names = fill_names(item.new)
    result = store.save_translation(item.path, item.old, item.new, dry_run=dry_run)
    if worker is None or dry_run:
        return Translated(item.case.id, result, equal, alike, names)
    spent = fill_by_machine(item.new, worker, glossary, item.path)
    counted = store.save_translation(item.path, item.new, item.new)
    return Translated(
        item.case.id, replace(counted, outcome=result.outcome), equal, alike, names, spent
    )
