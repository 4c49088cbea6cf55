"""The byte slip of mirror sites (form D2), undone.

Mirror software holds Traditional text in GBK bytes and replaces byte strings without regard to
where a character begins: it turns `；` (A3BB) into `;` and puts a reading behind `區`. Two bytes
that equal one of these but belong to two characters are replaced as well. That destroys both, and
reading slips by one byte until something sets it right: `上海基層黨建` becomes `上?;鶎狱h建`.

    text ──TRIGGER──> place ──readings──> what the bytes allow ──rank──> the likeliest ──> Slip

Nothing is taken on faith: a place is changed only where the restored words are far likelier than
what stands there, and a character is restored only where it is far likelier than any other. One
that is merely likely is set in 〔 〕, as editors do; else the mark for a lost one stands there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.model import LACUNA, RESTORED_OPEN
from scraper.text.slip.choosing import Found, choose
from scraper.text.slip.readings import GLOSS, HALF, LOST, MARKS
from scraper.text.slip.setting import Setting

_TRIGGER = re.compile(
    rf"[{LOST}](?<!\?.)(?!(?<=\?)\?\?)(?=[{re.escape(HALF + MARKS)}]|{GLOSS.pattern})"
)
"""A lost byte before a mark or before a reading: how every break begins. `???` is left to the
repair of lost characters (form D5): it is emphatic, or a character of three bytes."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One break undone, or marked where it cannot be."""

    before: str
    """The broken run as it stood."""
    after: str
    """What it is restored to: likely characters in 〔 〕, □ for each that remains lost."""
    sure: bool
    """Whether every character of it is plainly the likeliest."""
    evidence: str
    """For an editor: the known byte of each lost character and how far ahead it is."""
    at: int
    """Offset in the text given."""


def may_slip(text: str) -> bool:
    """Whether a text has any place at which a slip may begin."""
    return any(lost in text for lost in LOST) and _TRIGGER.search(text) is not None


def undo_slips(text: str, whole: str = "") -> tuple[str, tuple[Slip, ...]]:
    """`text` with its byte slips undone, and a record of each; other text stays as it is.

    `whole` is the page that `text` is a part of: its script and its words are evidence.

    Glosses that stand where they were meant to (`區(qū)`) are left to `strip_glosses`.
    """
    if not may_slip(text):
        return text, ()
    setting = Setting.of(whole or text)
    done, copied = "", 0
    slips: list[Slip] = []
    for match in _TRIGGER.finditer(text):
        at = match.start()
        if at < copied:
            continue
        done += text[copied:at]
        copied = at
        found = choose(text, at, done, setting)
        if found:
            slips.append(_slip(text, at, found))
            done += found.text
            copied = found.end
    return done + text[copied:], tuple(slips)


def _slip(text: str, at: int, found: Found) -> Slip:
    sure = not {LACUNA, RESTORED_OPEN} & set(found.text)
    return Slip(text[at : found.end], found.text, sure, found.evidence, at)
