"""What rights notices forbid: `data/rights.toml`, read and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from scraper.model import CasebookError
from scraper.rules.patterns import compiled
from scraper.rules.reader import Table

FILE = "rights.toml"


@dataclass(frozen=True, slots=True)
class Clause:
    """A form of words by which a notice forbids, or allows, publishing its text."""

    pattern: re.Pattern[str]
    why: str
    examples: tuple[str, ...]
    leaves_alone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RightsRules:
    """Everything in `rights.toml`."""

    forbidding: tuple[Clause, ...]
    allowing: tuple[Clause, ...]
    longest_excerpt: int
    """Characters."""

    def forbids(self, notice: str) -> bool:
        """Return whether a rights notice forbids publishing the text it belongs to."""
        if any(clause.pattern.search(notice) for clause in self.allowing):
            return False
        return any(clause.pattern.search(notice) for clause in self.forbidding)


@cache
def load_rights_rules() -> RightsRules:
    """Return the rules that ship with Casebook; `CasebookError` where the data is wrong."""
    text = resources.files("scraper").joinpath("data", FILE).read_text(encoding="utf-8")
    return parse_rights_rules(text)


def parse_rights_rules(text: str, file: str = FILE) -> RightsRules:
    """Return the rules a TOML text holds; `CasebookError` names a wrong field.

    A clause that does not do what its own examples say is an error too.
    """
    root = Table.parse(text, file)
    excerpt = root.table("excerpt")
    rules = RightsRules(
        forbidding=tuple(_clause(table, file) for table in root.tables("forbids")),
        allowing=tuple(_clause(table, file) for table in root.tables("allows", ())),
        longest_excerpt=excerpt.number("longest"),
    )
    excerpt.close()
    root.close()
    return rules


def _clause(table: Table, file: str) -> Clause:
    clause = Clause(
        pattern=compiled(table, "pattern"),
        why=table.text("why"),
        examples=table.texts("examples"),
        leaves_alone=table.texts("leaves_alone"),
    )
    table.close()
    wrong = [text for text in clause.examples if not clause.pattern.search(text)]
    wrong += [text for text in clause.leaves_alone if clause.pattern.search(text)]
    if wrong:
        mend = "Mend the pattern or the example"
        raise CasebookError(file, f"a pattern is at odds with “{wrong[0]}”", mend)
    return clause
