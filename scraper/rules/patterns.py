"""Lists of regular expressions in data files, compiled into one and checked."""

from __future__ import annotations

import re

from scraper.rules.reader import Table


def pattern(table: Table, key: str, frame: str = "(?:{})") -> re.Pattern[str]:
    """Return the alternatives under `key` as one expression, set into `frame`.

    `CasebookError` names the entry that is no regular expression.
    """
    entries = table.texts(key)
    for entry in entries:
        try:
            re.compile(entry)
        except re.error as error:
            mend = "Mend it; https://docs.python.org/3/library/re.html"
            raise table.fault(key, f"holds “{entry}”: {error}", mend) from error
    return re.compile(frame.format("|".join(entries)))


def compiled(table: Table, key: str) -> re.Pattern[str]:
    """Return the one expression under `key`; `CasebookError` where it is none."""
    entry = table.text(key)
    try:
        return re.compile(entry)
    except re.error as error:
        mend = "Mend it; https://docs.python.org/3/library/re.html"
        raise table.fault(key, f"is “{entry}”: {error}", mend) from error
