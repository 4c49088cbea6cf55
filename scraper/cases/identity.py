"""The id of a case: lasting, readable, and part of its address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from scraper.model import Place
from scraper.text import pinyin
from scraper.text.words import cut

LIMIT = 48
"""Characters of an id made here; addresses allow 64, and a number may have to follow."""
TITLE_WORDS = 3
"""Words of the title that an id is made from where the case has no place."""
_TELLING = re.compile(r"(?![一二两三四五六七八九十几])[\u4e00-\u9fff]{2,}")
"""A word of two characters and more that is no number."""
_UNIT = re.compile(
    r"(?:街道|社区|居民区|苏木|自治区|自治州|自治县|新区|经济技术开发区|开发区|高新区|[省市区县旗盟镇乡州])$"
)


def case_id(
    place: Place, title: str, taken: Callable[[str], bool], readings: Mapping[str, str]
) -> str:
    """Return an id that is not `taken`, from the most telling place name, else from the title.

    Where it is taken, the next name up is added (`youjiang-baise`), at last a number.
    """
    parts: list[str] = []
    for part in _parts(place, title, readings):
        parts.append(part)
        name = "-".join(parts)[:LIMIT].strip("-")
        if not taken(name):
            return name
    base = "-".join(parts)[:LIMIT].strip("-") or "case"
    number = 2
    while taken(f"{base}-{number}"):
        number += 1
    return f"{base}-{number}" if taken(base) else base


def _parts(place: Place, title: str, readings: Mapping[str, str]) -> Iterator[str]:
    """Slugs from the smallest named place up; of the title's first words where there is none."""
    community = place.community if place.subdistrict else ""
    levels = (community, place.subdistrict, place.district, place.city, place.province)
    told = [
        slug
        for level in dict.fromkeys(levels)
        if level and (slug := pinyin.slug(_bare(level), readings))
    ]
    words = "-".join(pinyin.slug(word, readings) for word in _words(title))
    yield from told or ([words] if words else [])


def _bare(name: str) -> str:
    """A place name without its unit, unless that leaves one character only (`云县`)."""
    bare = _UNIT.sub("", name)
    return bare if len(bare) > 1 else name


def _words(title: str) -> list[str]:
    """The words that name a text without a place: of a name in quotation marks, else its first."""
    quoted = re.search(r"“([\u4e00-\u9fff]{2,8})”", title)
    told = _telling(quoted[1]) if quoted else []
    return (told or _telling(title))[:TITLE_WORDS]


def _telling(words: str) -> list[str]:
    return [word for word in cut(words) if _TELLING.fullmatch(word)]
