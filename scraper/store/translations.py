"""Translations: `translations/en/<id>.po`, GNU gettext files, one message a paragraph.

The context of a message (`msgctxt`) is the lasting id of what it translates, its `msgid` the
Chinese text. What becomes of a translation when the case changes:

    text unchanged              kept, wherever it has moved
    text changed, same context  kept, marked fuzzy, with the text it was made from
    text gone                   kept as obsolete, and used again where the text comes back
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polib

from scraper.model import Case, CasebookError, Message, Translation
from scraper.store.files import read_text, write_text

FUZZY = "fuzzy"
_HEADERS = {
    "Project-Id-Version": "Casebook",
    "Report-Msgid-Bugs-To": "",
    "PO-Revision-Date": "2000-01-01 00:00+0000",
    "Last-Translator": "Casebook",
    "Language-Team": "English",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
"""Fields of a new file (GNU gettext manual, "Filling in the Header Entry").

The date is a fixed one: the translator's tool sets the real one, and a run that changes nothing
must not change the file. Fields that a file has are never touched.
"""


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What became of a translation file, and how much of the case is translated."""

    path: Path
    outcome: Literal["new", "unchanged", "updated"]
    translated: int
    fuzzy: int
    missing: int


def sync_translation(folder: Path, case: Case, *, dry_run: bool = False) -> SyncResult:
    """Bring the translation file of a case up to date with its text.

    A file in which nothing is to change is left as it is, byte for byte; with `dry_run` every
    file is. Raises `CasebookError` where the file is malformed or cannot be written.
    """
    path = folder / f"{case.id}.po"
    old = _read(path)
    new = _merged(old, case)
    changed = [_content(e) for e in new] != [_content(e) for e in old]
    outcome: Literal["new", "unchanged", "updated"] = "updated" if changed else "unchanged"
    if not path.exists():
        outcome = "new"
    if outcome != "unchanged" and not dry_run:
        write_text(path, str(new))
    live = [entry for entry in new if not entry.obsolete]
    fuzzy = sum(_is_fuzzy(entry) for entry in live)
    translated = sum(bool(entry.msgstr) for entry in live) - fuzzy
    return SyncResult(path, outcome, translated, fuzzy, len(live) - fuzzy - translated)


def load_translation(path: Path, case: Case | None = None) -> Translation:
    """Read the translations of one case; a file that does not exist has none.

    With `case`, texts that have changed since the file was last brought up to date count as
    stale too. Raises `CasebookError` with line and mend where the file is malformed.
    """
    file = _read(path)
    if case is not None:
        file = _merged(file, case)
    live = [entry for entry in file if not entry.obsolete]
    return Translation(
        case=path.stem,
        texts={str(e.msgctxt): e.msgstr for e in live if e.msgstr and not _is_fuzzy(e)},
        stale=frozenset(str(e.msgctxt) for e in live if _is_fuzzy(e)),
    )


def _read(path: Path) -> polib.POFile:
    """Parse a PO file and check its contexts; an empty file with our headers if there is none."""
    if not path.exists():
        new = polib.POFile()
        new.metadata = dict(_HEADERS)
        return new
    read_text(path)  # polib would guess at another encoding; ours names the line
    try:
        file = polib.pofile(str(path), encoding="utf-8")
    except (OSError, ValueError, IndexError) as error:
        raise _syntax_error(path, error) from error
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
    return file


def _syntax_error(path: Path, error: Exception) -> CasebookError:
    """Return polib's complaint (`Syntax error in po file x (line 3): why`) as our error."""
    _, _, rest = str(error).partition("(line ")
    line, _, why = rest.partition(")")
    why = why.strip(" :") or "unexpected line"
    mend = "Correct the line, or check the file with `msgfmt --check`"
    return CasebookError(str(path), f"the PO file cannot be read ({why})", mend, line)


def _is_fuzzy(entry: polib.POEntry) -> bool:
    return bool(entry.msgstr) and FUZZY in entry.flags


def _content(entry: polib.POEntry) -> tuple[object, ...]:
    """Return what makes an entry, apart from how its lines are wrapped."""
    return (
        entry.msgctxt,
        entry.msgid,
        entry.msgstr,
        entry.obsolete,
        tuple(entry.flags),
        entry.comment,
        entry.tcomment,
        entry.previous_msgid,
    )


def _merged(old: polib.POFile, case: Case) -> polib.POFile:
    """Return a PO file with a case's messages in order, made of the entries of the old one."""
    messages = case.messages
    kept = _match(messages, old)
    new = polib.POFile()
    new.header = old.header
    new.metadata = {**_HEADERS, **old.metadata}
    new.metadata_is_fuzzy = old.metadata_is_fuzzy
    comments = dict(_comments(case))
    for message in messages:
        new.append(_updated(kept.get(message.context), message, comments[message.context]))
    used = {id(entry) for entry in kept.values()}
    for entry in old:
        if id(entry) not in used and (entry.obsolete or entry.msgstr or entry.tcomment):
            new.append(_copy(entry, obsolete=True))
    return new


def _match(messages: Iterable[Message], old: polib.POFile) -> dict[str, polib.POEntry]:
    """Return the entry that each context goes on with.

    First what has not changed, then equal texts under another context (also obsolete ones, so
    that a text that comes back brings its translation), then changed texts by their context.
    """
    live = {str(e.msgctxt): e for e in old if not e.obsolete}
    kept = {
        m.context: e for m in messages if (e := live.get(m.context)) and _made_from(e) == m.text
    }
    used = {id(entry) for entry in kept.values()}
    by_text: defaultdict[str, deque[polib.POEntry]] = defaultdict(deque)
    for entry in old:
        if id(entry) not in used and entry.msgstr:
            by_text[_made_from(entry)].append(entry)
    for message in messages:
        if message.context not in kept and by_text.get(message.text):
            kept[message.context] = by_text[message.text].popleft()
            used.add(id(kept[message.context]))
    for message in messages:
        same = live.get(message.context)
        if message.context not in kept and same is not None and id(same) not in used:
            kept[message.context] = same
    return kept


def _made_from(entry: polib.POEntry) -> str:
    """Return the Chinese text that the translation was made from."""
    if _is_fuzzy(entry) and entry.previous_msgid:
        return entry.previous_msgid
    return entry.msgid


def _updated(entry: polib.POEntry | None, message: Message, comment: str) -> polib.POEntry:
    """Return the entry for a message, going on with an old one where there is one."""
    if entry is None:
        return polib.POEntry(msgctxt=message.context, msgid=message.text, comment=comment)
    new = _copy(entry, obsolete=False)
    new.msgctxt, new.msgid, new.comment = message.context, message.text, comment
    source = _made_from(entry)
    if source != message.text and entry.msgstr:
        new.previous_msgid = source
        new.flags = entry.flags if FUZZY in entry.flags else [FUZZY, *entry.flags]
    elif entry.previous_msgid:  # the text is again what was translated
        new.previous_msgid = None
        new.flags = [flag for flag in entry.flags if flag != FUZZY]
    return new


def _copy(entry: polib.POEntry, *, obsolete: bool) -> polib.POEntry:
    """Return a copy; an obsolete one without what only concerns a live message."""
    return polib.POEntry(
        msgctxt=entry.msgctxt,
        msgid=entry.msgid,
        msgstr=entry.msgstr,
        flags=list(entry.flags),
        tcomment=entry.tcomment,
        comment="" if obsolete else entry.comment,
        occurrences=[] if obsolete else entry.occurrences,
        previous_msgid=None if obsolete else entry.previous_msgid,
        obsolete=obsolete,
    )


def _comments(case: Case) -> Iterator[tuple[str, str]]:
    """Yield for each context what the translator is told about it: what it is, where it stands."""
    for message in case.messages:
        name = message.context.split("-")[0]
        if name in _FIELD_COMMENTS:
            last = message.context.rpartition("-")[2]
            field = f"figure-{last}" if last in ("text", "where") else name
            yield message.context, _FIELD_COMMENTS[field]
    heading = ""
    for paragraph in case.paragraphs:
        if paragraph.kind in ("h2", "h3"):
            heading = paragraph.text
            comment = "Heading"
        else:
            comment = "Bibliographic matter" if paragraph.kind == "meta" else "Paragraph"
            comment += f" under the heading: {heading}" if heading else " before the first heading"
        yield paragraph.id, " ".join(comment.split())


_FIELD_COMMENTS = {
    "title": "Title of the case",
    "organisation": "Organisation that leads the work",
    "retelling": "What the page retells",
    "journal": "Journal that published the text",
    "mechanism": "Name that the text gives a mechanism",
    "slogan": "Slogan",
    "partner": "Unit that took part",
    "person": "Name of a person",
    "award": "Award",
    "subcase": "Name of a case within the case",
    "check": "What the text states and its own numbers do not give",
    "figure": "What is counted",
    "figure-text": "The figure in the words of the text",
    "figure-where": "Where it was counted",
}
