"""A catalog of our own words and the data files it stands for, brought together both ways. Pure.

Each message notes a checksum of the English that file and catalog last agreed on. So it is known
which of the two has changed since:

    the data file     its English goes into the catalog
    the catalog       a translator's English goes into the data file, unless it is fuzzy
    both              told as a conflict; neither is touched
    the Chinese only  the message is marked fuzzy, until its English is changed or confirmed
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import polib

from scraper.model import Message
from scraper.reading.terms import finder
from scraper.rules.glossary import Term
from scraper.store.po import is_fuzzy, set_fuzzy
from scraper.store.po_merging import merged
from scraper.translate.words.sources import Pair

_AGREED = "agreed: "
_AGREED_LINE = re.compile(rf"^{_AGREED}([0-9a-f]{{8}})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Together:
    """A catalog brought together with its pairs."""

    file: polib.POFile
    back: dict[str, str] = field(default_factory=dict)
    """English that goes into the data files, by context."""
    conflicts: tuple[str, ...] = ()
    """Contexts whose English was changed on both sides."""


def brought_together(
    old: polib.POFile, pairs: Sequence[Pair], glossary: tuple[Term, ...]
) -> Together:
    """Return a catalog with all pairs, and the English that was changed in the catalog alone."""
    agreed = {str(e.msgctxt): _agreed(e) for e in old if not e.obsolete}
    comments = {pair.context: _comment(pair, glossary) for pair in pairs}
    new = merged(old, [Message(pair.context, pair.chinese) for pair in pairs], comments)
    english = {pair.context: pair.english for pair in pairs}
    back: dict[str, str] = {}
    conflicts: list[str] = []
    for entry in new:
        if entry.obsolete:
            continue
        context = str(entry.msgctxt)
        ours, base = english[context], agreed.get(context, "")
        in_data = not base or _checksum(ours) != base
        in_catalog = bool(base and entry.msgstr) and _checksum(entry.msgstr) != base
        if in_data and in_catalog and ours != entry.msgstr:
            conflicts.append(context)
        elif in_data:
            entry.msgstr, entry.previous_msgid = ours, None
            set_fuzzy(entry, False)
        elif in_catalog and not is_fuzzy(entry):
            back[context] = entry.msgstr
        elif not entry.msgstr:
            entry.msgstr = ours
        unsettled = context in conflicts or (in_catalog and is_fuzzy(entry))
        note = base if unsettled else _checksum(entry.msgstr)
        entry.comment = "\n".join(filter(None, (entry.comment, _AGREED + note)))
    return Together(new, back, tuple(conflicts))


def _agreed(entry: polib.POEntry) -> str:
    found = _AGREED_LINE.search(entry.comment)
    return found[1] if found else ""


def _checksum(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"


def _comment(pair: Pair, glossary: tuple[Term, ...]) -> str:
    terms = finder(glossary, "zh").terms(pair.chinese)
    return "\n".join(
        f"Glossary: {term.term} = {term.english}" for term in terms if term.term != pair.chinese
    )
