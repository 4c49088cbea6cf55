"""Pairs of Chinese and English in data files: found, and the English put back. Pure.

TOML and YAML hold them as `zh` and `en`, or as `x_zh` and `x_en`, in one table; the glossary in
two columns; hand-written pages and the configuration in two files of the same shape. English is
put back into the text of a file as it stands, comments and all.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import tomlkit
from ruamel.yaml import YAML

from scraper.rules.glossary import COLUMNS


@dataclass(frozen=True, slots=True)
class Pair:
    """A text in both languages."""

    context: str
    """Where it stands in its file: `model.grid.name`."""
    chinese: str
    english: str


Changes = Mapping[str, str]
"""New English by context."""


def toml_pairs(text: str) -> list[Pair]:
    """Return the pairs of a TOML file."""
    return [slot.pair for slot in _slots(tomlkit.parse(text))]


def toml_with(text: str, changes: Changes) -> str:
    """Return a TOML file with new English."""
    document = tomlkit.parse(text)
    _put(document, changes)
    return tomlkit.dumps(document)


def yaml_pairs(text: str) -> list[Pair]:
    """Return the pairs of a YAML file."""
    return [slot.pair for slot in _slots(_yaml().load(text))]


def yaml_with(text: str, changes: Changes) -> str:
    """Return a YAML file with new English."""
    document = _yaml().load(text)
    _put(document, changes)
    return _dumped(document)


def glossary_pairs(text: str) -> list[Pair]:
    """Return the terms and the notes of the glossary."""
    pairs = []
    for row in _rows(text):
        if row is None:
            continue
        pairs.append(Pair(f"{row['term']} term", row["term"], row["english"]))
        if row["note_zh"]:
            pairs.append(Pair(f"{row['term']} note", row["note_zh"], row["note_en"]))
    return pairs


def glossary_with(text: str, changes: Changes) -> str:
    """Return the glossary with new English."""
    lines = []
    for line, row in zip(text.splitlines(), _rows(text), strict=True):
        if row is not None:
            row["english"] = changes.get(f"{row['term']} term", row["english"])
            row["note_en"] = changes.get(f"{row['term']} note", row["note_en"])
            line = "\t".join(row[column] for column in COLUMNS)
        lines.append(line)
    return "\n".join((*lines, ""))


def page_pairs(chinese: str, english: str) -> list[Pair]:
    """Return the blocks of two Markdown pages of the same shape, in pairs.

    A block that is equal in both languages (code) is left out, and every block of two pages that
    do not have the same number of them.
    """
    ours, theirs = _blocks(chinese), _blocks(english)
    if len(ours) != len(theirs):
        return []
    return [
        Pair(f"block {number}", zh, en)
        for number, (zh, en) in enumerate(zip(ours, theirs, strict=True), 1)
        if zh != en
    ]


def page_with(english: str, changes: Changes) -> str:
    """Return an English page with new blocks."""
    blocks = [
        changes.get(f"block {number}", block) for number, block in enumerate(_blocks(english), 1)
    ]
    return "\n\n".join(blocks) + "\n"


def config_pairs(chinese: str, english: str) -> list[Pair]:
    """Return the texts of two MkDocs configurations that stand at the same place in both."""
    ours, theirs = dict(_texts(_yaml().load(chinese))), dict(_texts(_yaml().load(english)))
    return [
        Pair(context, ours[context], en)
        for context, en in theirs.items()
        if context in ours and ours[context] != en and _HAN.search(ours[context])
    ]


def config_with(english: str, changes: Changes) -> str:
    """Return an English configuration with new texts."""
    document = _yaml().load(english)
    for context, value in changes.items():
        if context.startswith(_NAV):
            _rename(document["nav"], context.removeprefix(_NAV), value)
            continue
        *path, last = context.split(".")
        node = document
        for key in path:
            node = node[key]
        node[last] = value
    return _dumped(document)


def _rename(navigation: Any, page: str, title: str) -> None:
    """Give an entry of the navigation (`- Title: page.md`) another title."""
    for entry in navigation:
        for old in [name for name, target in entry.items() if target == page]:
            entry[title] = entry.pop(old)


_NAV = "nav."
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Slot:
    """A pair and the place its English is put back to."""

    pair: Pair
    holder: Any
    key: str | int


def _slots(node: Any, path: tuple[str, ...] = ()) -> Iterator[_Slot]:
    if isinstance(node, list):
        for number, item in enumerate(node, 1):
            name = str(item.get("id", number)) if isinstance(item, dict) else str(number)
            yield from _slots(item, (*path, name))
    if not isinstance(node, dict):
        return
    for key in list(node):
        own = key.removesuffix("zh")
        english = f"{own}en"
        if key.endswith("zh") and (not own or own.endswith("_")) and english in node:
            place = (*path, own.rstrip("_")) if own else path
            yield from _paired(node[key], node, english, place)
            if own == "" and isinstance(node.get("en_one"), str):
                singular = Pair(".".join((*path, "one")), str(node[key]), str(node["en_one"]))
                yield _Slot(singular, node, "en_one")
        elif isinstance(node[key], dict | list):
            yield from _slots(node[key], (*path, str(key)))


def _paired(ours: Any, holder: Any, key: str | int, path: tuple[str, ...]) -> Iterator[_Slot]:
    """Yield the texts of two values of the same shape: texts, lists or tables of them."""
    theirs = holder[key]
    if isinstance(ours, str) and isinstance(theirs, str) and ours and theirs:
        yield _Slot(Pair(".".join(path), str(ours), str(theirs)), holder, key)
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for number, item in enumerate(ours):
            yield from _paired(item, theirs, number, (*path, str(number + 1)))
    elif isinstance(ours, dict) and isinstance(theirs, dict):
        for name in (name for name in ours if name in theirs):
            yield from _paired(ours[name], theirs, name, (*path, str(name)))


def _put(document: Any, changes: Changes) -> None:
    for slot in list(_slots(document)):
        if slot.pair.context in changes:
            slot.holder[slot.key] = changes[slot.pair.context]


def _texts(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield the texts of a configuration; those of its navigation by the page they name."""
    if isinstance(node, str):
        yield ".".join(path), str(node)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "nav" and isinstance(value, list):
                for entry in value:
                    yield from ((f"{_NAV}{page}", str(title)) for title, page in entry.items())
            else:
                yield from _texts(value, (*path, str(key)))


def _blocks(page: str) -> list[str]:
    return [block.strip("\n") for block in re.split(r"\n{2,}", page.strip("\n"))]


def _rows(text: str) -> list[dict[str, str] | None]:
    """Return the lines of the glossary; None for those that hold no term."""
    rows: list[dict[str, str] | None] = []
    for line in text.splitlines():
        cells = line.split("\t")
        term = len(cells) == len(COLUMNS) and not line.startswith("#") and cells[0] != COLUMNS[0]
        rows.append(dict(zip(COLUMNS, cells, strict=True)) if term else None)
    return rows


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 2**16
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(document: Any) -> str:
    out = io.StringIO()
    _yaml().dump(document, out)
    return out.getvalue()
