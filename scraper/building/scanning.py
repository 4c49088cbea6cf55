"""Which files of a library have changed since the last build.

A file is believed to be the same where size, times of change and number (inode) are; wherever they
differ, its bytes decide. A file may change twice within one tick of the clock, so one that is
younger than a few seconds, or comes from the future, is never believed.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scraper.store.library import Library

_YOUNG = 3_000_000_000
"""Nanoseconds; file systems of removable disks count in steps of two seconds."""


@dataclass(frozen=True, slots=True)
class Source:
    """The files of a case."""

    id: str
    library: Library
    stamps: str
    """Empty where they are not to be believed."""

    @property
    def case(self) -> Path:
        """Its case file; made when asked for, as most are not."""
        return self.library.cases / f"{self.id}.md"

    @property
    def translation(self) -> Path:
        """Its PO file, which need not exist."""
        return self.library.english / f"{self.id}.po"


def scan(library: Library) -> Mapping[str, Source]:
    """Return the files of every case by its id, in order.

    A `README.md` and hidden files are no case files.
    """
    now = time.time_ns()
    cases, translations = _stamps(library.cases, ".md", now), _stamps(library.english, ".po", now)
    sources: dict[str, Source] = {}
    for id_ in sorted(cases):
        if id_ == "README":
            continue
        both = cases[id_], translations.get(id_, "none")
        sources[id_] = Source(id_, library, " ".join(both) if all(both) else "")
    return sources


def content_key(source: Source) -> bytes:
    """Return a digest of the bytes of a case's files; of nothing where they cannot be read."""
    whole = hashlib.sha256()
    for path in (source.case, source.translation):
        try:
            whole.update(hashlib.sha256(path.read_bytes()).digest())
        except OSError as error:
            whole.update(str(error.errno).encode())
    return whole.digest()


def _stamps(folder: Path, ending: str, now: int) -> dict[str, str]:
    return dict(_each(folder, ending, now)) if folder.is_dir() else {}


def _each(folder: Path, ending: str, now: int) -> Iterator[tuple[str, str]]:
    with os.scandir(folder) as files:
        for file in files:
            if file.name.endswith(ending) and not file.name.startswith("."):
                yield file.name.removesuffix(ending), _believed(file.stat(), now)


def _believed(found: os.stat_result, now: int) -> str:
    if max(found.st_mtime_ns, found.st_ctime_ns) > now - _YOUNG:
        return ""
    return f"{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}:{found.st_ino}"
