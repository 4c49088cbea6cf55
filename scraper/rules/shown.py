"""What pages show of the rules: their reasons, and the names of the settings.

Reading the rules themselves compiles some three hundred patterns, which takes longer than making
the pages of a case. They are checked where they are read (`load_cleaning_rules`,
`load_structure_rules`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from scraper.rules.cleaning import RULES
from scraper.rules.structure import FILE as STRUCTURE
from scraper.rules.structure_types import SEAM


@cache
def load_reasons() -> Mapping[str, tuple[str, str]]:
    """Return the reason in Chinese and in English by rule id, of cleaning and of filing."""
    tables = {rule["id"]: rule for rule in _read(RULES)["rule"]} | {SEAM: _read(STRUCTURE)["seam"]}
    return {
        id_: (table["reason_zh"].strip(), table["reason_en"].strip())
        for id_, table in tables.items()
    }


@cache
def load_setting_names() -> Mapping[str, tuple[str, str]]:
    """Return the name in Chinese and in English of each setting a case can play in, by its id."""
    return {
        table["id"]: (table["zh"].strip(), table["en"].strip())
        for table in _read(STRUCTURE)["setting"]
    }


@cache
def _read(name: str) -> dict[str, Any]:
    text = resources.files("scraper").joinpath("data", name).read_text(encoding="utf-8")
    return tomllib.loads(text)
