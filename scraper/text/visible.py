"""Text that is shown in a terminal: what would steer the terminal is written out."""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
"""Unicode categories of characters that show nothing of themselves: controls, directions, halves
of characters, line separators."""


def visible(text: str) -> str:
    """Return the text on one line, with hidden characters as escapes: `\\x1b`, `\\u202e`."""
    return "".join(_escaped(char) if _is_hidden(char) else char for char in _whole(text))


def _whole(text: str) -> str:
    """Return the text with names of files as UTF-8 that Python read in the C locale (PEP 383)."""
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # halves of characters that are no bytes
        return text


def visible_json(line: str) -> str:
    """Return a line of JSON with hidden characters as JSON's own escapes; it reads the same."""
    return re.sub(r"[^ -~]", lambda found: _as_json(found[0]), line)


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in _HIDDEN


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def _as_json(char: str) -> str:
    if not _is_hidden(char):
        return char
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))
