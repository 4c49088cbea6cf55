"""Words that several reports use, in Chinese and English."""

from __future__ import annotations

from collections.abc import Callable

from scraper.model import Change, Language

LONGEST = 60
"""Characters shown of a removed line."""

KINDS: dict[str, tuple[str, str]] = {
    "removed": ("删去", "removed"),
    "joined": ("接合", "joined"),
    "split": ("分开", "split"),
    "restored": ("补字", "restored"),
    "converted": ("转换", "converted"),
    "lacuna": ("缺字", "lacuna"),
    "flagged": ("标记", "flagged"),
}
DOUBTFUL = ("flagged", "lacuna", "restored")
"""Kinds of change an editor should look at first."""
CUTS: dict[str, tuple[str, str]] = {
    "preview-limit": ("文本在网站的预览字数处中断", "the text stops at the site's preview limit"),
    "mid-sentence": ("文本在句中中断", "the text stops in mid-sentence"),
    "page-says-so": ("页面说明没有显示全文", "the page says that it does not show all of it"),
}
Say = Callable[[str, str], str]


def speaker(language: Language) -> Say:
    """Return what says the one of a Chinese and an English text that is in the language."""
    return (lambda zh, en: zh) if language == "zh" else (lambda zh, en: en)


def example_of(change: Change) -> str:
    """Return a change as a short line: what stood there, and what stands there now."""
    before = change.before if len(change.before) <= LONGEST else change.before[:LONGEST] + "…"
    if change.after and change.after != "¶":
        return f"{before} → {change.after}"
    return f"{before} … {change.context}" if change.context else before
