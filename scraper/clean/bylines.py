"""Which short lines between a title and its text belong to the text: who wrote it and where, for
which meeting, a date in words, a motto. What else stands there is the site's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from scraper.clean.naming import FEWEST_KEYED, keyed_lines
from scraper.clean.shape import is_markup, is_prose, is_site_name
from scraper.model import Line
from scraper.rules.cleaning import CleaningRules, Lexicon
from scraper.text.chars import fold, is_han, letters

LONGEST = 40
"""A byline is at most this long, in characters."""
NAMES = 6
"""More names do not stand in one line."""
SAID_AGAIN = 0.5
"""A line of which this share of the pairs of characters stands in the text again is about it."""
LOOK = 4000
"""Characters of the text in which they are looked for."""
_RECORD = re.compile(
    r"[：:][^：:]*[\s|]+[^\s：:]{2,6}[：:]|www\.|https?://|[|@#]|\S\s[-_–]\s\S|^[\W\d_]*$|\d{4}-\d{2}-\d{2}\s*\d"
    r"|^\d{4}-\d{1,2}-\d{1,2}\s+\S|(?:昨天|前天|\d(?:天|小时|分钟)前)$"
    r"|\d[\d.,]*\s*[万千]?\+?\s*(?:次|人|播放|阅读|浏览|赞|粉丝|条|个?字|KB|MB)|[>»›]"
)
"""Two keys with values, an address, a bar, a hyphen between a name and that of a site, when it was
posted, counts: what a site notes."""
_DATE = re.compile(
    r"[（(]?(?:\d{4}|[一二][〇○零一二九]{3})年[^，。：:]{0,12}[）)]?|\d{1,2}月\d{1,2}日\D{0,8}"
    r"|\d{4}-\d{1,2}-\d{1,2}[\u4e00-\u9fff]{2,4}"
)
"""A date in words, with the weather in a diary, or with the author."""
_DATED = re.compile(r"[（(]\d{4}年\d{1,2}月(?:\d{1,2}日)?[，,\s]{0,2}[^。：:（）()]{0,12}[）)]")
"""A date in brackets, with what it is the date of: `（2020年3月5日，根据录音整理）`."""
_NUMBER = re.compile(r"第[\d一二三四五六七八九十]+[期号辑卷]|〔\d{4}〕|\[\d{4}\]\d+号")
_MOTTO = re.compile(r"[，、；].*[，。；！？…”’）]$|^[“‘《].*[”’》]$|^——")


def belongs_to_text(line: Line, below: Sequence[Line], rules: CleaningRules) -> bool:
    """Whether a line above the prose of `below` may be kept as bibliographic matter.

    In an HTML page it stands in the part that holds the main text: there only its look counts.
    """
    bare, lexicon = line.text.strip(), rules.lexicon
    if _tells_meeting(bare, lexicon):
        return True
    if len(bare) > LONGEST or is_site_name(bare) or is_markup(bare) or _RECORD.search(bare):
        return False
    if line.path or _DATED.fullmatch(bare):
        return True
    key, colon, _ = fold(bare).partition(":")
    if colon and key in lexicon.record_keys - lexicon.meeting_keys:
        return False
    of_site = rules.wording.edge_words.search(fold(bare)) is not None
    if of_site and any(mark in bare for mark in "，。！"):
        return False
    if is_told(bare, lexicon):
        return True
    if of_site:
        return False
    return _MOTTO.search(bare) is not None or _is_said_again(bare, below)


def is_told(text: str, lexicon: Lexicon) -> bool:
    """Whether a line says who wrote a text, where, when, or in which issue."""
    folded = fold(text)
    return (
        folded.partition(":")[0] in lexicon.meeting_keys
        or lexicon.byline.search(folded) is not None
        or are_names(text, lexicon)
        or _DATE.fullmatch(text) is not None
        or _NUMBER.search(text) is not None
    )


def minute_keys(texts: Sequence[str], lexicon: Lexicon) -> frozenset[int]:
    """Positions of the lines at the head of minutes, whatever their keys: one of several lines with
    keys tells of a meeting."""
    keyed = keyed_lines(texts, lexicon)
    told = any(_tells_meeting(texts[at].strip(), lexicon) for at in keyed)
    if not told or len(keyed) < FEWEST_KEYED:
        return frozenset()
    keys = [text.strip().rstrip("：:") for text in texts]
    empty = [at for at, key in enumerate(keys) if key in lexicon.meeting_keys and key != texts[at]]
    listed = max(empty, default=len(texts))  # `人物：` above a list of them
    return keyed | set(range(listed, len(texts)))


def _tells_meeting(text: str, lexicon: Lexicon) -> bool:
    """Whether the line says who came to a meeting and what for, under a key no page's record has.

    Such a list may be long and count people (`出席：…、居民代表5人`).
    """
    key, colon, rest = fold(text).partition(":")
    return bool(colon) and key in lexicon.meeting_keys - lexicon.record_keys and ":" not in rest


def are_names(text: str, lexicon: Lexicon) -> bool:
    """Whether the line is made of names of persons."""
    groups = [group for group in re.split(r"[\s、，,·•*\d（）()]+", text) if group]
    return 0 < len(groups) <= NAMES and all(lexicon.person.fullmatch(group) for group in groups)


def _is_said_again(text: str, below: Sequence[Line]) -> bool:
    bare = letters(text)
    pairs = [a + b for a, b in pairwise(bare) if is_han(a) and is_han(b)]
    prose = "\n".join(line.text for line in below if is_prose(line.text))[:LOOK]
    return sum(pair in prose for pair in pairs) >= SAID_AGAIN * max(len(pairs), 3)
