"""How translation services are asked, and what they may answer: `data/machine.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from scraper.rules.reader import Table

FILE = "machine.toml"


@dataclass(frozen=True, slots=True)
class MachineRules:
    """The wording and the limits of a request for a translation."""

    instructions: str
    """With places for `{what}` and `{glossary}`."""
    no_terms: str
    shortest: float
    """Letters of English for each Chinese character, at least."""
    longest: float
    longest_extra: float
    number_words: dict[int, frozenset[str]]
    """Words that may stand for a number in figures."""
    months: dict[int, frozenset[str]]
    attempts: int
    first_wait: float
    """Seconds before a text is sent for the second time."""
    longest_wait: float
    largest_answer: int
    """Bytes."""


@cache
def load_machine_rules() -> MachineRules:
    """Return the rules that ship with Casebook; `CasebookError` where the file is wrong."""
    text = resources.files("scraper").joinpath("data", FILE).read_text(encoding="utf-8")
    return parse_machine_rules(text)


def parse_machine_rules(text: str, file: str = FILE) -> MachineRules:
    """Return the rules of a TOML text; `file` is its name for errors."""
    table = Table.parse(text, file)
    rules = MachineRules(
        instructions=table.text("instructions"),
        no_terms=table.text("no_terms"),
        shortest=table.amount("shortest"),
        longest=table.amount("longest"),
        longest_extra=table.amount("longest_extra"),
        number_words=_by_number(table.texts("number_words")),
        months=_by_number(table.texts("months")),
        attempts=table.number("attempts"),
        first_wait=table.amount("first_wait"),
        longest_wait=table.amount("longest_wait"),
        largest_answer=table.number("largest_answer"),
    )
    table.close()
    return rules


def _by_number(rows: tuple[str, ...]) -> dict[int, frozenset[str]]:
    """Return the words of each row by its number; the first row is that of one."""
    return {number: frozenset(row.split()) for number, row in enumerate(rows, 1)}
