"""Units smaller than the place of the case that a sentence names: a district of the city, a
subdistrict, a community of the district."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scraper.cases.localities import LONGEST, is_name, words_before
from scraper.cases.place_english import english_name
from scraper.model import Place
from scraper.rules.gazetteer import Gazetteer, is_within
from scraper.rules.places import PlaceRules
from scraper.text.words import cut, part_of_speech

TOWNS = ("街道", "镇", "乡", "苏木")
COMMUNITIES = ("居民区", "社区", "小区", "村")
_HAN = re.compile(r"[\u4e00-\u9fff]+$")
_QUOTED = re.compile("“[^”]*”|《[^》]*》")
_HAS = re.compile("的“")
"""After a name that is a clause of its own: then it may look like any word (`前进街道的“…”`)."""
_NO_NAME = tuple("abvdpcrmqu")
"""Parts of speech that no name of a place is made of: `依托社区` names none."""
_NO_LETTER = tuple("vdpcru")
"""The same for words of one character: `七塘` and `新桥` are names."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, or several named together (`白下、玄武、鼓楼等区`)."""

    start: int
    end: int
    name: str
    place: Place
    """Place of the case for several units together."""


class Units:
    """Finds units below one place."""

    def __init__(
        self, place: Place, gazetteer: Gazetteer, rules: PlaceRules, stops: frozenset[str]
    ) -> None:
        self._place, self._rules, self._stops = place, rules, stops
        self._districts = _districts(place, gazetteer) if not place.district else {}
        self._known = re.compile("|".join(map(re.escape, self._districts)) or "(?!)")
        path = (place.province, "" if place.city == place.province else place.city, place.district)
        self._listed = sorted(gazetteer.districts.get(path, {}), key=len, reverse=True)
        shorts = "|".join(re.escape(name[:-1]) for name in self._districts if len(name) > 2)
        self._several = re.compile(rf"(?:(?:{shorts})区?[、和])+(?:{shorts})(?:等?[一-龥]?个?)?区")
        self._shorts = bool(shorts)
        ends = "|".join((*TOWNS, *COMMUNITIES))
        self._ending = re.compile(f"(?<!小)(?:{ends})(?!化|级|域|办事|办公|改)")

    def find(self, text: str) -> tuple[Unit, ...]:
        """Return the units of a text in order; names that follow each other downward are one.

        Where the case has no place, what lies below it cannot be known.
        """
        if not self._place:
            return ()
        quoted = [match.span() for match in _QUOTED.finditer(text)]
        found: list[Unit] = []
        for unit in sorted(self._all(text), key=lambda unit: (unit.start, -unit.end)):
            if any(start <= unit.start < end for start, end in quoted):
                continue
            if found and unit.start < found[-1].end:
                continue
            follows = found and text[found[-1].end : unit.start] in ("", "的")
            if follows and (both := self._joined(found[-1], unit, text)):
                found[-1] = both
            else:
                found.append(unit)
        return tuple(found)

    def _all(self, text: str) -> Iterator[Unit]:
        if self._shorts:
            for match in self._several.finditer(text):
                yield Unit(match.start(), match.end(), match[0], self._place)
        for match in self._known.finditer(text):
            if match[0]:
                yield self._unit(match.start(), match[0], "district")
        for match in self._ending.finditer(text):
            name = self._local(text, match)
            if name:
                level = "subdistrict" if name.endswith(TOWNS) else "community"
                yield self._unit(match.end() - len(name), name, level)

    def _unit(self, start: int, name: str, level: str) -> Unit:
        place = replace(self._place, **{level: name}, inferred=())
        if level == "district":
            place = replace(place, subdistrict="", community="")
        return Unit(start, start + len(name), name, self._named(place))

    def _joined(self, upper: Unit, lower: Unit, text: str) -> Unit | None:
        """A unit and the next one down that follows at once (`周桥街道虹桥居民区`)."""
        if not upper.name.endswith((*TOWNS, "区", "县")) or lower.place.district == lower.name:
            return None
        below = {
            level: value
            for level in ("subdistrict", "community")
            if (value := getattr(lower.place, level)) != getattr(self._place, level)
        }
        place = self._named(replace(upper.place, **below))
        return Unit(upper.start, lower.end, text[upper.start : lower.end], place)

    def _named(self, place: Place) -> Place:
        levels = (place.province, place.city, place.district, place.subdistrict, place.community)
        return replace(place, english=english_name(levels, self._rules))

    def _local(self, text: str, ending: re.Match[str]) -> str:
        """Name of the subdistrict or community that ends here; empty where none does."""
        before = _HAN.search(text[max(0, ending.start() - LONGEST) : ending.start()])
        stem = before[0] if before else ""
        listed = next((n for n in self._listed if (stem + ending[0]).endswith(n)), "")
        if listed:
            return "" if self._is_own(listed) else listed
        # A name begins behind the unit above it, which may stand right before it.
        for upper in (*self._districts, *TOWNS, "居民区"):
            stem = stem.rpartition(upper)[2] if upper in stem[:-1] else stem
        name = words_before(stem, self._rules)
        if name != stem or not _HAS.match(text, ending.end()):
            name = self._last_words(name)
        if not 2 <= len(name) <= LONGEST - 2 or not is_name(name, self._rules):
            return ""
        if ending[0] in ("村", "小区") and part_of_speech(name + ending[0]):
            return ""
        upper = self._place.district[:-1] or self._place.city[:-1]
        full = name + ending[0]
        return "" if self._is_own(full) or name == upper else full

    def _is_own(self, name: str) -> bool:
        """Whether the name is that of the case's own subdistrict or community."""
        own = (self._place.subdistrict, self._place.community)
        return any(name == level or (level and name in level) for level in own)

    def _last_words(self, words: str) -> str:
        """Words from behind the last one that no name holds: `落户` of `落户仙霞` goes."""
        name = ""
        for word in reversed(cut(words)):
            wrong = _NO_NAME if len(word) > 1 else _NO_LETTER
            if word in self._stops or part_of_speech(word).startswith(wrong):
                break
            name = word + name
        return name


def _districts(place: Place, gazetteer: Gazetteer) -> dict[str, None]:
    """Full names of the districts of a city, longest first."""
    if not place.city:
        return {}
    home = (place.province, "" if place.city == place.province else place.city, "")
    names = {
        path[2]
        for paths in gazetteer.areas.values()
        for path in paths
        if path[2] and is_within(path, home) and path[2] != place.city
    }
    return dict.fromkeys(sorted(names, key=len, reverse=True))
