"""Lists of regular expressions in data files, compiled into one and checked."""

from __future__ import annotations

import re

from scraper.rules.reader import Table

_LEADING_GROUP = re.compile(
    r"\(\?:(?P<words>[^()\[\]\\.?*+{}^$]+)\)"
    r"(?P<rest>(?![?*+{])(?:[^()|\[\]\\]|\\.|\[[^\]]*\]|\(\?[:=!][^()]*\))*)"
)
"""A group of plain words, and behind it no alternative but in groups of their own."""


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
    return re.compile(frame.format("|".join(map(_spread, entries))))


def _spread(entry: str) -> str:
    """An expression that begins with a group of words, as one that begins with each of them:
    `re` skips to where a match may begin only if each alternative begins with a plain character."""
    match = _LEADING_GROUP.fullmatch(entry)
    if not match:
        return entry
    return "|".join(word + match["rest"] for word in match["words"].split("|"))


def compiled(table: Table, key: str) -> re.Pattern[str]:
    """Return the one expression under `key`; `CasebookError` where it is none."""
    entry = table.text(key)
    try:
        return re.compile(entry)
    except re.error as error:
        mend = "Mend it; https://docs.python.org/3/library/re.html"
        raise table.fault(key, f"is “{entry}”: {error}", mend) from error
