"""A folder as one zip file: the same folder gives the same bytes."""

from __future__ import annotations

import os
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import IO

from scraper.model import CasebookError

_UNTIMED = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip file can give."""
_MODE = 0o100644 << 16
"""A plain file that everyone may read (Unix mode, in the upper half of the attributes)."""


def write_zip(folder: Path, target: Path) -> Path:
    """Pack a folder into `target`, whole or not at all, and return it.

    Its files lie in one folder of the archive, named for the archive. Order, times and modes are
    fixed. Raises `CasebookError` where it cannot be written, or would lie in the folder itself.
    """
    if target.resolve().is_relative_to(folder.resolve()):
        mend = f"Name a file outside {folder}"
        raise CasebookError(str(target), "a zip file cannot lie in the folder it packs", mend)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".casebook-", suffix=".tmp")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                _pack(folder, target.stem, stream)
            temporary.chmod(0o644)
            temporary.replace(target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        problem = f"the zip file cannot be written ({error.strerror})"
        mend = "Check the space on the disk and who may write there"
        raise CasebookError(str(target), problem, mend) from error
    return target


def _pack(folder: Path, top: str, stream: IO[bytes]) -> None:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            inside = f"{top}/{path.relative_to(folder).as_posix()}"
            info = zipfile.ZipInfo(inside, _UNTIMED)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, on every system
            info.external_attr = _MODE
            archive.writestr(info, path.read_bytes())
