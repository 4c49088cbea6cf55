"""How surnames are read: `data/surnames.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from scraper.model import CasebookError

FILE = "surnames.toml"


@cache
def load_surname_readings() -> dict[str, str]:
    """Return the readings that differ from the common one: syllables, set apart by spaces.

    Raises `CasebookError` where the file is not as it should be.
    """
    text = resources.files("scraper").joinpath("data", FILE).read_text(encoding="utf-8")
    readings = tomllib.loads(text).get("readings", {})
    if not all(isinstance(value, str) and value for value in readings.values()):
        raise CasebookError(FILE, "a reading is no text", "Write it in quotation marks", "readings")
    return dict(readings)
