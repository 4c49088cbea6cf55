"""Tables of the filing stage: each row a text of our own, or facts of a published one."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

TABLES = Path(__file__).parent / "tables"


def each_row(table: str) -> pytest.MarkDecorator:
    """Run a test once for each row of a table, as its argument `row`, named by its `why`."""
    rows = tomllib.loads((TABLES / table).read_text(encoding="utf-8"))["row"]
    return pytest.mark.parametrize("row", rows, ids=[row["why"] for row in rows])
