"""Files for OpenSearch (2 and later): index settings and mappings, documents for `_bulk`.

Texts are cut into pairs of characters like the index of files, after the same folding of
Traditional characters; English is stemmed. Names of one thing are synonyms at search time, so that
they can be changed without indexing again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from scraper.engines.documents import (
    FACETS,
    TEXTS,
    documents,
    json_file,
    json_lines,
)
from scraper.model import Record
from scraper.rules.search import SearchRules, engine_readme
from scraper.text.tokens import fold_pairs, readable


def write(
    records: Sequence[Record], groups: Sequence[tuple[str, ...]], rules: SearchRules
) -> dict[str, bytes]:
    """Return `index.json`, `documents.jsonl` and `README.md`."""
    return {
        "index.json": json_file({"settings": settings(groups, rules), "mappings": mappings()}),
        "documents.jsonl": json_lines(_bulk(documents(records))),
        "README.md": engine_readme("opensearch"),
    }


def settings(groups: Sequence[tuple[str, ...]], rules: SearchRules) -> dict[str, Any]:
    """Return the analysis of texts and of queries."""
    pairs = fold_pairs()
    before = ["cjk_width", "lowercase", "english_plural", "cjk_bigram"]
    return {
        "analysis": {
            "char_filter": {
                "simplified": {
                    "type": "mapping",
                    "mappings": [
                        f"{pairs[at]} => {pairs[at + 1]}" for at in range(0, len(pairs), 2)
                    ],
                }
            },
            "filter": {
                "english_plural": {"type": "stemmer", "language": "minimal_english"},
                "names": {"type": "synonym_graph", "synonyms": [_rule(group) for group in groups]},
                "question_words": {
                    "type": "stop",
                    "stopwords": sorted({word for word in rules.stop if len(word) < 3}),
                },
            },
            "analyzer": {
                "casebook": {
                    "type": "custom",
                    "char_filter": ["simplified"],
                    "tokenizer": "standard",
                    "filter": before,
                },
                "casebook_query": {
                    "type": "custom",
                    "char_filter": ["simplified"],
                    "tokenizer": "standard",
                    "filter": [*before, "names", "question_words"],
                },
            },
        }
    }


def _rule(group: Iterable[str]) -> str:
    """Return the names of one thing as a rule of Solr's synonym format."""
    return ", ".join(readable(name).replace(",", " ") for name in group)


def mappings() -> dict[str, Any]:
    """Return the fields; facets and ids are kept whole."""
    text = {"type": "text", "analyzer": "casebook", "search_analyzer": "casebook_query"}
    whole = {"type": "keyword"}
    return {
        "dynamic": False,
        "properties": {
            **dict.fromkeys(TEXTS, text),
            **dict.fromkeys(("id", "page", "case", "lang", *FACETS), whole),
            "url": {"type": "keyword", "index": False},
            "position": {"type": "integer"},
        },
    }


def _bulk(found: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield each document after the line that says what is done with it."""
    for document in found:
        yield {"index": {"_id": document["id"]}}
        yield document
