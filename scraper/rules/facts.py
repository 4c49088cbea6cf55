"""Rules for the facts of a case: `data/facts.toml`, read and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from scraper.rules.patterns import compiled, pattern
from scraper.rules.reader import Table

FILE = "facts.toml"


@dataclass(frozen=True, slots=True)
class YearRules:
    """What tells the years of a case from the other years of its text."""

    policy: re.Pattern[str]
    """Congresses, speeches, policies: the years of such a sentence are not the case's."""
    deed: re.Pattern[str]
    """What was done, and by whom."""
    target_before: re.Pattern[str]
    target_after: re.Pattern[str]
    """Around a year that is still to come."""
    baseline_before: re.Pattern[str]
    baseline_after: re.Pattern[str]
    """Around a year from which a change is counted."""
    not_a_year_before: re.Pattern[str]
    not_a_year_after: re.Pattern[str]
    """Around two digits that count years (`20年来`) instead of naming one."""


@dataclass(frozen=True, slots=True)
class FigureRules:
    """What tells a figure from other numbers, and where to look for what it counts."""

    units: tuple[str, ...]
    """Longest first."""
    measures: frozenset[str]
    """Units whose thing stands before the number."""
    countable: re.Pattern[str]
    """Nouns that a number in Chinese characters really counts."""
    listed_things: tuple[str, ...]
    """Nouns before which 大 is a unit (`九大板块`)."""
    empty: frozenset[str]
    """Nouns whose number says nothing."""
    links: re.Pattern[str]
    """What stands between a thing and its number; ends at the number."""
    openers: frozenset[str]
    """Words that stand before the name of a thing where it comes before its number."""
    stops: frozenset[str]
    """Words at which the name of a thing ends."""


@dataclass(frozen=True, slots=True)
class MechanismRules:
    """What tells the name of a mechanism from other words in quotation marks."""

    carriers: tuple[str, ...]
    """What such a name ends with or is followed by."""
    reach: int
    """Characters that may stand between the name and its carrier."""
    unquoted: re.Pattern[str]
    """Names without quotation marks: what was set up, and ends as a mechanism does."""
    founders: re.Pattern[str]
    """What stands before it: verbs of setting up."""
    slogan_after: re.Pattern[str]
    slogan_inside: re.Pattern[str]
    longest: int
    most: int
    """Names kept for a case."""


@dataclass(frozen=True, slots=True)
class OrganisationRules:
    """How the names of Party organisations end."""

    endings: tuple[str, ...]
    """The more telling first."""
    unnamed: tuple[str, ...]
    """Organisations a text may be about without giving them a name of their own."""
    kinds: str
    """Kinds of communities before the name of their organisation, as an expression."""
    enterprises: str
    """Communities of an enterprise without a name, as an expression."""
    bodies: tuple[str, ...]
    """Bodies that a text on a whole city may be about."""


@dataclass(frozen=True, slots=True)
class FactRules:
    """Everything in `facts.toml`."""

    years: YearRules
    figures: FigureRules
    mechanisms: MechanismRules
    organisations: OrganisationRules


@cache
def load_fact_rules() -> FactRules:
    """Return the fact rules that ship with Casebook; `CasebookError` where the data is wrong."""
    text = resources.files("scraper").joinpath("data", FILE).read_text(encoding="utf-8")
    return parse_fact_rules(text)


def parse_fact_rules(text: str, file: str = FILE) -> FactRules:
    """Return the rules a TOML text holds; `CasebookError` names the field that is wrong."""
    root = Table.parse(text, file)
    rules = FactRules(
        years=_years(root.table("years")),
        figures=_figures(root.table("figures")),
        mechanisms=_mechanisms(root.table("mechanisms")),
        organisations=_organisations(root.table("organisations")),
    )
    root.close()
    return rules


def _years(table: Table) -> YearRules:
    rules = YearRules(
        policy=pattern(table, "policy"),
        deed=pattern(table, "deed"),
        target_before=pattern(table, "target_before"),
        target_after=pattern(table, "target_after"),
        baseline_before=pattern(table, "baseline_before"),
        baseline_after=pattern(table, "baseline_after"),
        not_a_year_before=pattern(table, "not_a_year_before"),
        not_a_year_after=pattern(table, "not_a_year_after"),
    )
    table.close()
    return rules


def _figures(table: Table) -> FigureRules:
    rules = FigureRules(
        units=tuple(sorted(table.texts("units"), key=len, reverse=True)),
        measures=frozenset(table.texts("measures")),
        countable=pattern(table, "countable"),
        listed_things=table.texts("listed_things"),
        empty=frozenset(table.texts("empty")),
        links=pattern(table, "links"),
        openers=frozenset(table.texts("openers")),
        stops=frozenset(table.texts("stops")),
    )
    table.close()
    return rules


def _mechanisms(table: Table) -> MechanismRules:
    rules = MechanismRules(
        carriers=table.texts("carriers"),
        reach=_number(table, "reach"),
        unquoted=compiled(table, "unquoted"),
        founders=pattern(table, "founders"),
        slogan_after=pattern(table, "slogan_after"),
        slogan_inside=pattern(table, "slogan_inside"),
        longest=_number(table, "longest"),
        most=_number(table, "most"),
    )
    table.close()
    return rules


def _organisations(table: Table) -> OrganisationRules:
    for key in ("kinds", "enterprises"):
        compiled(table, key)
    rules = OrganisationRules(
        endings=table.texts("endings"),
        unnamed=table.texts("unnamed"),
        kinds=table.text("kinds"),
        enterprises=table.text("enterprises"),
        bodies=table.texts("bodies"),
    )
    table.close()
    return rules


def _number(table: Table, key: str) -> int:
    """Return a whole number written as text (the reader knows texts and lists)."""
    value = table.text(key)
    if not value.isdigit():
        raise table.fault(key, f"is “{value}”", "Write a whole number in quotation marks")
    return int(value)
