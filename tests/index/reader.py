"""Reads an index as a browser does, by the description of its format alone."""

from __future__ import annotations

import json
from bisect import bisect_right
from typing import Any

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"


class Reader:
    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.manifest = self.value("manifest")
        self.firsts: list[str] = self.manifest["firsts"].split(" ")

    def value(self, name: str) -> Any:
        """The value that the script `name` hands over."""
        script = self.files[f"{name}.js"].decode()
        start, end = f'casebookSearchData("{name}",', ");\n"
        assert script.startswith(start)
        assert script.endswith(end)
        return json.loads(script[len(start) : -len(end)])

    def documents(self, term: str) -> dict[int, int]:
        """The documents of a term, with its impact in each."""
        keys = [first.encode("utf-16-be") for first in self.firsts]
        number = max(0, bisect_right(keys, term.encode("utf-16-be")) - 1)
        parts = self.value(f"terms/{number}").split(" ")
        return decode(dict(zip(parts[::2], parts[1::2], strict=True)).get(term, ""))

    def row(self, number: int) -> list[str]:
        block = self.manifest["block"]
        row: list[str] = self.value(f"docs/{number // block}")[number % block]
        return row


def decode(coded: str) -> dict[int, int]:
    """Posting list -> document: impact."""
    found: dict[int, int] = {}
    digits = iter(map(DIGITS.index, coded))
    document = -1
    for digit in digits:
        gap, shift = 0, 0
        while digit > 31:
            gap, shift, digit = gap | (digit - 32) << shift, shift + 5, next(digits)
        document += (gap | digit << shift) + 1
        found[document] = next(digits)
    return found
