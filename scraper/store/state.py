"""What the last build read and made, so that the next one does only what has changed.

One SQLite file, which a process that dies leaves as it was before the last commit. Deleting it
costs time alone. Everything in it is what pure functions gave for inputs whose digests are kept
beside it; times of files only tell which of them need not be read again.
"""

from __future__ import annotations

import json
import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scraper.model import CasebookError

_TABLES = """
create table if not exists about (name text primary key, value text) without rowid;
create table if not exists cases (
    id text primary key, stamps text, digest blob, row blob
);
create table if not exists text (id text primary key, value blob);
create table if not exists brief (id text primary key, value blob);
create table if not exists json (id text primary key, value blob);
create table if not exists csv (id text primary key, value blob);
create table if not exists products (name text primary key, key blob, files text);
"""
_OF_A_CASE = ("text", "brief", "json", "csv")
"""Tables of what is kept of a case, each by itself: to reach what stands behind a text in the same
row, SQLite would read through the text."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A case as the last build read it."""

    id: str
    stamps: str
    """Size, times and number of its files; empty where they are too young to be believed."""
    digest: bytes
    """Of the bytes of its files."""
    row: Any
    """What is known of it without opening it."""


@dataclass(frozen=True, slots=True)
class Texts:
    """A case as it is read only where it is needed."""

    text: bytes
    """The case and its translation, pickled."""
    brief: bytes
    """What lists show of it, pickled."""
    json: bytes
    """Its line of the file with all cases, UTF-8."""
    csv: bytes


@dataclass(frozen=True, slots=True)
class Product:
    """Files made together, and the digest of all that they were made from."""

    key: bytes
    files: tuple[str, ...]


class BuildState:
    """The state of one site."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._base = connection

    def get(self, name: str) -> str:
        """Return a note of the last build; empty where there is none."""
        row = self._base.execute("select value from about where name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def set(self, name: str, value: str) -> None:
        """Keep a note."""
        self._base.execute("insert or replace into about values (?, ?)", (name, value))

    def clear(self) -> None:
        """Forget everything."""
        for table in ("about", "cases", *_OF_A_CASE, "products"):
            self._base.execute(f"delete from {table}")  # noqa: S608 -- one of ours

    def commit(self) -> None:
        """Make sure that all of this outlives the process."""
        self._base.commit()

    def cases(self) -> Iterator[Kept]:
        """Yield every case as it was read."""
        for id_, stamps, digest, row in self._base.execute("select * from cases"):
            yield Kept(id_, stamps, digest, pickle.loads(row))  # noqa: S301 -- our own file

    def keep_case(self, kept: Kept, texts: Texts) -> None:
        """Keep a case that was read."""
        row = pickle.dumps(kept.row, pickle.HIGHEST_PROTOCOL)
        self._base.execute(
            "insert or replace into cases values (?, ?, ?, ?)",
            (kept.id, kept.stamps, kept.digest, row),
        )
        for name in _OF_A_CASE:
            query = f"insert or replace into {name} values (?, ?)"  # noqa: S608 -- one of ours
            self._base.execute(query, (kept.id, getattr(texts, name)))

    def restamp(self, id_: str, stamps: str) -> None:
        """Keep the stamps of a case whose files have been found to be the same."""
        self._base.execute("update cases set stamps = ? where id = ?", (stamps, id_))

    def drop_cases(self, ids: Iterable[str]) -> None:
        """Forget cases that are gone."""
        for id_ in ids:
            self._base.execute("delete from cases where id = ?", (id_,))
            for name in _OF_A_CASE:
                self._base.execute(f"delete from {name} where id = ?", (id_,))  # noqa: S608

    def text(self, id_: str) -> bytes:
        """Return a case and its translation, pickled."""
        return bytes(self._one("text", id_))

    def brief(self, id_: str) -> bytes:
        """Return the brief of a case, pickled."""
        return bytes(self._one("brief", id_))

    def lines(self, column: str, ids: Iterable[str]) -> Iterator[bytes]:
        """Yield the `json` or `csv` of cases."""
        query = f"select id, value from {column}"  # noqa: S608 -- a name of ours
        found: dict[str, bytes] = dict(self._base.execute(query))
        return (found[id_] for id_ in ids)

    def _one(self, column: str, id_: str) -> Any:
        query = f"select value from {column} where id = ?"  # noqa: S608 -- a name of ours
        return self._base.execute(query, (id_,)).fetchone()[0]

    def products(self) -> dict[str, Product]:
        """Return everything that was made, by name."""
        rows = self._base.execute("select name, key, files from products")
        return {name: Product(key, tuple(json.loads(files))) for name, key, files in rows}

    def keep_product(self, name: str, product: Product) -> None:
        """Keep what was made."""
        self._base.execute(
            "insert or replace into products values (?, ?, ?)",
            (name, product.key, json.dumps(product.files)),
        )

    def drop_products(self, names: Iterable[str]) -> None:
        """Forget what has been deleted."""
        self._base.executemany("delete from products where name = ?", ((name,) for name in names))


@contextmanager
def build_state(path: Path) -> Iterator[BuildState]:
    """Open the state of a site; one that is damaged is begun anew.

    What is not committed is lost at the end. Raises `CasebookError` where it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        base = _opened(path)
    except (OSError, sqlite3.Error) as error:
        mend = "Check who may write there; the folder holds nothing that is missed"
        raise CasebookError(str(path), f"it cannot be written ({error})", mend) from error
    try:
        yield BuildState(base)
    except sqlite3.DatabaseError as error:
        problem = f"it cannot be read or written ({error})"
        raise CasebookError(str(path), problem, "Delete it and build again") from error
    finally:
        base.close()


def _opened(path: Path) -> sqlite3.Connection:
    try:
        return _with_tables(path)
    except sqlite3.DatabaseError:
        for end in ("", "-journal", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                path.with_name(path.name + end).unlink()
        return _with_tables(path)


def _with_tables(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path)
    base.executescript(_TABLES)
    return base
