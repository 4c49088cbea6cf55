"""How search treats words: `data/search.toml` and `data/synonyms.tsv`, read and checked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from scraper.model import CasebookError
from scraper.rules.glossary import Term
from scraper.rules.reader import Table

FILE = "search.toml"
SYNONYMS = "synonyms.tsv"


@dataclass(frozen=True, slots=True)
class SearchRules:
    """What search knows of words beside the dictionary."""

    stop: tuple[str, ...] = ()
    """Words of a query that a page need not hold, both languages."""
    before: str = ""
    """Characters that go with a stop word right after them."""
    measures: str = ""
    """Characters before which a number in characters is read as one."""
    apart: tuple[str, ...] = ()
    """Names without which a page is never shown for a query that holds them."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of names of one thing."""


@cache
def load_search_rules() -> SearchRules:
    """Return the rules that ship with Casebook.

    Raises `CasebookError` with the file, the place and the mend where one is not as it should be.
    """
    data = resources.files("scraper") / "data"
    return parse_search_rules(
        (data / FILE).read_text(encoding="utf-8"), (data / SYNONYMS).read_text(encoding="utf-8")
    )


def engine_readme(engine: str) -> bytes:
    """Return the README of the files for a search engine: `data/engines/<engine>.md`."""
    return (resources.files("scraper") / "data" / "engines" / f"{engine}.md").read_bytes()


def parse_search_rules(rules: str, synonyms: str = "") -> SearchRules:
    """Return the rules that a TOML document and a table of synonyms describe."""
    table = Table.parse(rules, FILE)
    parsed = SearchRules(
        stop=table.texts("zh") + table.texts("en"),
        before=table.text("before"),
        measures=table.text("measures"),
        apart=table.texts("apart"),
        synonyms=_groups(synonyms),
    )
    table.close()
    return parsed


_ASIDE = re.compile(r"\([^)]*\)|（[^）]*）")
"""What a name in the glossary says of itself."""


def names_of_things(glossary: Iterable[Term], rules: SearchRules) -> tuple[tuple[str, ...], ...]:
    """Return groups of two and more names of one thing: of the glossary, both languages, and the
    synonyms."""
    groups = [(*term.names, *term.renderings, *term.also) for term in glossary]
    named = (
        tuple(dict.fromkeys(filter(None, (_ASIDE.sub("", name).strip() for name in group))))
        for group in (*groups, *rules.synonyms)
    )
    return tuple(group for group in named if len(group) > 1)


def _groups(text: str) -> tuple[tuple[str, ...], ...]:
    groups: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        names = tuple(name.strip() for name in line.split("\t"))
        twice = next((name for name in names if name in seen), None)
        if twice is not None:
            mend = "Put all its names on one line"
            raise CasebookError(SYNONYMS, f"“{twice}” is in two groups", mend, str(number))
        if len(names) < 2 or not all(names):
            mend = "Give two or more, parted by tabs"
            raise CasebookError(SYNONYMS, "a group of fewer than two names", mend, str(number))
        groups.append(names)
        seen.update(names)
    return tuple(groups)
