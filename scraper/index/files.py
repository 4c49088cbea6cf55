"""Posting lists and documents -> the bytes of the index's files.

The format is described in the package's docstring; `theme/assets/search/engine.js` reads it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scraper.index.facets import FacetValue, facet_values
from scraper.index.postings import LANGUAGES, SHOWN_FACETS, PostingList
from scraper.index.related import NamedIn
from scraper.model import Record
from scraper.rules.search import SearchRules
from scraper.text.tokens import fold, fold_blocks, fold_pairs, well_formed

SHARD_BYTES = 3072
"""Size a shard is closed at, before compression: a query loads one for each of its terms."""
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
"""Digits of the posting lists: 64 characters that need no escape in JSON."""

_JOIN = {"zh": "、", "en": ", "}


def write_files(
    documents: Sequence[Record],
    postings: Mapping[str, PostingList],
    named: Sequence[NamedIn],
    sounds: Mapping[str, str],
    rules: SearchRules,
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index, name and content; the manifest comes last.

    `named` are the names with others in each document, `sounds` the entries of
    `scraper.index.sounds`. Taken one by one, so that a large index never stands in memory as a
    whole.
    """
    total = hashlib.sha256()
    firsts: list[str] = []

    def twins(name: str, value: Any) -> Iterator[tuple[str, bytes]]:
        packed = _pack(value)
        total.update(name.encode() + b"\0" + hashlib.sha256(packed).digest())
        yield f"{name}.bin", packed
        yield f"{name}.js", _script(name, packed)

    before = ""
    for number, shard in enumerate(_shards(postings, sounds)):
        firsts.append(_separator(before, shard[0][0]))
        before = shard[-1][0]
        yield from twins(f"terms/{number}", " ".join(f"{term} {coded}" for term, coded in shard))
    pages = _by_id(documents)
    for number, document in enumerate(documents):
        others = [(x.lang, x.url) for x in pages[document.id] if x is not document]
        yield from twins(f"pages/{number}", _fragment(document, named[number], others))
    facets = facet_values(documents)
    for name, values in facets.items():
        yield from twins(f"facets/{_file_name(name)}", [_listed(value) for value in values])
    for block, pairs in fold_blocks().items():
        yield from twins(f"fold/{block}", pairs)
    yield from twins(
        "manifest",
        {
            "version": total.hexdigest()[:12],
            "count": len(documents),
            "languages": _ranges(documents),
            "firsts": " ".join(firsts),
            "stop": sorted({fold(word) for word in rules.stop}),
            "measures": rules.measures,
            "apart": sorted({fold(name) for name in rules.apart}),
            "folds": sorted(fold_blocks()),
            "facets": [(name, _file_name(name)) for name in facets],
        },
    )


def encode(postings: PostingList) -> str:
    """Return a posting list as text.

    For each document the gap to the one before it, less one, as `_gaps` writes it; then one digit
    for the impact.
    """
    return "".join(
        _digits(gap) + DIGITS[impact]
        for gap, impact in zip(_gaps(postings.documents), postings.impacts, strict=True)
    )


def _gaps(numbers: Sequence[int]) -> Iterator[int]:
    before = -1
    for number in numbers:
        yield number - before - 1
        before = number


def _digits(gap: int) -> str:
    """Return a number in groups of five bits, lowest first, from 32 up where more follow."""
    digits = ""
    while gap > 31:
        digits += DIGITS[32 + (gap & 31)]
        gap >>= 5
    return digits + DIGITS[gap]


def _shards(
    postings: Mapping[str, PostingList], sounds: Mapping[str, str]
) -> Iterator[list[tuple[str, str]]]:
    """Yield the terms in the order of JavaScript's strings (UTF-16), cut into shards."""
    shard: list[tuple[str, str]] = []
    size = 0
    for term in sorted((*postings, *sounds), key=lambda term: term.encode("utf-16-be")):
        coded = sounds[term] if term in sounds else encode(postings[term])
        shard.append((term, coded))
        size += len(term.encode()) + len(coded) + 2
        if size >= SHARD_BYTES:
            yield shard
            shard, size = [], 0
    if shard:
        yield shard


def _separator(before: str, first: str) -> str:
    """Return the shortest beginning of a shard's first term that no earlier term has."""
    length = 1
    while length < len(first) and before.startswith(first[:length]):
        length += 1
    return first[:length]


def _ranges(documents: Sequence[Record]) -> list[tuple[str, int, int]]:
    """Return each language that occurs, its first document and the one after its last."""
    numbers: dict[str, list[int]] = {language: [] for language in LANGUAGES}
    for number, document in enumerate(documents):
        numbers[document.lang].append(number)
    return [(name, found[0], found[-1] + 1) for name, found in numbers.items() if found]


def _by_id(documents: Sequence[Record]) -> Mapping[str, Sequence[Record]]:
    """Return the pages of each id: of one case in all languages."""
    pages: dict[str, list[Record]] = {}
    for document in documents:
        pages.setdefault(document.id, []).append(document)
    return pages


def _fragment(
    document: Record, named: NamedIn, others: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """Return what a result shows of a document, and its text for the best passage.

    `others` are the language and address of its translations.
    """
    join = _JOIN[document.lang]
    shown = [join.join(document.facets.get(facet, ())) for facet in SHOWN_FACETS]
    sections = [[s.anchor, s.heading, s.text] for s in document.sections]
    text = "".join([document.title, *(part for section in sections for part in section)])
    return {
        "id": document.id,
        "title": document.title,
        "url": document.url,
        "others": others,
        "shown": shown,
        "fold": fold_pairs(text),
        "named": named,
        "sections": sections,
    }


def _listed(value: FacetValue) -> tuple[str, ...]:
    """Return a value of a facet as a row: name, gaps between its documents, English name."""
    english = (value.english,) if value.english else ()
    return (value.value, "".join(map(_digits, _gaps(value.documents))), *english)


def _file_name(facet: str) -> str:
    """Return a file name for a facet, whose own name may hold anything."""
    return hashlib.sha256(facet.encode("utf-8", "replace")).hexdigest()[:8]


def _pack(value: Any) -> bytes:
    """Return a value as JSON in UTF-8, compressed (RFC 1950): small from any server."""
    text = well_formed(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    return zlib.compress(text.encode(), 6)


def _script(name: str, packed: bytes) -> bytes:
    """Return the script that hands over the same bytes where files cannot be fetched."""
    return f'casebookSearchData("{name}","{base64.b64encode(packed).decode()}");\n'.encode()
