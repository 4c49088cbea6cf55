"""The words of the generated pages in both languages: `data/interface.toml`, read and checked."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

from scraper.model import CasebookError, Language
from scraper.rules.reader import Table

FILE = "interface.toml"

Say = Callable[..., str]
"""`say(key, **values)`: a message in one language, its places filled in."""


@dataclass(frozen=True, slots=True)
class Word:
    """One message in both languages."""

    zh: str
    en: str
    en_one: str
    """English for a count of one; equal to `en` where that makes no difference."""


@dataclass(frozen=True, eq=False)
class Words:
    """All messages, by key."""

    entries: Mapping[str, Word]

    def say(self, language: Language, key: str, **values: object) -> str:
        """Return a message with its places filled in; a `n` of 1 takes the singular.

        Raises `KeyError` for a key the file does not have or a value that is missing: both are
        faults of the caller.
        """
        word = self.entries[key]
        if language == "zh":
            return word.zh.format_map(values)
        return (word.en_one if values.get("n") == 1 else word.en).format_map(values)

    def speaker(self, language: Language) -> Say:
        """Return `say` for one language."""
        plain = self.plain[language]

        def say(key: str, **values: object) -> str:
            return self.say(language, key, **values) if values else plain[key]

        return say

    @cached_property
    def plain(self) -> Mapping[Language, Mapping[str, str]]:
        """The messages without places, which most are, ready to be said."""
        ready: dict[Language, dict[str, str]] = {"zh": {}, "en": {}}
        for key, word in self.entries.items():
            with suppress(KeyError):
                ready["zh"][key], ready["en"][key] = word.zh.format_map({}), word.en.format_map({})
        return ready


@cache
def load_words() -> Words:
    """Return the messages that ship with Casebook; `CasebookError` where the file is wrong."""
    text = resources.files("scraper").joinpath("data", FILE).read_text(encoding="utf-8")
    return parse_words(text)


def parse_words(text: str, file: str = FILE) -> Words:
    """Return the messages a TOML text holds; `file` is its name for errors.

    Raises `CasebookError` for bad TOML, a language left out, an unknown key, and places in
    braces that differ between the languages.
    """
    root = Table.parse(text, file)
    return Words({key: _word(root.table(key), key, file) for key in tomllib.loads(text)})


def _word(table: Table, key: str, file: str) -> Word:
    zh, en = table.text("zh"), table.text("en")
    one = table.text("en_one", en)
    table.close()
    if _places(zh, key, file) != _places(en, key, file) or not _places(one, key, file) <= _places(
        en, key, file
    ):
        raise CasebookError(
            file, "the languages have different {places}", "Use the same ones in both", key
        )
    return Word(zh, en, one)


def _places(message: str, key: str, file: str) -> frozenset[str]:
    """Return the names in braces; only plain names are allowed there."""
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(message) if name is not None]
    except ValueError as error:
        raise CasebookError(file, f"bad braces: {error}", "Write {name}", key) from error
    if not all(name.isidentifier() for name in names):
        raise CasebookError(file, "a place in braces has no plain name", "Write {name}", key)
    return frozenset(names)
