"""What the pipeline did, in words for a person or as JSON Lines for a program. Pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from scraper.acquire import Outcome, Taken, Verified
from scraper.checks import Finding, findings_as_json, findings_as_table
from scraper.model import Article, Case, CasebookError, Change, Cleaned, Language, Years
from scraper.pipeline import Added, Built
from scraper.rules.findings import load_finding_kinds
from scraper.rules.interface import load_words
from scraper.rules.settings import Settings
from scraper.store import Conflict, Counts, Move

_SHOWN = 3
"""Examples shown of each kind of change, unless all are asked for."""
_HOW = (
    '要推翻某项处理，在说明文件里写 keep: [规则] 或 ["规则:行号"]；'
    "要删去某行，写 drop_lines: [行号]。",
    'To overrule a change, write keep: [rule] or ["rule:line"] in the sidecar; '
    "to drop a line, drop_lines: [line].",
)
_LONGEST = 60
"""Characters shown of a removed line."""

_KINDS: dict[str, tuple[str, str]] = {
    "removed": ("删去", "removed"),
    "joined": ("接合", "joined"),
    "split": ("分开", "split"),
    "restored": ("补字", "restored"),
    "converted": ("转换", "converted"),
    "lacuna": ("缺字", "lacuna"),
    "flagged": ("标记", "flagged"),
}
_DOUBTFUL = ("flagged", "lacuna", "restored")
"""Kinds of change an editor should look at first."""
_OUTCOMES: dict[str, tuple[str, str]] = {
    "new": ("新增", "new"),
    "unchanged": ("无变化", "unchanged"),
    "updated": ("已更新", "updated"),
    "merged": ("已合并", "merged"),
    "kept": ("保留人工版本", "kept as edited"),
}
_CUTS: dict[str, tuple[str, str]] = {
    "preview-limit": ("文本在网站的预览字数处中断", "the text stops at the site's preview limit"),
    "mid-sentence": ("文本在句中中断", "the text stops in mid-sentence"),
    "page-says-so": ("页面说明没有显示全文", "the page says that it does not show all of it"),
}


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
    return {
        "rule": change.rule,
        "kind": change.kind,
        "line": change.line,
        "before": change.before,
        "after": change.after,
        "context": change.context,
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
            yield "  " + tell.say(*_CUTS[article.cut])
        yield from tell.changes(article.changes)


class _Teller:
    """Says things in one language."""

    def __init__(
        self, reasons: Mapping[str, tuple[str, str]], language: Language, full: bool
    ) -> None:
        self._reasons, self._full = reasons, full
        self.say = _speaker(language)

    def changes(self, changes: Sequence[Change]) -> Iterator[str]:
        counts = Counter((change.kind, change.rule) for change in changes)
        order = sorted(counts, key=lambda key: key[0] not in _DOUBTFUL)
        for kind, rule in order:
            count = counts[kind, rule]
            same = [c for c in changes if (c.kind, c.rule) == (kind, rule)]
            reason = self.say(*self._reasons[rule])
            yield f"  {self.say(*_KINDS[kind])} ×{count} [{rule}] {reason}"
            yield from self._examples(same)

    def _examples(self, changes: Sequence[Change]) -> Iterator[str]:
        shown = changes if self._full else changes[:_SHOWN]
        for change in shown:
            yield f"      {self._place(change)}{_example(change)}"
        if len(shown) < len(changes):
            more = len(changes) - len(shown)
            zh, en = f"……另有 {more} 处（--all 全部列出）", f"… {more} more (--all lists them)"
            yield "      " + self.say(zh, en)

    def _place(self, change: Change) -> str:
        if not change.line:
            return f"{change.rule}  "
        return f"{change.rule}:{change.line}  "


def _example(change: Change) -> str:
    before = change.before if len(change.before) <= _LONGEST else change.before[:_LONGEST] + "…"
    if change.after and change.after != "¶":
        return f"{before} → {change.after}"
    return f"{before} … {change.context}" if change.context else before


def added(
    result: Added, reasons: Mapping[str, tuple[str, str]], language: Language, *, dry_run: bool
) -> Iterator[str]:
    """Lines that tell what became of one file: first what an editor should look at."""
    say = _speaker(language)
    name = result.capture.address or result.path.name
    yield name + ("" if result.is_new else say("（已收录过）", " (already captured)"))
    doubts = list(_doubts(result, reasons, say))
    if doubts:
        yield say("  请核对：", "  Please check:")
        yield from (f"    ? {doubt}" for doubt in doubts)
    for case, saved in zip(result.cases, result.saved, strict=True):
        outcome = say(*_OUTCOMES[saved.outcome])
        if dry_run:
            outcome = say(f"将{outcome}", f"would be {outcome}")
        yield f"  {saved.path.name}: {outcome}  {case.title}"
        yield f"      {_facts(case)}"
        yield from (f"      ! {line}" for line in _conflicts(saved.conflicts, say))


_Say = Callable[[str, str], str]


def _speaker(language: Language) -> _Say:
    return (lambda zh, en: zh) if language == "zh" else (lambda zh, en: en)


def _facts(case: Case) -> str:
    models = ", ".join(match.id for match in case.models)
    parts = (case.kind, case.place.chinese, _years(case.years), models)
    return " · ".join(filter(None, parts))


def _doubts(result: Added, reasons: Mapping[str, tuple[str, str]], say: _Say) -> Iterator[str]:
    """What an editor should look at, most doubtful first."""
    changes = [change for article in result.cleaned.articles for change in article.changes]
    for kind in _DOUBTFUL:
        told = [c for c in changes if c.kind == kind and c.rule != "truncated"]
        counts = Counter(change.rule for change in told)
        for rule, count in counts.items():
            first = next(change for change in told if change.rule == rule)
            yield f"{say(*_KINDS[kind])} ×{count} [{rule}] {say(*reasons[rule])} {_example(first)}"
    for case in result.cases:
        yield from (f"{case.id}: {doubt}" for doubt in _case_doubts(case, say))


def _case_doubts(case: Case, say: _Say) -> Iterator[str]:
    """What is doubtful of one case: a cut, no place or model found, near-duplicates."""
    if case.completeness.state == "cut":
        yield say(*_CUTS[case.completeness.why])
    if case.kind == "case" and not case.place:
        yield say("没有找到地点", "no place found")
    if case.kind == "case" and not case.models:
        yield say("没有找到所属模式", "no model found")
    for twin in case.duplicates:
        share = f"{twin.similarity:.0%}"
        yield say(
            f"近似重复，只作说明：{twin.title}（{share}）",
            f"near-duplicate, kept as a note: {twin.title} ({share})",
        )


def _conflicts(conflicts: Sequence[Conflict], say: _Say) -> Iterator[str]:
    for conflict in conflicts:
        yield f"{conflict.file}:{conflict.place} {conflict.problem}"
        if conflict.editor:
            yield say("  您的：", "  yours: ") + conflict.editor[:_LONGEST]
        if conflict.machine:
            yield say("  程序的：", "  the cleaner's: ") + conflict.machine[:_LONGEST]


def _years(years: Years) -> str:
    if years.start is None:
        return ""
    return str(years.start) if years.end in (None, years.start) else f"{years.start}–{years.end}"


def built(result: Built, site: str) -> Iterator[str]:
    """Lines that tell what a build did."""
    for given in result.given_ids:
        yield f"gave a paragraph without id a lasting one: {given}"
    for row in result.retired:
        yield f"a passage is gone; its address {row.old} now leads to {row.new}"
    yield from _rights(result)
    pages = result.pages
    done = f"{len(pages.written)} written, {len(pages.unchanged)} unchanged"
    done += f", {len(pages.deleted)} deleted"
    yield f"{result.cases} cases; pages: {done}"
    counts = sum((r.counts for r in result.translations), Counts())
    done = f"{counts.reviewed} of {counts.all} messages translated"
    yield f"English: {done}, {counts.machine} by machine alone, {counts.stale} stale"
    yield from _handouts(result)
    yield f"site: {site}"
    yield from _address(result.address)


def _handouts(result: Built) -> Iterator[str]:
    """Lines that tell which handouts were made, what is missing, and which ties lead nowhere."""
    if result.handouts:
        yield f"handouts: {result.handouts}"
        if not result.address:
            yield "handouts have no QR codes, because the site has no address"
    if result.fonts:
        fonts = ", ".join(result.fonts)
        yield f"no PDF handouts: {fonts} not found; on Debian and Ubuntu install fonts-noto-cjk"
    for error in result.lessons:
        yield f"shown without a link: {error}"


def _address(address: str) -> Iterator[str]:
    """Say what an address of the site that is missing, or a placeholder, leaves out or gives."""
    mend = "set site_url in mkdocs.yml to where the site will be published"
    if not address:
        yield f"no feeds, site map, alternates, or addresses in citations: {mend}"
    elif Settings(address).is_placeholder:
        yield f"feeds, citations and site map give the placeholder {address}: {mend}"


def _rights(result: Built) -> Iterator[str]:
    """Lines that name the cases whose rights notice forbids publishing them, and what was done."""
    rights = result.rights
    if not rights.forbidden:
        return
    if rights.withheld:
        done = "nothing of them was published"
    elif rights.excerpts:
        done = "the facts and an excerpt were published"
    else:
        done = "they were published in full"
    names = ", ".join(rights.forbidden)
    yield f"rights notices forbid publishing these cases; {done}: {names}"


def moved(move: Move, *, dry_run: bool) -> Iterator[str]:
    """Lines that tell what a rename, merge or split did, or would do."""
    would = "would be " if dry_run else ""
    yield from (f"{would}written: {path}" for path in move.writes)
    yield from (f"{would}deleted: {path}" for path in move.deletes)
    yield from (
        f"{row.old} {'would lead' if dry_run else 'leads'} to {row.new}" for row in move.redirects
    )


def checked(
    findings: Sequence[Finding], language: Language, width: int, *, as_json: bool
) -> Iterator[str]:
    """Lines that tell what in a library wants a person: a table `width` columns wide, or JSON."""
    kinds = load_finding_kinds()
    if as_json:
        return findings_as_json(findings, kinds, language)
    return findings_as_table(findings, kinds, language, load_words().speaker(language), width)


def is_bad(findings: Sequence[Finding], *, strict: bool) -> bool:
    """Whether findings hold an error, or with `strict` a doubt."""
    bad = ("error", "doubt") if strict else ("error",)
    kinds = load_finding_kinds()
    return any(kinds[finding.id].level in bad for finding in findings)


_TAKEN: dict[Outcome, tuple[str, str]] = {
    "new": ("新页 {}", "{} new"),
    "known": ("内容已有 {}", "{} with a content already here"),
    "unchanged": ("未变 {}", "{} unchanged"),
    "resumed": ("上次中断前已取 {}", "{} from the run that was broken off"),
}
"""What became of pages from the web and from web archives, with a place for their number."""


def taken(pages: Sequence[Taken | CasebookError], language: Language) -> Iterator[str]:
    """Lines that sum up what came from the web and from web archives; none where nothing did."""
    if not pages:
        return
    say = _speaker(language)
    for page in pages:
        if isinstance(page, Taken) and page.outcome == "listed":
            yield say(
                f"{page.address}：列出 {page.count} 个新地址",
                f"{page.address}: {page.count} addresses taken from it",
            )
    counts = Counter(page.outcome for page in pages if isinstance(page, Taken))
    parts = [say(*words).format(counts[name]) for name, words in _TAKEN.items() if counts[name]]
    failed = sum(isinstance(page, CasebookError) for page in pages)
    if failed:
        parts.append(say(f"未取到 {failed}（原因见后）", f"{failed} not taken (reasons below)"))
    yield say("网页：", "pages: ") + say("，", ", ").join(parts)


def verified(found: Verified, language: Language) -> str:
    """A line that sums up a check of all digests."""
    zh = f"已核对原件 {found.captures} 份、WARC 文件 {found.archives} 个（记录 {found.records} 条）"
    en = (
        f"checked {found.captures} captures and {found.archives} WARC files "
        f"({found.records} records)"
    )
    bad = len(found.faults)
    return _speaker(language)(f"{zh}，不符 {bad} 处", f"{en}, {bad} wrong")
