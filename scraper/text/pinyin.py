"""Chinese names in pinyin, written as GB/T 16159 and GB/T 28039 ask.

Syllables of a name are written together, with a capital letter; an apostrophe goes before a
syllable that starts with a, o or e (Xi'an). Readings that pypinyin does not know as a name come
from the caller.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Set

from pypinyin import lazy_pinyin

from scraper.text.chars import HAN

_PERSON = re.compile(f"[{HAN}]{{2,4}}(?<![某书记主任同志])")
"""Not a name that is masked, nor one with a title after it."""


def syllables(text: str, readings: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Syllables of `text`, lower case, ü kept; what is not Chinese stays as it stands.

    `readings` maps names to their readings, syllables set apart by spaces: `长宁` to `chang ning`.
    """
    known = sorted(readings or {}, key=len, reverse=True)
    parts = re.split("(" + "|".join(map(re.escape, known)) + ")", text) if known else [text]
    found: list[str] = []
    for part in parts:
        if readings and part in readings:
            found += readings[part].split()
        else:
            found += lazy_pinyin(part, v_to_u=True)
    return tuple(found)


def name(text: str, readings: Mapping[str, str] | None = None) -> str:
    """`text` as a proper name: `新成路` gives `Xinchenglu`, `西安` gives `Xi'an`."""
    written = ""
    for syllable in syllables(text, readings):
        apart = written and syllable[:1] in tuple("aoe") and written[-1].isalpha()
        written += "'" + syllable if apart else syllable
    return written[:1].upper() + written[1:]


def person(text: str, surnames: Set[str], readings: Mapping[str, str] | None = None) -> str:
    """`text` as the name of a person, surname first: `李大钊` gives `Li Dazhao`.

    `surnames` holds single and double ones (`欧阳`), `readings` those read in a way of their own.
    Empty where `text` does not begin with one or is no name in full: `王某`, `王书记`.
    """
    if not _PERSON.fullmatch(text):
        return ""
    for length in (2, 1):
        surname, given = text[:length], text[length:]
        if surname in surnames and 1 <= len(given) <= 2:
            return f"{name(surname, readings)} {name(given)}"
    return ""


def slug(text: str, readings: Mapping[str, str] | None = None, limit: int = 64) -> str:
    """`text` as part of an address: lower-case ASCII letters and digits, nothing else.

    Empty where `text` holds no letter or digit.
    """
    joined = unicodedata.normalize("NFKD", "".join(syllables(text, readings)))
    return re.sub(r"[^a-z0-9]", "", joined.lower())[:limit]
