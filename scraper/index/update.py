"""What changed records change in the pieces of an index."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from scraper.index.analysis import Analyser, analyser, headlines
from scraper.index.building import digest_of, shard_of
from scraper.index.coding import change
from scraper.index.facets import facet_values
from scraper.index.heads import change_heads, head_name, head_row
from scraper.index.numbering import Key, Numbering, key_of
from scraper.index.partition import Atom, Part, key_of_term, partition
from scraper.index.pieces import (
    MANIFEST,
    facet_pieces,
    fragment,
    manifest,
    manifest_head,
    pack,
    page_name,
    record_of,
    shard_entries,
    shard_name,
    shard_text,
)
from scraper.index.readings import Readings
from scraper.index.shards import SHARD_BYTES, Filled, atoms_of, in_order
from scraper.index.sounds import (
    decode_sounds,
    encode_phrases,
    encode_sounds,
    frequency,
    is_pair,
    sounds_of,
)
from scraper.index.state import Document, State
from scraper.model import Language, Record
from scraper.rules.glossary import Term
from scraper.rules.search import load_search_rules

Change = tuple[str, bytes | None]
"""A piece and its new bytes, None where it has to go."""


def update_pieces(
    state: State,
    changed: Mapping[str, Sequence[Record]],
    numbering: Numbering | None,
    glossary: Sequence[Term],
    user_words: Sequence[str],
) -> Iterator[Change]:
    """Yield the pieces that are others than the last build's; the manifest comes last.

    `changed` are all records of each id that may have changed; `numbering` is that of the library
    as it is now, of the same size as before, None where no page has come or gone. `state` is
    changed, not committed.
    """
    affected = _affected(state, changed, numbering)
    if not affected:
        return
    pages = _Pages(state, numbering, analyser(glossary, user_words))
    for id_, records in affected.items():
        pages.replace(state.documents(id_), records)
    yield from pages.pieces()
    yield from _noted(state, pages.heads())
    terms = _Terms(state)
    for term, postings in pages.edits().items():
        terms.edit(term, postings)
    terms.edit_sounds()
    terms.edit_phrases(pages.phrases)
    yield from terms.pieces()
    if pages.refiled:
        yield from _facet_changes(state, numbering or _as_numbered(state))
    head = json.loads(state.fact("head"))
    yield MANIFEST, manifest(state.version(), head, terms.sizes, load_search_rules())


def _affected(
    state: State, changed: Mapping[str, Sequence[Record]], numbering: Numbering | None
) -> dict[str, Sequence[Record]]:
    """Return the records, as they are now, of ids with other records or numbers than before."""
    found: dict[str, Sequence[Record]] = {}
    for id_, records in changed.items():
        before = {document.key: document.digest for document in state.documents(id_)}
        if before != {key_of(record): digest_of(record) for record in records}:
            found[id_] = records
    if numbering is None:
        return found
    numbers = state.numbers()
    for key, number in numbering.numbers.items():
        if numbers.get(key, number) != number and key[1] not in found:
            found[key[1]] = [_record(state, document) for document in state.documents(key[1])]
    return found


def _as_numbered(state: State) -> Numbering:
    """Return the numbers of the last build."""
    ascending = sorted(state.numbers().items(), key=lambda each: each[1])
    return Numbering(int(state.fact("size")), dict(ascending))


def _record(state: State, document: Document) -> Record:
    packed = state.piece(page_name(document.number))
    if packed is None:
        raise KeyError(document.key)
    return record_of(packed, document.lang, document.facets)


class _Pages:
    """Takes pages out of the index and puts others in; adds up what that changes."""

    def __init__(self, state: State, numbering: Numbering | None, known: Analyser) -> None:
        self._state, self._numbering, self._known = state, numbering, known
        self._gone: dict[int, dict[str, str]] = {}
        self._come: dict[int, dict[str, str]] = {}
        self._pieces: dict[str, bytes | None] = {}
        self._documents: dict[Key, Document | None] = {}
        self._heads: dict[int, str | None] = {}
        """The heads of the pages that are replaced or come, None for those that go."""
        self.phrases: Counter[tuple[str, str]] = Counter()
        self.refiled = False
        """Whether facets or numbers of pages have changed."""

    def replace(self, before: Sequence[Document], records: Sequence[Record]) -> None:
        """Put the records of an id in the place of what the index has of it."""
        old = {document.key: _record(self._state, document) for document in before}
        now = {key_of(record): record for record in reversed(records)}
        for document in before:
            self._gone[document.number] = self._known.analyse(old[document.key]).postings
            self._pieces.setdefault(page_name(document.number), None)
            self._heads.setdefault(document.number, None)
            self._documents.setdefault(document.key, None)
        numbers = self._numbering.numbers if self._numbering else {d.key: d.number for d in before}
        for key in sorted(now, key=numbers.__getitem__):
            others = [(other.lang, other.url) for other in now.values() if other.lang != key[0]]
            self._add(now[key], numbers[key], others)
        self._count_phrases(old, now)
        filed = {(d.key, d.number, json.dumps(d.facets)) for d in before}
        self.refiled |= filed != {
            (key, numbers[key], json.dumps(record.facets)) for key, record in now.items()
        }

    def _add(self, record: Record, number: int, others: Sequence[tuple[Language, str]]) -> None:
        analysed = self._known.analyse(record)
        self._come[number] = analysed.postings
        page = fragment(record, analysed.named, others)
        self._pieces[page_name(number)] = pack(page)
        self._heads[number] = head_row(number, page)
        self._documents[key_of(record)] = Document(
            record.lang, record.id, number, digest_of(record), record.facets
        )

    def _count_phrases(self, old: Mapping[Key, Record], now: Mapping[Key, Record]) -> None:
        for key in old.keys() | now.keys():
            before, after = old.get(key), now.get(key)
            if before and after and headlines(before) == headlines(after):
                continue
            if before:
                self.phrases.subtract(self._known.phrases(before))
            if after:
                self.phrases.update(self._known.phrases(after))

    def edits(self) -> dict[str, dict[int, str | None]]:
        """Return what changes in each posting list: digits by page, None where it has to go."""
        edits: dict[str, dict[int, str | None]] = defaultdict(dict)
        for number in self._gone.keys() | self._come.keys():
            before, now = self._gone.get(number, {}), self._come.get(number, {})
            for term in before.keys() | now.keys():
                if before.get(term) != now.get(term):
                    edits[term][number] = now.get(term)
        return edits

    def heads(self) -> dict[str, bytes | None]:
        """Return the pieces of heads, as far as they may have changed."""
        blocks: dict[str, dict[int, str | None]] = defaultdict(dict)
        for number, row in self._heads.items():
            blocks[head_name(number)][number] = row
        return {name: change_heads(self._state.piece(name), rows) for name, rows in blocks.items()}

    def pieces(self) -> Iterator[Change]:
        """Yield the pieces of pages that have changed, and note them in the state."""
        yield from _noted(self._state, self._pieces)
        for key, document in self._documents.items():
            if document is None:
                self._state.drop_document(key)
        self._state.put_documents(filter(None, self._documents.values()))


class _Terms:
    """Edits posting lists and other entries, and the shards in which they stand."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._shards = state.shards()
        self._firsts = [shard.atom.first for shard in self._shards]
        self._opened: set[int] = set()
        self._entries: dict[str, str] = {}
        """Entries of the shards that have been opened."""
        self.sizes: dict[bytes, int] = {}
        """Bytes of all shards by their borders, known when `pieces` have been taken."""
        self._heard: dict[str, int] = {}
        """Pairs that are more or less frequent than before, and how many pages have each."""

    def edit(self, term: str, postings: Mapping[int, str | None]) -> None:
        """Change a posting list."""
        self._open(term)
        changed = change(self._entries.get(term, ""), postings)
        self._put(term, changed.coded)
        if is_pair(term) and changed.before.bit_length() != changed.now.bit_length():
            self._heard[term] = changed.now

    def edit_sounds(self) -> None:
        """Change the entries that lead to pairs which are new, gone, or less or more frequent."""
        if not self._heard:
            return
        readings = Readings.from_json(self._state.fact("readings"))
        sounds: dict[str, dict[str, str | None]] = defaultdict(dict)
        for pair, pages in self._heard.items():
            for sound in sounds_of(pair, readings):
                sounds[sound][pair] = frequency(pair, pages, readings) if pages else None
        for sound, pairs in sounds.items():
            self._open(sound)
            known: dict[str, str | None] = {**decode_sounds(self._entries.get(sound, "")), **pairs}
            self._put(sound, encode_sounds({p: digit for p, digit in known.items() if digit}))

    def edit_phrases(self, counts: Mapping[tuple[str, str], int]) -> None:
        """Change the entries of phrases, by how many records have one more or less than before."""
        changed = {key: count for key, count in counts.items() if count}
        self._state.count_phrases(changed)
        for entry in {entry for entry, _ in changed}:
            self._open(entry)
            self._put(entry, encode_phrases(self._state.phrases(entry)))

    def _put(self, term: str, coded: str) -> None:
        if coded:
            self._entries[term] = coded
        else:
            self._entries.pop(term, None)

    def _open(self, term: str) -> None:
        """Open the shard in which a term stands; where it is new, those beside its place."""
        key = key_of_term(term)
        at = bisect_right(self._firsts, key) - 1
        inside = at >= 0 and key <= self._shards[at].atom.last
        for place in (at,) if inside else (at, at + 1):
            if 0 <= place < len(self._shards) and place not in self._opened:
                self._opened.add(place)
                self._entries.update(self._entries_of(place))

    def _entries_of(self, place: int) -> dict[str, str]:
        packed = self._state.piece(shard_name(self._shards[place].border))
        return shard_entries(packed) if packed else {}

    def pieces(self) -> Iterator[Change]:
        """Yield the shards that have changed, and note them in the state."""
        entries = in_order(self._entries)
        closed = [place for place in range(len(self._shards)) if place not in self._opened]
        atoms: list[tuple[Atom, int]] = [  # and the place of its entry, or of its closed shard
            *((atom, at) for at, atom in enumerate(atoms_of(entries))),
            *((self._shards[place].atom, ~place) for place in closed),
        ]
        atoms.sort(key=lambda each: each[0].first)
        old = {shard.border for shard in self._shards}
        pieces: dict[str, bytes | None] = {}
        for part in partition([atom for atom, _ in atoms], SHARD_BYTES):
            joined = atoms[part.start : part.end]
            self.sizes[part.border] = sum(atom.size for atom, _ in joined)
            places = [place for _, place in joined]
            old.discard(part.border)
            if self._is_as_it_was(part, places):
                continue
            held: list[tuple[str, str]] = []
            for place in places:
                held += [entries[place]] if place >= 0 else self._entries_of(~place).items()
            filled = Filled(part.border, tuple(held))
            self._state.put_shard(shard_of(filled))
            pieces[shard_name(part.border)] = pack(shard_text(held))
        for border in old:
            self._state.drop_shard(border)
            pieces[shard_name(border)] = None
        yield from _noted(self._state, pieces)

    def _is_as_it_was(self, part: Part, places: Sequence[int]) -> bool:
        """Whether a part is a shard that nobody opened, with the border it had."""
        return len(places) == 1 and places[0] < 0 and self._shards[~places[0]].border == part.border


def _facet_changes(state: State, numbering: Numbering) -> Iterator[Change]:
    facets = facet_values(state.filed())
    pieces: dict[str, bytes | None] = dict.fromkeys(state.facet_names())
    pieces.update(facet_pieces(facets, numbering))
    state.note("head", json.dumps(manifest_head(numbering, facets)))
    yield from _noted(state, pieces)


def _noted(state: State, pieces: Mapping[str, bytes | None]) -> Iterator[Change]:
    """Yield the pieces that are others than in the state, and note them there."""
    for name, packed in pieces.items():
        if packed is None:
            state.drop(name)
            yield name, None
        elif state.put(name, packed):
            yield name, packed
