"""Mentions of provinces, cities and districts in a passage, and how much each says of the case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scraper.cases.document import Passage
from scraper.rules.gazetteer import Gazetteer, is_within
from scraper.rules.places import Path, PlaceRules
from scraper.text.words import cut

RANKS = {"title": 4.0, "meta": 2.0, "heading": 2.0, "opening": 2.0, "text": 1.0}
"""How much a mention counts by where it stands."""
LONGEST_NAME = 15
DISTRICT = 3
"""Levels in the path of a district."""
SHORT_NAME = 0.5
"""What the short name of a district counts: it is often a word or a name of something else."""
_TOWN = re.compile("街道|镇|乡|苏木")
_LIST_MARK = re.compile("[、和及与]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a place, or several of one chain (`上海市嘉定区`), in a passage."""

    start: int
    end: int
    paths: tuple[Path, ...]
    """Places that the name may mean."""
    weight: float
    """What it says for the case; 0 where the name belongs to something else."""
    full: bool = True
    """Whether some name of the chain is written in full (`嘉定区`, not `嘉定`)."""
    known: bool = True
    """False while it is a short name that needs others around it to count as a place."""
    stated: frozenset[str] = frozenset()
    """Full names of the places the words give."""


def mentions(passage: Passage, gazetteer: Gazetteer, rules: PlaceRules) -> tuple[Mention, ...]:
    """Chains of place names in the passage, in order, weighed."""
    found = tuple(_names(passage.text, gazetteer, rules))
    chains = [chain for chain in _chains(found) if chain.known]
    return tuple(
        replace(chain, weight=_weight(passage, index, chains, rules))
        for index, chain in enumerate(chains)
    )


def _names(text: str, gazetteer: Gazetteer, rules: PlaceRules) -> Iterator[Mention]:
    """Single names, the longest at each place."""
    borders = _borders(text)
    position = 0
    while position < len(text):
        name = _name_at(text, position, gazetteer, borders)
        if not name:
            position += 1
            continue
        paths = gazetteer.areas.get(name) or gazetteer.aliases[name]
        common = len(name) == 2 and name in gazetteer.areas and name not in ("香港", "澳门")
        known = not (common or name in rules.common_nouns or name in rules.common_words)
        stated = frozenset(next(level for level in reversed(path) if level) for path in paths)
        yield Mention(
            position, position + len(name), paths, 0.0, name in gazetteer.areas, known, stated
        )
        position += len(name)


def _name_at(text: str, start: int, gazetteer: Gazetteer, borders: frozenset[int]) -> str:
    """The longest name of a place that starts here; a short name must be whole words."""
    for end in range(min(len(text), start + LONGEST_NAME), start + 1, -1):
        name = text[start:end]
        if name in gazetteer.areas and text[end : end + 1] not in tuple("域划间别块位"):
            return name
        if name in gazetteer.aliases and {start, end} <= borders:
            return name
    return ""


def _borders(text: str) -> frozenset[int]:
    """Positions between the words of the text."""
    borders, position = {0}, 0
    for word in cut(text):
        position += len(word)
        borders.add(position)
    return frozenset(borders)


def _chains(names: Sequence[Mention]) -> Iterator[Mention]:
    """Names that follow each other downward (`上海市` + `嘉定区`) become one mention."""
    chain: Mention | None = None
    for name in names:
        joined = _join(chain, name) if chain else None
        if chain and joined is None:
            yield chain
        chain = joined or name
    if chain:
        yield chain


def _join(upper: Mention, lower: Mention) -> Mention | None:
    """Both as one mention where the second lies inside the first and follows it at once."""
    if upper.end != lower.start:
        return None
    paths = tuple(
        path
        for path in lower.paths
        if any(is_within(path, outer) and path != outer for outer in upper.paths)
    )
    if not paths:
        return None
    full = upper.full or lower.full
    return Mention(upper.start, lower.end, paths, 0.0, full, True, upper.stated | lower.stated)


def _weight(passage: Passage, index: int, chain: Sequence[Mention], rules: PlaceRules) -> float:
    """How much a mention says of the case: nothing inside another name, a list or a quotation."""
    here, text = chain[index], passage.text
    before, after = text[: here.start], text[here.end :]
    if rules.inside_a_name.match(after) or rules.somewhere_else.search(before[-12:]):
        return 0.0
    if not here.full and _depth(here) == DISTRICT and _TOWN.match(after):
        return 0.0  # `柳林街道` is a subdistrict, not the county of that name
    if before[-1:] in ("“", "‘", "《") and after[:1] in ("”", "’", "》"):
        return 0.0
    if any(_is_listed(text, here, chain[i]) for i in (index - 1, index + 1) if 0 <= i < len(chain)):
        return 0.0
    weak = passage.rank != "title" and not here.full and _depth(here) == DISTRICT
    return RANKS[passage.rank] * (SHORT_NAME if weak else 1.0)


def _is_listed(text: str, one: Mention, other: Mention) -> bool:
    """Whether two mentions of different places of one level stand side by side in a list."""
    first, second = sorted((one, other), key=lambda mention: mention.start)
    between = text[first.end : second.start]
    if len(between) > 1 or not _LIST_MARK.fullmatch(between):
        return False
    return _depth(one) == _depth(other)


def _depth(mention: Mention) -> int:
    return max(sum(map(bool, path)) for path in mention.paths)
