"""The index changed in place: only what an edited page touches is made again.

    changed records ──> what their terms counted before and count now ──> shards they stand in

The result is that of `build_index` over all records, byte for byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.metadata import version
from pathlib import Path

from scraper.index.building import build_pieces
from scraper.index.numbering import Numbering, key_of, number_pages
from scraper.index.pieces import MANIFEST, twins
from scraper.index.state import State
from scraper.index.update import update_pieces
from scraper.model import Record
from scraper.rules.glossary import Term
from scraper.spread import HERE, Over

_CODE = ("index", "text", "data/search.toml", "data/synonyms.tsv", "rules/search.py", "model.py")
"""What the bytes of an index depend on beside records, glossary and words, under `scraper/`."""
_LIBRARIES = ("rjieba", "opencc", "pypinyin")


@dataclass(frozen=True, slots=True)
class Refresh:
    """Files to write to make the index of a site that of its records."""

    whole: bool
    """Whether `files` are the whole index: then what else lies in its folder has to go."""
    files: Iterator[tuple[str, bytes | None]]
    """Name and content, None for a file that has to go; the manifest last. When they have been
    taken, the state knows of them."""


def refresh_index(
    state: Path,
    published: bytes | None,
    changed: Mapping[str, Sequence[Record]] | None,
    everything: Callable[[], Iterable[Record]],
    glossary: Sequence[Term] = (),
    user_words: Iterable[str] = (),
    *,
    over: Over = HERE,
) -> Refresh:
    """Return the files that make the index of the last build that of the records as they are.

    `state` is the file the last build left (made where there is none), `published` the bytes of
    `manifest.bin` in the folder that is brought up to date. `changed` holds, for each id whose
    records may be others than then, all its records in every language, none where it is gone;
    None where nobody knows: then all records are compared.
    Where the state is of another index, or the code, the rules or the words are others than then,
    everything is made anew from `everything()`, which is called in these two cases only.
    """
    words = tuple(sorted(set(user_words)))
    held = State.open(state)
    basis = _basis(glossary, words)
    if published is None or held.fact("index") != _index(basis, published):
        return Refresh(True, _anew(held, basis, everything, glossary, words, over))
    if changed is None:
        changed = _by_id(held, everything())
    numbering = _renumbered(held, changed)
    if numbering and str(numbering.size) != held.fact("size"):
        return Refresh(True, _anew(held, basis, everything, glossary, words, over))
    pieces = update_pieces(held, changed, numbering, glossary, words)
    return Refresh(False, _files(held, basis, pieces, published))


def _by_id(held: State, records: Iterable[Record]) -> dict[str, list[Record]]:
    """Return all records by id, and the ids of the last build that have none any more."""
    found: dict[str, list[Record]] = {id_: [] for _, id_ in held.numbers()}
    for record in records:
        found.setdefault(record.id, []).append(record)
    return found


def _anew(
    held: State,
    basis: str,
    everything: Callable[[], Iterable[Record]],
    glossary: Sequence[Term],
    words: Sequence[str],
    over: Over,
) -> Iterator[tuple[str, bytes | None]]:
    held.clear()
    yield from _files(held, basis, build_pieces(everything(), glossary, words, over, held))


def _files(
    held: State,
    basis: str,
    pieces: Iterable[tuple[str, bytes | None]],
    published: bytes | None = None,
) -> Iterator[tuple[str, bytes | None]]:
    """Yield the files of pieces, but for an equal manifest; then commit the state."""
    for name, packed in pieces:
        if packed is None:
            yield from ((f"{name}.bin", None), (f"{name}.js", None))
            continue
        if name == MANIFEST:
            held.note("index", _index(basis, packed))
        if packed != published:
            yield from twins(name, packed)
    held.commit()
    held.close()


def _renumbered(held: State, changed: Mapping[str, Sequence[Record]]) -> Numbering | None:
    """Return the numbers of all pages where pages have come or gone, else None."""
    before = {document.key for id_ in changed for document in held.documents(id_)}
    now = {key_of(record) for records in changed.values() for record in records}
    return number_pages((held.numbers().keys() - before) | now) if before != now else None


def _index(basis: str, manifest: bytes) -> str:
    """Return what tells an index from all others: what it was made by, and its manifest."""
    return hashlib.sha256(basis.encode() + manifest).hexdigest()


def _basis(glossary: Sequence[Term], words: Sequence[str]) -> str:
    """Return a digest of all that an index is made by, beside its records."""
    whole = hashlib.sha256(repr((glossary, words)).encode("utf-8", "replace"))
    package = Path(str(resources.files("scraper")))
    for name in _CODE:
        path = package / name
        for file in sorted(path.glob("*.py")) if path.is_dir() else [path]:
            whole.update(file.name.encode() + b"\0" + file.read_bytes())
    for library in _LIBRARIES:
        whole.update(f"{library} {version(library)}\n".encode())
    return whole.hexdigest()
