"""Sites with parts of a library: what their files of records say, for one search over all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scraper.index import read_records
from scraper.model import CasebookError, Record
from scraper.reading.parts import PartShown
from scraper.rules.settings import Settings

_MODEL = "model-"
"""Begins the id of a record of a model's page, which every part has."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The other sites that this one searches."""

    shown: tuple[PartShown, ...] = ()
    records: tuple[Record, ...] = ()
    """What their pages say, with ids and addresses as seen from this site."""
    digest: str = ""
    errors: tuple[CasebookError, ...] = ()


def read_parts(settings: Settings) -> Parts:
    """Return what the records of the parts say; lines that are no record are named and left out."""
    shown: list[PartShown] = []
    records: list[Record] = []
    errors: list[CasebookError] = []
    digest = hashlib.sha256()
    for part in settings.parts:
        content = part.records.read_bytes()
        digest.update(hashlib.sha256(content).digest())
        found, faults = read_records(content.split(b"\n"), str(part.records))
        own = [record for record in found if not record.id.startswith(_MODEL)]
        cases = len({record.id for record in own})
        shown.append(PartShown(part.name, part.name_en, part.folder, cases))
        records += _seen_from_here(own, part.folder)
        errors += faults
    return Parts(tuple(shown), tuple(records), digest.hexdigest() if shown else "", tuple(errors))


def _seen_from_here(records: list[Record], folder: str) -> Iterator[Record]:
    for record in records:
        yield replace(record, id=f"{folder}{record.id}", url=f"{folder}{record.url}")
