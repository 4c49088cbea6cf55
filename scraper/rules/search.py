"""Words of a query that a page need not hold: `data/search.toml`, read and checked."""

from __future__ import annotations

from functools import cache
from importlib import resources

from scraper.rules.reader import Table

FILE = "search.toml"


@cache
def load_stop_words() -> tuple[str, ...]:
    """Return the stop words of both languages, in the order of the file.

    Raises `CasebookError` with the field and the mend where the file is not as it should be.
    """
    text = (resources.files("scraper") / "data" / FILE).read_text(encoding="utf-8")
    return parse_stop_words(text)


def parse_stop_words(text: str) -> tuple[str, ...]:
    """Return the stop words of a TOML document with the lists `zh` and `en`."""
    table = Table.parse(text, FILE)
    words = table.texts("zh") + table.texts("en")
    table.close()
    return words
