"""Posting lists and lists of documents as text: 64 characters that need no escape in JSON.

For each document the gap to the one before it, less one, in groups of five bits, lowest first,
from 32 up where more follow; in a posting list then one digit for the impact. The browser's
`terms.js` reads the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_VALUES = {digit: value for value, digit in enumerate(DIGITS)}


def digits(gap: int) -> str:
    """Return a number in groups of five bits."""
    text = ""
    while gap > 31:
        text += DIGITS[32 + (gap & 31)]
        gap >>= 5
    return text + DIGITS[gap]


def encode(impacts: Mapping[int, int]) -> str:
    """Return a posting list: the impact of a term in each document, by the document's number."""
    parts: list[str] = []
    before = -1
    for number in sorted(impacts):
        parts += (digits(number - before - 1), DIGITS[impacts[number]])
        before = number
    return "".join(parts)


def decode(coded: str) -> dict[int, int]:
    """Return what `encode` was given."""
    impacts: dict[int, int] = {}
    values = map(_VALUES.__getitem__, coded)
    number = -1
    for value in values:
        gap, shift = 0, 0
        while value > 31:
            gap, shift, value = gap | (value - 32) << shift, shift + 5, next(values)
        number += (gap | value << shift) + 1
        impacts[number] = next(values)
    return impacts


def encode_numbers(numbers: Iterable[int]) -> str:
    """Return ascending numbers without impacts."""
    parts: list[str] = []
    before = -1
    for number in numbers:
        parts.append(digits(number - before - 1))
        before = number
    return "".join(parts)
