"""What tells a case from a plan, a list of problems and an essay: `data/kinds.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, TypeVar, get_args

from scraper.model import DocumentKind
from scraper.rules.patterns import compiled
from scraper.rules.reader import Table

FILE = "kinds.toml"

T = TypeVar("T")
Part = Literal["title", "meta", "text"]
Fact = Literal["place", "masked"]


@dataclass(frozen=True, slots=True)
class KindSignal:
    """An expression that speaks for a kind of document."""

    where: Part
    pattern: re.Pattern[str]
    weight: float
    example: str
    leaves_alone: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document that is no case."""

    id: DocumentKind
    enough: float
    """Weight of signals it takes."""
    unless: tuple[Fact, ...]
    """Facts that make a case of it all the same."""
    signals: tuple[KindSignal, ...]


@cache
def load_kinds() -> tuple[Kind, ...]:
    """Return the kinds that ship with Casebook; `CasebookError` where the data is wrong."""
    text = resources.files("scraper").joinpath("data", FILE).read_text(encoding="utf-8")
    return parse_kinds(text)


def parse_kinds(text: str, file: str = FILE) -> tuple[Kind, ...]:
    """Return the kinds a TOML text holds; `CasebookError` names the field that is wrong."""
    root = Table.parse(text, file)
    kinds = tuple(_kind(table) for table in root.tables("kind"))
    root.close()
    return kinds


def _kind(table: Table) -> Kind:
    kind = Kind(
        id=_one_of(table, "id", table.text("id"), get_args(DocumentKind)),
        enough=_weight(table, "enough"),
        unless=tuple(
            _one_of(table, "unless", fact, get_args(Fact)) for fact in table.texts("unless")
        ),
        signals=tuple(_signal(signal) for signal in table.tables("signals")),
    )
    table.close()
    return kind


def _signal(table: Table) -> KindSignal:
    signal = KindSignal(
        where=_one_of(table, "where", table.text("where"), get_args(Part)),
        pattern=compiled(table, "pattern"),
        weight=_weight(table, "weight"),
        example=table.text("example"),
        leaves_alone=table.text("leaves_alone"),
    )
    table.close()
    return signal


def _one_of(table: Table, key: str, value: str, known: tuple[T, ...]) -> T:
    """Return the known word that `value` is; `CasebookError` where it is none of them."""
    for word in known:
        if word == value:
            return word
    mend = "Use one of: " + ", ".join(map(str, known))
    raise table.fault(key, f"is “{value}”", mend)


def _weight(table: Table, key: str) -> float:
    value = table.text(key)
    if not re.fullmatch(r"\d+(?:\.\d+)?", value):
        raise table.fault(key, f"is “{value}”", 'Write a number in quotation marks: "2"')
    return float(value)
