"""What became of files that were added, from disk and from the web."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from scraper.acquire import Outcome, Taken, Verified
from scraper.model import Case, CasebookError, Language, Years
from scraper.pipeline import Added
from scraper.report.words import CUTS, DOUBTFUL, KINDS, LONGEST, Say, example_of, speaker
from scraper.store import Conflict

_OUTCOMES: dict[str, tuple[str, str]] = {
    "new": ("新增", "new"),
    "unchanged": ("无变化", "unchanged"),
    "updated": ("已更新", "updated"),
    "merged": ("已合并", "merged"),
    "kept": ("保留人工版本", "kept as edited"),
}


def added(
    result: Added, reasons: Mapping[str, tuple[str, str]], language: Language, *, dry_run: bool
) -> Iterator[str]:
    """Lines that tell what became of one file: first what an editor should look at."""
    say = speaker(language)
    name = result.capture.address or PurePath(result.source).name
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


def _facts(case: Case) -> str:
    models = ", ".join(match.id for match in case.models)
    parts = (case.kind, case.place.chinese, _years(case.years), models)
    return " · ".join(filter(None, parts))


def _doubts(result: Added, reasons: Mapping[str, tuple[str, str]], say: Say) -> Iterator[str]:
    """What an editor should look at, most doubtful first."""
    changes = [change for article in result.cleaned.articles for change in article.changes]
    for kind in DOUBTFUL:
        told = [c for c in changes if c.kind == kind and c.rule != "truncated"]
        counts = Counter(change.rule for change in told)
        for rule, count in counts.items():
            first = next(change for change in told if change.rule == rule)
            yield f"{say(*KINDS[kind])} ×{count} [{rule}] {say(*reasons[rule])} {example_of(first)}"
    if any(not article.title for article in result.cleaned.articles):
        yield say("没有找到标题，以正文开头代替", "no title found; the first words stand for it")
    for case in result.cases:
        yield from (f"{case.id}: {doubt}" for doubt in _case_doubts(case, say))


def _case_doubts(case: Case, say: Say) -> Iterator[str]:
    """What is doubtful of one case: a cut, no place or model found, other versions."""
    if case.completeness.state == "cut":
        yield say(*CUTS[case.completeness.why])
    if case.kind == "case" and not case.place:
        yield say("没有找到地点", "no place found")
    if case.kind == "case" and not case.models:
        yield say("没有找到所属模式", "no model found")
    for twin in case.duplicates:
        share = f"{twin.similarity:.0%}"
        if twin.captured:
            yield say(
                f"同一网页另有{twin.captured}收录的样子，已保留（{share}相同）",
                f"the page as captured on {twin.captured} is kept beside it ({share} the same)",
            )
            continue
        yield say(
            f"近似重复，只作说明：{twin.title}（{share}）",
            f"near-duplicate, kept as a note: {twin.title} ({share})",
        )


def _conflicts(conflicts: Sequence[Conflict], say: Say) -> Iterator[str]:
    for conflict in conflicts:
        yield f"{conflict.file}:{conflict.place} {conflict.problem}"
        if conflict.editor:
            yield say("  您的：", "  yours: ") + conflict.editor[:LONGEST]
        if conflict.machine:
            yield say("  程序的：", "  the cleaner's: ") + conflict.machine[:LONGEST]


def _years(years: Years) -> str:
    if years.start is None:
        return ""
    return str(years.start) if years.end in (None, years.start) else f"{years.start}–{years.end}"


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
    say = speaker(language)
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
    return speaker(language)(f"{zh}，不符 {bad} 处", f"{en}, {bad} wrong")
