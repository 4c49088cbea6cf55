"""Files for Typesense (30 and later): the collection's schema, a set of synonyms, documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scraper.engines.documents import (
    FACETS,
    INDEX,
    TEXTS,
    documents,
    json_file,
    json_lines,
)
from scraper.model import Record
from scraper.rules.search import SearchRules, engine_readme


def write(
    records: Sequence[Record], groups: Sequence[tuple[str, ...]], rules: SearchRules
) -> dict[str, bytes]:
    """Return `collection.json`, `synonyms.json`, `documents.jsonl` and `README.md`.

    Typesense has no list of stop words of a collection; `rules` are not needed.
    """
    return {
        "collection.json": json_file(collection()),
        "synonyms.json": json_file(synonyms(groups)),
        "documents.jsonl": json_lines(documents(records)),
        "README.md": engine_readme("typesense"),
    }


def collection() -> dict[str, Any]:
    """Return the schema of the collection."""
    texts = [{"name": name, "type": "string", "locale": "zh"} for name in TEXTS]
    facets = [{"name": name, "type": "string[]", "facet": True} for name in FACETS]
    return {
        "name": INDEX,
        "fields": [
            *texts,
            *facets,
            *({"name": name, "type": "string", "facet": True} for name in ("lang", "page", "case")),
            {"name": "url", "type": "string", "index": False, "optional": True},
            {"name": "position", "type": "int32"},
        ],
        "synonym_sets": [INDEX],
    }


def synonyms(groups: Sequence[tuple[str, ...]]) -> dict[str, Any]:
    """Return the set of synonyms: in each item every name stands for every other."""
    items = [
        {"id": f"names-{number}", "synonyms": list(group), "locale": "zh"}
        for number, group in enumerate(groups, 1)
    ]
    return {"items": items}
