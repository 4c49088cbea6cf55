"""Two folders exchanged in one step, which Python's library does not offer.

Linux has `renameat2` (rename(2), since 3.15), macOS `renamex_np` (rename(2)); on other systems, and
on file systems that cannot, nothing is done.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

_HERE = -100
"""`AT_FDCWD`: paths are not relative to an open folder (fcntl.h)."""
_EXCHANGE = 2
"""`RENAME_EXCHANGE` of Linux (linux/fs.h) and `RENAME_SWAP` of macOS (sys/stdio.h)."""


def exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders, which both exist; return whether that could be done."""
    if os.name != "posix":
        return False
    library = ctypes.CDLL(None)
    paths = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        return bool(library.renameat2(_HERE, paths[0], _HERE, paths[1], _EXCHANGE) == 0)
    if hasattr(library, "renamex_np"):
        return bool(library.renamex_np(*paths, _EXCHANGE) == 0)
    return False
