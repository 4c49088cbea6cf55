"""Bytes that Python's codecs read otherwise than browsers do: `data/encodings.tsv`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from scraper.model import CasebookError

FILE = "encodings.tsv"
_HEAD = "encoding\tbytes\tcharacters"


@cache
def load_encoding_differences() -> Mapping[str, Mapping[bytes, str]]:
    """Return by encoding (`gb18030`, `big5`) what certain bytes stand for.

    Raises `CasebookError` with the line where the file is not as it should be.
    """
    text = resources.files("scraper").joinpath("data", FILE).read_text(encoding="utf-8")
    return parse_encoding_differences(text)


def parse_encoding_differences(text: str) -> Mapping[str, Mapping[bytes, str]]:
    """Return what the text of the file says; raises as `load_encoding_differences` does."""
    differences: dict[str, dict[bytes, str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#") or line == _HEAD:
            continue
        try:
            encoding, raw, characters = line.split("\t")
            meant = "".join(chr(int(code, 16)) for code in characters.split())
            differences.setdefault(encoding, {})[bytes.fromhex(raw)] = meant
        except (ValueError, OverflowError) as error:
            mend = "Write the encoding, the bytes and the characters in hexadecimal, with tabs"
            raise CasebookError(FILE, f"the row cannot be read ({error})", mend, str(number)) from (
                error
            )
    return differences
