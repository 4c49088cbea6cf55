"""Text in lines of a given width, for drawings: SVG does not wrap by itself.

Widths are estimates, so that the lines fit in every font the pages may be shown in: a Chinese
character is one em wide, Latin letters are as wide as in Helvetica and a little more. Lines break
between words, and between Chinese characters, with the marks that may not begin or end a line
kept beside their neighbor (GB/T 15834-2011, 5.1).
"""

from __future__ import annotations

import re

_PIECE = re.compile(
    r"\s+|[(（“‘《〈「【]*(?:[!-~À-ɏ’…–—]+|[^\s])[,，.。;；:：!！?？、)）”’》〉」】]*"
)
_WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60“”…—]"
)
_NARROW = frozenset("fijlrtI.,:;'’!|()[]/ -")
_BROAD = frozenset("mwMW@%")


def text_width(text: str) -> float:
    """Return about how wide a text is, in ems."""
    return sum(map(_width, text))


def _width(char: str) -> float:
    if _WIDE.match(char):
        return 1.0
    if char in _NARROW:
        return 0.34
    if char in _BROAD:
        return 0.9
    return 0.72 if char.isupper() else 0.57


def wrap(text: str, ems: float) -> tuple[str, ...]:
    """Return the text in lines of at most that many ems; a longer word has a line of its own."""
    lines = [""]
    for piece in _PIECE.findall(text):
        if text_width((lines[-1] + piece).rstrip()) > ems and lines[-1]:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return tuple(line.rstrip() for line in lines if line.strip())


def wrap_evenly(text: str, ems: float) -> tuple[str, ...]:
    """Return the text in as few lines as `wrap` needs, and those as even as may be."""
    lines = wrap(text, ems)
    while ems > 1 and len(narrower := wrap(text, ems - 0.5)) == len(lines):
        ems, lines = ems - 0.5, narrower
    return lines
