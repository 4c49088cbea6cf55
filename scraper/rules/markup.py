"""What the names of HTML containers tell: `data/markup.toml`, read and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from scraper.rules.patterns import pattern
from scraper.rules.reader import Table

FILE = "markup.toml"


@dataclass(frozen=True, slots=True, eq=False)
class MarkupRules:
    """Everything in `markup.toml`; what each is for stands there. Equal only to itself."""

    furniture: re.Pattern[str]
    furniture_if_no_text: re.Pattern[str]
    answers: re.Pattern[str]
    text: re.Pattern[str]
    thread_lines: re.Pattern[str]


@cache
def load_markup_rules() -> MarkupRules:
    """Return the rules that ship with Casebook; `CasebookError` where the data is wrong."""
    text = resources.files("scraper").joinpath("data", FILE).read_text(encoding="utf-8")
    return parse_markup_rules(text)


def parse_markup_rules(text: str, file: str = FILE) -> MarkupRules:
    """Return the rules a TOML text holds; `CasebookError` names a wrong field."""
    root = Table.parse(text, file)
    furniture, names, thread = root.table("furniture"), root.table("text"), root.table("thread")
    rules = MarkupRules(
        furniture=pattern(furniture, "strong"),
        furniture_if_no_text=pattern(furniture, "weak"),
        answers=pattern(furniture, "answers"),
        text=pattern(names, "names"),
        thread_lines=pattern(thread, "lines"),
    )
    for table in (furniture, names, thread, root):
        table.close()
    return rules
