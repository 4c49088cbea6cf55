"""Which of the short lines above a text is its title.

A title says what the text is about: most of its words stand in the text again. The name of a site
or an account, a date, a key with its value and an author's address do not, or look different.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from scraper.clean.shape import is_prose, is_subtitle
from scraper.model import Line
from scraper.rules.cleaning import Lexicon
from scraper.text.chars import fold, is_han, letters

LOOKED_AT, LOOK = 60, 4000
"""Lines and characters of the text in which the words of a title are looked for."""
USUAL = range(7, 41)
"""Letters a title usually has."""
_RECORD = re.compile(
    r"^\d{1,4}[年月.-]\d{1,2}|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|^[(\[【+@#]|[|@]|\d{5,}|\D:\d"
)
"""A date, an address in brackets, a number: folded."""
_TAG = re.compile(r"^\s*[【\[][^】\]]{2,8}[】\]]\s*(?=\S{6})")
"""The kind of text, in brackets before its title."""
_QUOTES = "“”《》：？"
"""Marks that titles hold and names do not."""
CLOSED, LENGTH, SUBTITLE = 0.2, 0.2, 0.2
"""What a word that ends titles, a usual length and a subtitle add to the share of its words that
stand in the text again …"""
SHORT_NAME = 4
"""A line of groups no longer than this, in characters, is made of names."""
RECORD, ACCOUNT = 0.8, 0.5
"""… and what the look of a record or of the name of an account takes away."""


def likeliest_title(texts: Sequence[str], below: Sequence[Line], lexicon: Lexicon) -> int:
    """Position of the line that names best what the prose `below` says; of equal ones the first."""
    prose = "\n".join(line.text for line in below[:LOOKED_AT] if is_prose(line.text))[:LOOK]
    scores = [_score(line, prose, lexicon) for line in texts]
    return max(range(len(scores)), key=lambda at: scores[at])


def _score(line: str, prose: str, lexicon: Lexicon) -> float:
    line = _TAG.sub("", line)
    bare, folded = letters(line), fold(line)
    pairs = [a + b for a, b in pairwise(bare) if is_han(a) and is_han(b)]
    score = sum(pair in prose for pair in pairs) / max(len(pairs), 3)
    score += CLOSED * bare.endswith(lexicon.heading_closers) + LENGTH * (len(bare) in USUAL)
    score += SUBTITLE * ("——" in line or any(mark in line for mark in _QUOTES))
    keyed = folded.partition(":")[0] in lexicon.record_keys | lexicon.meeting_keys
    groups = line.split()
    score -= RECORD * (len(groups) > 1 and max(map(len, groups)) <= SHORT_NAME)
    score -= ACCOUNT * bare.endswith(lexicon.organisations)
    score -= RECORD * line.rstrip().endswith(("…", "..."))
    looks = keyed or bool(_RECORD.search(folded)) or is_subtitle(line)
    return score - RECORD * looks - ACCOUNT * folded.endswith(lexicon.accounts)
