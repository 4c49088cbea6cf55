"""Page chunks: `1、…`, `2、…` put before each page of a document by a repository (form C1).

They are told from a real list by what stands before each number: a list item begins after the end
of a sentence, a chunk begins wherever the page happened to end, mostly inside a sentence or word.
"""

from __future__ import annotations

import re
from dataclasses import replace

from scraper.clean.draft import Draft
from scraper.model import Change, Line
from scraper.text.chars import ends_sentence
from scraper.text.words import likelihood

_NUMBER = re.compile(r"^\s*(?:-\s*)?(\d{1,3})、\s*")
CHUNK_LENGTH = 80
"""Chunks are pages: longer than this on average, in characters."""
BROKEN_SHARE = 0.5
"""At least this share of the chunks begins inside a sentence."""


def join_chunks(draft: Draft) -> Draft:
    """The draft with each run of page chunks joined to one line."""
    for run in _runs(draft.lines):
        if _is_chunked([draft.lines[at] for at in run]):
            return join_chunks(_join(draft, run))
    return draft


def _runs(lines: tuple[Line, ...]) -> list[list[int]]:
    """Positions of lines that begin with 1、 2、 3、… in order, other lines but blanks ending a run."""
    runs: list[list[int]] = []
    for at, line in enumerate(lines):
        match = _NUMBER.match(line.text)
        if match and runs and runs[-1] and int(match[1]) == len(runs[-1]) + 1:
            runs[-1].append(at)
        elif match and int(match[1]) == 1:
            runs.append([at])
        elif line.text.strip():
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _is_chunked(lines: list[Line]) -> bool:
    texts = [_NUMBER.sub("", line.text).strip() for line in lines]
    seams = [not ends_sentence(text) and not text.endswith(("：", "；")) for text in texts[:-1]]
    long = sum(map(len, texts)) >= CHUNK_LENGTH * len(texts)
    return long and sum(seams) >= BROKEN_SHARE * len(seams)


def _join(draft: Draft, run: list[int]) -> Draft:
    first = draft.lines[run[0]]
    whole = ""
    changes: list[Change] = []
    for at in run:
        line = draft.lines[at]
        number = _NUMBER.match(line.text)
        text = line.text[number.end() :] if number else line.text
        overlap = _overlap(whole, text)
        context = whole[-8:] + text[overlap : overlap + 8]
        mark = number[0].strip() if number else ""
        changes.append(Change("joined", "page-chunk", mark, line=line.number, context=context))
        whole += text[overlap:]
    lines = [x for at, x in enumerate(draft.lines) if at not in run[1:]]
    lines[run[0]] = replace(first, text=whole)
    return draft.keep(lines, changes)


def _overlap(left: str, right: str) -> int:
    """1 where the page break doubled a character (`…群体，社` + `社区一…`), else 0.

    The doubling is undone only where the text without it is the likelier Chinese, by far.
    """
    if not left or not right or left[-1] != right[0]:
        return 0
    doubled, single = left[-6:] + right[:6], left[-6:] + right[1:6]
    return 1 if likelihood(single) - likelihood(doubled) > DOUBLING else 0


DOUBLING = 6.0
"""Logarithm of how much likelier the text must be without a doubled character (about 400 times)."""
