"""Where one shard of terms ends and the next begins.

The terms form a binary trie over the bits of their UTF-16 code units, the order of JavaScript's
strings. A part of it that fits one shard is one; a larger part is halved at the first bit in
which its terms differ. So a border depends on what lies beside it alone: an edited page moves no
border but those of the shards its terms stand in (extendible hashing, without the hash: Fagin
and others, Extendible hashing, ACM TODS 1979).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

UNITS = 12
"""Code units of a term that borders look at."""
_BYTES = 2 * UNITS


@dataclass(frozen=True, slots=True)
class Atom:
    """A term, or terms that stand together already: the keys of the first and the last, and the
    bytes they take."""

    first: bytes
    last: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Part:
    """A shard to be: its border, from which its file has its name, and its atoms."""

    border: bytes
    """Not after its first key and after the last key before it; no zero units at its end."""
    start: int
    end: int
    """Its atoms are those from `start` up to, not including, `end`."""


def key_of_term(term: str) -> bytes:
    """Return what terms are ordered by."""
    return term.encode("utf-16-be")


def partition(atoms: Sequence[Atom], limit: int) -> Iterator[Part]:
    """Yield the shards of `atoms`, which are in order, each of at most `limit` bytes where it can.

    An atom is never parted. The shards are the same whether a shard that stays as it is comes as
    one atom or as its terms.
    """
    firsts = [atom.first[:_BYTES].ljust(_BYTES, b"\0") for atom in atoms]
    lasts = [atom.last[:_BYTES].ljust(_BYTES, b"\0") for atom in atoms]
    ends = [0, *accumulate(atom.size for atom in atoms)]
    waiting = [(0, len(atoms), b"")] if atoms else []
    while waiting:
        start, end, border = waiting.pop()
        middle = start
        if ends[end] - ends[start] > limit and end - start > 1:
            upper = _upper_half(firsts[start], lasts[end - 1])
            middle = bisect_left(firsts, upper, start, end)
        if middle in (start, end):
            yield Part(border, start, end)
        else:
            waiting += [(middle, end, _trimmed(upper)), (start, middle, border)]


def _upper_half(first: bytes, last: bytes) -> bytes:
    """Return the least key that shares what both share and has a 1 in the next bit."""
    low, high = int.from_bytes(first, "big"), int.from_bytes(last, "big")
    differing = (low ^ high).bit_length()
    if not differing:
        return first
    bit = 1 << (differing - 1)
    return (high & -bit).to_bytes(_BYTES, "big")


def _trimmed(border: bytes) -> bytes:
    """Return a border without zero units at its end."""
    length = len(border.rstrip(b"\0"))
    return border[: length + length % 2]
