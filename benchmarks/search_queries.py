"""Queries with known answers, drawn from a library of records: a class for each way people type.

An answer is a page that a reader would expect among the first ten. A query is only drawn where
the pages that hold it can be told: it is looked for in all texts, folded.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import cn2an
import jieba
import opencc
from pypinyin import lazy_pinyin

from scraper.index.pieces import SHOWN_FACETS
from scraper.model import Record
from scraper.rules.glossary import Term, load_glossary
from scraper.text.tokens import phrase_tokens

TRIES = 5_000
"""Queries of a class that are drawn at most: most have too many answers, or none."""
MOST_ANSWERS = 3
"""A query that more pages hold says nothing about any of them."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query, how it was made, and the addresses of the pages that answer it."""

    kind: str
    text: str
    answers: frozenset[str]
    lang: str = ""
    """The language of the pages looked for, where the query is in the other one."""


@dataclass(frozen=True, slots=True)
class Library:
    """Records and what is looked up in them."""

    records: tuple[Record, ...]
    texts: dict[str, str]
    """Address to all text of a page."""
    pages_of: dict[str, frozenset[str]]
    """Word to the addresses of the pages that hold it."""
    inside: dict[str, frozenset[str]]
    """Two characters to the addresses of the pages that hold them inside a longer word."""
    english: dict[str, str]
    """Address to the tokens of an English page, with a space before and after each."""


def draw(records: Sequence[Record], each: int = 25, seed: int = 3) -> tuple[Query, ...]:
    """Return up to `each` queries of every class from a library."""
    library = _library(records)
    chance = random.Random(seed)
    found: list[Query] = []
    for kind, make in KINDS.items():
        seen: set[str] = set()
        for query, answers in islice(make(library, chance), TRIES):
            if query in seen or not answers:
                continue
            seen.add(query)
            found.append(Query(kind, query, frozenset(answers), LOOKED_FOR.get(kind, "")))
            if len(seen) == each:
                break
    return tuple(found)


def _library(records: Sequence[Record]) -> Library:
    texts, pages, inside = {}, defaultdict(set), defaultdict(set)
    chinese = [record for record in records if record.lang == "zh"]
    for record in chinese:
        parts = [record.title]
        parts += [part for s in record.sections for part in (s.heading, s.text)]
        parts += [value for name in SHOWN_FACETS for value in record.facets.get(name, ())]
        texts[record.url] = "\n".join(parts)
        for word in set(jieba.cut(texts[record.url])):
            pages[word].add(record.url)
            for a, b in pairwise(word) if len(word) > 2 else ():
                inside[a + b].add(record.url)
    return Library(
        tuple(chinese),
        texts,
        {word: frozenset(urls) for word, urls in pages.items()},
        {pair: frozenset(urls) for pair, urls in inside.items()},
        {record.url: _tokens(record) for record in records if record.lang == "en"},
    )


def _holders(library: Library, text: str, most: int = MOST_ANSWERS) -> frozenset[str]:
    """Return the pages that hold a text; none where more than `most` do."""
    # 64天 does not stand in 164天.
    held = re.compile(r"(?<![0-9])" + re.escape(text)).search
    found = [url for url, whole in library.texts.items() if text in whole and held(whole)]
    return frozenset(found) if len(found) <= most else frozenset()


Made = Iterator[tuple[str, frozenset[str]]]


def _pages(library: Library, chance: random.Random) -> Iterator[Record]:
    for _ in range(TRIES):
        yield chance.choice(library.records)


def titles(library: Library, chance: random.Random) -> Made:
    for page in _pages(library, chance):
        title = re.sub(r"（\d+）$", "", page.title)
        yield title, _holders(library, title)


def words(library: Library, chance: random.Random) -> Made:
    rare = sorted(w for w, p in library.pages_of.items() if _han(w) and 2 <= len(w) <= 4)
    while True:
        word = chance.choice(rare)
        yield word, _holders(library, word)


def phrases(library: Library, chance: random.Random) -> Made:
    for page in _pages(library, chance):
        sentence = chance.choice(re.split("[，。：；、“”]", chance.choice(page.sections).text))
        if _han(sentence) and 6 <= len(sentence) <= 14:
            yield sentence, _holders(library, sentence)


def across_borders(library: Library, chance: random.Random) -> Made:
    """Stretches that begin and end inside a word."""
    for page in _pages(library, chance):
        text = chance.choice(page.sections).text
        start = chance.randrange(max(1, len(text) - 6))
        part = text[start : start + chance.randint(3, 6)]
        if _han(part) and not _begins_word(text, start):
            yield part, _holders(library, part)


def _begins_word(text: str, start: int) -> bool:
    at = 0
    for word in jieba.cut(text):
        if at >= start:
            return at == start
        at += len(word)
    return True


def traditional(library: Library, chance: random.Random) -> Made:
    convert = opencc.OpenCC("s2t").convert
    for text, answers in phrases(library, chance):
        if convert(text) != text:
            yield convert(text), answers


def mixed(library: Library, chance: random.Random) -> Made:
    """Digits and Chinese together, full width among them."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for page in _pages(library, chance):
        for match in re.finditer(
            r"[\u4e00-\u9fff]{2,4}\d+[\u4e00-\u9fff]{1,3}", chance.choice(page.sections).text
        ):
            text = match.group()
            yield (text.translate(wide) if chance.random() < 0.5 else text), _holders(library, text)


def questions(library: Library, chance: random.Random) -> Made:
    frames = ("{}是怎么做的？", "怎样{}", "请问{}有哪些办法", "什么是{}")
    for text, answers in phrases(library, chance):
        yield chance.choice(frames).format(text), answers


def ambiguous(library: Library, chance: random.Random) -> Made:
    """Words whose characters also stand across a border: the pages that mean the word.

    Where they stand inside a longer word (凝聚 in 凝聚力) nobody can tell which pages are meant.
    """
    candidates = sorted(
        w for w, p in library.pages_of.items() if _han(w) and len(w) == 2 and len(p) <= 8
    )
    while True:
        word = chance.choice(candidates)
        meant = library.pages_of[word]
        holding = [url for url, whole in library.texts.items() if word in whole]
        if len(holding) > len(meant) and library.inside.get(word, meant) <= meant:
            yield word, meant


def pinyin(library: Library, chance: random.Random) -> Made:
    for word, answers in words(library, chance):
        if len(word) > 2:
            yield "".join(lazy_pinyin(word)), answers


def initials(library: Library, chance: random.Random) -> Made:
    """Initials of two neighbouring words of a title."""
    counts: Counter[str] = Counter()
    made: dict[str, set[str]] = defaultdict(set)
    for page in library.records:
        cut = [w for w in jieba.cut(page.title) if _han(w)]
        for a, b in pairwise(cut):
            if a + b in page.title and 4 <= len(a + b) <= 6:
                key = "".join(s[0] for s in lazy_pinyin(a + b))
                made[key].add(page.url)
                counts[key] += 1
    keys = sorted(k for k, n in counts.items() if n <= MOST_ANSWERS)
    while keys:
        key = chance.choice(keys)
        yield key, frozenset(made[key])


def numbers(library: Library, chance: random.Random) -> Made:
    """A number of the text in the other writing."""
    for page in _pages(library, chance):
        match = re.search(
            r"(\d{1,3})([户件间天元日份])([\u4e00-\u9fff]{2,4})", chance.choice(page.sections).text
        )
        if match:
            written = cn2an.an2cn(match[1], "low") + match[2] + match[3]
            yield written, _holders(library, match.group())


def english_to_chinese(library: Library, chance: random.Random) -> Made:
    """The English of a glossary term, for the Chinese pages that hold the term."""
    for term in _shuffled(chance):
        held = {u for u, text in library.texts.items() if any(n in text for n in term.names)}
        yield _ASIDE.sub("", term.renderings[0]).strip(), frozenset(held)


def chinese_to_english(library: Library, chance: random.Random) -> Made:
    """A glossary term, for the English pages that hold its English."""
    for term in _shuffled(chance):
        phrases = [f" {' '.join(phrase_tokens(_ASIDE.sub('', x)))} " for x in term.renderings]
        held = {u for u, text in library.english.items() if any(p in text for p in phrases)}
        yield term.names[0], frozenset(held)


_ASIDE = re.compile(r"\([^)]*\)")


def _shuffled(chance: random.Random) -> list[Term]:
    terms = [term for term in load_glossary() if len(term.names[0]) > 1]
    chance.shuffle(terms)
    return terms


def _tokens(record: Record) -> str:
    parts = [record.title, *(part for s in record.sections for part in (s.heading, s.text))]
    parts += [value for name in SHOWN_FACETS for value in record.facets.get(name, ())]
    return f" {' '.join(phrase_tokens(' . '.join(parts)))} "


KINDS: dict[str, Callable[[Library, random.Random], Made]] = {
    "title": titles,
    "word": words,
    "phrase": phrases,
    "across borders": across_borders,
    "traditional": traditional,
    "mixed, width": mixed,
    "question": questions,
    "ambiguous": ambiguous,
    "pinyin": pinyin,
    "initials": initials,
    "numbers": numbers,
    "English to Chinese": english_to_chinese,
    "Chinese to English": chinese_to_english,
}
LOOKED_FOR = {"English to Chinese": "zh", "Chinese to English": "en"}
FURTHER = ("pinyin", "initials", "numbers", *LOOKED_FOR)
"""Classes that are told apart from the others: no peer has them."""


def _han(text: str) -> bool:
    return bool(re.fullmatch(r"[\u4e00-\u9fff]+", text))
