"""GNU gettext files: read, checked and written; and what a message's marks say of its translation.

    not fuzzy                                  made or reviewed by a person
    fuzzy, `#. machine: …` (who filled it in)  filled in by a program, not reviewed
    fuzzy, `#. memory: …` (from where)         suggested: the translation of a text like it, which
                                               stands as `#| msgid`; not shown on pages
    fuzzy, `#| msgid` alone                    stale: the source has changed
    fuzzy, nothing else                        a person's draft; not shown on pages

Poedit and Weblate keep all these marks. A person who reviews a message clears its fuzzy mark
(Poedit: "Needs work", Weblate: "Needs editing"), and it counts as reviewed from then on.
"""

from __future__ import annotations

from pathlib import Path

import polib

from scraper.model import CasebookError, TextState
from scraper.store.files import read_text, write_text
from scraper.store.po_writing import po_text

FUZZY = "fuzzy"
MACHINE = "machine: "
"""Begins the line that says which program filled a message in."""
MEMORY = "memory: "
"""Begins the line that says which translation of another text a suggestion was taken from."""

HEADERS = {
    "Project-Id-Version": "Casebook",
    "Report-Msgid-Bugs-To": "",
    "POT-Creation-Date": "2000-01-01 00:00+0000",
    "PO-Revision-Date": "2000-01-01 00:00+0000",
    "Last-Translator": "Casebook",
    "Language-Team": "English",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
    "X-Generator": "Casebook",
}
"""Fields of a new file (GNU gettext manual, "Filling in the Header Entry").

The dates are fixed ones: the translator's tool sets the real one, and a run that changes nothing
must not change the file. Fields that a file has are never touched.
"""


def read_po(path: Path) -> polib.POFile:
    """Parse a PO file and check its contexts; an empty file with our headers if there is none.

    Raises `CasebookError` with line and mend where the file is malformed.
    """
    if not path.exists():
        new = polib.POFile()
        new.metadata = dict(HEADERS)
        return new
    try:
        file = polib.pofile(str(path), encoding="utf-8")
    except (OSError, ValueError, IndexError) as error:
        read_text(path)  # says in which line it is not UTF-8, or why it cannot be read
        raise _syntax_error(path, error) from error
    _check_contexts(file, path)
    return file


def write_po(path: Path, file: polib.POFile) -> None:
    """Write a PO file whole or not at all; what has not changed keeps its bytes.

    Raises `CasebookError` where the file cannot be written, or what is there cannot be read.
    """
    write_text(path, po_text(file, read_po(path), read_text(path)) if path.exists() else str(file))


def text_state(entry: polib.POEntry) -> TextState:
    """Return how far a message is translated, by its marks."""
    if not translated(entry):
        return "missing"
    if not is_fuzzy(entry):
        return "reviewed"
    if note(entry, MACHINE):
        return "machine"
    return "stale" if entry.previous_msgid and not note(entry, MEMORY) else "missing"


def by_a_program(entry: polib.POEntry) -> bool:
    """Whether the translation was filled in by a program and nobody has reviewed it."""
    return is_fuzzy(entry) and bool(note(entry, MACHINE) or note(entry, MEMORY))


def translated(entry: polib.POEntry) -> bool:
    """Whether a message has a translation of any state."""
    return bool(entry.msgstr or any((entry.msgstr_plural or {}).values()))


def is_fuzzy(entry: polib.POEntry) -> bool:
    """Whether a message has a translation that is not to be relied on."""
    return translated(entry) and FUZZY in entry.flags


def set_fuzzy(entry: polib.POEntry, fuzzy: bool) -> None:
    """Set or clear the fuzzy mark, which stands before the other flags."""
    others = [flag for flag in entry.flags if flag != FUZZY]
    entry.flags = [FUZZY, *others] if fuzzy else others


def note(entry: polib.POEntry, kind: str) -> str:
    """Return the line of the comment that begins with `MACHINE` or `MEMORY`; empty if none."""
    return next((line for line in entry.comment.split("\n") if line.startswith(kind)), "")


def with_note(comment: str, line: str) -> str:
    """Return a comment with a line about the translation put first."""
    return "\n".join(filter(None, (line, comment)))


def made_from(entry: polib.POEntry) -> str:
    """Return the Chinese text that the translation was made from."""
    if is_fuzzy(entry) and entry.previous_msgid and not by_a_program(entry):
        return str(entry.previous_msgid)
    return str(entry.msgid)


def _check_contexts(file: polib.POFile, path: Path) -> None:
    seen: set[str] = set()
    for entry in file:
        if entry.obsolete:
            continue
        if not entry.msgctxt or entry.msgctxt in seen:
            place = str(entry.linenum or "")
            problem = f"the context `{entry.msgctxt}` is given twice" if entry.msgctxt else ""
            raise CasebookError(
                str(path),
                problem or "a message has no context (`msgctxt`)",
                "Delete this message; the next run adds what is missing",
                place,
            )
        seen.add(entry.msgctxt)


def _syntax_error(path: Path, error: Exception) -> CasebookError:
    """Return polib's complaint (`Syntax error in po file x (line 3): why`) as our error."""
    _, _, rest = str(error).partition("(line ")
    line, _, why = rest.partition(")")
    why = why.strip(" :") or "unexpected line"
    mend = "Correct the line, or check the file with `msgfmt --check`"
    return CasebookError(str(path), f"the PO file cannot be read ({why})", mend, line)
