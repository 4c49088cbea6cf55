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
    r"^\d{1,4}[年月.-]\d{1,2}|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|^[(\[【+@#]|[|@>»›您]|\d{5,}|\D:\d"
)
"""A date, an address in brackets, a number: folded."""
_TAG = re.compile(
    r"^\s*(?:[【\[][^】\]]{2,12}[】\]]\s*(?=\S{6})|[\u4e00-\u9fff]{2,6}\s*[|｜丨]\s*(?=[^\s|｜丨]{4,}$))"
)
"""The kind of text before its title, in brackets or with a bar: `【案例】…`, `基层党建丨…`."""
_NAVIGATION = re.compile(
    "^(?:网站)?首页(?:.*?(?:工作|动态|资讯|新闻|建设|教育|通知|公告|频道|栏目|中心|园地|专题|下载)){2}"
)
FEWEST_PAIRS = 6
"""Pairs of characters that a title is taken to have at least: a short line agrees by chance."""
TITLED = re.compile("[“”!?]")
"""Marks that titles hold and the values of a record do not: `评论：别让“心愿”落空`."""
_KEYS = re.compile("[\u4e00-\u9fff]{2,6}:[^:]{1,12}(?=[\u4e00-\u9fff]{2,6}:|$)")
"""Keys with short values, one after the other: `移交人：某某 接收人：某某`."""
_COUNTS = re.compile("字数|读完|阅读(?:约|时长)|℃|第\\d+期|关注我们|展开全文|点击|人收藏")
"""What a reader's application, a channel or a button says."""
_QUOTES = "“”《》：？"
"""Marks that titles hold and names do not."""
CLOSED, LENGTH, SUBTITLE = 0.2, 0.2, 0.2
"""What a word that ends titles, a usual length and a subtitle add to the share of its words that
stand in the text again …"""
_NAMED = re.compile(r"\s*[\u4e00-\u9fff]{2,6}[：:]\s*《[^《》]+》\s*$")
"""A kind of text and its title: `小品：《三楼的灯》`."""
_KEYED = re.compile("[\u4e00-\u9fff]{2,6}:.")
FEWEST_KEYED = 3
"""Lines with a key from which on they are a record of some kind."""
SHORT_NAME = 4
"""A line of groups no longer than this, in characters, is made of names."""
TOLD = 0.5
"""What it adds that the line stands under the key of a title."""
RECORD, ACCOUNT = 0.8, 0.5
"""… and what the look of a record or of the name of an account takes away."""


def likeliest_title(texts: Sequence[str], below: Sequence[Line], lexicon: Lexicon) -> int:
    """Position of the line that names best what the prose `below` says; of equal ones the first."""
    scores = title_scores(texts, below, lexicon)
    return max(range(len(scores)), key=lambda at: scores[at])


def keyed_lines(texts: Sequence[str], lexicon: Lexicon) -> frozenset[int]:
    """Positions of the lines that are keys with their values: those of a page's record, and, where
    several such lines stand together, all of the look (`到会：…`; a title may be `某社区：…`)."""
    keyed = [at for at, text in enumerate(texts) if _KEYED.match(fold(text))]
    named = (lexicon.title_key, _NAMED)
    keyed = [at for at in keyed if not any(title.match(texts[at]) for title in named)]
    keyed = [at for at in keyed if not TITLED.search(fold(texts[at]).partition(":")[2])]
    if len(keyed) < FEWEST_KEYED:
        keyed = [at for at in keyed if fold(texts[at]).partition(":")[0] in lexicon.record_keys]
    return frozenset(keyed)


def is_navigation(line: str) -> bool:
    """Whether a line is the row of a site's sections, run together: `首页工作动态他山之石…`."""
    return _NAVIGATION.match(line.strip()) is not None


def first_told(texts: Sequence[str], lexicon: Lexicon) -> int:
    """Position of the first line with a key of minutes that no page's record has (`地点：…`): the
    title stands above it. The number of lines where there is none."""
    keys = lexicon.meeting_keys - lexicon.record_keys
    heads = [fold(text).partition(":") for text in texts]
    told = (at for at, (key, colon, _) in enumerate(heads) if colon and key in keys)
    return next(told, len(heads))


def title_scores(texts: Sequence[str], below: Sequence[Line], lexicon: Lexicon) -> list[float]:
    """How well each line names what the prose `below` says; below 0 for what looks no title."""
    prose = "\n".join(line.text for line in below[:LOOKED_AT] if is_prose(line.text))[:LOOK]
    return [_score(line, prose, lexicon) for line in texts]


def _score(line: str, prose: str, lexicon: Lexicon) -> float:
    told = lexicon.title_key.match(line)
    line = _TAG.sub("", line[told.end() :] if told else line)
    bare, folded = letters(line), fold(line)
    pairs = [a + b for a, b in pairwise(bare) if is_han(a) and is_han(b)]
    score = sum(pair in prose for pair in pairs) / max(len(pairs), FEWEST_PAIRS)
    score += TOLD * (told is not None)
    score += CLOSED * bare.endswith(lexicon.title_closers) + LENGTH * (len(bare) in USUAL)
    score += SUBTITLE * ("——" in line or any(mark in line for mark in _QUOTES))
    key, _, value = folded.partition(":")
    keyed = key in lexicon.record_keys | lexicon.meeting_keys and not TITLED.search(value)
    keyed = keyed or len(_KEYS.findall(folded)) > 1
    groups = line.split()
    score -= RECORD * (len(groups) > 1 and max(map(len, groups)) <= SHORT_NAME)
    score -= ACCOUNT * bare.endswith(lexicon.organisations)
    score -= RECORD * (len(groups) > 1 and lexicon.person.fullmatch(groups[-1]) is not None)
    score -= RECORD * line.rstrip().endswith(("…", "..."))
    stock = folded.partition(":")[0] in lexicon.stock_headings  # `背景:…` heads a part of a text
    looks = keyed or stock or bool(_RECORD.search(folded)) or is_subtitle(line)
    looks = looks or is_navigation(line) or bool(_COUNTS.search(folded))
    return score - RECORD * looks - ACCOUNT * folded.endswith(lexicon.accounts)
