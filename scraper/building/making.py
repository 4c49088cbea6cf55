"""The files of a case: its pages, its scripts, its references, its handouts.

    Order (case, what is beside it) ──make_cases──> files in the folder of the new site

Each order holds all that its files are made from, so that any process can make them.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from scraper import store
from scraper.building.filing import Opened, shelf
from scraper.exports import citation_files
from scraper.handouts import case_handouts
from scraper.model import Language
from scraper.pages import Frame, cut, made_of_case, pour_pages
from scraper.reading.addresses import Moved
from scraper.reading.entries import Entry
from scraper.reading.library import Library
from scraper.rules.lessons import Note, Teaching
from scraper.rules.settings import Settings

Frames = Mapping[tuple[Language, str], Frame]


@dataclass(frozen=True, slots=True)
class Workshop:
    """What all cases are made with."""

    settings: Settings
    packs: Teaching
    """The lesson packs and formats, without the notes."""
    frames: Path
    """Where the frames are; a file that never changes."""
    staging: Path


@dataclass(frozen=True, slots=True)
class Order:
    """A case whose files are to be made."""

    text: bytes
    """The case and its translation, pickled."""
    entries: tuple[Entry, ...]
    """Its own, those of its neighbours and of the cases that passages of it are in now."""
    excerpt: bool
    moved: Moved
    """What has moved from or to its page."""
    note: Note | None
    taught: tuple[bytes, ...]
    """The cases that the note names, pickled; nothing without a note."""


def make_cases(workshop: Workshop, orders: Sequence[Order]) -> list[tuple[str, ...]]:
    """Write the files of cases but their handouts; return their paths in the site."""
    frames = load_frames(workshop.frames)
    made = []
    for order in orders:
        library, opened = _shelved(order, workshop)
        pages, scripts = made_of_case(opened.case, library)
        cited = citation_files(opened.case, library)
        files = {**dict(pour_pages(pages, frames)), **scripts, **cited}
        store.write_files(workshop.staging, files)
        made.append(tuple(files))
    return made


def make_handouts(workshop: Workshop, orders: Sequence[Order]) -> list[tuple[str, ...]]:
    """Write the handouts of cases; return their paths in the site."""
    made = []
    for order in orders:
        library, opened = _shelved(order, workshop)
        files = dict(case_handouts(opened.case, library))
        store.write_files(workshop.staging, files)
        made.append(tuple(files))
    return made


def _shelved(order: Order, workshop: Workshop) -> tuple[Library, Opened]:
    """Return the part of the library that concerns a case, and the case."""
    own, *taught = (load_opened(text) for text in (order.text, *order.taught))
    notes = {own.case.id: order.note} if order.note else {}
    library = shelf(
        order.entries,
        {item.case.id: item for item in (*taught, own)}.values(),
        workshop.settings,
        teaching=replace(workshop.packs, cases=notes),
        moved=order.moved,
        excerpts=frozenset([own.case.id] if order.excerpt else []),
    )
    return library, own


def load_opened(text: bytes) -> Opened:
    """Return a case and its translation."""
    opened = pickle.loads(text)  # noqa: S301 -- pickled by this program
    assert isinstance(opened, Opened)
    return opened


@cache
def load_frames(path: Path) -> Frames:
    """Return the frames, cut at their marks."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {(language, name): cut(html) for language, name, html in rows}
