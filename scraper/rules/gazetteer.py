"""The gazetteer: names of China's provinces, cities, districts, subdistricts and communities.

The data is jionlp's (https://github.com/dongrixinyu/JioNLP), which follows the yearly list of the
National Bureau of Statistics and keeps renamed and merged districts beside the present ones.
"""

from __future__ import annotations

import contextlib
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from scraper.rules.places import Path, load_place_rules

NO_CITY = "省直辖行政区划"
"""jionlp's stand-in for the missing city of a county that answers to its province."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Look-up by name; every name may belong to several places."""

    areas: Mapping[str, tuple[Path, ...]]
    """Provinces, cities and districts by full name."""
    aliases: Mapping[str, tuple[Path, ...]]
    """The same by short name (`上海`, `右江`), where it is two characters or more."""
    towns: Mapping[str, tuple[Path, ...]]
    """Districts that have a subdistrict or town of that name."""
    districts: Mapping[Path, Mapping[str, Mapping[str, object] | None]]
    """Subdistricts and towns of a district, each with its communities and villages."""

    def towns_of(self, community: str, path: Path) -> tuple[str, ...]:
        """Subdistricts and towns of the district `path` with a community or village so named."""
        towns = self.districts.get(path, {})
        return tuple(town for town, below in towns.items() if below and community in below)


def is_within(path: Path, outer: Path) -> bool:
    """Whether `path` is `outer` or lies inside it; levels that `outer` leaves empty match all."""
    return all(not want or want == have for have, want in zip(path, outer, strict=True))


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer, read once; takes about a second the first time."""
    with contextlib.redirect_stdout(io.StringIO()):  # jionlp prints a banner when imported
        from jionlp.dictionary.dictionary_loader import (
            china_location_change_loader,
            china_location_loader,
        )

        provinces = china_location_loader(detail=True)
        changes = china_location_change_loader()
    areas: defaultdict[str, set[Path]] = defaultdict(set)
    aliases: defaultdict[str, set[Path]] = defaultdict(set)
    towns: defaultdict[str, set[Path]] = defaultdict(set)
    districts: dict[Path, dict[str, Mapping[str, object] | None]] = {}
    for path, node in _walk(provinces):
        _name(path, node.get("_alias"), areas, aliases)
        if path[2]:
            districts[path] = dict(_children(node))
            for town in districts[path]:
                towns[town].add(path)
    for path, alias in _renamed(changes):
        _name(path, alias, areas, aliases)
    return Gazetteer(_frozen(areas), _frozen(aliases), _frozen(towns), districts)


def _walk(provinces: Mapping[str, Any]) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Every province, city and district of jionlp's tree, with its node."""
    for province, province_node in _children(provinces):
        yield (province, "", ""), province_node
        for city, city_node in _children(province_node):
            known = "" if city == NO_CITY else city
            if known and known != province:
                yield (province, known, ""), city_node
            for district, node in _children(city_node):
                if isinstance(node, dict) and "_full_name" in node:
                    yield (province, known, district), node


def _children(node: Mapping[str, Any] | None) -> Iterator[tuple[str, Any]]:
    """Named children of a node; keys that start with `_` are jionlp's own."""
    return ((name, child) for name, child in (node or {}).items() if not name.startswith("_"))


def _renamed(changes: list[dict[str, Any]]) -> Iterator[tuple[Path, str]]:
    """Former districts with their short names, as they were called."""
    for change in changes:
        names = [(entry[0] or "", entry[1] or "") for entry in change["old_loc"]]
        path = (names[0][0], names[1][0], names[2][0])
        yield path, next(alias for _, alias in reversed(names) if alias)
    for path in load_place_rules().former:
        yield path, path[2][:-1]


def _name(
    path: Path,
    alias: str | list[str] | None,
    areas: defaultdict[str, set[Path]],
    aliases: defaultdict[str, set[Path]],
) -> None:
    full = next(name for name in reversed(path) if name)
    areas[full].add(path)
    for short in [alias] if isinstance(alias, str) else alias or []:
        if len(short) > 1 and short != full:
            aliases[short].add(path)


def _frozen(table: Mapping[str, set[Path]]) -> dict[str, tuple[Path, ...]]:
    return {name: tuple(sorted(paths)) for name, paths in table.items()}
