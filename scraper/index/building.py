"""The index built anew: records -> every piece, kept in a `State` where one is given."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from scraper.index.analysis import Analyser, analyser
from scraper.index.facets import Filed, facet_values
from scraper.index.heads import head_pieces
from scraper.index.inversion import Block, Numbered, invert, join_blocks
from scraper.index.numbering import Numbering, key_of, number_pages
from scraper.index.partition import Atom, key_of_term
from scraper.index.pieces import (
    MANIFEST,
    facet_pieces,
    fingerprint,
    fold_pieces,
    manifest,
    manifest_head,
    pack,
    page_name,
    shard_name,
    shard_text,
)
from scraper.index.readings import dictionary_readings
from scraper.index.shards import Filled, atoms_of, fill_shards
from scraper.index.sounds import (
    encode_phrases,
    encode_sounds,
    frequency,
    is_pair,
    phrases_in,
    sounds_of,
)
from scraper.index.state import Document, Shard, State
from scraper.model import Record
from scraper.rules.glossary import Term
from scraper.rules.search import load_search_rules
from scraper.spread import Over

Piece = tuple[str, bytes]


def build_pieces(
    records: Iterable[Record],
    glossary: Sequence[Term],
    user_words: Sequence[str],
    over: Over,
    state: State | None = None,
) -> Iterator[Piece]:
    """Yield every piece of the index, name and bytes; the manifest comes last.

    Of two records of one language and id the first is kept. `state` is filled, not committed.
    """
    known = {key_of(record): record for record in reversed(tuple(records))}
    numbering = number_pages(known)
    documents = _numbered(known.values(), numbering)
    builder = _Builder(state)
    phrases: Counter[tuple[str, str]] = Counter(glossary_phrases(glossary, user_words))
    lists: list[dict[str, str]] = []
    heads: list[str] = []
    place = 0
    for block in invert(documents, glossary, user_words, over):
        yield from builder.pages(block, documents[place : place + len(block.pages)])
        place += len(block.pages)
        phrases.update(block.phrases)
        lists.append(block.lists)
        heads += block.heads
    yield from builder.shards(_groups(lists, phrases))
    filed = [Filed(d.number, d.record.lang, d.record.id, d.record.facets) for d in documents]
    facets = facet_values(filed)
    numbered = zip(numbering.numbers.values(), heads, strict=True)
    yield from builder.kept(
        (*head_pieces(numbered), *facet_pieces(facets, numbering), *fold_pieces())
    )
    head = manifest_head(numbering, facets)
    if state:
        state.count_phrases(phrases)
        state.note("size", str(numbering.size))
        state.note("head", json.dumps(head))
        state.note("readings", dictionary_readings().to_json())
    packed = manifest(builder.version, head, builder.sizes, load_search_rules())
    yield MANIFEST, packed


def glossary_phrases(
    glossary: Sequence[Term], user_words: Sequence[str]
) -> Mapping[tuple[str, str], int]:
    """Return the phrases of the glossary's names that are found by their initials."""
    known: Analyser = analyser(glossary, user_words)
    return Counter(phrases_in((name for term in glossary for name in term.names), known.cut))


def digest_of(record: Record) -> bytes:
    """Return what tells a record from what it was before."""
    return hashlib.blake2b(repr(record).encode("utf-8", "replace"), digest_size=16).digest()


def _numbered(records: Iterable[Record], numbering: Numbering) -> list[Numbered]:
    pages: dict[str, list[Record]] = defaultdict(list)
    by_key = {key_of(record): record for record in records}
    for key in numbering.numbers:
        pages[key[1]].append(by_key[key])
    return [
        Numbered(
            number, by_key[key], tuple((o.lang, o.url) for o in pages[key[1]] if o.lang != key[0])
        )
        for key, number in numbering.numbers.items()
    ]


def _groups(
    lists: Sequence[dict[str, str]], phrases: Mapping[tuple[str, str], int]
) -> Iterator[dict[str, str]]:
    """Yield all entries, those of the same first character together."""
    readings = dictionary_readings()
    sounds: dict[str, dict[str, str]] = defaultdict(dict)
    firsts = sorted({first for each in lists for first in each}, key=key_of_term)
    for first in firsts:
        joined = join_blocks(lists, first)
        for term, held in joined.items():
            if is_pair(term):
                for sound in sounds_of(term, readings):
                    sounds[sound][term] = frequency(term, held.count, readings)
        yield {term: held.coded for term, held in joined.items()}
    by_entry: dict[str, dict[str, int]] = defaultdict(dict)
    for (entry, phrase), count in phrases.items():
        by_entry[entry][phrase] = count
    for group in (
        {entry: encode_sounds(pairs) for entry, pairs in sounds.items()},
        {entry: encode_phrases(counts) for entry, counts in by_entry.items()},
    ):
        if group:
            yield group


class _Builder:
    """Adds up what the manifest needs of the pieces that pass, and keeps them in a state."""

    def __init__(self, state: State | None) -> None:
        self._state = state
        self.version = 0
        self.sizes: dict[bytes, int] = {}
        """Of each shard, by its border."""

    def kept(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        for name, packed in pieces:
            self.version += fingerprint(name, packed)
            if self._state:
                self._state.put(name, packed)
            yield name, packed

    def pages(self, block: Block, documents: Sequence[Numbered]) -> Iterator[Piece]:
        names = [page_name(document.number) for document in documents]
        yield from self.kept(zip(names, block.pages, strict=True))
        if self._state:
            self._state.put_documents(
                Document(d.record.lang, d.record.id, d.number, digest_of(d.record), d.record.facets)
                for d in documents
            )

    def shards(self, groups: Iterable[Mapping[str, str]]) -> Iterator[Piece]:
        for shard in fill_shards(groups):
            kept = shard_of(shard)
            self.sizes[shard.border] = kept.atom.size
            if self._state:
                self._state.put_shard(kept)
            yield from self.kept([(shard_name(shard.border), pack(shard_text(shard.entries)))])


def shard_of(shard: Filled) -> Shard:
    """Return what a state keeps of a shard."""
    atoms = atoms_of(shard.entries)
    whole = Atom(atoms[0].first, atoms[-1].last, sum(atom.size for atom in atoms))
    return Shard(shard.border, whole)
