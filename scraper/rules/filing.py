"""Everything that filing an article as a case goes by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from scraper.rules.facts import FactRules, load_fact_rules
from scraper.rules.gazetteer import Gazetteer, load_gazetteer
from scraper.rules.kinds import Kind, load_kinds
from scraper.rules.places import PlaceRules, load_place_rules
from scraper.rules.signals import SignalRules, load_signals
from scraper.rules.structure import load_structure_rules
from scraper.rules.structure_types import StructureRules


@dataclass(frozen=True, slots=True)
class FilingRules:
    """The rules of the filing stage, each from a data file of its own."""

    gazetteer: Gazetteer
    places: PlaceRules
    facts: FactRules
    structure: StructureRules
    signals: SignalRules
    kinds: tuple[Kind, ...]


@cache
def load_filing_rules() -> FilingRules:
    """Return the rules that ship with Casebook; `CasebookError` where a data file is wrong."""
    return FilingRules(
        gazetteer=load_gazetteer(),
        places=load_place_rules(),
        facts=load_fact_rules(),
        structure=load_structure_rules(),
        signals=load_signals(),
        kinds=load_kinds(),
    )
