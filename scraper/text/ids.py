"""Lasting paragraph ids: what a link or a translation points at survives edits and re-cleaning.

A block keeps the id of the earlier paragraph that it is. It is the same one where the text is
equal (wherever it has moved), else where it is the most similar one at the same place in the
order. What is left is new, and gets an id made from its own letters, so that two libraries that
hold the same text give it the same id.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence, Set
from difflib import SequenceMatcher

from scraper.model import Block, BlockKind, Paragraph

ID_LENGTH = 6
SAME_PARAGRAPH = 65.0
"""Lowest `fuzz.ratio` (0..100) at which an edited paragraph is still the same one.

Half of a paragraph that was split scores 67 against the whole; headings that merely share a
pattern (`一、加强…` and `二、加强…`) score 62 and less.
"""

Pair = tuple[int, int]
"""Index of a new block, index of the earlier paragraph that it is."""


def assign_ids(blocks: Sequence[Block], previous: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Give each block its lasting id.

    `previous` are the paragraphs of the last version, in order; empty for a new document. An id
    of `previous` is never given to another text, also where its own paragraph has gone.
    """
    kept = dict(_pairs([b.text for b in blocks], [p.text for p in previous]))
    taken = {paragraph.id for paragraph in previous}
    paragraphs = []
    for index, block in enumerate(blocks):
        if index in kept:
            name = previous[kept[index]].id
        else:
            name = new_id(block.kind, block.text, taken)
            taken.add(name)
        paragraphs.append(Paragraph(name, block.kind, block.text))
    return tuple(paragraphs)


def new_id(kind: BlockKind, text: str, taken: Set[str]) -> str:
    """Id for a text that has none yet: `h-` for headings, else `p-`, and six characters.

    The characters are Base32 (RFC 4648) of the SHA-256 of the text's letters and digits; marks
    and spaces do not count, because cleaning changes them most. Where the id is in `taken`, the
    digest is taken again with a running number.
    """
    return _digest_id("h" if kind in ("h2", "h3") else "p", text, taken)


def lasting_ids(
    prefix: str, texts: Sequence[str], previous: Sequence[tuple[str, str]]
) -> tuple[str, ...]:
    """Ids for texts that are no blocks, kept from the last version as those of paragraphs are.

    `previous` are the ids and texts of the last version, in order.
    """
    kept = dict(_pairs(texts, [text for _, text in previous]))
    taken = {name for name, _ in previous}
    ids = []
    for index, text in enumerate(texts):
        name = previous[kept[index]][0] if index in kept else _digest_id(prefix, text, taken)
        taken.add(name)
        ids.append(name)
    return tuple(ids)


def _digest_id(prefix: str, text: str, taken: Set[str]) -> str:
    letters = "".join(filter(str.isalnum, text)) or text
    number = 0
    while True:
        source = f"{letters}\n{number}" if number else letters
        digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).digest()
        name = f"{prefix}-{base64.b32encode(digest)[:ID_LENGTH].decode().lower()}"
        if name not in taken:
            return name
        number += 1


def _pairs(new: Sequence[str], old: Sequence[str]) -> Iterator[Pair]:
    """Yield which new text is which old one: unmoved, then moved, then edited texts."""
    matcher = SequenceMatcher(None, new, old, autojunk=False)
    runs = matcher.get_matching_blocks()
    unmoved = [(run.a + n, run.b + n) for run in runs for n in range(run.size)]
    yield from unmoved
    moved = list(_moved(new, old, unmoved))
    yield from moved

    gone_new = {a for a, _ in unmoved + moved}
    gone_old = {b for _, b in unmoved + moved}
    start_a = start_b = 0
    for a, b in [*unmoved, (len(new), len(old))]:
        gap_new = [n for n in range(start_a, a) if n not in gone_new]
        gap_old = [n for n in range(start_b, b) if n not in gone_old]
        yield from _edited(new, old, gap_new, gap_old)
        start_a, start_b = a + 1, b + 1


def _moved(new: Sequence[str], old: Sequence[str], unmoved: Sequence[Pair]) -> Iterator[Pair]:
    """Yield pairs of equal texts that stand at another place in the order."""
    done_new, done_old = {a for a, _ in unmoved}, {b for _, b in unmoved}
    places: defaultdict[str, deque[int]] = defaultdict(deque)
    for b, text in enumerate(old):
        if b not in done_old:
            places[text].append(b)
    for a, text in enumerate(new):
        if a not in done_new and places.get(text):
            yield a, places[text].popleft()


def _edited(
    new: Sequence[str], old: Sequence[str], gap_new: Sequence[int], gap_old: Sequence[int]
) -> Iterator[Pair]:
    """Yield the pairs of similar texts within a gap that keep the order and score highest.

    Needleman-Wunsch without a penalty for gaps: `best[i][j]` is the highest sum of similarities
    that the first i new and j old texts can reach.
    """
    from rapidfuzz import fuzz, process  # here, as most runs change no paragraph

    candidates = [old[b] for b in gap_old]
    best = [[0.0] * (len(candidates) + 1)]
    for a in gap_new:
        matches = process.extract(
            new[a], candidates, scorer=fuzz.ratio, score_cutoff=SAME_PARAGRAPH, limit=None
        )
        scores = {j: score for _, score, j in matches}
        above, row = best[-1], [0.0]
        for j in range(len(candidates)):
            row.append(max(above[j + 1], row[j], above[j] + scores.get(j, 0.0)))
        best.append(row)
    i, j = len(gap_new), len(gap_old)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            yield gap_new[i], gap_old[j]
