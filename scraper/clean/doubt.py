"""Pages of which the cleaner is not sure: a flag tells an editor to look at them.

Three kinds of evidence, each weighed against the length of the text: sentences that went as the
site's own and speak of a community all the same; first and last paragraphs that stayed and weigh
more for a site than for a text; characters that nobody can supply.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.clean.ends import frame_of, weigh
from scraper.clean.shape import is_prose
from scraper.model import LACUNA, Block, Change
from scraper.rules.wording import Wording
from scraper.text.chars import fold, letters

RULE = "doubtful"
_WEAK = frozenset({"site-speech", "head-label", "tail-label", "notice-lead"})
"""Rules that decide by weight and position."""
FEWEST = 200
"""A text of fewer letters is not judged: a sentence would be all of it."""
SHARE = 0.03
"""Share of the letters of a text that may be in doubt."""
LACUNAE = 0.05
"""The same for characters that are lost, each taken for a line of `WEIGHT` letters."""
WEIGHT = 20
ENDS = 2
"""Paragraphs at either end of a text that are weighed."""
LONGEST = 120
"""Characters of a paragraph that may be a site's, at most."""
SHORT = 40
"""A line that is no prose needs this weight to be in doubt, a line of prose that of its length."""
SHOWN = 3
"""Pieces in doubt that the flag shows."""


def flag_doubt(
    title: str, blocks: Sequence[Block], changes: Sequence[Change], wording: Wording
) -> tuple[Change, ...]:
    """A flag where much of an article is in doubt; `changes` are those of the page."""
    went = [c.before for c in changes if _went_in_doubt(c, title, wording)]
    stayed = list(_stayed_in_doubt(title, blocks, wording))
    lost = sum(block.text.count(LACUNA) for block in blocks)
    if not went and not stayed and not lost:
        return ()
    length = len(letters(title)) + sum(len(letters(block.text)) for block in blocks)
    if length < FEWEST:
        return ()
    for pieces in (went, stayed):
        if sum(len(letters(piece)) for piece in pieces) > SHARE * length:
            shown = " / ".join(pieces[:SHOWN])
            return (Change("flagged", RULE, shown, context=pieces[0][:12]),)
    if WEIGHT * lost > LACUNAE * length:
        return (Change("flagged", RULE, LACUNA * lost, context=LACUNA),)
    return ()


def _went_in_doubt(change: Change, title: str, wording: Wording) -> bool:
    """Whether a change took a sentence that speaks of a community, its title aside, or that holds
    no word of a site."""
    if change.kind != "removed" or change.rule not in _WEAK or not is_prose(change.before):
        return False
    bare = fold(change.before).replace(fold(title), "") if title else fold(change.before)
    own = wording.community.search(bare) is not None
    return own or not wording.edge_words.search(bare)


def _stayed_in_doubt(title: str, blocks: Sequence[Block], wording: Wording) -> Iterator[str]:
    """The first and last paragraphs that weigh more for a site than for a text, or that present it
    with words it does not use itself."""
    texts = [block.text for block in blocks if block.kind == "p"]
    ends = [text for text in (*texts[:ENDS], *texts[-ENDS:]) if len(text) <= LONGEST]
    page = frame_of(title, texts if ends else (), wording)
    for text in dict.fromkeys((*texts[:ENDS], *texts[-ENDS:])):
        found = set(wording.presenting.findall(text))
        if found and not found & set(wording.presenting.findall("".join(_others(text, texts)))):
            yield text
    for text in dict.fromkeys(ends):
        if weigh(text, page) >= (len(fold(text)) if is_prose(text) else SHORT):
            yield text


def _others(text: str, texts: Sequence[str]) -> Iterator[str]:
    """The paragraphs beside one."""
    return (other for other in texts if other != text)
