"""Posting lists and lists of documents as text: 64 characters that need no escape in JSON.

For each document the gap to the one before it, less one, in groups of five bits, lowest first,
from 32 up where more follow; in a posting list then a digit for the impact and one for the places
(`places`). The browser's `terms.js` reads the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_VALUES = {digit: value for value, digit in enumerate(DIGITS)}


def digits(gap: int) -> str:
    """Return a number in groups of five bits."""
    text = ""
    while gap > 31:
        text += DIGITS[32 + (gap & 31)]
        gap >>= 5
    return text + DIGITS[gap]


def encode(postings: Mapping[int, str]) -> str:
    """Return a posting list, from two digits for each document, by the document's number."""
    parts: list[str] = []
    before = -1
    for number in sorted(postings):
        parts += (digits(number - before - 1), postings[number])
        before = number
    return "".join(parts)


def decode(coded: str) -> dict[int, str]:
    """Return what `encode` was given."""
    found = _POSTING.findall(coded)
    return {number: held for number, (_, held) in zip(_numbers(found), found, strict=True)}


@dataclass(frozen=True, slots=True)
class Changed:
    """A posting list that was changed, and how many documents it named before and names now."""

    coded: str
    before: int
    now: int


def change(coded: str, postings: Mapping[int, str | None]) -> Changed:
    """Return a posting list with other digits for some documents, None for those that go.

    Only the gaps beside a change are written anew: a list may name thousands of documents.
    """
    found = _POSTING.findall(coded)
    before = len(found)
    numbers = _numbers(found)
    for number, held in postings.items():
        at = bisect_left(numbers, number)
        if numbers[at : at + 1] == [number]:
            del numbers[at], found[at]
        if held is not None:
            numbers.insert(at, number)
            found.insert(at, ("", held))
        for place in range(at, min(at + 2, len(found))):
            last = numbers[place - 1] if place else -1
            found[place] = (digits(numbers[place] - last - 1), found[place][1])
    return Changed("".join(map("".join, found)), before, len(found))


_POSTING = re.compile(f"([{re.escape(DIGITS[32:])}]*[{DIGITS[:32]}])(..)")
"""The gap before a document, and its two digits."""


def _numbers(postings: Iterable[tuple[str, str]]) -> list[int]:
    """Return the documents of postings."""
    return list(accumulate((_gap(gap) + 1 for gap, _ in postings), initial=-1))[1:]


@lru_cache(maxsize=65_536)
def _gap(text: str) -> int:
    return sum((_VALUES[digit] & 31) << 5 * place for place, digit in enumerate(text))


def encode_numbers(numbers: Iterable[int]) -> str:
    """Return ascending numbers without impacts."""
    parts: list[str] = []
    before = -1
    for number in numbers:
        parts.append(digits(number - before - 1))
        before = number
    return "".join(parts)
