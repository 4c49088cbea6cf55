"""The lead organisation of a case, in the text's words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from scraper.cases.document import Document
from scraper.model import Place
from scraper.rules.facts import OrganisationRules

_FULL = re.compile(r"^中共(?P<name>[\u4e00-\u9fff]{4,40}(?:支部|总支|党委|工委|委员会|区委|市委))$")
TWICE = 2
"""How often the text must name an organisation that is not the place itself."""
OFTEN = 3
"""The same for one that has no name of its own."""


def find_organisation(document: Document, place: Place, rules: OrganisationRules) -> str:
    """Return the organisation the case is about; empty where the text does not make it plain.

    The signature of the text comes first, then the Party organisation of the place that the text
    names most, then the community or subdistrict itself, then an organisation that the text
    speaks of throughout without a name (`社区联合党委`, `**街道党委`).
    """
    signature = _signature(document, place)
    if signature:
        return signature
    best, times = _most_named(document.text, _stems(place), rules.endings)
    if best and (times >= TWICE or not place.subdistrict):
        return best
    return (
        (place.subdistrict and place.community)
        or place.subdistrict
        or _throughout(document.text, (r"\*\*", "××"), rules.endings, TWICE)
        or _throughout(document.text, ("",), rules.unnamed, OFTEN)
        or _throughout(document.text, (rules.kinds,), rules.endings, TWICE)
        or _of_a_kind(document, rules)
        or _communities(document, place)
        or ("" if place.district else _throughout(document.text, ("",), rules.bodies, OFTEN))
    )


def _of_a_kind(document: Document, rules: OrganisationRules) -> str:
    """The kind of community that the title or the opening names, of which none has a name."""
    early = (p.text for p in document.passages() if p.rank in ("title", "opening"))
    found = (re.search(rules.enterprises, text) for text in early)
    return next((match[0] for match in found if match), "")


def _communities(document: Document, place: Place) -> str:
    """`花山社区` where the text means the communities of a place throughout."""
    name = re.sub("[省市区县旗]$", "", place.district or place.city) + "社区"
    return name if len(name) > 3 and document.text.count(name) >= OFTEN else ""


def _throughout(text: str, stems: Sequence[str], endings: Sequence[str], times: int) -> str:
    """The organisation named most, where it is named at least so many times."""
    best, named = _most_named(text, stems, endings)
    return best if named >= times else ""


def _most_named(text: str, stems: Sequence[str], endings: Sequence[str]) -> tuple[str, int]:
    """The organisation named most and how often; of equals the one with the telling ending."""
    named: Counter[str] = Counter()
    ending = "|".join(map(re.escape, endings))
    for stem in stems:
        named.update(match[0] for match in re.finditer(f"{stem}(?:{ending})", text))
    if not named:
        return "", 0

    def telling(name: str) -> tuple[int, int]:
        return named[name], -next(i for i, ending in enumerate(endings) if name.endswith(ending))

    best = max(named, key=telling)
    return best, named[best]


def _signature(document: Document, place: Place) -> str:
    """The organisation that signs the text in its bibliographic matter, without its superiors."""
    for paragraph in document.paragraphs:
        match = _FULL.match(paragraph.text.strip()) if paragraph.kind == "meta" else None
        if match:
            local = place.community or place.subdistrict
            return match["name"][match["name"].find(local) if local in match["name"] else 0 :]
    return ""


def _stems(place: Place) -> tuple[str, ...]:
    """What the name of an organisation of this place starts with, as expressions."""
    stems = []
    for level in (place.community, place.subdistrict, place.district, place.city):
        if level:
            bare = re.sub(r"(?:街道|社区|居民区|镇|乡|新区|区|县|市|旗)$", "", level)
            unit = level.removeprefix(bare)
            stems.append(rf"{re.escape(bare)}(?:{unit})?" if len(bare) > 1 else re.escape(level))
            if unit == "新区":
                stems.append(unit)
    return tuple(stems)
