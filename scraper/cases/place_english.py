"""English names of places, from the smallest unit up: `Jiading District, Shanghai`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.rules.places import PlaceRules
from scraper.text import pinyin

_NESTED = re.compile(".+?(?:社区|居民区|街道|小区|$)")


def english_name(levels: Sequence[str], rules: PlaceRules) -> str:
    """Return the English of a place given from province to community; empty levels are skipped."""
    names = [level for i, level in enumerate(levels) if level and level not in levels[:i]]
    units = [unit for name in names for unit in _NESTED.findall(name)]
    return ", ".join(_unit(unit, rules) for unit in reversed(units))


def _unit(name: str, rules: PlaceRules) -> str:
    """One unit: its fixed English, or its name in pinyin with the English of its ending."""
    if name in rules.english:
        return rules.english[name]
    for ending, frame in rules.units.items():
        stem = name.removesuffix(ending)
        if stem and stem != name:
            return frame.format(pinyin.name(stem, rules.readings))
    return pinyin.name(name, rules.readings)
