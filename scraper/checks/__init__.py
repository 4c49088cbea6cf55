"""What in a library wants a person, worst first. Pure.

    what lies on disk ──examine──> Holdings ──here──> Findings ──here──> table or JSON Lines

`data/checks.toml` holds what is looked for, how bad it is, and the mend.
"""

from __future__ import annotations

from collections.abc import Mapping

from scraper.checks.finding import Finding, Holdings
from scraper.checks.of_case import of_case
from scraper.checks.of_files import of_files
from scraper.checks.table import findings_as_json, findings_as_table
from scraper.rules.findings import FindingKind

__all__ = ["Finding", "Holdings", "find_findings", "findings_as_json", "findings_as_table"]


def find_findings(holdings: Holdings, kinds: Mapping[str, FindingKind]) -> tuple[Finding, ...]:
    """Return everything in a library that wants a person, in the order of `kinds`, then by file.

    What a person has settled by reviewing the case is left out.
    """
    reviewed = {case.id for case in holdings.cases if case.review.state == "reviewed"}
    found = [*of_files(holdings)]
    for case in holdings.cases:
        found += of_case(case, holdings)
    rank = {id: number for number, id in enumerate(kinds)}
    open_ones = (f for f in found if not (kinds[f.id].until_reviewed and f.case in reviewed))
    return tuple(sorted(open_ones, key=lambda f: (rank[f.id], f.file)))
