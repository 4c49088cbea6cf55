"""Editorial marks inside a paragraph: characters supplied by the cleaner, and lost ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from scraper.model import LACUNA, RESTORED_CLOSE, RESTORED_OPEN, CleaningNote

_RESTORED = re.compile(
    f"{re.escape(RESTORED_OPEN)}([^{RESTORED_OPEN}{RESTORED_CLOSE}]+){re.escape(RESTORED_CLOSE)}"
)


class Span(NamedTuple):
    """A run of text and what the edition says of it."""

    text: str
    mark: Literal["", "restored", "lacuna", "check", "term"] = ""
    ref: str = ""
    """Of a `check` or `term`: the id of the note on it."""


def mark(
    text: str, paragraph: str, notes: Sequence[CleaningNote], *, translated: bool = False
) -> tuple[Span, ...]:
    """Return the text of a paragraph in spans.

    Brackets and squares are marks only where a note of the cleaner says so for this paragraph:
    a source may have used `〔2010〕` or `□` itself. In a translation the supplied words are
    others, so that all of its brackets count.
    """
    here = [note for note in notes if note.paragraph == paragraph]
    if not here:
        return (Span(text),) if text else ()
    supplied = [note.text for note in here if note.kind == "restored"]
    lost = any(note.kind == "lacuna" for note in here)
    spans: list[Span] = []
    end = 0
    for match in _RESTORED.finditer(text):
        if any(translated or match[1] in words for words in supplied):
            spans += [*_lacunae(text[end : match.start()], lost), Span(match[0], "restored")]
            end = match.end()
    return (*spans, *_lacunae(text[end:], lost))


def mark_words(spans: tuple[Span, ...], words: str, start: int, ref: str) -> tuple[Span, ...]:
    """Return the spans with the first `words` from character `start` on marked as checked.

    Words that run over another mark, or are not there, are left alone.
    """
    at = "".join(span.text for span in spans).find(words, start) if words else -1
    found: list[Span] = []
    end = 0
    for span in spans:
        begin, end = end, end + len(span.text)
        if at < begin or at + len(words) > end or span.mark:
            found.append(span)
            continue
        before, after = span.text[: at - begin], span.text[at - begin + len(words) :]
        found += [Span(before), Span(words, "check", ref), Span(after)]
    return tuple(span for span in found if span.text)


def _lacunae(text: str, lost: bool) -> list[Span]:
    if not lost:
        return [Span(text)] if text else []
    parts = re.split(f"({LACUNA}+)", text)
    return [Span(part, "lacuna" if part.startswith(LACUNA) else "") for part in parts if part]
