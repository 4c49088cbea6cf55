"""Records -> the documents that engines index: a passage each, with what is known of its page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scraper.model import Record, Section
from scraper.text.tokens import well_formed

INDEX = "casebook"
"""Name of the index or collection."""
TEXTS = ("title", "heading", "text")
"""Fields that are searched, the weightiest first."""
FACETS = ("model", "place", "province", "year", "completeness", "kind")
"""Facets of every record of ours; each holds a list of names. `lang` is a facet too."""


def documents(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """Yield the passages of all records; a page without any gives one with its title alone.

    `page` is the same for all passages of a case in all languages: engines show the best one.
    """
    for record in records:
        sections = record.sections or (Section("", "", ""),)
        for number, section in enumerate(sections):
            yield {
                "id": _id(record, number),
                "page": f"{record.lang}:{record.id}",
                "case": record.id,
                "lang": record.lang,
                "url": record.url + (f"#{section.anchor}" if section.anchor else ""),
                "title": record.title,
                "heading": section.heading,
                "text": section.text,
                "position": number,
                **{name: list(record.facets.get(name, ())) for name in FACETS},
            }


def _id(record: Record, number: int) -> str:
    """Return an id of letters and digits alone, which every engine takes."""
    name = f"{record.lang}\0{record.id}\0{number}".encode("utf-8", "replace")
    return hashlib.sha256(name).hexdigest()[:24]


def json_lines(values: Iterable[Mapping[str, Any]]) -> bytes:
    """Return values as JSON Lines in UTF-8."""
    lines = (json.dumps(v, ensure_ascii=False, separators=(",", ":")) + "\n" for v in values)
    return well_formed("".join(lines)).encode()


def json_file(value: Any) -> bytes:
    """Return a value as a JSON file that people can read."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
