"""The library as a build sees it: every case by its entry, read anew only where a file changed."""

from __future__ import annotations

import gc
import hashlib
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from scraper import store
from scraper.building.filing import Row, read_sources, shelf
from scraper.building.scanning import Source, content_key, scan
from scraper.model import CasebookError, Redirect
from scraper.reading.addresses import moved_among
from scraper.reading.briefs import Brief
from scraper.reading.library import Library as Shown
from scraper.rules.lessons import Teaching
from scraper.rules.settings import Settings
from scraper.spread import Over, spread
from scraper.store.library import Library

CHUNK = 50
"""Cases of one task: enough that sending them costs little, few enough to share out evenly."""
_AT_HAND = 16_384
"""Briefs that are held: a case stands in several lists of each language, and one takes 7 KB."""
Tell = Callable[[str, int, int], None]
"""Told how far a long work is: what it is, how much is done, of how much."""


def read_library(
    library: Library, settings: Settings, state: store.BuildState, over: Over, tell: Tell
) -> Mapping[str, store.Kept]:
    """Return every case by id, those whose files have changed read anew."""
    sources = scan(library)
    with _uncollected():
        before = {kept.id: kept for kept in state.cases()}
    state.drop_cases(before.keys() - sources.keys())
    found: dict[str, store.Kept] = {}
    changed: list[Source] = []
    for id_, source in sources.items():
        old = before.get(id_)
        if old is None:
            changed.append(source)
        elif source.stamps and source.stamps == old.stamps:
            found[id_] = old
        elif content_key(source) == old.digest:
            state.restamp(id_, source.stamps)
            found[id_] = old
        else:
            changed.append(source)
    tasks = [changed[n : n + CHUNK] for n in range(0, len(changed), CHUNK)]
    done = 0
    for read in spread(partial(read_sources, settings), tasks, few_here(over, len(tasks)), batch=1):
        for kept, texts in read:
            state.keep_case(kept, texts)
            found[kept.id] = kept
        done += len(read)
        tell("reading cases", done, len(changed))
    return dict(sorted(found.items()))


def few_here(over: Over, tasks: int) -> Over:
    """Return where work of so many tasks is done: a few cost less here than starting workers."""
    return over if tasks > over.jobs else Over()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from going over what is read here, now and later.

    All of it is needed to the end, and looking at hundreds of thousands of objects again and again
    takes longer than reading them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_on:
            gc.enable()


class Briefs(Mapping[str, Brief]):
    """The briefs of all cases, each read when it is asked for, and some of them kept at hand."""

    def __init__(self, state: store.BuildState, ids: Sequence[str]) -> None:
        self._state, self._ids = state, frozenset(ids)
        self._read = lru_cache(maxsize=_AT_HAND)(self._unpickled)

    def __getitem__(self, id_: str) -> Brief:
        if id_ not in self._ids:
            raise KeyError(id_)
        return self._read(id_)

    def _unpickled(self, id_: str) -> Brief:
        brief: Brief = pickle.loads(self._state.brief(id_))  # noqa: S301 -- our own file
        return brief

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


@dataclass(frozen=True, slots=True)
class Addresses:
    """What has become of the addresses given so far."""

    redirects: tuple[Redirect, ...]
    retired: tuple[Redirect, ...]
    """Rows that this build added."""
    errors: tuple[CasebookError, ...]
    book: store.AddressBook | None
    """To be saved after the site is there; None where nothing has changed since the last build."""


def addresses(folder: Path, rows: Mapping[str, Row], state: store.BuildState) -> Addresses:
    """Return where old addresses lead, with a row for each anchor that is gone.

    Reading the two files takes long in a large library, so their bytes and all anchors are first
    held against those of the last build.
    """
    now = {id_: row.anchors for id_, row in rows.items() if row.readable}
    kept = state.get("addresses")
    if kept:
        mark, redirects, errors = pickle.loads(bytes.fromhex(kept))  # noqa: S301 -- our own file
        if mark == _mark(folder, rows):
            return Addresses(redirects, (), errors, None)
    before = store.load_addresses(folder)
    anchors = {id_: tuple(given.split()) for id_, given in now.items()}
    book = store.brought_up_to_date(before, anchors)
    errors = tuple(store.address_faults(book, folder, anchors.keys()))
    retired = tuple(row for row in book.redirects if row not in before.redirects)
    return Addresses(book.redirects, retired, errors, book)


def save_addresses(
    folder: Path, found: Addresses, rows: Mapping[str, Row], state: store.BuildState
) -> None:
    """Write the addresses given, after the site with them is there."""
    if found.book is not None:
        store.save_addresses(folder, found.book)
        kept = pickle.dumps((_mark(folder, rows), found.redirects, found.errors))
        state.set("addresses", kept.hex())


def _mark(folder: Path, rows: Mapping[str, Row]) -> bytes:
    """Return a digest of both files, of all anchors, and of which cases can be read."""
    whole = hashlib.sha256()
    for id_, row in rows.items():
        whole.update(f"{id_} {row.readable} {row.anchors}\n".encode())
    for name in (store.REDIRECTS, store.GIVEN):
        path = folder / name
        whole.update(hashlib.sha256(path.read_bytes() if path.exists() else b"").digest())
    return whole.digest()


def shelved(
    kept: Mapping[str, store.Kept],
    redirects: Sequence[Redirect],
    teaching: Teaching,
    settings: Settings,
    state: store.BuildState,
) -> Shown:
    """Return what may be published, none of its cases open."""
    rows: dict[str, Row] = {id_: item.row for id_, item in kept.items()}
    shown = {id_: row for id_, row in rows.items() if row.entry}
    named = {part for row in redirects for part in (row.old, row.new)}
    cases = {address.partition("#")[0] for address in named}
    present = {id_: row.shown.split() if id_ in cases else () for id_, row in shown.items()}
    return shelf(
        [row.entry for row in shown.values() if row.entry],
        (),
        settings,
        teaching=teaching,
        moved=moved_among(redirects, present),
        excerpts=frozenset(id_ for id_, row in shown.items() if row.excerpt),
        briefs=Briefs(state, tuple(shown)),
    )
