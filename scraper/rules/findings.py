"""What `casebook check` looks for, how bad each is and how to mend it: `data/checks.toml`."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, get_args

from scraper.model import CasebookError
from scraper.rules.reader import Table
from scraper.rules.texts import Text, read_text

FILE = "checks.toml"

Level = Literal["error", "doubt", "todo"]
"""`error`: broken; `doubt`: a person decides; `todo`: work that is left."""
LEVELS: tuple[Level, ...] = get_args(Level)
"""Worst first."""


@dataclass(frozen=True, slots=True)
class FindingKind:
    """Something in a library that wants a person."""

    id: str
    level: Level
    name: Text
    """Heading of its list."""
    what: Text
    """One finding, with places in braces."""
    mend: Text
    field: str
    """Front-matter field or setting to edit; empty where each finding names its own."""
    until_reviewed: bool
    """Whether it is settled once a person has reviewed the case."""
    example: str
    leaves_alone: str


@cache
def load_finding_kinds() -> Mapping[str, FindingKind]:
    """Return the kinds that ship with Casebook by id, worst first.

    Raises `CasebookError` naming file, field and mend where the data is wrong.
    """
    text = resources.files("scraper").joinpath("data", FILE).read_text(encoding="utf-8")
    return parse_finding_kinds(text)


def parse_finding_kinds(text: str, file: str = FILE) -> Mapping[str, FindingKind]:
    """Return the kinds a TOML text holds by id, in its order; `file` is its name for errors.

    Raises `CasebookError` for an unknown level, a language left out, an id given twice, a worse
    level after a better one, and places in braces that differ between the languages.
    """
    root = Table.parse(text, file)
    kinds: dict[str, FindingKind] = {}
    before = 0
    for table in root.tables("check"):
        kind = _kind(table.named(table.text("id")), file)
        if kind.id in kinds:
            raise CasebookError(file, "the id is given twice", "Give one another id", kind.id)
        if LEVELS.index(kind.level) < before:
            raise CasebookError(file, "it stands after better ones", "Move it up", kind.id)
        before = LEVELS.index(kind.level)
        kinds[kind.id] = kind
    root.close()
    return kinds


def _kind(table: Table, file: str) -> FindingKind:
    level = next((level for level in LEVELS if level == table.text("level")), None)
    if level is None:
        raise table.fault("level", "is no level", f"Use one of: {', '.join(LEVELS)}")
    kind = FindingKind(
        id=table.text("id"),
        level=level,
        name=read_text(table.table("name")),
        what=read_text(table.table("what")),
        mend=read_text(table.table("mend")),
        field=table.text("field", ""),
        until_reviewed=table.flag("until_reviewed"),
        example=table.text("example"),
        leaves_alone=table.text("leaves_alone"),
    )
    table.close()
    if places(kind.what.zh) != places(kind.what.en):
        mend = "Use the same ones in both"
        raise CasebookError(file, "the languages have different {places}", mend, f"{kind.id}.what")
    return kind


def places(message: str) -> frozenset[str]:
    """Return the names in braces of a message."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(message) if name)
