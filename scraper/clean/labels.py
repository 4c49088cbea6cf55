"""Buttons and names of sections with which sites frame a text: `收藏 0 | 举报 | 分享到 微信`."""

from __future__ import annotations

import re

from scraper.rules.wording import Wording

LONGEST = 60
"""A line of labels is at most this long, folded."""
_FIGURE = re.compile(r"\d")
_FILLING = re.compile(r"[\W\d_]*")


def is_label_line(folded: str, wording: Wording, *, counted: bool = False) -> bool:
    """Whether a folded line is made of labels, figures and marks, and one of them is certain; if
    `counted`, figures make them certain too (`收藏(0)`)."""
    if not folded or len(folded) > LONGEST or "。" in folded:
        return False
    at = _skip(folded, 0)
    certain = counted and at < len(folded) and _FIGURE.search(folded) is not None
    while at < len(folded):
        match = wording.labels.match(folded, at)
        if not match:
            return False
        certain = certain or match["certain"] is not None
        at = _skip(folded, match.end())
    return certain


def _skip(text: str, at: int) -> int:
    """Behind the figures and marks that stand at `at`."""
    match = _FILLING.match(text, at)
    return match.end() if match else at
