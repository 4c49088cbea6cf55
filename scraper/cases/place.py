"""Where a case happened: the place its words add up to, from the province down.

Each mention of a place votes for itself and all it lies in. From the top down the place with
most votes wins, as long as it leads clearly; where no place does, the levels below stay empty.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from scraper.cases.document import Document, Passage
from scraper.cases.localities import Locality, find_localities
from scraper.cases.mentions import RANKS, Mention, mentions
from scraper.cases.place_english import english_name
from scraper.model import Place
from scraper.rules.gazetteer import Gazetteer, is_within
from scraper.rules.places import Path, PlaceRules

ENOUGH = 2.0
"""Votes a place needs: two mentions in the text, or one in the opening."""
CLEAR_LEAD = 0.6
"""Share of the votes of its level that a place needs."""
EMPTY: Path = ("", "", "")
_SELF_CITY = re.compile("我们?市|本市|全市|市委、市政府")
_SELF_DISTRICT = re.compile("我区|本区|全区|我县|全县|区委、区政府|县委、县政府")


def find_place(document: Document, gazetteer: Gazetteer, rules: PlaceRules) -> Place:
    """Return the place of a case; an empty one where the text names none or none clearly."""
    passages = tuple(document.passages())
    found = _settled([(passage, mentions(passage, gazetteer, rules)) for passage in passages])
    all_mentions = [mention for _, here in found for mention in here]
    zones = _zones(found, rules)
    path = _area(document, all_mentions, zones)
    zone = _zone_of(path, zones)
    local = find_localities(passages, path, zone, gazetteer, rules)
    if not path[2] and not zone and local.subdistrict:
        path = _area_of_town(local, path, gazetteer)
    if path == EMPTY and not zone:
        return Place()
    return _place(path, zone, local, _stated(all_mentions), rules)


def _settled(
    found: Sequence[tuple[Passage, tuple[Mention, ...]]],
) -> list[tuple[Passage, tuple[Mention, ...]]]:
    """The mentions, each name of several places read as the text reads it elsewhere.

    Of the four 鼓楼区 a text means the one of 南京市 throughout where it once says so.
    """
    sure = {m.paths[0] for _, here in found for m in here if len(m.paths) == 1 and m.weight}

    def settle(mention: Mention) -> Mention:
        known = tuple(path for path in mention.paths if path in sure)
        return replace(mention, paths=known) if len(known) == 1 else mention

    return [(passage, tuple(map(settle, here))) for passage, here in found]


def _stated(found: Sequence[Mention]) -> frozenset[str]:
    return frozenset(name for mention in found for name in mention.stated)


# --- province, city, district -------------------------------------------------------------------


def _area(document: Document, found: Sequence[Mention], zones: Mapping[str, Zone]) -> Path:
    """The province, city and district with the clear lead, as far down as there is one."""
    votes = [mention for mention in found if mention.weight]
    votes += [Mention(0, 0, zone.paths, zone.weight) for zone in zones.values() if zone.paths]
    path = EMPTY
    for level in range(3):
        if level == 2 and _speaks_as_city(document.text, path, votes):
            break
        winner = _leader(votes, path, level)
        if winner == EMPTY:
            break
        path = winner
    return path


def _leader(votes: Sequence[Mention], path: Path, level: int) -> Path:
    """The place one level below `path` that most votes lie in; EMPTY where none leads clearly."""
    shares: defaultdict[Path, float] = defaultdict(float)
    total = 0.0
    for vote in votes:
        below = {_cut(p, level) for p in vote.paths if is_within(p, path) and _reaches(p, level)}
        if below:
            total += vote.weight
        for place in below:
            # A name that may mean several places says less for each of them.
            shares[place] += vote.weight / len(below)
    if not shares:
        return EMPTY
    winner = max(shares, key=lambda place: shares[place])
    if total < ENOUGH or shares[winner] < CLEAR_LEAD * total:
        return EMPTY
    return winner


def _cut(path: Path, level: int) -> Path:
    """A path down to a level: 0 province, 1 city, 2 district."""
    province, city, district = path
    return (province, city if level > 0 else "", district if level > 1 else "")


def _reaches(path: Path, level: int) -> bool:
    """Whether a path goes down to this level; a county under its province has an empty city."""
    return any(path[level:])


def _speaks_as_city(text: str, path: Path, votes: Sequence[Mention]) -> bool:
    """Whether a text speaks for its whole city: it says `我市`, or names the city above all."""
    city, district = len(_SELF_CITY.findall(text)), len(_SELF_DISTRICT.findall(text))
    if city >= 3 and city > district:
        return True
    districts = {p for v in votes for p in v.paths if p[2] and is_within(p, path)}
    own = sum(v.weight for v in votes if path in v.paths)
    below = sum(v.weight for v in votes if any(p[2] and is_within(p, path) for p in v.paths))
    return len(districts) > 1 and own > below


# --- functional zones ---------------------------------------------------------------------------


class Zone:
    """A functional zone (`新蒲新区`) that the text names, and what it lies in."""

    def __init__(self) -> None:
        self.weight = 0.0
        self.paths: tuple[Path, ...] = ()


def _zones(
    found: Sequence[tuple[Passage, tuple[Mention, ...]]], rules: PlaceRules
) -> dict[str, Zone]:
    """Zones named right after their city or province, with the votes all their mentions give."""
    ending = "|".join(map(re.escape, rules.zones))
    named = re.compile(rf"[\u4e00-\u9fff]{{0,4}}?(?:{ending})")
    zones: defaultdict[str, Zone] = defaultdict(Zone)
    for passage, here in found:
        for mention in here:
            match = named.match(passage.text, mention.end)
            if match and mention.weight and not any(p[2] for p in mention.paths):
                zones[match[0]].paths = mention.paths
    for passage, _ in found:
        for name in zones:
            zones[name].weight += RANKS[passage.rank] * passage.text.count(name)
    return dict(zones)


def _zone_of(path: Path, zones: Mapping[str, Zone]) -> str:
    """The zone inside `path` that is named most; empty where the path already has a district."""
    if path == EMPTY or path[2]:
        return ""
    inside = {
        name: zone.weight
        for name, zone in zones.items()
        if any(is_within(path, outer) or is_within(outer, path) for outer in zone.paths)
    }
    best = max(inside, key=lambda name: inside[name], default="")
    return best if best and inside[best] >= ENOUGH else ""


# --- putting it together ------------------------------------------------------------------------


def _area_of_town(local: Locality, path: Path, gazetteer: Gazetteer) -> Path:
    """The district of a subdistrict that is the only one of its name in `path`; else `path`."""
    homes = [home for home in gazetteer.towns.get(local.subdistrict, ()) if is_within(home, path)]
    sure = local.sure or path != EMPTY
    return homes[0] if len(homes) == 1 and sure else path


def _place(
    path: Path, zone: str, local: Locality, stated: frozenset[str], rules: PlaceRules
) -> Place:
    province, city, district = path
    names = {"province": province, "city": city or _municipality(province), "district": district}
    inferred = [level for level, name in names.items() if name and name not in stated]
    names["district"] = district or zone
    names["subdistrict"], names["community"] = local.subdistrict, local.community
    inferred += ["subdistrict"] if local.subdistrict_inferred else []
    return Place(
        **names,
        english=english_name(tuple(names.values()), rules),
        inferred=tuple(inferred),
    )


def _municipality(province: str) -> str:
    """A municipality (上海市) is its own city."""
    return province if province.endswith("市") else ""
