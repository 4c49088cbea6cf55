"""What kind of place a case plays in, and the level of its lead organisation."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.cases.document import Document
from scraper.model import Place, Tier
from scraper.rules.places import PlaceRules
from scraper.rules.structure_types import Setting, TierRule

TWICE = 2
"""How often the text must use the words of a setting where title and opening do not."""


def find_setting(
    document: Document, place: Place, settings: Sequence[Setting], places: PlaceRules
) -> str:
    """Return the id of the first setting that holds; empty where the text shows none."""
    return next((s.id for s in settings if _holds(s, document, place, places)), "")


def _holds(setting: Setting, document: Document, place: Place, places: PlaceRules) -> bool:
    if setting.words:
        return _says(setting, document)
    if setting.zones:
        return place.district.endswith(places.zones)
    if setting.cities and not setting.cities & {place.city, place.province}:
        return False
    if not place.district:
        return bool(place.city) and "" in setting.endings
    return place.district.endswith(tuple(filter(None, setting.endings)))


def _says(setting: Setting, document: Document) -> bool:
    words = setting.words
    if words is None:
        return False
    early = any(
        words.search(passage.text)
        for passage in document.passages()
        if passage.rank in ("title", "opening", "meta")
    )
    return early or len(words.findall(document.text)) >= TWICE


def find_tier(organisation: str, setting: str, tiers: Sequence[TierRule]) -> Tier:
    """Return the level that the name of the lead organisation speaks for; empty where none.

    `setting` is the setting of the case: the organisations of an enterprise community are the
    enterprise's own.
    """
    if not organisation:
        return ""
    if setting == "enterprise":
        return "enterprise"
    return next((tier.id for tier in tiers if tier.words.search(organisation)), "")
