"""A strict reader of TOML tables: every key is asked for, every value has the type asked for.

TOML itself only checks the syntax. The reader adds what a person who edits a data file needs:
an error that names the file, the field and the mend, also for a key that nobody reads.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from scraper.model import CasebookError

_TABLE = "a table, written as [name] or { key = … }"


class Table:
    """One table of a TOML file, read key by key; `close` refuses the keys nobody asked for."""

    def __init__(self, values: Mapping[str, Any], file: str, place: str = "") -> None:
        self._values, self._file, self._place = values, file, place
        self._asked: set[str] = set()

    @classmethod
    def parse(cls, text: str, file: str) -> Table:
        """Return the root table of a TOML document; `CasebookError` where it is not TOML."""
        try:
            return cls(tomllib.loads(text), file)
        except tomllib.TOMLDecodeError as error:
            mend = "Mend the TOML at that line; see https://toml.io"
            raise CasebookError(file, f"not valid TOML: {error}", mend) from error

    def fault(self, key: str, problem: str, mend: str) -> CasebookError:
        """Return an error at a key of this table, for the caller to raise."""
        return CasebookError(self._file, problem, mend, ".".join(filter(None, (self._place, key))))

    def named(self, name: str) -> Table:
        """Return the same table, known in errors by a name of its own (its id)."""
        copy = Table(self._values, self._file, name)
        copy._asked = self._asked
        return copy

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text, without the white space around it; empty ones count as missing."""
        value = self._value(key, default)
        if not isinstance(value, str):
            raise self.fault(key, "is not a text", "Write it in quotation marks")
        if not value.strip() and default is None:
            raise self.fault(key, "is empty", "Fill it in")
        return value.strip()

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return a list of texts; `CasebookError` where one is empty or no text."""
        values = self._list(key, default)
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise self.fault(key, "holds an entry that is empty or no text", "Write words there")
        return tuple(value.strip() for value in values)

    def flag(self, key: str) -> bool:
        """Return a yes or no; no where the key is missing."""
        value = self._value(key, False)
        if not isinstance(value, bool):
            raise self.fault(key, "is neither true nor false", "Write true or false")
        return value

    def number(self, key: str, default: int | None = None) -> int:
        """Return a whole number."""
        value = self._value(key, default)
        if not isinstance(value, int):
            raise self.fault(key, "is not a whole number", "Write it without quotation marks")
        return value

    def amount(self, key: str, default: float | None = None) -> float:
        """Return a number, whole or not."""
        value = self._value(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fault(key, "is not a number", "Write it without quotation marks")
        return float(value)

    def numbers(self, key: str) -> tuple[int, ...]:
        """Return a list of whole numbers."""
        values = self._list(key, None)
        if not all(isinstance(value, int) for value in values):
            raise self.fault(key, "holds an entry that is no whole number", "Write numbers there")
        return tuple(values)

    def table(self, key: str) -> Table:
        """Return the table under a key."""
        value = self._value(key, None)
        if not isinstance(value, dict):
            raise self.fault(key, "is not a table", f"Make it {_TABLE}")
        return Table(value, self._file, ".".join(filter(None, (self._place, key))))

    def tables(self, key: str, default: tuple[()] | None = None) -> tuple[Table, ...]:
        """Return the list of tables under a key, each named by its position from 1."""
        values = self._list(key, default)
        if not all(isinstance(value, dict) for value in values):
            raise self.fault(key, "holds an entry that is no table", f"Make it {_TABLE}")
        place = ".".join(filter(None, (self._place, key)))
        return tuple(
            Table(value, self._file, f"{place}[{number}]") for number, value in enumerate(values, 1)
        )

    def close(self) -> None:
        """Raise `CasebookError` where the table holds a key that was never asked for."""
        unknown = sorted(set(self._values) - self._asked)
        if unknown:
            known = ", ".join(sorted(self._asked))
            raise self.fault(unknown[0], "is not a known key", f"Remove it, or use one of: {known}")

    def _list(self, key: str, default: tuple[Any, ...] | None) -> list[Any]:
        value = self._value(key, default)
        if isinstance(value, tuple):
            return list(value)
        if not isinstance(value, list) or (not value and default is None):
            raise self.fault(key, "is not a list with entries", "Write it as [ …, … ]")
        return value

    def _value(self, key: str, default: Any) -> Any:
        self._asked.add(key)
        if key in self._values:
            return self._values[key]
        if default is None:
            raise self.fault(key, "is missing", "Add it")
        return default
