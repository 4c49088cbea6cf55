"""The cases of a library while articles are filed: found by id, by capture, by likeness.

Every new text is compared with thousands of known ones, so likeness is asked in two steps. Of each
known text only a sample of the shingles is kept, those whose checksum RATE divides (Broder, "On
the resemblance and containment of documents", 1997, section 4: the same shingles are sampled in
every text, so the share of common ones is that of the whole). The cases that share enough of it
are then compared in full.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import chain

from scraper.cases.duplicates import SAME, SHINGLE, text_of
from scraper.model import Capture, Case
from scraper.text.chars import letters

RATE = 16
"""One shingle in so many is kept of a known text."""
_LEAST = SAME / 4
"""Estimated containment below which no two texts are compared in full, however short."""
_DEVIATIONS = 4
"""By so many standard deviations of the sample the estimate may lie below SAME."""
_COMPARED = 8
"""So many texts are compared in full, the most alike by estimate: where all texts of a library
share stock phrases, a text costs no more than elsewhere."""


class Known:
    """Cases, in the order in which they were put in; an id put in again replaces its case."""

    def __init__(self, cases: Iterable[Case] = (), former: Collection[str] = ()) -> None:
        """Begin with cases; `former` are ids that cases had once, which are given to no other."""
        self._cases: dict[str, Case] = {}
        self._order: dict[str, int] = {}
        self._former = frozenset(former)
        self._of_capture: dict[str, dict[str, None]] = {}
        self._listing: dict[tuple[str, int], dict[str, None]] = {}
        self._sizes: dict[str, int] = {}
        self._sampled: dict[int, tuple[str, ...]] = {}
        self._samples: dict[str, frozenset[int]] = {}
        for case in cases:
            self.put(case)

    def __contains__(self, id_: object) -> bool:
        """Whether an id is taken, by a case or by one that was there once."""
        return id_ in self._cases or id_ in self._former

    def put(self, case: Case) -> None:
        """Put a case in, or in the place of the one with its id."""
        before = self._cases.get(case.id)
        if before == case:
            return
        if before:
            self._take_out(before)
        self._order.setdefault(case.id, len(self._order))
        self._cases[case.id] = case
        self._of_capture.setdefault(case.source.capture, {})[case.id] = None
        for twin in case.duplicates:
            self._listing.setdefault((twin.capture, twin.article), {})[case.id] = None
        checksums = _checksums(text_of(case))
        self._sizes[case.id] = len(checksums)
        sample = self._samples[case.id] = frozenset(c for c in checksums if c % RATE == 0)
        for checksum in sample:
            self._sampled[checksum] = (*self._sampled.get(checksum, ()), case.id)

    def of_capture(self, key: str) -> list[Case]:
        """The cases made from a capture, in order."""
        return self._in_order(self._of_capture.get(key, {}))

    def listing(self, capture: Capture, article: int) -> Case | None:
        """The first case of another capture that lists an article as its duplicate."""
        listing = self._in_order(self._listing.get((capture.key, article), {}))
        return next((case for case in listing if case.source.capture != capture.key), None)

    def like(self, text: str, besides: str) -> list[Case]:
        """The cases that may be versions of a text, without those of the capture `besides`."""
        checksums = _checksums(text)
        shared = Counter(chain.from_iterable(self._sampled.get(c, ()) for c in checksums))
        sizes = {id_: min(len(checksums), self._sizes[id_]) for id_ in shared}
        found = [
            id_
            for id_, count in shared.items()
            if _may_be_same(count, sizes[id_]) and self._cases[id_].source.capture != besides
        ]
        found.sort(key=lambda id_: (-shared[id_] / sizes[id_], self._order[id_]))
        return self._in_order(found[:_COMPARED])

    def _in_order(self, ids: Iterable[str]) -> list[Case]:
        return [self._cases[id_] for id_ in sorted(ids, key=self._order.__getitem__)]

    def _take_out(self, case: Case) -> None:
        del self._of_capture[case.source.capture][case.id]
        for twin in case.duplicates:
            self._listing[twin.capture, twin.article].pop(case.id, None)
        for checksum in self._samples.pop(case.id):
            self._sampled[checksum] = tuple(x for x in self._sampled[checksum] if x != case.id)


def _may_be_same(shared: int, size: int) -> bool:
    """Whether texts that share so many sampled shingles may share SAME of all.

    `size` is the number of shingles of the shorter one. How many of its common shingles are
    sampled is binomial, so the estimate of a long text hardly lies below what is true.
    """
    deviation = math.sqrt((RATE - 1) * SAME / size) if size else 0.0
    return shared * RATE >= max(_LEAST, SAME - _DEVIATIONS * deviation) * size


def _checksums(text: str) -> frozenset[int]:
    """CRC-32 of each shingle of a text: the same in every process, unlike Python's own hashes."""
    data = letters(text).encode("utf-32-le", "surrogatepass")
    width = 4 * SHINGLE
    starts = range(0, max(1, len(data) - width + 4), 4)
    return frozenset(zlib.crc32(data[start : start + width]) for start in starts)
