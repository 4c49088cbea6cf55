"""Posting lists and documents -> the bytes of the index's files.

The format is described in the package's docstring; `theme/assets/search/search.js` reads it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from scraper.index.postings import LANGUAGES, SHOWN_FACETS, PostingList
from scraper.model import Record
from scraper.text.tokens import fold, fold_pairs, well_formed

SHARD_BYTES = 4096
"""Size a shard is closed at: a query loads one for each of its terms."""
BLOCK = 64
"""Documents in one block of the document table."""
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
"""Digits of the posting lists: 64 characters that need no escape in a script's text."""

_JOIN = {"zh": "、", "en": ", "}


def write_files(
    documents: Sequence[Record], postings: Mapping[str, PostingList], stop_words: Iterable[str]
) -> dict[str, bytes]:
    """Return the files of the index, name to content, sorted by name."""
    shards = list(_shards(postings))
    values: dict[str, Any] = {"fold": fold_pairs()}
    for number, shard in enumerate(shards):
        values[f"terms/{number}"] = " ".join(f"{term} {coded}" for term, coded in shard)
    for first in range(0, len(documents), BLOCK):
        values[f"docs/{first // BLOCK}"] = [_row(d) for d in documents[first : first + BLOCK]]
    for number, document in enumerate(documents):
        values[f"pages/{number}"] = _fragment(document)
    files = {f"{name}.js": _script(name, value) for name, value in sorted(values.items())}
    manifest = {
        "version": _version(files),
        "count": len(documents),
        "block": BLOCK,
        "languages": _ranges(documents),
        "firsts": " ".join(_separators(shards)),
        "stop": sorted({fold(word) for word in stop_words}),
    }
    return {"manifest.js": _script("manifest", manifest), **files}


def encode(postings: PostingList) -> str:
    """Return a posting list as text.

    For each document the gap to the one before it, less one, in groups of five bits, lowest
    first, a digit from 32 up where more follow; then one digit for the impact.
    """
    digits = []
    before = -1
    for document, impact in zip(postings.documents, postings.impacts, strict=True):
        gap = document - before - 1
        while gap > 31:
            digits.append(DIGITS[32 + (gap & 31)])
            gap >>= 5
        digits += (DIGITS[gap], DIGITS[impact])
        before = document
    return "".join(digits)


def _shards(postings: Mapping[str, PostingList]) -> Iterator[list[tuple[str, str]]]:
    """Yield the terms in the order of JavaScript's strings (UTF-16), cut into shards."""
    shard: list[tuple[str, str]] = []
    size = 0
    for term in sorted(postings, key=lambda term: term.encode("utf-16-be")):
        coded = encode(postings[term])
        shard.append((term, coded))
        size += len(term.encode()) + len(coded) + 2
        if size >= SHARD_BYTES:
            yield shard
            shard, size = [], 0
    if shard:
        yield shard


def _separators(shards: Sequence[Sequence[tuple[str, str]]]) -> Iterator[str]:
    """Yield for each shard the shortest beginning of its first term that no earlier term has."""
    before = ""
    for shard in shards:
        first = shard[0][0]
        length = 1
        while length < len(first) and before.startswith(first[:length]):
            length += 1
        yield first[:length]
        before = shard[-1][0]


def _ranges(documents: Sequence[Record]) -> list[tuple[str, int, int]]:
    """Return each language that occurs, its first document and the one after its last."""
    numbers: dict[str, list[int]] = {language: [] for language in LANGUAGES}
    for number, document in enumerate(documents):
        numbers[document.lang].append(number)
    return [(name, found[0], found[-1] + 1) for name, found in numbers.items() if found]


def _row(document: Record) -> list[str]:
    """Return what a result shows beside its excerpt."""
    join = _JOIN[document.lang]
    shown = (join.join(document.facets.get(facet, ())) for facet in SHOWN_FACETS)
    return [document.title, document.url, *shown]


def _fragment(document: Record) -> dict[str, Any]:
    """Return the text of a document as the search box needs it for excerpts."""
    sections = [[s.anchor, s.heading, s.text] for s in document.sections]
    text = "".join([document.title, *(part for section in sections for part in section)])
    return {"fold": fold_pairs(text), "sections": sections}


def _version(files: Mapping[str, bytes]) -> str:
    """Return a short hash of all files, by which a browser's cache tells this index from others."""
    total = hashlib.sha256()
    for name, content in files.items():
        total.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return total.hexdigest()[:12]


def _script(name: str, value: Any) -> bytes:
    """Return the script that hands over `value` under `name`."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return well_formed(f'casebookSearchData("{name}",{text});\n').encode()
