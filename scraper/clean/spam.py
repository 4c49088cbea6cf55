"""Words of spam on hijacked pages (form W2): they go, and where they are the page, all of it goes.

A text that warns against such things has words of warning beside them, and one that mentions them
has one now and then: both stay. A page counts as hijacked by a line of such keywords, by a sentence
made of them, or by several of them.
"""

from __future__ import annotations

import re

from scraper.clean.draft import Draft, remove
from scraper.model import Change
from scraper.rules.wording import Wording
from scraper.text.chars import has_sentence_mark, letters
from scraper.text.lists import found_in
from scraper.text.marks import single
from scraper.text.sentences import split_sentences

RULE = "spam"
_PARTS = re.compile(r"([_|,，;；、\s\-—·]+)")
_CLAUSES = re.compile(r"([^_|，；。！？]*[_|，；。！？]*)")
TITLE_LETTERS = 6
"""What is left of a line of keywords is a title where it has at least this many letters."""
SENTENCE, CLAUSE = 0.4, 0.5
"""A sentence, or a clause, of which this share are words of spam is spam; of another the words go
alone, so that nothing of a text is lost that they were put into."""
HIJACKED = 0.3
"""Share of the sentences of a page that hold spam, from which on the page is nothing else."""
CERTAIN = 3
"""Different words of spam, beside no warning, that a page does not hold by chance."""
FEWEST = 5
"""Sentences with spam a page must have to be nothing else."""


def drop_spam(draft: Draft, wording: Wording) -> Draft:
    """The draft without words of spam; without any line where the page is made of them."""
    if not found_in(draft.text.lower(), wording.spam_words):
        return draft
    spoilt = [at for at, line in enumerate(draft.lines) if _is_spoilt(line.text, wording)]
    if not spoilt or not _is_certain([draft.lines[at].text for at in spoilt], wording):
        return draft
    if _is_hijacked(draft, wording):
        return remove(draft, dict.fromkeys(draft.filled, RULE))
    gone: dict[int, str] = {}
    lines = list(draft.lines)
    changes: list[Change] = []
    for at in spoilt:
        line = lines[at]
        left, found = _without_spam(line.text, wording)
        if not letters(left):
            gone[at] = RULE
        elif not draft.spares(RULE, line.number):
            changes += [Change("removed", RULE, words, line=line.number) for words in found]
            lines[at] = line._replace(text=left)
    return remove(draft.keep(lines, changes), gone)


def _is_spoilt(text: str, wording: Wording) -> bool:
    """Whether a sentence of the text, or a line without one, holds spam and no warning."""
    return wording.spam.search(text) is not None and any(
        wording.spam.search(s) and not wording.warnings.search(s) for s in split_sentences(text)
    )


def _is_certain(texts: list[str], wording: Wording) -> bool:
    """Whether the lines that hold words of spam were put on the page, and do not just name them."""
    words = {word for text in texts for word in wording.spam.findall(text)}
    return len(words) >= CERTAIN or any(_is_made_of_spam(text, wording) for text in texts)


def _is_made_of_spam(text: str, wording: Wording) -> bool:
    if has_sentence_mark(text):
        return any(_share(sentence, wording) >= SENTENCE for sentence in split_sentences(text))
    several = len(wording.spam.findall(text)) > 1
    return several or _share(text, wording) > CLAUSE or any(mark in text for mark in "_|")


def _is_hijacked(draft: Draft, wording: Wording) -> bool:
    """Whether so many of the sentences hold spam that what is left would be no article."""
    sentences = [s for line in draft.lines for s in split_sentences(line.text)]
    marked = [s for s in sentences if has_sentence_mark(s)]
    spoilt = sum(_is_spoilt(s, wording) for s in marked)
    return spoilt >= FEWEST and spoilt >= HIJACKED * len(marked)


def _without_spam(text: str, wording: Wording) -> tuple[str, list[str]]:
    """What is left of a line, and what went."""
    if not has_sentence_mark(text):
        return _title_left(text, wording)
    left: list[str] = []
    gone: list[str] = []
    sentences = split_sentences(text)
    for at, sentence in enumerate(sentences):
        share = _share(sentence, wording)
        around = sentences[at : at + 1] if share >= SENTENCE else sentences[max(0, at - 1) : at + 2]
        if not share or any(map(wording.warnings.search, around)):
            left.append(sentence)
            continue
        if share >= SENTENCE:
            gone.append(sentence.strip())
            continue
        for clause in _CLAUSES.findall(sentence):
            kept, words = _clean_clause(clause, wording)
            left.append(kept)
            gone += words
    return single("".join(left)), gone


def _share(text: str, wording: Wording) -> float:
    """Share of the letters of `text` that stand in words of spam."""
    return sum(map(len, wording.spam.findall(text))) / max(1, len(letters(text)))


def _clean_clause(clause: str, wording: Wording) -> tuple[str, list[str]]:
    share = _share(clause, wording)
    if share >= CLAUSE:
        mark = clause[-1] if clause[-1] in "。！？" else ""
        return mark, [clause.removesuffix(mark)]
    words = re.compile(rf"[_|]*(?:{wording.spam.pattern})[_|]*", re.IGNORECASE)
    return (words.sub("", clause), words.findall(clause)) if share else (clause, [])


def _title_left(text: str, wording: Wording) -> tuple[str, list[str]]:
    """The one part of a line of keywords that holds no spam and may be a title, and the others."""
    parts = [part for part in _PARTS.split(text)[::2] if part]
    clean = [part for part in parts if not wording.spam.search(part)]
    if len(clean) != 1 or len(letters(clean[0])) < TITLE_LETTERS:
        return "", [text.strip()]
    return clean[0], [part for part in parts if part not in clean]
