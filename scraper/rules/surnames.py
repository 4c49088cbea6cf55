"""Surnames and how they are read: `data/surnames.toml`, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from scraper.rules.reader import Table

FILE = "surnames.toml"


@dataclass(frozen=True, slots=True)
class Surnames:
    """Everything in `surnames.toml`; what each list is for stands there."""

    usual: frozenset[str]
    others: frozenset[str]
    double: frozenset[str]
    readings: Mapping[str, str]
    """Readings that differ from the common one: syllables, set apart by spaces."""

    @property
    def pattern(self) -> str:
        """Any surname, as a part of a regular expression."""
        single = "".join(sorted(self.usual | self.others))
        return f"(?:[{single}]|{'|'.join(sorted(self.double))})"


@cache
def load_surnames() -> Surnames:
    """Return the surnames that ship with Casebook; `CasebookError` where the data is wrong."""
    text = resources.files("scraper").joinpath("data", FILE).read_text(encoding="utf-8")
    root = Table.parse(text, FILE)
    found = Surnames(
        usual=frozenset(root.text("usual")),
        others=frozenset(root.text("others")),
        double=frozenset(root.texts("double")),
        readings=dict(_reading(entry, root) for entry in root.texts("readings")),
    )
    root.close()
    return found


def _reading(entry: str, root: Table) -> tuple[str, str]:
    surname, _, syllables = entry.partition(" ")
    if not syllables:
        raise root.fault("readings", f"holds “{entry}”", "Write the surname, a space, its reading")
    return surname, syllables
