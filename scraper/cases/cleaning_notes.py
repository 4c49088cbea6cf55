"""What was done to a case in cleaning, told by rule for its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from scraper.model import Change, CleaningNote, Paragraph

TOLD_ONE_BY_ONE = ("restored", "lacuna")
"""Kinds of change that touch the wording: each gets a note of its own, with paragraph and words."""
_PLACED = ("splice",)
"""Rules whose changes get a note of their own too, with the paragraph alone: what went is spam."""


def cleaning_notes(
    changes: Sequence[Change], paragraphs: Sequence[Paragraph]
) -> tuple[CleaningNote, ...]:
    """Return one note a rule and kind, and one a change where a reader should see the place."""
    counted: Counter[tuple[str, str]] = Counter()
    notes: list[CleaningNote] = []
    for change in changes:
        if change.kind in TOLD_ONE_BY_ONE or change.kind == "flagged" or change.rule in _PLACED:
            text = (change.after or change.before) if change.kind in TOLD_ONE_BY_ONE else ""
            where = _paragraph(change, paragraphs)
            notes.append(CleaningNote(change.rule, change.kind, 1, where, text))
            continue
        if not counted[change.rule, change.kind]:
            notes.append(CleaningNote(change.rule, change.kind, 0))
        counted[change.rule, change.kind] += 1
    return tuple(
        CleaningNote(
            note.rule,
            note.kind,
            note.count or counted[note.rule, note.kind],
            note.paragraph,
            note.text,
        )
        for note in notes
    )


def _paragraph(change: Change, paragraphs: Sequence[Paragraph]) -> str:
    """Id of the paragraph that holds the words around the change; empty where none does."""
    return next((p.id for p in paragraphs if change.context and change.context in p.text), "")
