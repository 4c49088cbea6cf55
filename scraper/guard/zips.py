"""Zip archives opened under limits: what is in them is known before anything is inflated.

The sizes an archive states are checked first, and no more than they say is inflated.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from typing import BinaryIO

from scraper.model import CasebookError

MOST_ENTRIES = 5_000
"""Entries of an archive; a collection of pages holds hundreds."""
MOST_TOTAL = 500_000_000
"""Bytes of all members together, inflated."""
MOST_RATIO = 200
"""Times a member may grow. Text grows five times, a table in XML fifty."""
FREE_BYTES = 1_000_000
"""A member of this size does no harm however much it grew: the ratio counts above it."""

_HARMFUL = "It seems made to do harm. Unpack it by hand if you trust it, and add what is in it."
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1


def open_zip(file: str, archive: BinaryIO) -> zipfile.ZipFile:
    """The archive, read as far as its list of entries; `file` names it in errors.

    Raises CasebookError where it is damaged, lists too many entries, or entries that overlap.
    """
    try:
        opened = zipfile.ZipFile(archive)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        problem = "the file is damaged or cut short: it cannot be unpacked"
        raise CasebookError(file, problem, "Save or download it again.") from error
    entries = opened.infolist()
    if len(entries) > MOST_ENTRIES:
        problem = f"it holds {len(entries):,} entries, more than the {MOST_ENTRIES:,} allowed"
        raise CasebookError(file, problem, "Split it, or unpack it and add the folder.")
    _refuse_overlaps(file, entries)
    return opened


def _refuse_overlaps(file: str, entries: Sequence[zipfile.ZipInfo]) -> None:
    """Raise CasebookError where two entries share bytes: one small file posing as many."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise CasebookError(file, "entries of the archive overlap", _HARMFUL)
        end = entry.header_offset + entry.compress_size


def refuse_large(file: str, entries: Sequence[zipfile.ZipInfo], most: int = MOST_TOTAL) -> None:
    """Raise CasebookError where these entries hold more than `most` bytes together, inflated."""
    total = sum(entry.file_size for entry in entries)
    if total > most:
        problem = f"unpacked it has {total:,} bytes, more than the {most:,} allowed"
        raise CasebookError(file, problem, _HARMFUL)


def refuse_bomb(file: str, entry: zipfile.ZipInfo, largest: int) -> None:
    """Raise CasebookError where an entry would inflate to more than `largest`, or suspiciously."""
    if entry.file_size > largest:
        problem = f"unpacked it has {entry.file_size:,} bytes, more than the {largest:,} allowed"
        raise CasebookError(file, problem, _HARMFUL)
    if entry.file_size > max(FREE_BYTES, MOST_RATIO * entry.compress_size):
        problem = f"unpacked it grows to more than {MOST_RATIO} times its size"
        raise CasebookError(file, problem, _HARMFUL)


def read_entry(file: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of an entry. Raises CasebookError where it is protected or damaged."""
    if entry.flag_bits & _ENCRYPTED_FLAG:
        mend = "Unpack it with the password and add what is in it."
        raise CasebookError(file, "it is protected by a password", mend)
    try:
        with archive.open(entry) as content:
            return content.read(entry.file_size)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        problem = "it is damaged: its content does not unpack"
        raise CasebookError(file, problem, "Save or download the archive again.") from error


def entry_name(entry: zipfile.ZipInfo) -> str:
    """Name of an entry, decoded.

    Where the archive does not say UTF-8, the name is in the code page of the machine it was made
    on: on Chinese Windows that is GBK, on macOS UTF-8 all the same. `zipfile` reads it as cp437,
    which is undone here.
    """
    name = entry.orig_filename
    if entry.flag_bits & _UTF8_FLAG:
        return name
    raw = name.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name
