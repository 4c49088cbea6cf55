"""GBK as a table of byte pairs: which character a lead and a trail byte make, and the reverse.

GBK 1.0: a lead byte 81-FE and a trail byte 40-7E or 80-FE. A trail byte of the lower range looks
like ASCII when reading has slipped, one of the upper range like the lead of another character.
"""

from __future__ import annotations

from functools import cache, lru_cache

LEADS = range(0x81, 0xFF)
HIGH_TRAILS = range(0x80, 0xFF)
LOW_TRAILS = range(0x40, 0x7F)


@lru_cache(maxsize=16384)
def pair(char: str) -> tuple[int, int] | None:
    """Lead and trail byte of `char`; None where GBK has no pair for it.

    The codec of GB18030, which GBK is a part of, also knows the user-defined pairs, which some
    software shows as private characters.
    """
    try:
        raw = char.encode("gb18030")
    except UnicodeEncodeError:  # a lone surrogate
        return None
    return (raw[0], raw[1]) if len(raw) == 2 else None


@lru_cache(maxsize=32768)
def char(lead: int, trail: int) -> str:
    """The character of a byte pair; empty where GBK maps none to it."""
    try:
        return bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return ""


@cache
def with_trail(trail: int) -> tuple[str, ...]:
    """All characters with that trail byte."""
    return tuple(filter(None, (char(lead, trail) for lead in LEADS)))


@cache
def with_lead(lead: int) -> tuple[str, ...]:
    """All characters with that lead byte and a trail byte that is no ASCII."""
    return tuple(filter(None, (char(lead, trail) for trail in HIGH_TRAILS)))


@cache
def before_unmapped(lead: int) -> tuple[str, ...]:
    """All characters with that lead byte whose trail byte can lead an unmapped pair."""
    return tuple(c for c in with_lead(lead) if (both := pair(c)) and _unmapped_after(both[1]))


@cache
def closing_unmapped(lead: int) -> tuple[int, ...]:
    """The lead bytes that can be the second half of an unmapped pair behind a lost character."""
    halves = {both[1] for c in before_unmapped(lead) if (both := pair(c))}
    return tuple(sorted(set().union(*map(_unmapped_after, halves))))


@cache
def _unmapped_after(first: int) -> frozenset[int]:
    """The lead bytes that make no character with `first` before them."""
    if first not in LEADS:
        return frozenset()
    return frozenset(second for second in LEADS if not char(first, second))
