"""Files and folders -> Captures. A member of a zip archive is addressed as a path below it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from scraper.capture.archive import archive_around, members, read_member
from scraper.capture.kinds import ARCHIVE_ENDING, DOCUMENTS, READABLE, media_type
from scraper.model import Capture, CasebookError

MAX_BYTES = 20_000_000
"""Largest file taken: ten times the largest saved page seen."""

_DOCUMENT_ENDINGS = READABLE | DOCUMENTS.keys()


def find_files(path: Path) -> Iterator[Path]:
    """The file itself, or the documents below a folder or in a zip archive, in order of names.

    Documents of a kind that Casebook cannot read come too, so that reading them can say so.
    Pictures, scripts and other parts of saved pages do not. A member of `a.zip` has the path
    `a.zip/name`, which `read_capture` reads. Raises CasebookError where nothing is there to read.
    """
    if path.is_file():
        yield from _with_members(path)
        return
    if archive_around(path):
        yield path
        return
    if not path.is_dir():
        raise CasebookError(str(path), "no such file or folder", "Check the path.")
    found = [p for p in sorted(path.rglob("*")) if _is_document(p) and p.is_file()]
    if not found:
        mend = f"Casebook reads files ending in {', '.join(sorted(READABLE))}."
        raise CasebookError(str(path), "no file in this folder that Casebook can read", mend)
    for file in found:
        yield from _with_members(file)


def _with_members(file: Path) -> Iterator[Path]:
    """The documents in a zip archive, or the file itself.

    An archive that holds none or cannot be opened comes as itself: reading it says why.
    """
    if file.suffix.lower() == ARCHIVE_ENDING:
        try:
            found = [file / name for name in members(file) if _is_document(Path(name))]
        except CasebookError:
            found = []
        yield from found or [file]
    else:
        yield file


def _is_document(path: Path) -> bool:
    """Whether a path looks like a document; what Word, macOS and editors put beside does not."""
    hidden = path.name.startswith((".", "~$")) or "__MACOSX" in path.parts
    return path.suffix.lower() in _DOCUMENT_ENDINGS and not hidden


def read_capture(path: Path, captured: str = "") -> Capture:
    """The file at `path` as a Capture; `captured` is the date to note, ISO 8601.

    Raises CasebookError for a file that is empty, unreadable, too large or of no known kind.
    """
    archive = archive_around(path)
    if archive:
        member = path.relative_to(archive).as_posix()
        content = read_member(archive, member, MAX_BYTES)
        name = f"{_readable(archive.name)}/{member}"
    elif path.suffix.lower() == ARCHIVE_ENDING:
        members(path)
        mend = f"Casebook reads files ending in {', '.join(sorted(READABLE))}."
        raise CasebookError(str(path), "no file in this archive that Casebook can read", mend)
    else:
        content, name = _read(path), _readable(path.name)
    return Capture(
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        name=name,
        media_type=media_type(content, path.suffix, str(path)),
        captured=captured,
    )


def _readable(name: str) -> str:
    """A file name as text, whatever the locale: UTF-8, or GBK as old Chinese archives leave it."""
    raw = os.fsencode(name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            problem = f"{size:,} bytes is more than the {MAX_BYTES:,} Casebook takes"
            mend = "Save the page without its pictures, or split it."
            raise CasebookError(str(path), problem, mend)
        return path.read_bytes()
    except OSError as error:
        mend = "Check that the file is there and that you may read it."
        raise CasebookError(str(path), f"cannot be read ({error.strerror})", mend) from error
