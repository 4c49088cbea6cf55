"""Reads an index as a browser does, by the description of its format alone."""

from __future__ import annotations

import base64
import json
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"


class Reader:
    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.manifest = self.value("manifest")
        self.borders = list(borders(self.manifest["borders"]))
        self.pages: list[int] = gaps(self.value("all")[0])

    def value(self, name: str) -> Any:
        """The value of a piece; its twin for folders hands over the same bytes."""
        packed = self.files[f"{name}.bin"]
        script = self.files[f"{name}.js"].decode()
        start, end = f'casebookSearchData("{name}","', '");\n'
        assert script.startswith(start)
        assert script.endswith(end)
        assert base64.b64decode(script[len(start) : -len(end)]) == packed
        return json.loads(zlib.decompress(packed))

    def entry(self, term: str) -> str:
        """What stands beside a term; empty where the index does not have it."""
        return self.shard(bisect_right(self.borders, term.encode("utf-16-be")) - 1).get(term, "")

    def shard(self, number: int) -> dict[str, str]:
        """The entries of a shard."""
        if not self.borders:
            return {}
        parts = self.value(f"terms/{self.borders[number].hex() or '0'}").split(" ")
        return dict(zip(parts[::2], parts[1::2], strict=True))

    def documents(self, term: str) -> dict[int, int]:
        """The documents of a term, with its impact in each."""
        held = decode(self.entry(term))
        return {document: DIGITS.index(digits[0]) for document, digits in held.items()}

    def page(self, number: int) -> dict[str, Any]:
        """What the index holds of one document."""
        page: dict[str, Any] = self.value(f"pages/{number}")
        return page

    def facet(self, name: str) -> dict[str, list[int]]:
        """The values of a facet, and the documents of each."""
        values = self.value(f"facets/{dict(self.manifest['facets'])[name]}")
        return {value: gaps(coded) for value, coded, *_ in values}


def borders(coded: str) -> Iterator[bytes]:
    """The borders of the shards, as bytes of UTF-16."""
    digits = iter(map(DIGITS.index, coded))
    unit = 0
    for more in digits:
        digit, shift = next(digits), 0
        while digit > 31:
            unit, shift, digit = unit + ((digit - 32) << shift), shift + 5, next(digits)
        unit += digit << shift
        units = [unit]
        units += [next(digits) << 12 | next(digits) << 6 | next(digits) for _ in range(more)]
        border = b"".join(each.to_bytes(2, "big") for each in units)
        yield b"" if border == b"\0\0" else border


def decode(coded: str) -> dict[int, str]:
    """Posting list -> document: digit of the impact, digit of the places."""
    found: dict[int, str] = {}
    digits = iter(map(DIGITS.index, coded))
    document = -1
    for digit in digits:
        gap, shift = 0, 0
        while digit > 31:
            gap, shift, digit = gap | (digit - 32) << shift, shift + 5, next(digits)
        document += (gap | digit << shift) + 1
        found[document] = DIGITS[next(digits)] + DIGITS[next(digits)]
    return found


def gaps(coded: str) -> list[int]:
    """Documents as a facet lists them, without impacts."""
    found: list[int] = []
    digits = iter(map(DIGITS.index, coded))
    document = -1
    for digit in digits:
        gap, shift = 0, 0
        while digit > 31:
            gap, shift, digit = gap | (digit - 32) << shift, shift + 5, next(digits)
        document += (gap | digit << shift) + 1
        found.append(document)
    return found
