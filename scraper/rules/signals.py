"""What shows a model in a text: `data/signals.toml`, read and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from scraper.rules.patterns import compiled, pattern
from scraper.rules.reader import Table

FILE = "signals.toml"


@dataclass(frozen=True, slots=True)
class Signal:
    """An expression that speaks for a model."""

    model: str
    """Id of the model in `models.toml`."""
    pattern: re.Pattern[str]
    weight: float
    example: str
    """A sentence the signal finds."""
    leaves_alone: str
    """A sentence it must not find."""
    variant: str = ""
    """Id of the model's variant that it speaks for; empty where it speaks for the model only."""


@dataclass(frozen=True, slots=True)
class SignalRules:
    """Everything in `signals.toml`."""

    signals: tuple[Signal, ...]
    speeches: re.Pattern[str]
    """Sentences that report a speech or a congress: they say nothing of the case."""
    compares: re.Pattern[str]
    """Headings of sections that hold the case against others."""
    apart: re.Pattern[str]
    """Sentences that set the case apart from something else."""
    denied: re.Pattern[str]
    """Words right before a signal that say it was not so."""


@cache
def load_signals() -> SignalRules:
    """Return the signals that ship with Casebook; `CasebookError` where the data is wrong."""
    text = resources.files("scraper").joinpath("data", FILE).read_text(encoding="utf-8")
    return parse_signals(text)


def parse_signals(text: str, file: str = FILE) -> SignalRules:
    """Return the signals a TOML text holds, in its order; `CasebookError` names a wrong field."""
    root = Table.parse(text, file)
    rules = SignalRules(
        signals=tuple(_signal(table) for table in root.tables("signal")),
        speeches=pattern(root, "speeches"),
        compares=pattern(root, "compares"),
        apart=pattern(root, "apart"),
        denied=pattern(root, "denied"),
    )
    root.close()
    return rules


def _signal(table: Table) -> Signal:
    signal = Signal(
        model=table.text("model"),
        pattern=compiled(table, "pattern"),
        weight=_weight(table),
        example=table.text("example"),
        leaves_alone=table.text("leaves_alone"),
        variant=table.text("variant", ""),
    )
    table.close()
    return signal


def _weight(table: Table) -> float:
    value = table.text("weight")
    if not re.fullmatch(r"\d+(?:\.\d+)?", value):
        raise table.fault("weight", f"is “{value}”", 'Write a number in quotation marks: "2"')
    return float(value)
