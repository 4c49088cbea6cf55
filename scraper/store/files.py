"""Reading and writing whole files: a file is the old one or the new one, never a half."""

from __future__ import annotations

import datetime
import os
import socket
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from scraper.model import CasebookError

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
"""A new file or an empty one; the last flag is that of Windows, which else changes line ends."""


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes. Raises `CasebookError` where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        problem = f"the file cannot be read ({error.strerror})"
        raise CasebookError(
            str(path), problem, "Check that it exists and who may read it"
        ) from error


def read_text(path: Path) -> str:
    """Return a UTF-8 file's text with its line ends as they are. Raises `CasebookError`."""
    content = read_bytes(path)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = str(content.count(b"\n", 0, error.start) + 1)
        mend = "Save the file as UTF-8"
        raise CasebookError(str(path), "the file is not UTF-8 text", mend, line) from error


def write_bytes(path: Path, content: bytes) -> bool:
    """Write a file whole or not at all; return whether that changed anything.

    Folders are made as needed, and an equal file is not touched. The bytes go to a temporary
    file beside it, which takes its place by `os.replace` (atomic on POSIX and Windows). Raises
    `CasebookError` where the disk is full or the folder may not be written.
    """
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    except OSError as error:
        problem = f"the file cannot be written ({error.strerror})"
        mend = "Check the space on the disk and who may write there; the old file is as it was"
        raise CasebookError(str(path), problem, mend) from error
    return True


def write_text(path: Path, text: str) -> bool:
    """Write a text as UTF-8, as `write_bytes` does."""
    try:
        content = text.encode("utf-8")
    except UnicodeEncodeError as error:  # half a surrogate pair, as undecodable file names have
        problem = f"the text holds {text[error.start]!a}, which is no character"
        mend = "Rename the captured file, or take the character out of the text"
        raise CasebookError(str(path), problem, mend) from error
    return write_bytes(path, content)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files, by their path under a folder that nobody reads yet: a site being staged.

    There are thousands, and a half one goes with its folder: none needs the care of
    `write_bytes`. Raises `CasebookError` where the disk is full or the folder may not be written.
    """
    for name, content in files.items():
        path = f"{folder}/{name}"
        try:
            try:
                _create(path, content)
            except FileNotFoundError:
                Path(path).parent.mkdir(parents=True, exist_ok=True)
                _create(path, content)
        except OSError as error:
            problem = f"the file cannot be written ({error.strerror})"
            mend = "Check the space on the disk and who may write there"
            raise CasebookError(path, problem, mend) from error


def _create(path: str, content: bytes) -> None:
    """Write a file by the system's own calls: a third of what `Path.write_bytes` takes."""
    file = os.open(path, _CREATE, 0o666)
    try:
        written = os.write(file, content)
        while written < len(content):  # a disk that is nearly full takes a part, and then none
            written += os.write(file, content[written:])
    finally:
        os.close(file)


def _replace(path: Path, content: bytes) -> None:
    """Write a temporary file and put it in the place of `path`.

    Its name follows from that of `path`, so that what a killed run left is written over by the
    next one; a library has one writer at a time.
    """
    temporary = path.with_name(f".casebook-{zlib.crc32(os.fsencode(path.name)):08x}.tmp")
    try:
        temporary.unlink(missing_ok=True)  # it may be a link now, or somebody else's
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(path))
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _mode(path: Path) -> int:
    """Permissions for a file: those it has, else what the user's umask gives a new one.

    A page that the web server may not read helps nobody.
    """
    with suppress(FileNotFoundError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


@contextmanager
def library_lock(folder: Path, verb: str = "") -> Iterator[None]:
    """Hold the library in `folder` for writing; a second writer gets a `CasebookError`."""
    with _folder_lock(folder, "the library is being written", verb):
        yield


@contextmanager
def site_lock(folder: Path, site: Path) -> Iterator[None]:
    """Hold a site while it is built, by whatever library; `folder` is where its state lies."""
    with _folder_lock(folder, f"the site {site} is being built", "build"):
        yield


@contextmanager
def _folder_lock(folder: Path, state: str, verb: str) -> Iterator[None]:
    """Hold a folder; who comes second is told the `state` that it is in, and by whom.

    The lock is the operating system's, so that a process that dies leaves none behind; a file
    beside it says who holds it, with what `verb` and since when.
    """
    holder = folder / ".casebook.holder"
    lock = _acquire(folder, holder, state)
    try:
        now = datetime.datetime.now().astimezone().isoformat(" ", "minutes")
        doing = f"casebook {verb}, " if verb else ""
        who = f"process {os.getpid()} on {socket.gethostname()} ({doing}since {now})"
        write_text(holder, f"{who}\n")
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        lock.release()


def _acquire(folder: Path, holder: Path, state: str) -> BaseFileLock:
    """Return the lock, held, or raise `CasebookError` that names the process in the way."""
    lock = FileLock(folder / ".casebook.lock")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        who = "another run"
        with suppress(OSError, UnicodeDecodeError):
            who = holder.read_text(encoding="utf-8").strip() or who
        problem = f"{state} by {who}"
        raise CasebookError(str(folder), problem, "Wait until that has ended") from error
    except OSError as error:
        problem = f"the folder cannot be written ({error.strerror})"
        raise CasebookError(str(folder), problem, "Check who may write there") from error
    return lock
