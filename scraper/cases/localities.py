"""Subdistricts, towns and communities: names below the district, found by their endings.

The gazetteer's list of them is younger than many cases, so a name counts by where it stands: right
after its district, in the title, as the owner of a Party organisation, or listed under the
district in the gazetteer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from scraper.cases.document import Passage
from scraper.cases.mentions import RANKS
from scraper.rules.gazetteer import Gazetteer
from scraper.rules.places import Path, PlaceRules
from scraper.text.words import cut

LONGEST = 8
"""Longest name, its ending included; longer ones are phrases."""
OFTEN = 3.0
"""Votes a name needs where it stands neither in the title nor in the opening."""
MINOR = 0.4
"""Share of the district's votes below which a subdistrict is an example of the district."""
FAR_AHEAD = 3.0
"""Times the votes of the next that the one name needs."""
TOWN = "街道|镇|乡|苏木"
COMMUNITY = "社区|居民区"
_OWNER = re.compile(r"党工委|党委|党总支|党支部|办事处|居委会|居民委员会|工委|管委会")
_ESTATE = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:小区|花园|家园|新村)(?:小区)?")
_DISTRICT = re.compile(r"[^社小园景厂库校老新]区|[县市旗]")
"""A district within the words: they are a chain of names, not one name."""
_HAN = re.compile(r"[\u4e00-\u9fff]+$")


@dataclass(frozen=True, slots=True)
class Locality:
    """Subdistrict and community of a case; empty where none stands out."""

    subdistrict: str = ""
    community: str = ""
    subdistrict_inferred: bool = False
    """Whether the gazetteer supplied the subdistrict."""
    sure: bool = False
    """Whether the subdistrict stands out so far that the district may rest on it."""


@dataclass(frozen=True, slots=True)
class _Sighting:
    name: str
    votes: float
    prominent: bool
    """In the title, in bibliographic matter, a heading or the opening."""


def find_localities(
    passages: Sequence[Passage], path: Path, zone: str, gazetteer: Gazetteer, rules: PlaceRules
) -> Locality:
    """Return the subdistrict and the community that the passages centre on."""
    district = gazetteer.districts.get(path, {})
    listed = frozenset(name for below in district.values() for name in below or ())
    uppers = _uppers(path, zone)
    towns = _sightings(passages, _Level(TOWN, uppers, frozenset(district)), rules)
    lower = _Level(COMMUNITY, (*uppers, *{town.name for town in towns}), listed)
    communities = _sightings(passages, lower, rules)
    own = _votes(passages, (path[2], zone))
    subdistrict = _centre(towns, own)
    # A community lies in one subdistrict: where the text has several, it is about none of theirs.
    one_home = subdistrict or (not towns and (path[2] or zone))
    community = _centre(communities, 0.0) if one_home else ""
    inferred = ""
    if community and path[2] and not towns:
        homes = gazetteer.towns_of(community, path)
        inferred = homes[0] if len(homes) == 1 else ""
    return Locality(
        subdistrict or inferred,
        _with_estate(community, passages, rules),
        bool(inferred),
        sum(town.votes for town in towns if town.name == subdistrict) >= OFTEN,
    )


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of local names."""

    endings: str
    uppers: tuple[str, ...]
    """Names after which a name of this level follows at once."""
    listed: frozenset[str]
    """Names of this level that the gazetteer has for the district."""


def _uppers(path: Path, zone: str) -> tuple[str, ...]:
    short = path[2][:-1] if len(path[2]) > 2 else ""
    return tuple(name for name in (path[2], short, zone, path[1]) if name)


def _sightings(
    passages: Sequence[Passage], level: _Level, rules: PlaceRules
) -> tuple[_Sighting, ...]:
    return tuple(
        _Sighting(name, RANKS[passage.rank], passage.rank != "text")
        for passage in passages
        for ending in re.finditer(level.endings, passage.text)
        if (name := _name(passage.text, ending, level, rules))
    )


def _name(text: str, ending: re.Match[str], level: _Level, rules: PlaceRules) -> str:
    """The local name that ends here; empty where the words before the ending are no name."""
    before = _HAN.search(text[max(0, ending.start() - 20) : ending.start()])
    if before is None:
        return ""
    stem = before[0]
    rest = min((_after(stem, upper) for upper in level.uppers), key=len, default=stem)
    if 1 < len(rest) < min(LONGEST - 1, len(stem)) and is_name(rest, rules):
        return rest + ending[0]
    for length in range(min(LONGEST, len(stem)), 1, -1):
        if stem[-length:] + ending[0] in level.listed:
            return stem[-length:] + ending[0]
    if not _is_owner(text, ending.end()) and not _is_located(text, ending, stem):
        return ""
    name = words_before(stem, rules)
    # `肇东社区` means the communities of 肇东, not one of that name.
    is_upper = any(name in (upper, upper[:-1]) for upper in level.uppers)
    return name + ending[0] if len(name) > 1 and is_name(name, rules) and not is_upper else ""


def _after(stem: str, upper: str) -> str:
    """What follows a name inside a stem; the stem itself where the name does not stand in it."""
    return stem.rpartition(upper)[2]


def _is_owner(text: str, end: int) -> bool:
    """Whether the name is followed by its own office or Party organisation."""
    return _OWNER.match(text, end) is not None


def _is_located(text: str, ending: re.Match[str], stem: str) -> bool:
    """Whether something happens `在` it, and a housing estate inside it is named next."""
    return "在" in stem[-LONGEST:] and _ESTATE.match(text, ending.end()) is not None


def words_before(stem: str, rules: PlaceRules) -> str:
    """Return the words at the end of a stem, back to one that a name does not hold."""
    name = ""
    for word in reversed(cut(stem)):
        if word in rules.boundary or len(word) + len(name) > LONGEST - 2:
            break
        name = word + name
    return name


def is_name(words: str, rules: PlaceRules) -> bool:
    """Return whether words may be a local name: none a name does not hold, not all generic."""
    parts = cut(words)
    return (
        not any(part in rules.boundary for part in parts)
        and not _DISTRICT.search(words)
        and words not in rules.generic
        and not all(part in rules.generic for part in parts)
    )


def _votes(passages: Sequence[Passage], names: Sequence[str]) -> float:
    """What the mentions of some names add up to."""
    return sum(
        RANKS[passage.rank] * passage.text.count(name)
        for passage in passages
        for name in names
        if name
    )


def _centre(sightings: Sequence[_Sighting], upper: float) -> str:
    """The one name that stands out: prominent or frequent, and far ahead of the others.

    `upper` are the votes of the district: a text that names it much more often is about it all.
    """
    votes: defaultdict[str, float] = defaultdict(float)
    for sighting in sightings:
        votes[sighting.name] += sighting.votes
    if not votes:
        return ""
    best = max(votes, key=lambda name: votes[name])
    most = votes.pop(best)
    prominent = any(s.prominent for s in sightings if s.name == best)
    if (not prominent and most < OFTEN) or most < MINOR * upper:
        return ""
    return best if most >= FAR_AHEAD * max(votes.values(), default=0.0) else ""


def _with_estate(community: str, passages: Sequence[Passage], rules: PlaceRules) -> str:
    """The community with the housing estate that its name is followed by, where there is one."""
    if not community:
        return ""
    for passage in passages:
        at = passage.text.find(community)
        estate = _ESTATE.match(passage.text, at + len(community)) if at >= 0 else None
        if estate and estate[0].endswith("小区") and cut(estate[0])[0] not in rules.boundary:
            return community + estate[0]
    return community
