"""Cleaning again never overwrites a hand edit: three-way merge of case files.

    cases/.machine/<id>.md   base: what the machine wrote last
    cases/<id>.md            the editor's version, if the two differ
    the new case             what the machine makes of the capture now

What only one side changed is taken from it. Where both changed the same place the editor's
version stays, and the machine's is reported, once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal

from merge3 import Merge3

from scraper.model import Case, CasebookError
from scraper.store.casefile import (
    ParsedCase,
    dump_case,
    load_case,
    parse_case,
    unix_lines,
)
from scraper.store.files import read_text, write_text

Outcome = Literal["new", "unchanged", "updated", "merged", "kept"]
MACHINE_FOLDER = ".machine"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place where the editor's version and the machine's could not be brought together."""

    file: str
    place: str
    """Line of the editor's file; empty where the whole file is concerned."""
    problem: str
    """What happened and what was done, in a sentence for a person."""
    editor: str = ""
    machine: str = ""


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What became of a case file."""

    path: Path
    outcome: Outcome
    """`new`, `unchanged`; `updated` (no hand edit); `merged` (hand edit and new text in one
    file); `kept` (nothing of the new text could go in)."""
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class _Decision:
    """What to write: the case file (None: leave it) and whether the base moves on."""

    outcome: Outcome
    text: str | None = None
    new_base: bool = True
    conflicts: tuple[Conflict, ...] = ()


def save_case(folder: Path, case: Case, *, dry_run: bool = False) -> SaveResult:
    """File the machine's version of a case without losing an edit.

    Returns what was done, or with `dry_run` what would be done. Raises `CasebookError` where a
    file cannot be read or written, or the id cannot be a file name.
    """
    path, base_path = folder / f"{case.id}.md", folder / MACHINE_FOLDER / f"{case.id}.md"
    new = dump_case(case)
    decision = _decide(str(path), _read(base_path), _read(path), new)
    if not dry_run:
        # The case file first: cut off between the two, the next run merges to the same text.
        if decision.text is not None:
            write_text(path, decision.text)
        if decision.new_base:
            write_text(base_path, new)
    return SaveResult(path, decision.outcome, decision.conflicts)


def machine_version(folder: Path, case: Case) -> Case:
    """Return a case as the machine last wrote it, before any hand edit.

    Its next version is most like that one: ids are carried over from it, and what is built on it
    merges with the edits. A case without one, written by hand, is returned as it is. Raises
    `CasebookError` where the file is malformed.
    """
    path = folder / MACHINE_FOLDER / f"{case.id}.md"
    return load_case(path).case if path.exists() else case


def rewritten(parsed: ParsedCase, case: Case, file: str) -> str:
    """Return the text of a case file that says `case` instead, formatted as its editor left it.

    `parsed` is the file as read, `file` its name for errors. Raises `CasebookError` where the
    editor's formatting stands where something has to change.
    """
    plain = (dump_case(parsed.case), parsed.text, dump_case(case))
    lines, conflicts = _merge_lines(file, *(unix_lines(text).split("\n") for text in plain))
    text = "\n".join(lines)
    new_name = str(Path(file).with_name(f"{case.id}.md"))
    if conflicts or parse_case(text, new_name).case != case:
        place = conflicts[0].place if conflicts else ""
        problem = "the front matter is written in a form that cannot be changed line by line"
        mend = "Write its fields as the other files have them, without comments in lists"
        raise CasebookError(file, problem, mend, place)
    return text


def _read(path: Path) -> str | None:
    return unix_lines(read_text(path)) if path.exists() else None


def _decide(file: str, base: str | None, editor: str | None, machine: str) -> _Decision:
    """Decide what becomes of a case file, from the three versions of its text."""
    if editor is None:
        if base is None:
            return _Decision("new", machine)
        problem = "the case was deleted by hand and stays so; delete its file in .machine to undo"
        return _Decision("kept", None, False, (Conflict(file, "", problem),))
    if editor == machine:
        return _Decision("unchanged")
    if base is None:
        problem = "the file was written by hand and stays; the machine's version was not filed"
        conflict = Conflict(file, "", problem, editor, machine)
        return _Decision("kept", None, False, (conflict,))
    if editor == base:
        return _Decision("updated", machine)
    if machine == base:
        return _Decision("unchanged")
    return _merge(file, base, editor, machine)


def _merge(file: str, base: str, editor: str, machine: str) -> _Decision:
    """Merge three versions that all differ."""
    merged, conflicts = _merge_lines(file, *(v.split("\n") for v in (base, editor, machine)))
    text = "\n".join(merged)
    try:
        parse_case(text, file)
    except CasebookError as error:
        problem = f"your version stays, because merged with the new one it cannot be read: {error}"
        return _Decision("kept", None, False, (Conflict(file, error.place, problem),))
    if text != editor:
        return _Decision("merged", text, True, conflicts)
    return _Decision("kept" if conflicts else "unchanged", None, True, conflicts)


class _Matcher:
    """difflib's matcher, led by the lines that hold text: blank ones are all alike."""

    def __init__(
        self,
        isjunk: Callable[[str], bool] | None = None,
        a: Sequence[str] = (),
        b: Sequence[str] = (),
        autojunk: bool = False,
    ) -> None:
        self._matcher = SequenceMatcher(isjunk or _is_blank, a, b, autojunk)

    def get_matching_blocks(self) -> list[tuple[int, int, int]]:
        """Return the runs of equal lines as `merge3` asks for them."""
        return [(run.a, run.b, run.size) for run in self._matcher.get_matching_blocks()]


def _is_blank(line: str) -> bool:
    return not line.strip()


def _merge_lines(
    file: str, base: list[str], editor: list[str], machine: list[str]
) -> tuple[list[str], tuple[Conflict, ...]]:
    """Return the merged lines, with the editor's in each conflict, and the conflicts."""
    lines: list[str] = []
    conflicts: list[Conflict] = []
    merge = Merge3(base, editor, machine, sequence_matcher=_Matcher)
    for region in merge.merge_regions():
        if region[0] == "conflict":
            _, base_start, base_end, start, end, machine_start, machine_end = region
            sides = base[base_start:base_end], editor[start:end], machine[machine_start:machine_end]
            for line, (old, ours, theirs) in _line_by_line(start + 1, *sides):
                if ours != theirs and theirs != old:
                    if ours == old:
                        ours = theirs
                    else:
                        conflicts.append(_conflict(file, line, ours, theirs))
                lines += ours
        else:
            source = {"unchanged": base, "b": machine}.get(region[0], editor)
            lines += source[region[1] : region[2]]
    return lines, tuple(conflicts)


_Sides = tuple[list[str], list[str], list[str]]


def _line_by_line(
    number: int, base: list[str], editor: list[str], machine: list[str]
) -> Iterator[tuple[int, _Sides]]:
    """Split a conflict of equally many lines into lines, so that neighbours do not conflict.

    The fields of the front matter follow one another without a blank line: an edit of one and a
    new value of the next are two changes, not a conflict.
    """
    if len(base) == len(editor) == len(machine):
        for offset, (old, ours, theirs) in enumerate(zip(base, editor, machine, strict=True)):
            yield number + offset, ([old], [ours], [theirs])
    else:
        yield number, (base, editor, machine)


_MARKS = re.compile(r" ?\{#[ph]-[a-z0-9]+(?: \.meta)?\}$", re.MULTILINE)


def _conflict(file: str, line: int, editor: Sequence[str], machine: Sequence[str]) -> Conflict:
    ours, theirs = (_MARKS.sub("", "\n".join(side)).strip("\n") for side in (editor, machine))
    if not ours:
        problem = "you deleted what the machine now reads differently; it stays deleted"
    elif not theirs:
        problem = "the machine no longer finds what you edited; your version stays"
    else:
        problem = "you and the machine changed the same place; your version stays"
    return Conflict(file, str(line), problem, ours, theirs)
