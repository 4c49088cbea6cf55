"""The byte slip as mirror software makes it, for tests and the benchmark.

Text is held in GBK. Two kinds of byte strings are replaced wherever they stand, also where they
belong to two characters: listed characters get a reading behind them, full-width marks become
ASCII. What cannot be decoded afterwards is shown as `?`.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

import opencc
from pypinyin import Style, pinyin

WIDE, NARROW = "！；，：？（）", "!;,:?()"


@dataclass(frozen=True, slots=True)
class Mirror:
    """How one mirror site does it."""

    glossed: frozenset[str]
    """Traditional characters it puts a reading behind."""
    marks: str = WIDE
    """Full-width marks it replaces."""
    greedy: bool = True
    """Whether a lead byte takes the ASCII byte behind it along when the pair is no character.

    Such a mirror puts a byte before each mark, so that the mark survives."""
    narrow: bool = True
    """Whether marks become ASCII, or stay as they are behind the byte put before them."""


@dataclass(frozen=True, slots=True)
class Damaged:
    """A line as the mirror shows it, and as it would be if nothing had slipped."""

    shown: str
    meant: str
    breaks: int
    lost: int
    """ASCII characters of the text that were lost; no one can know them."""


_GUARD = b"\x01"
"""The byte put before each mark; it is never seen."""


def damage(text: str, mirror: Mirror) -> Damaged:
    """What the mirror makes of `text`, which GBK must be able to hold."""
    new = {mark: _marked(mark, mirror) for mark in mirror.marks}
    if mirror.greedy:
        new |= {mark: _GUARD + mark.encode("gbk") for mark in "。、"}
    for char in sorted(mirror.glossed):
        new[char] = char.encode("gbk") + f"({reading(char)})".encode("gbk")
    pieces: list[_Piece] = [(0, text.encode("gbk"), None)]
    for char, instead in new.items():
        pieces = [part for piece in pieces for part in _cut(piece, char.encode("gbk"), instead)]
    starts = _starts(text)
    breaks = sum(instead is not None and at not in starts for at, _, instead in pieces)
    raw = b"".join(old if instead is None else instead for _, old, instead in pieces)
    shown, lost = _decode(raw, mirror.greedy)
    meant = "".join(_unguarded(new[c]) if c in new else c for c in text)
    return Damaged(shown, meant, breaks, lost)


_Piece = tuple[int, bytes, bytes | None]
"""Offset in the text, bytes, and what they were replaced by."""


def _cut(piece: _Piece, pattern: bytes, instead: bytes) -> list[_Piece]:
    """The piece, cut at each place where the pattern was replaced."""
    at, raw, done = piece
    if done is not None or pattern not in raw:
        return [piece]
    parts: list[_Piece] = []
    for number, rest in enumerate(raw.split(pattern)):
        if number:
            parts.append((at, pattern, instead))
            at += len(pattern)
        if rest:
            parts.append((at, rest, None))
        at += len(rest)
    return parts


def _unguarded(raw: bytes) -> str:
    return raw.replace(_GUARD, b"").decode("gbk")


def _marked(mark: str, mirror: Mirror) -> bytes:
    shown = NARROW[WIDE.index(mark)].encode() if mirror.narrow else mark.encode("gbk")
    return _GUARD + shown if mirror.greedy else shown


def _starts(text: str) -> set[int]:
    found, at = set(), 0
    for char in text:
        found.add(at)
        at += len(char.encode("gbk"))
    return found


def _decode(raw: bytes, greedy: bool) -> tuple[str, int]:
    """The text, and how many visible ASCII characters went with a lost byte."""
    out, at, lost = "", 0, 0
    while at < len(raw):
        if raw[at] < 0x80:
            out += chr(raw[at])
            at += 1
            continue
        both = raw[at : at + 2]
        try:
            out += both.decode("gbk")
            at += 2
        except UnicodeDecodeError:
            out += "?"
            takes = len(both) == 2 and (greedy or both[1] >= 0x80) and 0x80 < both[0] < 0xFF
            lost += takes and 0x20 < both[1] < 0x80 and both[1] != 0x28
            at += 2 if takes else 1
    return out.replace(_GUARD.decode(), ""), lost


@cache
def reading(char: str) -> str:
    """The reading a mirror gives: one for each character, whatever the word."""
    return str(pinyin(char, style=Style.TONE)[0][0])


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


@cache
def traditional(char: str) -> str:
    """The Traditional form, one for each character; homographs such as 后 and 里 stay."""
    if char in "后里干范于愿系台群为众线":
        return {"为": "為", "众": "眾", "线": "線"}.get(char, char)
    return str(_converter().convert(char))


def mirrored(text: str) -> str:
    """Simplified `text` in the Traditional characters of a mirror, as far as GBK has them."""
    chars = (traditional(char) for char in text)
    return "".join(char for char in chars if char.encode("gbk", "ignore"))


def any_mirror(chance: random.Random, text: str) -> Mirror:
    """A mirror site with a set of glossed characters of its own, as each page has."""
    eligible = sorted({c for c in text if c != _simple(c)})
    glossed = chance.sample(eligible, min(len(eligible), chance.randrange(0, 60)))
    greedy = chance.random() < 0.7
    return Mirror(frozenset(glossed), greedy=greedy, narrow=chance.random() < 0.8)


@cache
def _simple(char: str) -> str:
    return str(opencc.OpenCC("t2s").convert(char))
