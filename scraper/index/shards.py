"""Entries -> shards of terms, each a piece of about the same size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scraper.index.partition import Atom, key_of_term, partition

SHARD_BYTES = 3072
"""Most bytes of a shard before compression: a query loads one for each of its terms."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A shard: its border, and its entries in order."""

    border: bytes
    entries: tuple[tuple[str, str], ...]


def size_of(term: str, coded: str) -> int:
    """Return the bytes an entry takes in its shard."""
    return len(term.encode()) + len(coded.encode()) + 2


def in_order(entries: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return entries in the order of the index."""
    return sorted(entries.items(), key=lambda entry: key_of_term(entry[0]))


def atoms_of(entries: Iterable[tuple[str, str]]) -> list[Atom]:
    """Return what `partition` looks at of entries."""
    keyed = ((key_of_term(term), size_of(term, coded)) for term, coded in entries)
    return [Atom(key, key, size) for key, size in keyed]


def fill_shards(groups: Iterable[Mapping[str, str]]) -> Iterator[Filled]:
    """Yield the shards, not in order, of entries that come in groups by their first character.

    A group too large for one shard is a branch of the trie by itself. So only small groups, and
    the first shard of each large one, wait until the others are known: a large index never stands
    in memory as a whole.
    """
    waiting: list[tuple[Atom, Sequence[tuple[str, str]]]] = []
    for group in groups:
        entries = in_order(group)
        atoms = atoms_of(entries)
        whole = Atom(atoms[0].first, atoms[-1].last, sum(atom.size for atom in atoms))
        first, *others = partition(atoms, SHARD_BYTES)
        waiting.append((whole, entries[first.start : first.end]))
        for part in others:
            yield Filled(part.border, tuple(entries[part.start : part.end]))
    waiting.sort(key=lambda each: each[0].first)
    for part in partition([atom for atom, _ in waiting], SHARD_BYTES):
        held = [entry for _, each in waiting[part.start : part.end] for entry in each]
        yield Filled(part.border, tuple(held))
