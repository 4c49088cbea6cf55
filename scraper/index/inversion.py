"""Records -> posting lists and pages' pieces, in blocks that several processes may share.

Single-pass in-memory indexing (Heinz and Zobel, JASIST 54, 2003): each block of records is
inverted by itself, and the blocks are joined term by term. A block's list of a term is text
already, all but the gap before its first page, so joining costs hardly anything.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from scraper.index.analysis import Analyser, analyser
from scraper.index.coding import digits
from scraper.index.heads import head_row
from scraper.index.pieces import fragment, pack
from scraper.model import Language, Record
from scraper.rules.glossary import Term
from scraper.spread import HERE, Over, spread

BLOCK = 500
"""Records of a block: it takes a worker a few seconds, and some 50 MB."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A record with its number, and the languages and addresses of its translations."""

    number: int
    record: Record
    others: tuple[tuple[Language, str], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Some records inverted."""

    lists: dict[str, str]
    """By the first character of a term the lists of its terms, a line each: the term, its first
    page, its last, how many they are, and the list without the gap before the first."""
    pages: tuple[bytes, ...]
    """The piece of each page, in the order of the records."""
    heads: tuple[str, ...]
    """The head of each page, in the same order."""
    phrases: Counter[tuple[str, str]]
    """Entry and phrase of `sounds`, and how many of the records have it."""


@dataclass(slots=True)
class _List:
    first: int
    last: int
    count: int
    coded: str


def invert(
    documents: Sequence[Numbered],
    glossary: Sequence[Term],
    user_words: Sequence[str],
    over: Over = HERE,
) -> Iterator[Block]:
    """Yield the blocks of `documents`, which are in the order of their numbers.

    `over` says where the work is done; the blocks are the same wherever that is.
    """
    blocks = [documents[start : start + BLOCK] for start in range(0, len(documents), BLOCK)]
    known = (tuple(glossary), tuple(user_words))
    where = over if len(blocks) > 1 else HERE
    yield from spread(partial(_invert, known), blocks, where, batch=1)


def invert_block(documents: Sequence[Numbered], known: Analyser) -> Block:
    """Return some records inverted."""
    lists: dict[str, _List] = {}
    pages: list[bytes] = []
    heads: list[str] = []
    phrases: Counter[tuple[str, str]] = Counter()
    for document in documents:
        number = document.number
        analysed = known.analyse(document.record)
        for term, posting in analysed.postings.items():
            held = lists.get(term)
            if held is None:
                lists[term] = _List(number, number, 1, posting)
            else:
                held.coded += digits(number - held.last - 1) + posting
                held.last = number
                held.count += 1
        page = fragment(document.record, analysed.named, document.others)
        pages.append(pack(page))
        heads.append(head_row(number, page))
        phrases.update(known.phrases(document.record))
    return Block(_by_first(lists), tuple(pages), tuple(heads), phrases)


def _by_first(lists: dict[str, _List]) -> dict[str, str]:
    lines: dict[str, list[str]] = defaultdict(list)
    for term, held in lists.items():
        lines[term[0]].append(f"{term} {held.first} {held.last} {held.count} {held.coded}")
    return {first: "\n".join(each) for first, each in lines.items()}


@dataclass(frozen=True, slots=True)
class Joined:
    """The posting list of a term over all blocks, and how many pages it names."""

    coded: str
    count: int


def join_blocks(blocks: Sequence[dict[str, str]], first: str) -> dict[str, Joined]:
    """Return the posting lists of the terms that begin with a character, blocks in order."""
    joined: dict[str, tuple[list[str], int, int]] = {}
    for block in blocks:
        for line in block.pop(first, "").splitlines():
            term, start, last, count, coded = line.split(" ")
            parts, before, known = joined.get(term) or ([], -1, 0)
            parts += (digits(int(start) - before - 1), coded)
            joined[term] = (parts, int(last), known + int(count))
    return {term: Joined("".join(parts), count) for term, (parts, _, count) in joined.items()}


def _invert(
    known: tuple[tuple[Term, ...], tuple[str, ...]], documents: Sequence[Numbered]
) -> Block:
    return invert_block(documents, _analyser(*known))


@lru_cache(maxsize=1)
def _analyser(glossary: tuple[Term, ...], user_words: tuple[str, ...]) -> Analyser:
    """Return what a process analyses with: made once, as the dictionary takes a while to load."""
    return analyser(glossary, user_words)
