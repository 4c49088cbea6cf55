"""What the last build of the index knew, in one SQLite file: enough to change it in place.

    pieces     every piece as it was written, with its part in the version
    documents  every page: its number, facets, and a digest of its record
    shards     every shard of terms: its border, its first and last term, its size
    phrases    how many records have each phrase that is found by its initials
    facts      what the index was built with

The file is a copy of what can be made again: it may be deleted at any time.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scraper.index.facets import Filed
from scraper.index.numbering import Key
from scraper.index.partition import Atom
from scraper.index.pieces import fingerprint
from scraper.model import Language

_TABLES = """
create table pieces (name text primary key, part integer not null, packed blob not null);
create table documents (
    lang text, id text, number integer not null, digest blob not null, facets text not null,
    primary key (lang, id)
) without rowid;
create index by_id on documents (id);
create table shards (
    border blob primary key, first blob not null, last blob not null, size integer not null
) without rowid;
create table phrases (
    entry text, phrase text, count integer not null, primary key (entry, phrase)
) without rowid;
create table facts (name text primary key, value text not null) without rowid;
"""


@dataclass(frozen=True, slots=True)
class Document:
    """A page as the last build had it."""

    lang: Language
    id: str
    number: int
    digest: bytes
    facets: Mapping[str, Sequence[str]]

    @property
    def key(self) -> Key:
        """Its key in the numbering."""
        return self.lang, self.id


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard as the last build had it: its border, and what `partition` looks at of it."""

    border: bytes
    atom: Atom


class State:
    """The last build. Changes take effect together, with `commit`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @classmethod
    def open(cls, path: Path) -> State:
        """Open the file of a state, empty where there is none or it is no such file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        state = cls(sqlite3.connect(path))
        try:
            state.fact("")
        except sqlite3.DatabaseError:
            state.close()
            path.unlink(missing_ok=True)
            state = cls(sqlite3.connect(path))
            state._db.executescript(_TABLES)
        return state

    def close(self) -> None:
        """Close the file; what was not committed is forgotten."""
        self._db.close()

    def clear(self) -> None:
        """Forget everything."""
        for table in ("pieces", "documents", "shards", "phrases", "facts"):
            self._db.execute(f"delete from {table}")  # noqa: S608 -- names of ours

    def commit(self) -> None:
        """Keep the changes."""
        self._db.commit()

    # --- facts --------------------------------------------------------------------------------

    def fact(self, name: str) -> str:
        """Return a fact; empty where it is not known."""
        row = self._db.execute("select value from facts where name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def note(self, name: str, value: str) -> None:
        """Keep a fact."""
        self._db.execute("insert or replace into facts values (?, ?)", (name, value))

    # --- pieces -------------------------------------------------------------------------------

    def piece(self, name: str) -> bytes | None:
        """Return a piece as it was written; None where there is none."""
        row = self._db.execute("select packed from pieces where name = ?", (name,)).fetchone()
        return row[0] if row else None

    def put(self, name: str, packed: bytes) -> bool:
        """Keep a piece; return whether it is another than before."""
        if self.piece(name) == packed:
            return False
        self._db.execute(
            "insert or replace into pieces values (?, ?, ?)",
            (name, fingerprint(name, packed), packed),
        )
        return True

    def drop(self, name: str) -> None:
        """Forget a piece."""
        self._db.execute("delete from pieces where name = ?", (name,))

    def facet_names(self) -> set[str]:
        """Return the names of the pieces of facets."""
        rows = self._db.execute(
            "select name from pieces where name between 'facets/' and 'facets0'"
        )
        return {name for (name,) in rows}

    def version(self) -> int:
        """Return the sum of the parts that the pieces have in the version."""
        return int(self._db.execute("select coalesce(sum(part), 0) from pieces").fetchone()[0])

    # --- documents ----------------------------------------------------------------------------

    def documents(self, id_: str) -> list[Document]:
        """Return the pages of an id, in all languages."""
        rows = self._db.execute(
            "select lang, id, number, digest, facets from documents where id = ?", (id_,)
        )
        return [_document(row) for row in rows]

    def document(self, key: Key) -> Document:
        """Return a page that the last build had. Raises `KeyError` where it had none."""
        row = self._db.execute(
            "select lang, id, number, digest, facets from documents where lang = ? and id = ?", key
        ).fetchone()
        if row is None:
            raise KeyError(key)
        return _document(row)

    def numbers(self) -> dict[Key, int]:
        """Return the number of every page."""
        rows = self._db.execute("select lang, id, number from documents")
        return {(lang, id_): number for lang, id_, number in rows}

    def filed(self) -> list[Filed]:
        """Return what facets know of every page, in the order of the numbers."""
        rows = self._db.execute("select number, lang, id, facets from documents order by number")
        return [Filed(number, lang, id_, json.loads(facets)) for number, lang, id_, facets in rows]

    def put_documents(self, documents: Iterable[Document]) -> None:
        """Keep pages; those of the same language and id are replaced."""
        self._db.executemany(
            "insert or replace into documents values (?, ?, ?, ?, ?)",
            ((d.lang, d.id, d.number, d.digest, json.dumps(dict(d.facets))) for d in documents),
        )

    def drop_document(self, key: Key) -> None:
        """Forget a page."""
        self._db.execute("delete from documents where lang = ? and id = ?", key)

    # --- shards -------------------------------------------------------------------------------

    def shards(self) -> list[Shard]:
        """Return all shards, in order."""
        rows = self._db.execute("select border, first, last, size from shards order by border")
        return [Shard(border, Atom(first, last, size)) for border, first, last, size in rows]

    def put_shard(self, shard: Shard) -> None:
        """Keep where a shard begins and ends."""
        row = (shard.border, shard.atom.first, shard.atom.last, shard.atom.size)
        self._db.execute("insert or replace into shards values (?, ?, ?, ?)", row)

    def drop_shard(self, border: bytes) -> None:
        """Forget a shard."""
        self._db.execute("delete from shards where border = ?", (border,))

    # --- phrases ------------------------------------------------------------------------------

    def count_phrases(self, counts: Mapping[tuple[str, str], int]) -> None:
        """Add to the counts of phrases, by entry and phrase; none is kept at 0."""
        self._db.executemany(
            "insert into phrases values (?, ?, ?)"
            " on conflict (entry, phrase) do update set count = count + excluded.count",
            ((entry, phrase, count) for (entry, phrase), count in counts.items()),
        )
        self._db.executemany(
            "delete from phrases where entry = ? and phrase = ? and count <= 0", counts
        )

    def phrases(self, entry: str) -> dict[str, int]:
        """Return the phrases of an entry, and how many records have each."""
        rows = self._db.execute("select phrase, count from phrases where entry = ?", (entry,))
        return dict(rows)

    def phrase_entries(self) -> Iterator[tuple[str, dict[str, int]]]:
        """Yield every entry with its phrases."""
        entry, held = "", dict[str, int]()
        for name, phrase, count in self._db.execute(
            "select entry, phrase, count from phrases order by entry"
        ):
            if name != entry and held:
                yield entry, held
                held = {}
            entry = name
            held[phrase] = count
        if held:
            yield entry, held


def _document(row: tuple[Language, str, int, bytes, str]) -> Document:
    lang, id_, number, digest, facets = row
    return Document(lang, id_, number, digest, json.loads(facets))
