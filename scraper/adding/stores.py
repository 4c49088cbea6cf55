"""Files of an object store, through fsspec: `s3://bucket/pages/`, `memory://`, `sftp://host/…`.

They are brought here one at a time, to where they are needed, and then read as any file: a
worker on another machine fetches its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from scraper.model import CasebookError

_WEB = ("http://", "https://")
"""What `casebook add` fetches politely; never read as a store."""
_SIDECAR = ".yaml"


def is_in_store(source: str) -> bool:
    """Whether a source is the address of a file or folder in a store."""
    return "://" in source and not source.lower().startswith(_WEB)


def in_store(address: str) -> tuple[str, ...]:
    """The addresses of all files in a folder of a store, sidecars aside; of a file, its own.

    Raises `CasebookError` where the store is not known, cannot be reached or holds no such thing.
    """
    store, path = _opened(address)
    try:
        found = [path] if store.isfile(path) else sorted(store.find(path))
    except Exception as error:  # each kind of store raises errors of its own
        raise _unreachable(address, error) from error
    files = [each for each in found if _is_page(str(each))]
    if not files:
        mend = "Check the address, or list it with the tools of that store"
        raise CasebookError(address, "there is nothing to read here", mend)
    return tuple(str(store.unstrip_protocol(each)) for each in files)


@contextmanager
def brought_here(address: str) -> Iterator[Path]:
    """The file of a store, and the sidecar beside it, as files here for a while.

    Raises `CasebookError` where it cannot be read.
    """
    store, path = _opened(address)
    with TemporaryDirectory(prefix="casebook-") as folder:
        here = Path(folder) / PurePosixPath(path).name
        try:
            store.get_file(path, str(here))
            if store.exists(path + _SIDECAR):
                store.get_file(path + _SIDECAR, f"{here}{_SIDECAR}")
        except Exception as error:
            raise _unreachable(address, error) from error
        yield here


def _opened(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        mend = "Install it with: pip install 'casebook[engines]'"
        raise CasebookError(address, "reading from stores needs fsspec", mend) from error
    try:
        store, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        mend = "fsspec.readthedocs.io lists the package that each kind of store needs"
        raise CasebookError(address, f"no way into this store ({error})", mend) from error
    return store, str(path)


def _is_page(path: str) -> bool:
    name = PurePosixPath(path).name
    return not name.startswith(".") and not name.endswith(_SIDECAR)


def _unreachable(address: str, error: Exception) -> CasebookError:
    problem = f"it cannot be read ({str(error) or type(error).__name__})"
    return CasebookError(address, problem, "Check the address and your access to the store")
