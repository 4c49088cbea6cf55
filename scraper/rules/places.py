"""Rules for finding the place of a case: `data/places.toml`, read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from scraper.model import CasebookError
from scraper.rules.patterns import pattern
from scraper.rules.reader import Table

FILE = "places.toml"
NAMES = "place_names.tsv"

Path = tuple[str, str, str]
"""Full names of province, city and district; empty from the level on that is not meant.

A municipality stands as province and as city; a county under the province has an empty city.
"""


@dataclass(frozen=True, slots=True)
class PlaceRules:
    """What tells a case's own place from other names, and how places are called in English."""

    common_nouns: frozenset[str]
    """Full names that are also common nouns: good only right after their city."""
    common_words: frozenset[str]
    """Short names that are also everyday words: good only inside a chain of places."""
    inside_a_name: re.Pattern[str]
    """What follows a place name that is part of another name (a school, a newspaper)."""
    somewhere_else: re.Pattern[str]
    """What stands before the name of a place that is not the case's own; ends at the name."""
    generic: frozenset[str]
    """Words before 街道 or 社区 that name none."""
    boundary: tuple[str, ...]
    """Words that a place name does not hold."""
    zones: tuple[str, ...]
    """Endings of functional zones, longest first."""
    former: tuple[Path, ...]
    """Former districts that the gazetteer does not list."""
    units: Mapping[str, str]
    """English of a unit by its Chinese ending, `{}` for the name; longest ending first."""
    english: Mapping[str, str]
    """Names whose English is not their pinyin."""
    readings: Mapping[str, str]
    """Readings of names, syllables set apart by spaces."""


@cache
def load_place_rules() -> PlaceRules:
    """Return the place rules that ship with Casebook; `CasebookError` where the data is wrong."""
    data = resources.files("scraper").joinpath("data")
    names = parse_names(data.joinpath(NAMES).read_text(encoding="utf-8"))
    root = Table.parse(data.joinpath(FILE).read_text(encoding="utf-8"), FILE)
    rules = PlaceRules(
        common_nouns=frozenset(root.texts("common_nouns")),
        common_words=frozenset(root.texts("common_words")),
        inside_a_name=pattern(root, "inside_a_name"),
        somewhere_else=pattern(root, "somewhere_else", "(?:{})$"),
        generic=frozenset(root.texts("generic")),
        boundary=root.texts("boundary"),
        zones=tuple(sorted(root.texts("zones"), key=len, reverse=True)),
        former=tuple(_path(root, entry) for entry in root.texts("former")),
        units=dict(sorted(names["unit"].items(), key=lambda unit: -len(unit[0]))),
        english=names["name"],
        readings=names["reading"],
    )
    root.close()
    return rules


def parse_names(text: str, file: str = NAMES) -> dict[str, dict[str, str]]:
    """Return the table of names by kind; `CasebookError` names the line that is wrong."""
    kinds: dict[str, dict[str, str]] = {"unit": {}, "name": {}, "reading": {}}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(("#", "kind\t")) or not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) != 3 or cells[0] not in kinds:
            mend = "Write kind, Chinese and Latin set apart by tabs; kinds: " + ", ".join(kinds)
            raise CasebookError(file, f"“{line}” is no row of the table", mend, str(number))
        kinds[cells[0]][cells[1]] = cells[2]
    return kinds


def _path(table: Table, entry: str) -> Path:
    parts = entry.split()
    if len(parts) != 3:
        mend = "Write province, city and district set apart by spaces"
        raise table.fault("former", f"holds “{entry}”", mend)
    return parts[0], parts[1], parts[2]
