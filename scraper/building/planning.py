"""What a site is made of: each thing with the digest of all it is made from. Pure.

A thing whose digest is that of the last build is there already. The digests, not this program's
idea of what an edit touches, decide what is made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from scraper.building.filing import Row
from scraper.building.versions import key
from scraper.pages import Planned
from scraper.reading.addresses import NOTHING_MOVED, Moved, MovedAnchor
from scraper.reading.entries import Entry
from scraper.reading.library import Library
from scraper.store import Kept


@dataclass(frozen=True)
class Plan:
    """The library a site is made from, none of its cases open."""

    library: Library
    kept: Mapping[str, Kept]
    """Every case that is published, by id."""
    core: bytes
    """Digest of what everything is made with: program, settings, formats of handouts."""
    frames: bytes
    """Digest of what is around a page."""

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every case and other document, in the order of the site."""
        items = (*self.library.entries, *self.library.other_entries)
        return tuple(item.id for item in items)

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """Every entry by id."""
        items = (*self.library.entries, *self.library.other_entries)
        return {item.id: item for item in items}

    @cached_property
    def all_entries(self) -> bytes:
        """Digest of all entries and their order."""
        return key([self.row(id_).entry_key for id_ in self.ids])

    @cached_property
    def all_texts(self) -> bytes:
        """Digest of all cases and their order."""
        return key([self.kept[id_].digest for id_ in self.ids])

    @cached_property
    def _shown(self) -> Mapping[str, bytes]:
        """Digests of all that lists show of a case, by its id."""
        rows = ((id_, self.row(id_)) for id_ in self.ids)
        return {id_: row.entry_key + row.brief_key for id_, row in rows}

    @cached_property
    def taught(self) -> tuple[str, ...]:
        """The cases that packs and teaching notes name."""
        moved = self.library.moved
        found = dict.fromkeys(
            now
            for _, _, tie in self.library.teaching.ties()
            for now in _leads_to(tie, moved)
            if now in self.kept
        )
        return tuple(found)

    @cached_property
    def all_taught(self) -> bytes:
        """Digest of what trainers wrote and of the cases it names."""
        digests = [self.kept[id_].digest for id_ in self.taught]
        return key(self.library.teaching, digests)

    @cached_property
    def former(self) -> Mapping[str, tuple[str, ...]]:
        """The former ids of a case."""
        found: dict[str, tuple[str, ...]] = {}
        for old, new in self.library.moved.pages.items():
            found[new] = (*found.get(new, ()), old)
        return found

    def row(self, id_: str) -> Row:
        """Return what is known of a case."""
        row = self.kept[id_].row
        assert isinstance(row, Row)
        return row

    def moved(self, id_: str) -> Moved:
        """Return what has moved from or to the page of a case, or may be named by its note."""
        moved = self.library.moved
        if id_ in self.library.teaching.cases:
            return moved
        former, anchors = self.former.get(id_, ()), moved.anchors.get(id_, ())
        if not former and not anchors:
            return NOTHING_MOVED
        return Moved(dict.fromkeys(former, id_), {id_: anchors} if anchors else {})

    def beside(self, id_: str) -> tuple[Entry, ...]:
        """Return the entries of its neighbours and of the cases that passages of it are in now."""
        near = self.library.neighbours.get(id_, ())
        away: Iterable[MovedAnchor] = self.library.moved.anchors.get(id_, ())
        others = (self.entries[anchor.case] for anchor in away if anchor.case != id_)
        found = {item.id: item for item in (*near, *others) if item}
        return tuple(found.values())

    def case_key(self, id_: str) -> bytes:
        """Return the digest of all that the files of a case are made from."""
        beside = [_title(item) for item in self.beside(id_)]
        moved = self.moved(id_)
        return key(self.core, self.frames, self._own(id_), beside, moved.pages, moved.anchors)

    def handout_key(self, id_: str) -> bytes:
        """Return the digest of all that the handouts of a case are made from."""
        return key(self.core, self._own(id_))

    def _own(self, id_: str) -> tuple[object, ...]:
        noted = id_ in self.library.teaching.cases
        packed = any(id_ in pack.cases for pack in self.library.teaching.packs.values())
        row = self.row(id_)
        return self.kept[id_].digest, row.excerpt, packed, self.all_taught if noted else b""

    def page_key(self, page: Planned) -> bytes:
        """Return the digest of all that a page on many cases is made from."""
        briefs = b"".join(map(self._shown.__getitem__, page.items))
        every = (self.all_entries, self.library.parts)
        counts = every if page.counts is None else page.counts
        taught = self.all_taught if page.teaches else b""
        return key(self.core, self.frames, page.name, briefs, counts, taught)


def _title(item: Entry) -> tuple[str | bool, ...]:
    """Return what a link to a case shows; the `repr` of plain values takes a third of the time."""
    chinese, english = item.chinese, item.english
    return item.id, chinese.text, english.text, english.foreign, english.state, english.original


def _leads_to(tie: str, moved: Moved) -> Iterator[str]:
    """Yield the cases in which a tie may be found now."""
    case, _, anchor = tie.partition("#")
    yield moved.case(case)
    yield from (gone.case for gone in moved.anchors.get(case, ()) if gone.id == anchor)
