"""A PO file brought up to date with the texts it translates. Pure.

text unchanged              kept, wherever it has moved
text changed, same context  kept, marked fuzzy, with the text it was made from
text gone                   kept as obsolete, and used again where the text comes back
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence

import polib

from scraper.model import Message
from scraper.store.po import (
    HEADERS,
    MACHINE,
    MEMORY,
    by_a_program,
    is_fuzzy,
    made_from,
    note,
    set_fuzzy,
    translated,
)


def merged(
    old: polib.POFile, messages: Sequence[Message], comments: Mapping[str, str] | None = None
) -> polib.POFile:
    """Return a PO file with these messages in order, made of the entries of the old one.

    `comments` are what the translator is told of each message, by context; without them the
    comments stay as they are.
    """
    kept = _match(messages, old)
    new = polib.POFile()
    new.header = old.header
    new.metadata = {**HEADERS, **old.metadata}
    new.metadata_is_fuzzy = old.metadata_is_fuzzy
    for message in messages:
        comment = None if comments is None else comments.get(message.context, "")
        new.append(_updated(kept.get(message.context), message, comment))
    used = {id(entry) for entry in kept.values()}
    for entry in old:
        if id(entry) not in used and _worth_keeping(entry):
            new.append(_obsolete(entry))
    return new


def is_current(
    old: polib.POFile, messages: Sequence[Message], comments: Mapping[str, str] | None
) -> bool:
    """Return whether merging would change nothing; asked first, as it mostly would not.

    Without `comments` they are not looked at.
    """
    return len(old) == len(messages) and all(
        entry.msgctxt == message.context
        and entry.msgid == message.text
        and not (entry.obsolete or entry.previous_msgid)
        and (comments is None or _is_said(entry, comments.get(message.context, "")))
        for entry, message in zip(old, messages, strict=True)
    )


def _is_said(entry: polib.POEntry, comment: str) -> bool:
    """Whether a message has this comment, beside the notes on its translation."""
    return _same(entry.comment, _with_notes(entry, entry, comment))


def _same(comment: str, other: str) -> bool:
    return comment == other or comment.split() == other.split()


def _worth_keeping(entry: polib.POEntry) -> bool:
    """Whether a person has worked on a message that is gone."""
    done = translated(entry) and not by_a_program(entry)
    return bool(entry.obsolete or done or entry.tcomment)


def _match(messages: Iterable[Message], old: polib.POFile) -> dict[str, polib.POEntry]:
    """Return the entry that each context goes on with.

    First what has not changed, then equal texts under another context (also obsolete ones, so
    that a text that comes back brings its translation), then changed texts by their context.
    """
    messages = tuple(messages)
    live = {str(e.msgctxt): e for e in old if not e.obsolete}
    kept = {m.context: e for m in messages if (e := live.get(m.context)) and made_from(e) == m.text}
    used = {id(entry) for entry in kept.values()}
    by_text: defaultdict[str, deque[polib.POEntry]] = defaultdict(deque)
    for entry in old:
        if id(entry) not in used and translated(entry):
            by_text[made_from(entry)].append(entry)
    for message in messages:
        if message.context not in kept and by_text.get(message.text):
            kept[message.context] = by_text[message.text].popleft()
            used.add(id(kept[message.context]))
    for message in messages:
        same = live.get(message.context)
        if message.context not in kept and same is not None and id(same) not in used:
            kept[message.context] = same
    return kept


def _updated(entry: polib.POEntry | None, message: Message, comment: str | None) -> polib.POEntry:
    """Return the entry for a message, going on with an old one where there is one."""
    if entry is None:
        return polib.POEntry(msgctxt=message.context, msgid=message.text, comment=comment or "")
    new = _copy(entry)
    new.obsolete = False
    new.msgctxt, new.msgid = message.context, message.text
    source = made_from(entry)
    if source != message.text and translated(entry):
        if by_a_program(entry):  # made for the text as it was: no work of a person to carry over
            new.msgstr, new.previous_msgid = "", None
            set_fuzzy(new, False)
        elif entry.previous_msgid or not is_fuzzy(entry):  # a draft stays a draft
            new.previous_msgid = source
            set_fuzzy(new, True)
    elif entry.previous_msgid and not by_a_program(entry):  # the text is again what was translated
        new.previous_msgid = None
        set_fuzzy(new, False)
    if comment is not None:
        new.comment = comment
    new.comment = _with_notes(entry, new, new.comment)
    return new


def _with_notes(old: polib.POEntry, new: polib.POEntry, comment: str) -> str:
    """Return a comment with what is said of a translation that nobody has reviewed yet."""
    lines = [line for line in comment.split("\n") if not line.startswith((MEMORY, MACHINE))]
    if is_fuzzy(new) and by_a_program(old):
        lines = [note(old, MACHINE) or note(old, MEMORY), *lines]
    return "\n".join(lines)


def _copy(entry: polib.POEntry) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=entry.msgctxt,
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgstr=entry.msgstr,
        msgstr_plural=dict(entry.msgstr_plural or {}),
        flags=list(entry.flags),
        tcomment=entry.tcomment,
        comment=entry.comment,
        occurrences=entry.occurrences,
        previous_msgid=entry.previous_msgid,
    )


def _obsolete(entry: polib.POEntry) -> polib.POEntry:
    """Return a copy without what only concerns a live message.

    Where its source had changed, it goes back to the source it was made from.
    """
    gone = _copy(entry)
    gone.obsolete, gone.comment, gone.occurrences = True, "", []
    if entry.previous_msgid:
        gone.msgid, gone.previous_msgid = made_from(entry), None
        set_fuzzy(gone, False)
    return gone
