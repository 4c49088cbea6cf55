"""Zip archives as folders: what they hold, and the bytes of one member. Read in a worker process.

Names of members are made safe before they are used, and serve as labels alone: nothing is ever
written to disk under them.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath

from scraper.guard.workers import run_limited
from scraper.guard.zips import entry_name, open_zip, read_entry, refuse_bomb, refuse_large
from scraper.model import CasebookError

LARGEST_ARCHIVE = 200_000_000
"""Bytes of the largest archive taken, packed."""

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069:*?\"<>|]")
"""Control characters, marks that turn the direction of writing, and what Windows refuses."""


def archive_around(path: Path) -> Path | None:
    """The zip archive that `path` leads into, or None where it leads into none."""
    return next((p for p in path.parents if p.suffix.lower() == ".zip" and p.is_file()), None)


def members(archive: Path) -> tuple[str, ...]:
    """Safe names of the files in a zip archive, in order of names.

    Raises CasebookError where the archive cannot be opened or exceeds a limit.
    """
    return run_limited(str(archive), _names, *_version(archive))


def read_member(archive: Path, name: str, largest: int) -> bytes:
    """The bytes of the member of this safe name, `largest` of them at most.

    Raises CasebookError where it is not there, damaged, protected by a password, or too large.
    """
    return run_limited(str(archive / name), _content, *_version(archive), name, largest)


def _version(archive: Path) -> tuple[str, int]:
    """The archive and the time of its last change: together they stand for one state of it."""
    try:
        status = archive.stat()
    except OSError as error:
        mend = "Check that the file is there and that you may read it."
        raise CasebookError(str(archive), f"cannot be read ({error.strerror})", mend) from error
    if status.st_size > LARGEST_ARCHIVE:
        problem = f"{status.st_size:,} bytes is more than the {LARGEST_ARCHIVE:,} Casebook takes"
        raise CasebookError(str(archive), problem, "Split it, or unpack it and add the folder.")
    return str(archive), status.st_mtime_ns


# --- in the worker ----------------------------------------------------------------------------


def _names(path: str, changed: int) -> tuple[str, ...]:
    _, entries = _opened(path, changed)
    return tuple(sorted(entries))


def _content(path: str, changed: int, name: str, largest: int) -> bytes:
    archive, entries = _opened(path, changed)
    file = f"{path}/{name}"
    if name not in entries:
        raise CasebookError(file, "no such member in the archive", "Check the name.")
    refuse_bomb(file, entries[name], largest)
    return read_entry(file, archive, entries[name])


@lru_cache(maxsize=1)
def _opened(path: str, changed: int) -> tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo]]:
    """An archive and its files by safe name, kept open for the next member of the same state."""
    del changed  # only there to tell the states of a file apart
    archive = open_zip(path, Path(path).open("rb"))  # noqa: SIM115 (stays open, see above)
    refuse_large(path, archive.infolist())
    files = [entry for entry in archive.infolist() if not entry.is_dir()]
    names = _told_apart(_safe(entry_name(entry)) for entry in files)
    return archive, dict(zip(names, files, strict=True))


def _safe(name: str) -> str:
    """A relative path without `..`, drive letters, and characters that mislead or do harm."""
    parts = (_UNSAFE.sub("_", part).strip() for part in name.replace("\\", "/").split("/"))
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "_"


def _told_apart(names: Iterable[str]) -> Iterator[str]:
    """The names in order, each numbered where an earlier one is the same: `a.txt`, `a (2).txt`."""
    given: set[str] = set()
    numbers: Counter[str] = Counter()
    for name in names:
        path, found = PurePosixPath(name), name
        while found in given:
            numbers[name] += 1
            found = str(path.with_name(f"{path.stem} ({numbers[name] + 1}){path.suffix}"))
        given.add(found)
        yield found
