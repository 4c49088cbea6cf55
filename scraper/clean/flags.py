"""Damage that cannot be undone, flagged for an editor: spun wording, slide text."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.model import Block, Change
from scraper.rules.wording import Wording
from scraper.text.chars import letters

SLIDES = 150
"""Letters a text must have to be judged by its marks."""
COMMAS = 8
"""Commas a text without any full stop must have to count as slide text."""


def flag_damage(blocks: Sequence[Block], wording: Wording) -> tuple[Change, ...]:
    """A flag for each damage of that kind that the blocks of an article show."""
    body = "\n".join(block.text for block in blocks if block.kind == "p")
    return (*_spun(body, wording), *_slides(body))


def is_slide_text(blocks: Sequence[Block]) -> bool:
    """Whether the article has lost its full stops, as text taken from slides has."""
    return bool(_slides("\n".join(block.text for block in blocks if block.kind == "p")))


def _spun(body: str, wording: Wording) -> tuple[Change, ...]:
    """Form D21: set phrases that only a synonym machine writes."""
    found = dict.fromkeys(wording.spun.findall(body))
    if len(found) < wording.spun_fewest:
        return ()
    return (Change("flagged", "spun-wording", "、".join(found), context=next(iter(found))),)


def _slides(body: str) -> tuple[Change, ...]:
    """Form D10: commas throughout and no full stop at all."""
    if any(mark in body for mark in "。！？…；") or body.count("，") < COMMAS:
        return ()
    if len(letters(body)) < SLIDES:
        return ()
    return (Change("flagged", "slide-text", "，", context=body[:12]),)
