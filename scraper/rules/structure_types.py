"""What `data/structure.toml` holds, as types; `structure` reads and checks it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scraper.model import Evidence, Role, Tier

SEAM = "seam"
"""Rule of the notes on paragraphs that belong to another text."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A kind of place where a case plays."""

    id: str
    zh: str
    en: str
    words: re.Pattern[str] | None = None
    """Words of the text that say so."""
    zones: bool = False
    """Whether functional zones are of this kind."""
    cities: frozenset[str] = frozenset()
    """Cities of this kind; empty: any."""
    endings: tuple[str, ...] = ()
    """Last characters of the district; an empty one stands for a case of a whole city."""


@dataclass(frozen=True, slots=True)
class SeamRule:
    """What tells a paragraph of another text that the page ran into this one."""

    reported: re.Pattern[str]
    reason_zh: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class TierRule:
    """The level that the name of an organisation speaks for."""

    id: Tier
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class RoleRule:
    """What tells a sentence that answers one question of the case structure."""

    id: Role
    heading: re.Pattern[str]
    cues: re.Pattern[str]
    unless: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class TroubleRule:
    """What a sentence says that tells a problem without one of its cues."""

    words: re.Pattern[str]
    mended: re.Pattern[str]
    """Troubles that somebody ends."""
    before: re.Pattern[str]
    """Words of the time before what was done."""

    def told_by(self, sentence: str) -> bool:
        """Whether a sentence says that something is lacking, hard or at odds."""
        return self.words.search(self.mended.sub("", sentence)) is not None


@dataclass(frozen=True, slots=True)
class PointRules:
    """What tells the sentences that answer the questions of the case structure."""

    roles: tuple[RoleRule, ...]
    trouble: TroubleRule
    evidence: Mapping[Evidence, re.Pattern[str]]
    """By evidence, the more telling first."""
    wanted: re.Pattern[str]
    """What was wanted, not what came about."""
    aside: re.Pattern[str]
    """Headings of sections that answer nothing."""
    reported: re.Pattern[str]
    """Sentences of another text around this one."""
    most: int
    most_practice: int


@dataclass(frozen=True, slots=True)
class PartnerRules:
    """What tells a unit that took part."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    endings: tuple[str, ...]
    """Longest first."""
    always: re.Pattern[str]
    never: frozenset[str]
    """Characters that no name of a unit holds."""
    empty: frozenset[str]
    most: int


@dataclass(frozen=True, slots=True)
class PeopleRules:
    """What tells the name of a person."""

    surnames: frozenset[str]
    roles: tuple[str, ...]
    """Longest first."""
    after: tuple[str, ...]
    named_for: tuple[str, ...]
    never: frozenset[str]
    outside: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class AwardRules:
    """What tells an award that was given."""

    given: re.Pattern[str]
    name: re.Pattern[str]
    wanted: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class SloganRules:
    """What tells a slogan from other words in quotation marks."""

    numbered: re.Pattern[str]
    not_one: re.Pattern[str]
    not_after: re.Pattern[str]
    list_follows: re.Pattern[str]
    shortest: int
    longest: int
    """Length of a clause."""
    clauses: int
    short_clauses: int
    """Clauses needed, and where they have the shortest length."""
    uneven: int
    spoken: re.Pattern[str]
    """Words of somebody who speaks: two such clauses are no slogan."""
    most: int


@dataclass(frozen=True, slots=True)
class CheckRules:
    """How the text's own figures are held against each other."""

    whole: re.Pattern[str]
    announced: str
    """Units of things announced by number, as an expression."""
    overlaps: re.Pattern[str]
    """Parts that may overlap: their sum says nothing."""
    listed: float
    most_listed: int
    about: int


@dataclass(frozen=True, slots=True)
class SubcaseRules:
    """What tells a case within the case."""

    not_in_a_name: frozenset[str]
    """Words before the name of a unit that are none of it."""
    deeds: re.Pattern[str]
    taken_as: re.Pattern[str]
    practices: tuple[str, ...]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    goes_on: re.Pattern[str]
    most: int


@dataclass(frozen=True, slots=True)
class StructureRules:
    """Everything in `structure.toml`, and the journals."""

    settings: tuple[Setting, ...]
    seam: SeamRule
    tiers: tuple[TierRule, ...]
    points: PointRules
    partners: PartnerRules
    people: PeopleRules
    awards: AwardRules
    slogans: SloganRules
    checks: CheckRules
    subcases: SubcaseRules
    journals: Mapping[str, str]
    """Name of a journal by its ISSN."""

    @property
    def reasons(self) -> Mapping[str, tuple[str, str]]:
        """Reason for each mark that filing sets, in Chinese and in English, by its rule."""
        return {SEAM: (self.seam.reason_zh, self.seam.reason_en)}
