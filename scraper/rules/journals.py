"""Journals by ISSN: `data/journals.tsv`, read and checked."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from scraper.model import CasebookError

JOURNALS = "journals.tsv"


@cache
def load_journals() -> dict[str, str]:
    """Return the journals that ship with Casebook; `CasebookError` where the data is wrong."""
    text = resources.files("scraper").joinpath("data", JOURNALS).read_text(encoding="utf-8")
    return parse_journals(text)


def parse_journals(text: str, file: str = JOURNALS) -> dict[str, str]:
    """Return journals by ISSN; `CasebookError` names the line that is wrong."""
    journals: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(("#", "issn\t")) or not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) != 2 or not is_issn(cells[0]):
            mend = "Write an ISSN with its right check digit, a tab and the name of the journal"
            raise CasebookError(file, f"“{line}” is no row of the table", mend, str(number))
        journals[cells[0]] = cells[1]
    return journals


def is_issn(text: str) -> bool:
    """Whether a text is an ISSN, `1234-567X`, with the right check digit (ISO 3297)."""
    if not re.fullmatch(r"\d{4}-\d{3}[\dX]", text):
        return False
    digits = text.replace("-", "")
    total = sum((8 - at) * int(digit) for at, digit in enumerate(digits[:7]))
    return (total + (10 if digits[7] == "X" else int(digits[7]))) % 11 == 0
