"""People the text names: a surname and a given name right behind what the person is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.cases.document import Document
from scraper.model import Named
from scraper.rules.structure_types import PeopleRules
from scraper.text.words import cut, frequency

COMMON = 10
"""Frequency from which on a word of the dictionary is taken for a word and not for a name."""
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def find_people(
    document: Document, rules: PeopleRules, speeches: re.Pattern[str]
) -> tuple[Named, ...]:
    """Return the people of a document in order, each once, with the sentence that names them.

    Authors, reporters and the people of a sentence of `speeches` are not the case's.
    """
    found: dict[str, Named] = {}
    for sentence, paragraph in document.sentences():
        if rules.outside.search(sentence) or speeches.search(sentence):
            continue
        for name in _names(sentence, rules):
            found.setdefault(name, Named(name, sentence, paragraph))
    return tuple(found.values())


def _names(sentence: str, rules: PeopleRules) -> Iterator[str]:
    for role in re.finditer("|".join(map(re.escape, rules.roles)), sentence):
        name = _name_at(sentence, role.end(), rules)
        if name:
            yield name
    # A style or a spirit has the full name of the person it is called after.
    for named_for in re.finditer("|".join(map(re.escape, rules.named_for)), sentence):
        name = sentence[max(0, named_for.start() - 3) : named_for.start()]
        if len(name) == 3 and _may_be(name, rules) and cut(name) != [name]:
            yield name


def _name_at(sentence: str, at: int, rules: PeopleRules) -> str:
    """The name that begins at a position; empty where none does."""
    match = _HAN.match(sentence, at)
    stretch = match[0] if match else ""
    for length in (3, 2, 4):
        name, rest = stretch[:length], stretch[length:]
        if len(name) == length and _may_be(name, rules) and _ends(rest, rules):
            return name
    return ""


def _may_be(name: str, rules: PeopleRules) -> bool:
    """Whether characters may be a name: a surname, a given name, no word of the dictionary."""
    double = name[:2] in rules.surnames
    given = name[2:] if double else name[1:]
    return (
        (double or name[:1] in rules.surnames)
        and 1 <= len(given) <= 2
        and not set(given) & rules.never
        and frequency(name) < COMMON
        and frequency(given) < COMMON * 300
    )


def _ends(rest: str, rules: PeopleRules) -> bool:
    return not rest or rest.startswith(rules.after)
