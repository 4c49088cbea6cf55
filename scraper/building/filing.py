"""Cases read for a build: their files to what is known of them, kept until the files change.

    Source ──read_sources──> Kept (row) + Texts (case, brief, records for data files)

The translation of a case is brought up to date with it, and paragraphs without an id get one, so
that both files may be written.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from scraper import model, store
from scraper.building.scanning import Source, content_key
from scraper.building.versions import key
from scraper.exports import csv_row, json_record
from scraper.model import Case, CasebookError, Translation
from scraper.reading import briefs, entries, phrases
from scraper.reading.addresses import anchors_of
from scraper.reading.briefs import make_brief
from scraper.reading.entries import Entry, entry
from scraper.reading.facts import Card
from scraper.reading.library import Library, Rules, shelve
from scraper.reading.phrases import Reading
from scraper.reading.rights import publishable
from scraper.rules.glossary import load_glossary
from scraper.rules.interface import load_words
from scraper.rules.models import load_models
from scraper.rules.rights import load_rights_rules
from scraper.rules.settings import Settings
from scraper.rules.shown import load_reasons, load_setting_names
from scraper.store.pickling import dataclasses_of, pickle_by_call

_NO_TEXTS = store.Texts(b"", b"", b"", b"")
_PICKLED = (model, entries, phrases, briefs)
"""Modules of whose types thousands are kept from one build to the next."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What became of the translation of a case when it was last read, and how much there is."""

    case: str
    outcome: Literal["new", "unchanged", "updated"]
    counts: store.Counts


@dataclass(frozen=True, slots=True)
class Row:
    """What a build knows of a case without opening it."""

    entry: Entry | None = None
    """None where the case cannot be read, or nothing of it may be published."""
    entry_key: bytes = b""
    brief_key: bytes = b""
    anchors: str = ""
    """The lasting anchors on its page, in reading order, before rights cut it down; a space
    between two."""
    shown: str = ""
    """Those of them that are published."""
    synced: Synced | None = None
    """None where the case or its translation cannot be read."""
    given: tuple[str, ...] = ()
    """Ids given to paragraphs that had none, each `case: id`."""
    errors: tuple[CasebookError, ...] = ()
    forbidden: bool = False
    """Whether a rights notice forbids publishing it."""
    excerpt: bool = False
    """Whether only its facts and an excerpt are published."""
    readable: bool = False
    """Whether it is a case file."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A case and its translation, as they may be published."""

    case: Case
    translation: Translation | None


pickle_by_call(kind for module in _PICKLED for kind in dataclasses_of(module))
pickle_by_call((Row, Synced, Opened, Card, store.Counts))


@cache
def rules() -> Rules:
    """Return what ships with Casebook."""
    return Rules(load_models(), load_glossary(), load_words(), load_reasons())


@cache
def known() -> store.Known:
    """Return what the fields of a case may name."""
    return store.Known(
        models={model.id: [variant.id for variant in model.variants] for model in load_models()},
        settings=tuple(load_setting_names()),
    )


def read_sources(
    settings: Settings, sources: Sequence[Source]
) -> list[tuple[store.Kept, store.Texts]]:
    """Return what is kept of cases."""
    return [_read(source, settings) for source in sources]


def _read(source: Source, settings: Settings) -> tuple[store.Kept, store.Texts]:
    digest = content_key(source)
    try:
        parsed = store.load_case(source.case)
    except CasebookError as error:
        return store.Kept(source.id, source.stamps, digest, Row(errors=(error,))), _NO_TEXTS
    wrote = store.save_given_ids(source.case.parent, parsed)
    row = Row(
        readable=True,
        anchors=" ".join(anchors_of(parsed.case)),
        given=tuple(f"{parsed.case.id}: {id_}" for id_ in parsed.given_ids),
        errors=store.find_faults(parsed.case, str(source.case), known()),
    )
    translation = None
    try:
        synced = store.sync_translation(
            source.translation.parent, parsed.case, load_glossary(), texts_alone=True
        )
    except CasebookError as error:
        row = replace(row, errors=(*row.errors, error))
    else:
        translation = synced.translation
        row = replace(row, synced=Synced(parsed.case.id, synced.outcome, synced.counts))
        wrote = wrote or synced.outcome != "unchanged"
    if wrote:
        source, digest = replace(source, stamps=""), content_key(source)
    if translation is None:  # it may be the disk that was full: tried again in the next build
        source, digest = replace(source, stamps=""), b""
    row, texts = _published(parsed.case, translation, row, settings)
    return store.Kept(source.id, source.stamps, digest, row), texts


def _published(
    case: Case, translation: Translation | None, row: Row, settings: Settings
) -> tuple[Row, store.Texts]:
    """Return what may be published of a case."""
    given = {case.id: translation} if translation else {}
    allowed = publishable((case,), given, settings.rights, load_rights_rules())
    row = replace(row, forbidden=bool(allowed.forbidden), excerpt=bool(allowed.excerpts))
    if not allowed.cases:
        return row, _NO_TEXTS
    (case,) = allowed.cases
    opened = Opened(case, allowed.translations.get(case.id))
    item = entry(Reading(case, "en", opened.translation))
    library = shelf([item], [opened], settings, excerpts=allowed.excerpts)
    brief = make_brief(case, library)
    row = replace(
        row, entry=item, entry_key=key(item), brief_key=key(brief), shown=" ".join(anchors_of(case))
    )
    texts = store.Texts(
        pickle.dumps(opened, pickle.HIGHEST_PROTOCOL),
        pickle.dumps(brief, pickle.HIGHEST_PROTOCOL),
        json_record(case, library).encode(),
        csv_row(case, library).encode(),
    )
    return row, texts


def shelf(
    entries: Iterable[Entry], opened: Iterable[Opened], settings: Settings, **given: Any
) -> Library:
    """Return a library of entries with some cases open; `given` is what `shelve` takes besides."""
    cases = {item.case.id: item for item in opened}
    return shelve(
        entries,
        rules(),
        settings,
        open_={id_: item.case for id_, item in cases.items()},
        translations={id_: item.translation for id_, item in cases.items() if item.translation},
        **given,
    )
