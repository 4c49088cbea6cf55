"""The heading between a title and its first paragraph.

A label of the site may stand there as well, so a short line needs evidence that it heads the text:
it asks, it is one of the headings that reports share, the text goes on under headings like it, or
the page shows nothing of a site at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from scraper.clean.bylines import is_told
from scraper.clean.shape import is_markup, is_prose, is_site_name, is_subtitle
from scraper.model import Line
from scraper.rules.cleaning import CleaningRules
from scraper.text.chars import fold, is_han, letters

SHORTEST, LONGEST = 2, 25
"""Letters of a heading without a number."""
_CLOSED = ("，", "、", "：", ":", ",", "。", "；", "！")


def opens_text(line: Line, below: Sequence[Line], rules: CleaningRules, *, plain: bool) -> bool:
    """Whether a line right above the prose of `below` is the first heading of the text.

    `plain`: the page shows nothing of a site.
    """
    text = line.text.strip()
    if not _may_head(text, rules) or is_told(text, rules.lexicon):
        return False
    lead = fold(text).strip("【】[]〔〕■●◆★ ").partition(":")[0]
    asks = text.endswith(("？", "?"))
    return plain or asks or lead in rules.lexicon.stock_headings or _has_headings(below, rules)


def _may_head(text: str, rules: CleaningRules) -> bool:
    bare = letters(text)
    return (
        SHORTEST <= len(bare) <= LONGEST
        and all(map(is_han, bare[:2]))
        and not text.endswith(_CLOSED)
        and not (is_site_name(text) or is_markup(text) or is_subtitle(text))
        and rules.wording.edge_words.search(fold(text)) is None
        and fold(text).partition(":")[0] not in rules.lexicon.record_keys
    )


def _has_headings(below: Sequence[Line], rules: CleaningRules) -> bool:
    """Whether a short line without a number stands between two paragraphs further down."""
    filled = [line.text.strip() for line in below if line.text.strip()]
    return any(
        is_prose(above) and not is_prose(text) and is_prose(under) and _may_head(text, rules)
        for (above, text), (_, under) in pairwise(pairwise(filled))
    )
