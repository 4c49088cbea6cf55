"""Notes of what was fetched when, beside the captures: a line of JSON for each page.

A run that was broken off is taken up by them, and a page that was captured before is asked for
only if it changed. Losing the file loses no more than that; its last line may be torn.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from scraper.model import CasebookError

NAME = ".fetched.jsonl"
_END = "end"
"""Field of the line that closes a run."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One page that was fetched."""

    address: str
    """As it was asked for."""
    key: str
    """Key of its capture, for which its WARC file is named."""
    at: float
    """Seconds since 1970."""
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Journal:
    """What the notes say."""

    path: Path
    latest: Mapping[str, Entry] = field(default_factory=dict)
    """By address."""
    unfinished: frozenset[str] = frozenset()
    """Addresses of a run that was broken off."""

    def note(self, entry: Entry) -> None:
        """Add a line for a page. Raises CasebookError where it cannot be written."""
        self._append(asdict(entry))

    def end(self) -> None:
        """Close the run: the next one begins afresh."""
        self._append({_END: True})

    def _append(self, fields: dict[str, Any]) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab") as file:
                # A line begins with its own line end, so that a torn one costs itself alone.
                file.write(b"\n" + json.dumps(fields).encode("ascii"))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            problem = f"the file cannot be written ({error.strerror})"
            mend = "Check the space on the disk and who may write there"
            raise CasebookError(str(self.path), problem, mend) from error


def load_journal(folder: Path, now: float, resume_hours: int) -> Journal:
    """Return the notes of a folder of captures; empty ones where there are none."""
    path = folder / NAME
    latest: dict[str, Entry] = {}
    unfinished: set[str] = set()
    for fields in _lines(path):
        if fields.get(_END):
            unfinished.clear()
            continue
        try:
            entry = Entry(**fields)
        except TypeError:
            continue  # of another version of Casebook
        latest[entry.address] = entry
        unfinished.add(entry.address)
    oldest = now - resume_hours * 3600
    recent = frozenset(address for address in unfinished if latest[address].at >= oldest)
    return Journal(path, latest, recent)


def _lines(path: Path) -> list[dict[str, Any]]:
    try:
        text = path.read_text("ascii", "replace")
    except OSError:
        return []
    found = []
    for line in text.splitlines():
        try:
            fields = json.loads(line)
        except ValueError:
            continue
        if isinstance(fields, dict):
            found.append(fields)
    return found
