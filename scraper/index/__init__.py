"""The search index: what the script of the search box loads, piece by piece.

    Record ──postings──> Posting lists ──files──> manifest, terms/, pages/, facets/, fold

Each piece is JSON, compressed as `.bin` for servers, and once more as a script `.js` that hands
over the same bytes, for folders on a disk (`file://`), where nothing can be fetched:

    manifest      version, number of documents, where each language begins and ends in them,
                  the first term of each shard, stop words, measures, names kept apart, facets
    terms/N       a shard: "term postings term postings …", about 3 KB, terms in order; also the
                  entries of `sounds`, which lead from pinyin to characters
    pages/N       one document: title, address, facts, sections for the best passage and its
                  paragraph, and the characters of it that folding replaces
    facets/N      the values of one facet, and which documents have each
    fold/XX       the characters of one block that folding replaces; loaded when a query needs it
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scraper.index.cutter import cutter
from scraper.index.files import write_files
from scraper.index.postings import in_order, invert
from scraper.index.records import read_records
from scraper.index.related import concepts
from scraper.index.scripts import join_scripts
from scraper.index.sounds import by_initials, by_syllables
from scraper.model import Record
from scraper.rules.glossary import Term
from scraper.rules.search import load_search_rules, names_of_things

__all__ = ["build_index", "join_scripts", "read_records"]


def build_index(
    records: Iterable[Record], glossary: Sequence[Term] = (), user_words: Iterable[str] = ()
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index: name relative to the index's folder, and content.

    The terms of `glossary` are found in both languages; they and `user_words` are words that
    jieba's dictionary lacks. The result depends on the records alone, not on their order; the
    manifest comes last.
    """
    rules = load_search_rules()
    documents = in_order(records)
    names = [name for term in glossary for name in term.names]
    cut = cutter(tuple(sorted({*names, *user_words})))
    known = concepts(names_of_things(glossary, rules), frozenset(rules.stop))
    found = invert(documents, cut, rules.measures, known)
    pairs = {term: len(x.documents) for term, x in found.postings.items() if _is_pair(term)}
    sounds = by_syllables(pairs, sorted(found.words)) | by_initials(
        _headlines(documents, names), cut
    )
    yield from write_files(documents, found.postings, found.named, sounds, rules)


def _is_pair(term: str) -> bool:
    return len(term) == 2 and not term.isascii() and not any(map(str.isascii, term))


def _headlines(documents: Sequence[Record], names: Iterable[str]) -> Iterator[str]:
    """Yield the texts whose phrases are found by their initials."""
    yield from names
    for document in documents:
        yield document.title
        yield from dict.fromkeys(section.heading for section in document.sections)
        for values in document.facets.values():
            yield from values
