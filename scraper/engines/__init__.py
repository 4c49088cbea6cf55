"""Search records for an existing search engine: documents, settings, synonyms, how to load them.

    Record ──documents──> documents.jsonl     one passage a line, the same for every engine but for
                                              what its bulk interface wants
    rules  ──opensearch, meilisearch, typesense──> settings and synonyms, README.md

For installations that outgrow an index of files: the same fields, facets and names of things.
Pure; the files are written by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from scraper.engines import meilisearch, opensearch, typesense
from scraper.model import Record
from scraper.rules.glossary import Term
from scraper.rules.search import load_search_rules, names_of_things

__all__ = ["ENGINES", "Engine", "export_records"]

Engine = Literal["opensearch", "meilisearch", "typesense"]
ENGINES: tuple[Engine, ...] = get_args(Engine)

_WRITERS = {
    "opensearch": opensearch.write,
    "meilisearch": meilisearch.write,
    "typesense": typesense.write,
}


def export_records(
    engine: Engine, records: Iterable[Record], glossary: Sequence[Term] = ()
) -> dict[str, bytes]:
    """Return the files for an engine, by name: documents, settings, synonyms and README.md."""
    rules = load_search_rules()
    return _WRITERS[engine](tuple(records), names_of_things(glossary, rules), rules)
