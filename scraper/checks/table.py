"""Findings as a table for a terminal, and as JSON Lines for a program."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Words

from scraper.checks.finding import Finding
from scraper.model import Language
from scraper.rules.findings import LEVELS, FindingKind
from scraper.rules.interface import Say
from scraper.text.visible import visible, visible_json


def findings_as_json(
    findings: Sequence[Finding], kinds: Mapping[str, FindingKind], language: Language
) -> Iterator[str]:
    """Yield one JSON object a finding; the keys never change, and none is ever left out."""
    for finding in findings:
        kind = kinds[finding.id]
        record = {
            "level": kind.level,
            "id": finding.id,
            "case": finding.case,
            "file": finding.file,
            "place": finding.place,
            "field": finding.field or kind.field,
            "what": finding.what(kind, language),
            "mend": kind.mend.in_language(language),
        }
        yield visible_json(json.dumps(record, ensure_ascii=False))


def findings_as_table(
    findings: Sequence[Finding],
    kinds: Mapping[str, FindingKind],
    language: Language,
    say: Say,
    width: int,
) -> Iterator[str]:
    """Yield lines of at most `width` columns: findings by level and kind, then the counts.

    Chinese characters take two columns.
    """
    shown = io.StringIO()
    console = Console(file=shown, width=width, color_system=None, highlight=False, emoji=False)
    for level, of_level in groupby(findings, key=lambda f: kinds[f.id].level):
        some = list(of_level)
        console.print(Words(say(f"check_level_{level}", n=len(some)) + "\n"))
        for id, of_kind in groupby(some, key=lambda f: f.id):
            _print_kind(console, list(of_kind), kinds[id], language, say)
    counts = {level: sum(kinds[f.id].level == level for f in findings) for level in LEVELS}
    console.print(Words(say("check_counts", **counts)))
    return (line.rstrip() for line in shown.getvalue().splitlines())


def _print_kind(
    console: Console, findings: Sequence[Finding], kind: FindingKind, language: Language, say: Say
) -> None:
    name = kind.name.in_language(language)
    head = say("check_kind", name=name, n=len(findings), id=kind.id)
    console.print(Padding(Words(f"{head}\n{kind.mend.in_language(language)}"), (0, 0, 0, 2)))
    if any(finding.place or finding.field or finding.values for finding in findings):
        shown: Table | Words = _table(findings, kind, language)
    else:
        shown = Words("  ".join(visible(finding.case or finding.file) for finding in findings))
    console.print(Padding(shown, (0, 0, 1, 4)))


def _table(findings: Sequence[Finding], kind: FindingKind, language: Language) -> Table:
    """Return the findings of a kind, one a row: case or file, place and field, words."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    for _ in range(3):
        table.add_column(overflow="fold")
    for finding in findings:
        where = " ".join(filter(None, (finding.place, finding.field)))
        what = finding.what(kind, language) if finding.values else ""
        cells = (finding.case or finding.file, where, what)
        table.add_row(*(Words(visible(cell)) for cell in cells))
    return table
