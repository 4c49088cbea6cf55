"""The number of each page in the index: nearly always the same, whatever else comes and goes.

A page's place is its id's share of a table larger than the library; where a place is taken, the
next free one follows in the order of the hashes. So the numbers depend on the set of pages alone,
and a page that comes or goes moves at most its few neighbours (linear probing whose layout does
not tell its history: Blelloch and Golovin, Strongly history-independent hashing, FOCS 2007).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scraper.model import Language, Record

Key = tuple[Language, str]
"""What tells a page from all others: its language and id."""

LANGUAGES: tuple[Language, ...] = ("zh", "en")
"""Order of the pages, so that a range of numbers says the language."""
_SMALLEST = 16


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers of a library's pages."""

    size: int
    """Places of a language's table. As many again are kept free behind it."""
    numbers: dict[Key, int]
    """In ascending order."""

    def ranges(self) -> list[tuple[Language, int, int]]:
        """Return each language that occurs, its first number and the one after its last."""
        occurring = {language for language, _ in self.numbers}
        return [
            (language, _base(language, self.size), _base(language, self.size) + 2 * self.size)
            for language in LANGUAGES
            if language in occurring
        ]

    def translated(self) -> Iterator[tuple[int, int]]:
        """Yield the numbers of each page that is there in both languages, in ascending order."""
        first, second = LANGUAGES
        for (language, id_), number in self.numbers.items():
            if language == first and (second, id_) in self.numbers:
                yield number, self.numbers[second, id_]


def key_of(record: Record) -> Key:
    """Return the key of a record."""
    return record.lang, record.id


def number_pages(keys: Iterable[Key]) -> Numbering:
    """Return the number of each page. The order of `keys` does not matter."""
    known = set(keys)
    counts = Counter(language for language, _ in known)
    size = _table_size(max(counts.values(), default=0))
    numbers: dict[Key, int] = {}
    for language in LANGUAGES:
        base = _base(language, size)
        free = 0
        for share, id_ in sorted((_hash(id_), id_) for own, id_ in known if own == language):
            place = max(share * size >> 64, free)
            numbers[language, id_] = base + place
            free = place + 1
    return Numbering(size, numbers)


def _table_size(count: int) -> int:
    """Return a size, from a row that grows by a third or a half, that `count` pages fill to at
    most three quarters: few are displaced, and the gaps between numbers stay short."""
    size = _SMALLEST
    while True:
        for candidate in (size, size + size // 2):
            if 3 * candidate >= 4 * count:
                return candidate
        size *= 2


def _base(language: Language, size: int) -> int:
    return LANGUAGES.index(language) * 2 * size


def _hash(id_: str) -> int:
    digest = hashlib.blake2b(id_.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big")
