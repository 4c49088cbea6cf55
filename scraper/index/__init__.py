"""The search index: what the script of the search box loads, piece by piece.

    Record ──postings──> Posting lists ──files──> manifest, terms/, docs/, pages/, fold

Each file is a script that hands one value to `casebookSearchData`, so the index loads over http
and from `file://` alike, also where only scripts of the site itself may run:

    manifest.js   version, number of documents, where each language begins and ends in them,
                  the first term of each shard, stop words
    terms/N.js    a shard: "term postings term postings …", about 4 KB, terms in order
    docs/N.js     title, address, models and place of 64 documents
    pages/N.js    one document's sections, for the best passage and its paragraph; and the
                  characters of it that folding replaces
    fold.js       all characters that folding replaces; loaded when a query needs it
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scraper.index.cutter import cutter
from scraper.index.files import write_files
from scraper.index.postings import in_order, invert
from scraper.index.records import read_records
from scraper.model import Record
from scraper.rules.search import load_stop_words

__all__ = ["build_index", "read_records"]


def build_index(records: Sequence[Record], user_words: Iterable[str] = ()) -> dict[str, bytes]:
    """Return the files of the index: name relative to the index's folder, and content.

    `user_words` are words that jieba's dictionary lacks (the glossary). The result depends on
    the records alone, not on their order.
    """
    documents = in_order(records)
    postings = invert(documents, cutter(tuple(sorted(set(user_words)))))
    return write_files(documents, postings, load_stop_words())
