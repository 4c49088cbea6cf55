"""Rules for the structure of a case: `data/structure.toml`, read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TypeVar, get_args

from scraper.model import Role, Tier
from scraper.rules.journals import load_journals
from scraper.rules.patterns import compiled, pattern
from scraper.rules.reader import Table
from scraper.rules.structure_types import (
    AwardRules,
    CheckRules,
    PartnerRules,
    PeopleRules,
    PointRules,
    RoleRule,
    SeamRule,
    Setting,
    SloganRules,
    StructureRules,
    SubcaseRules,
    TierRule,
    TroubleRule,
)
from scraper.rules.surnames import load_surnames

FILE = "structure.toml"
_Word = TypeVar("_Word", bound=str)


@cache
def load_structure_rules() -> StructureRules:
    """Return the rules that ship with Casebook; `CasebookError` where the data is wrong."""
    text = resources.files("scraper").joinpath("data", FILE).read_text(encoding="utf-8")
    return parse_structure_rules(text, load_journals())


def parse_structure_rules(
    text: str, journals: Mapping[str, str], file: str = FILE
) -> StructureRules:
    """Return the rules a TOML text holds; `CasebookError` names the field that is wrong."""
    root = Table.parse(text, file)
    rules = StructureRules(
        settings=tuple(_setting(table) for table in root.tables("setting")),
        seam=_seam(root.table("seam")),
        tiers=tuple(_tier(table) for table in root.tables("tier")),
        points=_points(root),
        partners=_partners(root.table("partners")),
        people=_people(root.table("people")),
        awards=_awards(root.table("awards")),
        slogans=_slogans(root.table("slogans")),
        checks=_checks(root.table("checks")),
        subcases=_subcases(root.table("subcases")),
        journals=journals,
    )
    root.close()
    return rules


# --- the sections -------------------------------------------------------------------------------


def _setting(table: Table) -> Setting:
    named = table.named(table.text("id"))
    words = named.text("words", "")
    setting = Setting(
        id=named.text("id"),
        zh=named.text("zh"),
        en=named.text("en"),
        words=compiled(named, "words") if words else None,
        zones=named.flag("zones"),
        cities=frozenset(named.texts("cities", ())),
        endings=tuple(ending.strip("-") for ending in named.texts("endings", ())),
    )
    if words:
        _examples(named, compiled(named, "words"))
    named.close()
    return setting


def _seam(table: Table) -> SeamRule:
    rule = SeamRule(pattern(table, "reported"), table.text("reason_zh"), table.text("reason_en"))
    _examples(table, rule.reported)
    table.close()
    return rule


def _tier(table: Table) -> TierRule:
    rule = TierRule(_one_of(table, "id", get_args(Tier)), compiled(table, "words"))
    _examples(table, rule.words)
    table.close()
    return rule


def _points(root: Table) -> PointRules:
    table, evidence = root.table("points"), root.table("evidence")
    rules = PointRules(
        roles=tuple(_role(role) for role in root.tables("role")),
        trouble=_trouble(root.table("trouble")),
        evidence={"award": pattern(evidence, "award"), "measured": pattern(evidence, "measured")},
        wanted=pattern(table, "wanted"),
        aside=compiled(table, "aside"),
        reported=compiled(table, "reported"),
        most=_number(table, "most"),
        most_practice=_number(table, "most_practice"),
    )
    table.close()
    evidence.close()
    return rules


def _role(table: Table) -> RoleRule:
    rule = RoleRule(
        id=_one_of(table, "id", get_args(Role)),
        heading=compiled(table, "heading"),
        cues=compiled(table, "cues"),
        unless=compiled(table, "not"),
    )
    _examples(table, rule.cues)
    table.close()
    return rule


def _trouble(table: Table) -> TroubleRule:
    rule = TroubleRule(
        words=pattern(table, "words"),
        mended=pattern(table, "mended"),
        before=compiled(table, "before"),
    )
    if not rule.told_by(table.text("example")):
        raise table.fault("example", "is not found by the rule", "Mend the rule or the example")
    if rule.told_by(table.text("leaves_alone")):
        mend = "Mend the rule or the text it must leave alone"
        raise table.fault("leaves_alone", "is found by the rule", mend)
    table.close()
    return rule


def _partners(table: Table) -> PartnerRules:
    rules = PartnerRules(
        before=pattern(table, "before"),
        after=pattern(table, "after"),
        endings=tuple(sorted(table.texts("endings"), key=len, reverse=True)),
        always=pattern(table, "always"),
        never=frozenset(table.text("never")),
        empty=frozenset(table.texts("empty")),
        most=_number(table, "most"),
    )
    table.close()
    return rules


def _people(table: Table) -> PeopleRules:
    surnames = load_surnames()
    rules = PeopleRules(
        surnames=surnames.usual | surnames.double,
        roles=tuple(sorted(table.texts("roles"), key=len, reverse=True)),
        after=table.texts("after"),
        named_for=table.texts("named_for"),
        never=frozenset(table.text("never")),
        outside=pattern(table, "outside"),
    )
    table.close()
    return rules


def _awards(table: Table) -> AwardRules:
    rules = AwardRules(
        given=pattern(table, "given"), name=pattern(table, "name"), wanted=pattern(table, "wanted")
    )
    table.text("example")
    table.text("leaves_alone")
    table.close()
    return rules


def _slogans(table: Table) -> SloganRules:
    rules = SloganRules(
        numbered=pattern(table, "numbered"),
        not_one=pattern(table, "not_one"),
        not_after=pattern(table, "not_after"),
        list_follows=pattern(table, "list_follows"),
        shortest=_number(table, "shortest"),
        longest=_number(table, "longest"),
        clauses=_number(table, "clauses"),
        short_clauses=_number(table, "short_clauses"),
        uneven=_number(table, "uneven"),
        spoken=compiled(table, "spoken"),
        most=_number(table, "most"),
    )
    table.close()
    return rules


def _checks(table: Table) -> CheckRules:
    compiled(table, "announced")
    rules = CheckRules(
        whole=pattern(table, "whole"),
        announced=table.text("announced"),
        overlaps=pattern(table, "overlaps"),
        listed=_share(table, "listed"),
        most_listed=_number(table, "most_listed"),
        about=_number(table, "about"),
    )
    table.close()
    return rules


def _subcases(table: Table) -> SubcaseRules:
    rules = SubcaseRules(
        not_in_a_name=frozenset(table.texts("not_in_a_name")),
        deeds=pattern(table, "deeds"),
        taken_as=pattern(table, "taken_as"),
        practices=tuple(sorted(table.texts("practices"), key=len, reverse=True)),
        not_before=pattern(table, "not_before"),
        not_after=pattern(table, "not_after"),
        goes_on=pattern(table, "goes_on"),
        most=_number(table, "most"),
    )
    table.close()
    return rules


# --- single values ------------------------------------------------------------------------------


def _examples(table: Table, words: re.Pattern[str]) -> None:
    """Check that the words are found in the example and not in what they leave alone."""
    if not words.search(table.text("example")):
        raise table.fault("example", "is not found by the rule", "Mend the rule or the example")
    if words.search(table.text("leaves_alone")):
        mend = "Mend the rule or the text it must leave alone"
        raise table.fault("leaves_alone", "is found by the rule", mend)


def _one_of(table: Table, key: str, known: tuple[_Word, ...]) -> _Word:
    value = table.text(key)
    for word in known:
        if word == value:
            return word
    raise table.fault(key, f"is “{value}”", "Use one of: " + ", ".join(filter(None, known)))


def _number(table: Table, key: str) -> int:
    value = table.text(key)
    if not value.isdigit():
        raise table.fault(key, f"is “{value}”", "Write a whole number in quotation marks")
    return int(value)


def _share(table: Table, key: str) -> float:
    value = table.text(key)
    if not re.fullmatch(r"0\.\d+|1", value):
        raise table.fault(key, f"is “{value}”", 'Write a share in quotation marks: "0.7"')
    return float(value)
