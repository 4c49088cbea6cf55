"""The pieces of the index as bytes, and what each holds.

The format is described in the package's docstring; `theme/assets/search/` reads it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from scraper.index.coding import DIGITS, digits, encode_numbers
from scraper.index.facets import MADE, FacetValue
from scraper.index.numbering import Numbering
from scraper.index.related import NamedIn
from scraper.model import Language, Record, Section
from scraper.rules.search import SearchRules
from scraper.text.tokens import fold, fold_blocks, fold_pairs, well_formed

SHOWN_FACETS = ("model", "place")
"""Facets that a result shows; their words are found like headings."""
MANIFEST = "manifest"
HEADS = 256
"""Numbers of a block of `heads`; `theme/assets/search/heads.js` has the same."""
HEAVY = 6144
"""Bytes of a shard from which it is called heavy: one term alone, that stands in a good part of all
pages and tells them apart badly. Long queries do without it."""
_JOIN = {"zh": "、", "en": ", "}


def pack(value: Any) -> bytes:
    """Return a value as JSON in UTF-8, compressed (RFC 1950): small from any server."""
    text = well_formed(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    return zlib.compress(text.encode(), 6)


def unpack(packed: bytes) -> Any:
    """Return what `pack` was given."""
    return json.loads(zlib.decompress(packed))


def twins(name: str, packed: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the two files of a piece: for servers, and the same bytes as a script for folders."""
    yield f"{name}.bin", packed
    script = f'casebookSearchData("{name}","{base64.b64encode(packed).decode()}");\n'
    yield f"{name}.js", script.encode()


def fingerprint(name: str, packed: bytes) -> int:
    """Return a number that changes with the name or the bytes of a piece.

    An index's version is the sum over its pieces, so that a changed piece changes it without a
    look at the others. 44 bits: the sum of half a million fits SQLite's integers.
    """
    digest = hashlib.blake2b(name.encode() + b"\0" + packed, digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 20


def page_name(number: int) -> str:
    """Return the name of a page's piece."""
    return f"pages/{number}"


def fragment(
    record: Record, named: NamedIn, others: Sequence[tuple[Language, str]]
) -> dict[str, Any]:
    """Return what a result shows of a page, and its text for the best passage.

    `others` are the language and address of its translations.
    """
    join = _JOIN[record.lang]
    shown = [join.join(record.facets.get(facet, ())) for facet in SHOWN_FACETS]
    sections = [[s.anchor, s.heading, s.text] for s in record.sections]
    text = "".join([record.title, *(part for section in sections for part in section)])
    return {
        "id": record.id,
        "title": record.title,
        "url": record.url,
        "others": others,
        "shown": shown,
        "made": next(iter(record.facets.get(MADE, ())), ""),
        "fold": fold_pairs(text),
        "named": named,
        "sections": sections,
    }


def record_of(packed: bytes, lang: Language, facets: Mapping[str, Sequence[str]]) -> Record:
    """Return the record that a page's piece was made from."""
    held = unpack(packed)
    return Record(
        held["id"],
        held["url"],
        lang,
        held["title"],
        tuple(Section(*section) for section in held["sections"]),
        {name: tuple(values) for name, values in facets.items()},
    )


def shard_name(border: bytes) -> str:
    """Return the name of a shard's piece, from the border at which it begins."""
    return f"terms/{border.hex() or '0'}"


def shard_text(entries: Iterable[tuple[str, str]]) -> str:
    """Return the entries of a shard as one text; no term and no list holds a space."""
    return " ".join(f"{term} {coded}" for term, coded in entries)


def shard_entries(packed: bytes) -> dict[str, str]:
    """Return the entries of a shard."""
    parts = unpack(packed).split(" ")
    return dict(zip(parts[::2], parts[1::2], strict=True))


def facet_pieces(
    facets: Mapping[str, Sequence[FacetValue]], numbering: Numbering
) -> Iterator[tuple[str, bytes]]:
    """Yield a piece a facet, and `all`: the numbers of all pages, then those of Chinese pages
    that have a translation, then those of their translations."""
    both = list(numbering.translated())
    lists = (numbering.numbers.values(), [zh for zh, _ in both], [en for _, en in both])
    yield "all", pack([encode_numbers(each) for each in lists])
    for name, values in facets.items():
        yield f"facets/{_file_name(name)}", pack([_listed(value) for value in values])


def fold_pieces() -> Iterator[tuple[str, bytes]]:
    """Yield the characters that folding replaces, a piece a block of characters."""
    for block, pairs in fold_blocks().items():
        yield f"fold/{block}", pack(pairs)


def manifest_head(numbering: Numbering, facets: Iterable[str]) -> dict[str, Any]:
    """Return what the manifest says of the pages as a whole."""
    return {
        "count": len(numbering.numbers),
        "languages": numbering.ranges(),
        "facets": [(name, _file_name(name)) for name in facets],
        "heads": encode_numbers(sorted({n // HEADS for n in numbering.numbers.values()})),
    }


def manifest(
    version: int, head: Mapping[str, Any], shards: Mapping[bytes, int], rules: SearchRules
) -> bytes:
    """Return the piece that is loaded first; see the package's docstring.

    `shards` are the bytes of each shard before compression, by its border.
    """
    borders = sorted(shards)
    heavy = [number for number, border in enumerate(borders) if shards[border] >= HEAVY]
    return pack(
        {
            "version": f"{version:x}",
            **head,
            "borders": encode_borders(borders),
            "heavy": encode_numbers(heavy),
            "stop": sorted({fold(word) for word in rules.stop}),
            "before": rules.before,
            "measures": rules.measures,
            "apart": sorted({fold(name) for name in rules.apart}),
            "folds": sorted(fold_blocks()),
        }
    )


def encode_borders(borders: Iterable[bytes]) -> str:
    """Return ascending borders as text.

    For each one digit, the number of its code units after the first; the gap of the first unit
    to that of the border before; then its further units, three digits each, highest first.
    """
    parts: list[str] = []
    before = 0
    for border in borders:
        units = [int.from_bytes(border[i : i + 2], "big") for i in range(0, len(border), 2)] or [0]
        parts += (DIGITS[len(units) - 1], digits(units[0] - before))
        parts += (DIGITS[u >> 12] + DIGITS[u >> 6 & 63] + DIGITS[u & 63] for u in units[1:])
        before = units[0]
    return "".join(parts)


def _listed(value: FacetValue) -> tuple[str, ...]:
    """Return a value of a facet as a row: name, gaps between its documents, English name."""
    english = (value.english,) if value.english else ()
    return (value.value, encode_numbers(value.documents), *english)


def _file_name(facet: str) -> str:
    """Return a file name for a facet, whose own name may hold anything."""
    return hashlib.sha256(facet.encode("utf-8", "replace")).hexdigest()[:8]
