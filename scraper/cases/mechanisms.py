"""Mechanisms: programmes, rules and brands, by the names the text puts in quotation marks, lists
or says were set up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.cases.document import Document, Passage
from scraper.rules.facts import MechanismRules

_QUOTED = re.compile(r"[“‘](?P<name>[^“”‘’]+)[”’]")
_LISTED = re.compile(r"^(?:[、和与及]|以及)?$")
_COMMA = re.compile("[，,]")
_LIST_FOLLOWS = re.compile(r"等(?:系列)?(?:活动|制度|机制|工程|品牌|平台|项目)")
_MARK = re.compile(r"[，。；：！？,;:!?（）()《》\n]")


def find_mechanisms(document: Document, rules: MechanismRules) -> tuple[str, ...]:
    """Return the names in order of first appearance, each once, at most `rules.most`."""
    names: dict[str, None] = {}
    for passage in document.passages():
        found = [*_names(passage, rules), *_unquoted(passage, rules)]
        for _, name in sorted(found, key=lambda entry: entry[0]):
            if not any(name in known for known in names):
                names[name] = None
    return tuple(names)[: rules.most]


def _unquoted(passage: Passage, rules: MechanismRules) -> Iterator[tuple[int, str]]:
    """Where names without quotation marks stand in a passage, and the names."""
    for match in rules.unquoted.finditer(passage.text):
        name = match["item"] or match["body"]
        yield match.start(), re.sub("^(?:以及|和|与)+(?=.{4})", "", name)


def _names(passage: Passage, rules: MechanismRules) -> Iterator[tuple[int, str]]:
    """Where the quoted names of one passage stand, and the names; in a list all are taken where
    one is a mechanism."""
    for group in _groups(passage.text):
        if any(_is_mechanism(passage, quoted, rules) for quoted in group) and not any(
            rules.slogan_after.search(passage.text[quoted.end() :]) for quoted in group[-1:]
        ):
            for quoted in group:
                for part in _parts(passage.text, quoted, rules):
                    yield quoted.start(), part


def _parts(text: str, quoted: re.Match[str], rules: MechanismRules) -> Iterator[str]:
    """The name in quotation marks, or the names where one pair holds a list (“甲、乙”等活动)."""
    parts = quoted["name"].split("、")
    if len(parts) == 1 or not _LIST_FOLLOWS.match(text[quoted.end() :]):
        parts = [quoted["name"]]
    for part in parts:
        if _may_be_a_name(part, rules):
            yield part.strip()


def _groups(text: str) -> Iterator[list[re.Match[str]]]:
    """Quoted words, those of one list (“甲”、“乙”) together."""
    group: list[re.Match[str]] = []
    for quoted in _QUOTED.finditer(text):
        if group and not _LISTED.match(text[group[-1].end() : quoted.start()]):
            yield group
            group = []
        group.append(quoted)
    if group:
        yield group


def _is_mechanism(passage: Passage, quoted: re.Match[str], rules: MechanismRules) -> bool:
    """Whether the words around a quoted name say that it is one."""
    if not any(True for _ in _parts(passage.text, quoted, rules)):
        return False
    if passage.rank == "title" or quoted["name"].endswith(rules.carriers):
        return True
    comma = _COMMA.search(quoted["name"]) is not None
    after = _MARK.split(passage.text[quoted.end() :], maxsplit=1)[0]
    if after.startswith(rules.carriers) or (not comma and _carrier_follows(after, rules)):
        return True
    if comma:
        return False  # two clauses are a slogan, unless the text says that they name something
    before = _MARK.split(passage.text[: quoted.start()])[-1]
    return rules.founders.search(before[-14:]) is not None


def _carrier_follows(after: str, rules: MechanismRules) -> bool:
    return any(0 <= after.find(carrier) <= rules.reach - len(carrier) for carrier in rules.carriers)


def _may_be_a_name(name: str, rules: MechanismRules) -> bool:
    return 1 < len(name.strip()) <= rules.longest and not rules.slogan_inside.search(name)
