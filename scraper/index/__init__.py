"""The search index: what the script of the search box loads, piece by piece.

    Record ──analysis──> terms ──inversion──> posting lists ──shards──> pieces

Each piece is JSON, compressed as `.bin` for servers, and once more as a script `.js` that hands
over the same bytes, for folders on a disk (`file://`), where nothing can be fetched:

    manifest      version, number of pages, where the numbers of each language begin and end,
                  the borders of the shards and which are heavy, stop words, measures, names
                  kept apart, facets
    terms/BORDER  a shard: "term postings term postings …", up to 3 KB, terms in order, with
                  what each counts in a page and roughly where it stands there; also the
                  entries of `sounds`, which lead from pinyin to characters
    pages/N       one page: title, address, facts, sections for the best passage and its
                  paragraph, and the characters of it that folding replaces
    heads/N       title, address and facts of 256 pages, a line each, for the first lists
    facets/N      the values of one facet, and which pages have each
    all           the numbers of all pages, and which are translations of which
    fold/XX       the characters that folding replaces, those in daily use in `common`, the others
                  in blocks; loaded when a query needs them

No piece but the manifest depends on the library as a whole: an edited page changes its own piece
and the shards of terms that count otherwise than before. See `numbering`, `partition` and
`analysis` for how.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scraper.index.building import build_pieces
from scraper.index.pieces import twins
from scraper.index.records import read_records, write_records
from scraper.index.refreshing import Refresh, refresh_index
from scraper.index.scripts import join_scripts
from scraper.model import Record
from scraper.rules.glossary import Term
from scraper.spread import HERE, Over

__all__ = [
    "Refresh",
    "build_index",
    "join_scripts",
    "read_records",
    "refresh_index",
    "write_records",
]


def build_index(
    records: Iterable[Record],
    glossary: Sequence[Term] = (),
    user_words: Iterable[str] = (),
    *,
    over: Over = HERE,
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index: name relative to the index's folder, and content.

    The terms of `glossary` are found in both languages; they and `user_words` are words that
    the dictionary lacks. The result depends on the records alone, not on their order and not on
    where the work is done (`over`); the manifest comes last.
    """
    words = tuple(sorted(set(user_words)))
    for name, packed in build_pieces(records, glossary, words, over):
        yield from twins(name, packed)
