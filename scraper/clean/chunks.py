"""Page chunks: `1、…`, `2、…` put before each page of a document by a repository (form C1).

They are told from a real list by what stands before each number: a list item begins after the end
of a sentence, a chunk begins wherever the page happened to end, mostly inside a sentence or word.
"""

from __future__ import annotations

import re

from scraper.clean.draft import Draft
from scraper.clean.shape import is_numbered_heading, starts_new
from scraper.model import Change, Line
from scraper.text.chars import ends_sentence
from scraper.text.words import crosses, likelihood

RULE = "page-chunk"
_NUMBER = re.compile(r"^\s*(?:-\s*)?(\d{1,3})、\s*")
CHUNK_LENGTH = 80
"""Chunks are pages: longer than this on average, in characters."""
BROKEN_SHARE = 0.5
"""At least this share of the chunks begins inside a sentence (or, if they are shorter than that,
inside a word)."""


def join_chunks(draft: Draft) -> Draft:
    """The draft without page-chunk numbers, the sentences they cut joined again."""
    run = [at for at in _run(draft.lines) if not draft.spares(RULE, draft.lines[at].number)]
    return _join(draft, run) if _is_chunked(draft.lines, run) else draft


def _run(lines: tuple[Line, ...]) -> list[int]:
    """Positions of the lines that begin with 1、, then 2、, then 3、…, others between them."""
    run: list[int] = []
    for at, line in enumerate(lines):
        match = _NUMBER.match(line.text) if "、" in line.text else None
        if match and int(match[1]) == len(run) + 1:
            run.append(at)
    return run


def _is_chunked(lines: tuple[Line, ...], run: list[int]) -> bool:
    if len(run) < 2:
        return False
    seams = [(_above(lines, at), _NUMBER.sub("", lines[at].text)) for at in run[1:]]
    enough = BROKEN_SHARE * len(seams)
    broken = [seam for seam in seams if _is_broken(seam[0])]
    if sum(bool(crosses(*seam)) for seam in broken) >= enough:
        return True
    length = sum(len(line.text) for line in lines[run[0] :])
    return length >= CHUNK_LENGTH * len(run) and len(broken) >= enough


def _above(lines: tuple[Line, ...], at: int) -> str:
    """Text of the next line above that has any."""
    above = range(at - 1, -1, -1)
    return next((lines[n].text for n in above if lines[n].text.strip()), "")


def _is_broken(text: str) -> bool:
    bare = text.rstrip()
    ended = ends_sentence(bare) or bare.endswith(("：", "；"))
    return not ended and not is_numbered_heading(bare)


def _goes_on(above: str, text: str) -> bool:
    """Whether a page goes on with the paragraph above; behind `：` or `；` it does, unless an item
    or a heading begins."""
    return _is_broken(above) or (above.endswith(("：", "；")) and not starts_new(text))


def _join(draft: Draft, run: list[int]) -> Draft:
    lines: list[Line] = []
    changes: list[Change] = []
    numbered = set(run)
    for at, line in enumerate(draft.lines):
        number = _NUMBER.match(line.text) if at in numbered else None
        if number is None:
            lines.append(line)
            continue
        text = line.text[number.end() :]
        while lines and not lines[-1].text.strip():
            lines.pop()
        above = lines[-1].text.rstrip() if lines else ""
        joins = at != run[0] and _goes_on(above, text)
        doubled = text[: _overlap(above, text)] if joins else ""
        rest = text[len(doubled) :]
        context = (above[-8:] if joins else "") + rest[:8]
        mark = number[0].strip()
        changes.append(Change("joined", RULE, mark, line=line.number, context=context))
        if doubled:
            changes.append(Change("removed", RULE, doubled, line=line.number))
        if joins:
            lines[-1] = lines[-1]._replace(text=above + rest)
        else:
            lines.append(line._replace(text=rest))
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
