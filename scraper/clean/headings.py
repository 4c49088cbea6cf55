"""Headings: recognised on their own line, and set apart where they are fused with the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from scraper.clean.paragraphs import Paragraphs, Text
from scraper.clean.shape import (
    CHAPTER,
    DECIMAL,
    HEADING_LENGTH,
    SEAM,
    SECTION,
    SUBSECTION,
    is_numbered_heading,
    is_plain_heading,
    is_prose,
    opens_sentence,
)
from scraper.model import Block, BlockKind, Change
from scraper.rules.cleaning import Lexicon
from scraper.text.chars import ends_sentence, letters
from scraper.text.words import cut

_NUMBER = re.compile(
    r"[一二三四五六七八九十（](?:(?<!（)[一二三四五六七八九十]{0,2}、|(?<=（)[一二三四五六七八九十]{1,3}）)"
)
_ENUMERATION = re.compile(r"[一二三四五六七八九](?<=[：。；].)(?=是)")
_LABEL = re.compile(r"(?:^|(?<=[。！？”]))[ \t\u3000]*【(?=[^【】。，]{2,12}】)", re.MULTILINE)
"""A heading in brackets that opens a paragraph or stands behind the end of a sentence."""
FEWEST_LABELS = 2
"""Headings in brackets an article has, at least, to be set apart at them."""
_ENDED = ("", *"。！？”）")
_INTRODUCED = re.compile(r"(?:以下|如下|下列|主要有|包括|几点|几个|几方面|方面)[^。]{0,12}：$")
RUN_IN = 16
"""`（一）…。` with a full stop this early is a paragraph with a run-in heading, no heading."""
ENOUGH = 3.0
"""Score from which on the end of a fused heading counts as found."""
_OPENS = {"strong": 3.0, "weak": 1.5, "": 0.0}
"""What it adds to the score that a sentence opens behind the heading, by how plainly it does."""
SEEN_AGAIN = 2.0
"""What it adds to the score that the words of a heading stand elsewhere in the article."""
EVIDENCE = 50_000
"""Characters of an article in which the words of a heading are looked for again."""
FLAT = 600
"""A paragraph of this many characters with headings in it has lost its line ends."""
LONG_ITEM = 50
"""Items of an enumeration become paragraphs where they are longer than this on average."""


def split_fused(texts: tuple[Text, ...], lexicon: Lexicon) -> Paragraphs:
    """Headings set apart that are fused with the paragraphs before and behind them."""
    whole = "\n".join(text.text for text in texts)[:EVIDENCE]
    labelled = "【" in whole and len(_LABEL.findall(whole)) >= FEWEST_LABELS
    done: list[Text] = []
    changes: list[Change] = []
    for text in texts:
        parts = _at_labels(text.text) if labelled else [text.text]
        pieces = [piece for part in parts for piece in _pieces(part, whole, lexicon)]
        done += [Text(piece, text.line, text.hint) for piece in pieces]
        changes += [
            Change("split", "fused-paragraph", "", "¶", line=text.line, context=piece[:12])
            for piece in pieces[1:]
        ]
        if len(pieces) > 1:
            changes += [_unclear(piece, text.line) for piece in pieces if _runs_on(piece)]
    return Paragraphs(tuple(done), tuple(changes))


def _at_labels(text: str) -> list[str]:
    """`text` cut before each `【主要做法】` behind the end of a sentence."""
    ends = [0, *(match.start() for match in _LABEL.finditer(text) if match.start()), len(text)]
    return [text[a:b].strip() for a, b in pairwise(ends) if text[a:b].strip()]


def _unclear(piece: str, line: int) -> Change:
    return Change("flagged", "fused-heading", piece[:HEADING_LENGTH], line=line, context=piece[:12])


def _runs_on(text: str) -> bool:
    """Whether `text` opens with a number whose heading, if it is one, has no end."""
    return bool(_NUMBER.match(text)) and not is_numbered_heading(text) and not _is_run_in(text)


def _is_run_in(text: str) -> bool:
    """Whether a full stop ends the heading that opens the text: `（一）敲门。党员…`."""
    return len(letters(re.split("[。！？]", text, maxsplit=1)[0])) <= RUN_IN


def _pieces(text: str, whole: str, lexicon: Lexicon) -> list[str]:
    marked = _at_markers(text)
    if len(marked) == 1 and not _NUMBER.match(text):
        return [text]
    flat = len(text) >= FLAT and len(marked) > 1
    pieces = [p for part in marked for p in _heading_apart(part, whole, lexicon)]
    return [p for piece in pieces for p in (_items(piece) if flat else [piece])]


def _at_markers(text: str) -> list[str]:
    """`text` cut before each 一、 or （一） that stands behind a sentence and counts on."""
    cuts = [match.start() for match in _NUMBER.finditer(text) if _may_open(text, match)]
    kept: list[int] = []
    for at in cuts:
        before = text[max(kept[-1] if kept else 0, at - FLAT) : at].rstrip()
        if ends_sentence(before) or is_numbered_heading(before):
            kept.append(at)
    ends = [*kept, len(text)]
    return [text[a:b].strip() for a, b in zip([0, *kept], ends, strict=True) if text[a:b].strip()]


def _may_open(text: str, number: re.Match[str]) -> bool:
    """Whether a heading may begin here: behind a sentence; with （一）, behind a heading too."""
    before = text[max(0, number.start() - SEAM) : number.start()]
    if not before:
        return False
    ended = before.rstrip()[-1:] in _ENDED
    return ended or (number[0] == "（一）" and before[-1] not in "，、；： \t\u3000\xa0")


def _heading_apart(text: str, whole: str, lexicon: Lexicon) -> list[str]:
    """The numbered heading of `text` and what follows it, or `text` alone."""
    if not _NUMBER.match(text) or is_numbered_heading(text):
        return [text]
    if _is_run_in(text):
        return [text]
    end = heading_end(text, whole, lexicon)
    return [text[:end].strip(), text[end:].strip()] if end else [text]


def heading_end(text: str, whole: str, lexicon: Lexicon) -> int:
    """Where the heading that opens `text` ends and the first sentence begins; 0 where unclear.

    Every word border of the beginning is weighed: does a sentence open there, does a heading
    close there, does the heading stand elsewhere in `whole`.
    """
    number = _NUMBER.match(text)
    start = number.end() if number else 0
    scores = {at: _score(text, start, at, whole, lexicon) for at in _borders(text, start)}
    return max(scores, key=lambda at: scores[at], default=0) if any(scores.values()) else 0


def _borders(text: str, start: int) -> Iterator[int]:
    """Word borders in the first characters of `text` from `start` on, outside quotation marks."""
    at = start
    depth = 0
    for word in cut(text[start : start + HEADING_LENGTH + 10]):
        if at > start + 3 and depth == 0 and at - start <= HEADING_LENGTH:
            yield at
        at += len(word)
        if word in "。！？；：":
            return
        depth += (word in "“《（") - (word in "”》）")


def _score(text: str, start: int, at: int, whole: str, lexicon: Lexicon) -> float:
    """How plainly the heading from `start` on ends at `at`; 0 where that is not enough, or where
    it cannot be one.

    What costs most is looked at last, and only where it can still decide.
    """
    heading, after = text[start:at], text[at : at + FLAT]
    if heading[-1] in "，、；：":
        return 0.0
    score = _OPENS[opens_sentence(after, lexicon)]
    score += ENOUGH if heading in lexicon.stock_headings else 0.0
    score += 1.5 * heading.endswith(lexicon.heading_closers)
    if score + SEEN_AGAIN < ENOUGH:
        return 0.0
    if not is_plain_heading(heading, after, lexicon):
        return 0.0
    score += SEEN_AGAIN * (whole.count(heading) > 1)
    return score if score >= ENOUGH else 0.0


def _items(text: str) -> list[str]:
    """An enumeration 一是…。二是…。 that a colon announces, item by item, if the items are long."""
    starts: list[int] = []
    for match in _ENUMERATION.finditer(text):
        if match[0] == "一二三四五六七八九"[len(starts)]:
            starts.append(match.start())
    if len(starts) < 2 or not _INTRODUCED.search(text[: starts[0]]):
        return [text]
    pieces = [text[a:b] for a, b in zip([0, *starts], [*starts, len(text)], strict=True)]
    items = pieces[1:]
    return pieces if sum(map(len, items)) >= LONG_ITEM * len(items) else [text]


def to_blocks(texts: tuple[Text, ...], lexicon: Lexicon) -> tuple[Block, ...]:
    """Paragraphs with their kind. 一、 is h2, （一） is h3; a heading without number is h2, or h3
    where the article numbers its sections."""
    numbered = any(
        (SECTION.match(t.text) or CHAPTER.match(t.text)) and is_numbered_heading(t.text)
        for t in texts
    )
    blocks: list[Block] = []
    for at, text in enumerate(texts):
        following = texts[at + 1].text if at + 1 < len(texts) else ""
        kind = _kind(text, following, blocks, lexicon, numbered=numbered)
        blocks.append(Block(kind, text.text))
    return tuple(blocks)


def _kind(
    text: Text, following: str, before: list[Block], lexicon: Lexicon, *, numbered: bool
) -> BlockKind:
    if is_numbered_heading(text.text):
        return "h3" if SUBSECTION.match(text.text) or DECIMAL.match(text.text) else "h2"
    plain: BlockKind = "h3" if numbered else "h2"
    if text.hint in {"h2", "h3", "h4", "h5", "h6"} and not is_prose(text.text):
        return plain
    opens = not before or before[-1].kind != "p" or ends_sentence(before[-1].text)
    if opens and following and is_prose(following) and not is_prose(text.text):
        return plain if is_plain_heading(text.text, following, lexicon) else "p"
    return "p"
