"""What the cleaner did to a page, in words or as JSON Lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scraper.model import Article, Change, Cleaned, Language
from scraper.report.words import CUTS, DOUBTFUL, KINDS, example_of, speaker

_SHOWN = 3
"""Examples shown of each kind of change, unless all are asked for."""
_HOW = (
    '要推翻某项处理，在说明文件里写 keep: [规则] 或 ["规则:行号"]；'
    "要删去某行，写 drop_lines: [行号]。",
    'To overrule a change, write keep: [rule] or ["rule:line"] in the sidecar; '
    "to drop a line, drop_lines: [line].",
)


def to_json(cleaned: Cleaned) -> Iterator[str]:
    """One JSON object an article, with what was removed, restored and noted in it.

    What was removed around the articles of a page stands with the first of them.
    """
    for article in cleaned.articles:
        changes = article.changes
        if article is cleaned.articles[0]:
            changes = (*cleaned.changes, *changes)
        yield json.dumps(_article(article, changes), ensure_ascii=False)


def _article(article: Article, changes: Sequence[Change]) -> dict[str, Any]:
    notes = [_change(c) for c in changes if c.kind not in ("removed", "restored")]
    if article.label:
        notes.insert(0, {"rule": "title-label", "kind": "removed", "before": article.label})
    return {
        "capture": article.capture,
        "title": article.title,
        "truncated": article.truncated,
        "cut": article.cut,
        "blocks": [{"kind": block.kind, "text": block.text} for block in article.blocks],
        "removed": [_change(c) for c in changes if c.kind == "removed"],
        "restored": [_change(c) for c in changes if c.kind == "restored"],
        "notes": notes,
    }


def _change(change: Change) -> dict[str, Any]:
    kind, rule, before, after, line, context = change
    return {
        "rule": rule,
        "kind": kind,
        "line": line,
        "before": before,
        "after": after,
        "context": context,
    }


def explain(
    cleaned: Cleaned, reasons: Mapping[str, tuple[str, str]], language: Language, *, full: bool
) -> Iterator[str]:
    """Lines that tell an editor what was done to a page, rule by rule, with reason and examples.

    `full` shows every change, else the first few of each rule. The doubtful ones come first.
    """
    tell = _Teller(reasons, language, full)
    yield f"{cleaned.capture}"
    yield "  " + tell.say(*_HOW)
    if cleaned.changes:
        yield tell.say("页面（正文之外）", "The page around the text")
        yield from tell.changes(cleaned.changes)
    if cleaned.rights:
        yield tell.say(f"  权利声明：{cleaned.rights}", f"  Rights notice: {cleaned.rights}")
    for article in cleaned.articles:
        yield ""
        number = article.number
        yield tell.say(f"第 {number} 篇：{article.title}", f"Article {number}: {article.title}")
        if article.cut:
            yield "  " + tell.say(*CUTS[article.cut])
        yield from tell.changes(article.changes)


class _Teller:
    """Says things in one language."""

    def __init__(
        self, reasons: Mapping[str, tuple[str, str]], language: Language, full: bool
    ) -> None:
        self._reasons, self._full = reasons, full
        self.say = speaker(language)

    def changes(self, changes: Sequence[Change]) -> Iterator[str]:
        counts = Counter((change.kind, change.rule) for change in changes)
        order = sorted(counts, key=lambda key: key[0] not in DOUBTFUL)
        for kind, rule in order:
            count = counts[kind, rule]
            same = [c for c in changes if (c.kind, c.rule) == (kind, rule)]
            reason = self.say(*self._reasons[rule])
            yield f"  {self.say(*KINDS[kind])} ×{count} [{rule}] {reason}"
            yield from self._examples(same)

    def _examples(self, changes: Sequence[Change]) -> Iterator[str]:
        shown = changes if self._full else changes[:_SHOWN]
        for change in shown:
            yield f"      {self._place(change)}{example_of(change)}"
        if len(shown) < len(changes):
            more = len(changes) - len(shown)
            zh, en = f"……另有 {more} 处（--all 全部列出）", f"… {more} more (--all lists them)"
            yield "      " + self.say(zh, en)

    def _place(self, change: Change) -> str:
        if not change.line:
            return f"{change.rule}  "
        return f"{change.rule}:{change.line}  "
