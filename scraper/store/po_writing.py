"""A PO file as text, in which what has not changed keeps its bytes.

Poedit, Weblate and polib break lines at different places: where one tool writes a file of another
one whole, every long message differs, and nobody sees which one has changed.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator

import polib

_MESSAGE = re.compile(r'^(?:#~ *)?msgid "', re.MULTILINE)


def content(entry: polib.POEntry) -> Hashable:
    """Return what makes an entry, apart from how its lines and those of comments are wrapped."""
    return (
        entry.msgctxt,
        entry.msgid,
        entry.msgid_plural,
        entry.msgstr,
        tuple((entry.msgstr_plural or {}).items()),
        entry.obsolete,
        tuple(entry.flags),
        "".join(entry.comment.split()),
        entry.tcomment,
        entry.previous_msgid,
    )


def po_text(file: polib.POFile, old: polib.POFile, before: str) -> str:
    """Return a PO file as text; header and messages that stand in the old one are written as there.

    `old` is the file that `before` is the text of. Messages that are gone come last, as GNU
    gettext's own tools have it.
    """
    blocks = _blocks(before.replace("\r\n", "\n"))
    known = dict(_as_written(old, blocks))
    header = next(iter(blocks.values()), "")
    if not _MESSAGE.search(header) or _head(old) != _head(file):
        alone = polib.POFile()
        alone.header, alone.metadata, alone.metadata_is_fuzzy = _head(file)
        header = str(alone)
    live = [entry for entry in file if not entry.obsolete]
    parts = [header, *(known.get(content(e)) or str(e) for e in (*live, *file.obsolete_entries()))]
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _head(file: polib.POFile) -> tuple[str, dict[str, str], bool]:
    return file.header, file.metadata, bool(file.metadata_is_fuzzy)


def _as_written(file: polib.POFile, blocks: dict[int, str]) -> Iterator[tuple[Hashable, str]]:
    """Yield each message that has a block of lines to itself, with that block."""
    for entry in file:
        block = blocks.get(entry.linenum or 0, "")
        if len(_MESSAGE.findall(block)) == 1:
            yield content(entry), block


def _blocks(text: str) -> dict[int, str]:
    """Return the lines between blank ones, by the number of the first."""
    blocks: dict[int, str] = {}
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            start = 0
        elif start:
            blocks[start] += f"\n{line}"
        else:
            start = number
            blocks[start] = line
    return blocks
