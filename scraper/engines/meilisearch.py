"""Files for Meilisearch (1.12 and later): settings with facets and synonyms, documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scraper.engines.documents import FACETS, TEXTS, documents, json_file, json_lines
from scraper.model import Record
from scraper.rules.search import SearchRules, engine_readme


def write(
    records: Sequence[Record], groups: Sequence[tuple[str, ...]], rules: SearchRules
) -> dict[str, bytes]:
    """Return `settings.json`, `documents.jsonl` and `README.md`."""
    return {
        "settings.json": json_file(settings(groups, rules)),
        "documents.jsonl": json_lines(documents(records)),
        "README.md": engine_readme("meilisearch"),
    }


def settings(groups: Sequence[tuple[str, ...]], rules: SearchRules) -> dict[str, Any]:
    """Return the settings of the index."""
    names = sorted({name for group in groups for name in group if not name.isascii()})
    return {
        "searchableAttributes": list(TEXTS),
        "filterableAttributes": ["lang", "case", *FACETS],
        "sortableAttributes": ["year", "position"],
        "distinctAttribute": "page",
        "synonyms": _both_ways(groups),
        "stopWords": sorted(set(rules.stop)),
        "dictionary": names,
        "localizedAttributes": [
            {"attributePatterns": [*TEXTS, *FACETS], "locales": ["zho", "eng"]}
        ],
        "typoTolerance": {"disableOnAttributes": ["year"]},
    }


def _both_ways(groups: Sequence[tuple[str, ...]]) -> dict[str, list[str]]:
    """Return for each name the others of every group it is in."""
    others: dict[str, list[str]] = {}
    for group in groups:
        for name in group:
            known = others.setdefault(name.lower(), [])
            known += [other for other in group if other != name and other not in known]
    return dict(sorted(others.items()))
