"""Lines that no reader of Chinese can read: anti-copy noise, runs of glyphs, another script."""

from __future__ import annotations

import re
from itertools import pairwise

from scraper.clean.draft import Draft, remove
from scraper.model import Change, Line
from scraper.text.chars import count_han

_OTHER = re.compile(
    "[\u0370-\u058f\u0590-\u08ff\u0900-\u109f\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\uac00-\ud7a3]"
)
"""Letters of Greek, Cyrillic, Armenian, Semitic, Indic, Thai, Japanese kana and Korean."""
_NOISE = re.compile(r"[!-~]{1,3}(?: [!-~]{1,3}){4,}\s*$")
_GLUED = re.compile(r"(?:[A-Za-z0-9][!-/:-@\[-`{-~]|[!-/:-@\[-`{-~][A-Za-z0-9])")
_MIXED = re.compile(r"[a-z](?=[A-Z])|[A-Za-z](?=\d)|\d(?=[A-Za-z])")
OTHER_SHARE = 0.3
"""Share of a page's letters in another script from which on it is not a Chinese page. Japanese
has about half of its letters in kana."""
LATIN_SHARE = 0.95
"""The same for Latin letters: a paper's English abstract is a part of the page, not all of it."""
FEWEST = 20
"""Letters of other scripts a page must have to be judged by them."""
SAMPLE = 200
"""Characters of a line looked at for repeated glyphs."""
GLYPHS = 40
"""Chinese characters a line must hold to be judged by how few different ones they are."""
DIFFERENT = 0.15
"""A line in which less than this share of the characters are different ones is a run of glyphs:
prose of that length has about half."""
SPACES = 4
"""Spaces between the tokens of anti-copy noise, at least."""
GLUED = 2
"""Tokens of anti-copy noise in which a mark is glued to a letter (`k,` `z!`), or, on a line of
nothing else, a capital or a figure to a small letter (`qK` `7h`), at least."""

_TOKEN = re.compile(r"\s*[!-~]{9,80}\s*")
_RARE = frozenset("~{}^*|`#$%&@")
"""Marks of which random ASCII without a space holds one, or else it holds several numbers."""
_ODD = re.compile(r"\s*(?=[!-~]*[a-z][A-Z0-9])(?!\S*(?:://|www\.|\.com|\.cn))[!-~]{6,80}\s*")
"""A token with a capital or a figure behind a small letter."""
SURE_NOISE = 3
"""Lines of noise from which on other lines of one odd token are noise too."""
NUMBERS = 3
"""Runs of digits in random ASCII without such a mark, at least."""
_DIGITS = re.compile(r"\d+")
_READABLE = ("=", "://", '"', "\\", ".com", ".cn", ".net", "www.")
"""Signs of a formula, an address or code."""
CHANGES = 0.4
"""Random ASCII changes between capitals, small letters, digits and marks at this share of its
characters at least: words and numbers keep to one kind."""


def drop_unreadable(draft: Draft) -> Draft:
    """The draft without noise and runs of glyphs; without any line if it is not in Chinese."""
    if _is_foreign(draft.text):
        return remove(draft, dict.fromkeys(draft.filled, "foreign-script"))
    glyphs = [at for at in draft.filled if _is_glyph_run(draft.lines[at].text)]
    return _drop_noise(remove(draft, dict.fromkeys(glyphs, "glyph-run")))


def _is_foreign(text: str) -> bool:
    other = len(_OTHER.findall(text))
    latin = sum(map(str.isalpha, text.encode("ascii", "ignore").decode()))
    if other + latin < FEWEST:
        return False
    han = count_han(text)
    letters = han + other + latin
    return (other >= OTHER_SHARE * (han + other) and other > 0) or latin >= LATIN_SHARE * letters


def _is_glyph_run(text: str) -> bool:
    if len(text) < GLYPHS or len(set(text[:GLYPHS])) > GLYPHS / 2:
        return False  # short, or different enough for prose: no need to look at all of it
    sample = text[:SAMPLE]
    return len(set(sample)) < DIFFERENT * len(sample) and count_han(sample) >= GLYPHS


def _drop_noise(draft: Draft) -> Draft:
    """The draft without lines, and ends of lines, of random ASCII (form D19)."""
    starts = [_noise_start(line.text) for line in draft.lines]
    if max(starts, default=-1) < 0:
        return draft
    lines: list[Line] = []
    changes: list[Change] = []
    gone: dict[int, str] = {}
    sure = starts.count(0) >= SURE_NOISE
    for at, (line, start) in enumerate(zip(draft.lines, starts, strict=True)):
        if sure and _ODD.fullmatch(line.text):
            start = 0
        if draft.spares("noise", line.number):
            start = -1
        if start == 0:
            gone[at] = "noise"
        elif start > 0:
            noise = line.text[start:].strip()
            changes.append(Change("removed", "noise", noise, line=line.number))
            line = line._replace(text=line.text[:start].rstrip())
        lines.append(line)
    return remove(draft.keep(lines, changes), gone)


def _noise_start(text: str) -> int:
    """Where random ASCII begins that goes on to the end of the line; -1 where there is none."""
    if not text.rstrip()[-1:].isascii():
        return -1
    if _TOKEN.fullmatch(text) and _is_random(text.strip()):
        return 0
    match = _NOISE.search(text) if text.count(" ") >= SPACES else None
    if not match or "=" in match[0]:
        return -1
    tokens = match[0].split()
    glued = sum(bool(_GLUED.search(token)) for token in tokens)
    mixed = sum(bool(_MIXED.search(token)) for token in tokens) if not match.start() else 0
    cases = any(c.islower() for c in match[0]) and any(c.isupper() for c in match[0])
    return len(text[: match.start()].rstrip()) if cases and max(glued, mixed) >= GLUED else -1


def _is_random(token: str) -> bool:
    """Whether characters without a space are random: all kinds mixed, and no address or code."""
    kinds = [_kind(char) for char in token]
    if any(sign in token for sign in _READABLE):
        return False
    numbers = len(_DIGITS.findall(token)) >= NUMBERS
    if not numbers and not _RARE & set(token):
        return False
    changes = sum(a != b for a, b in pairwise(kinds))
    mixed = {"small", "capital"} <= set(kinds) or (numbers and token.isalnum())
    return mixed and changes >= CHANGES * len(token)


def _kind(char: str) -> str:
    if char.isalpha():
        return "small" if char.islower() else "capital"
    return "digit" if char.isdigit() else "mark"
