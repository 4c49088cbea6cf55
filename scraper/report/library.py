"""What a move and a check of the library did or found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.checks import Finding, findings_as_json, findings_as_table
from scraper.model import Language
from scraper.rules.findings import load_finding_kinds
from scraper.rules.interface import load_words
from scraper.store import Move


def moved(move: Move, *, dry_run: bool) -> Iterator[str]:
    """Lines that tell what a rename, merge or split did, or would do."""
    would = "would be " if dry_run else ""
    yield from (f"{would}written: {path}" for path in (*move.writes, *move.last))
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
