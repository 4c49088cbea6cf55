"""Byte slips of mirror sites (form D2), undone line by line with the page as evidence."""

from __future__ import annotations

from scraper.clean.draft import Draft
from scraper.model import LACUNA, Change, ChangeKind, Line
from scraper.text.glosses import strip_glosses
from scraper.text.script import simplify
from scraper.text.slip import Slip, may_slip, undo_slips

RULE = "byte-slip"


def undo_byte_slips(draft: Draft) -> Draft:
    """The draft with slipped runs restored: in 〔 〕 where merely likely, with □ where unknown.

    Comes before glosses and script are dealt with: the bytes are those of Traditional text with
    its glosses in it.
    """
    whole = draft.text
    if not may_slip(whole):
        return draft
    lines: list[Line] = []
    changes: list[Change] = []
    for line in draft.lines:
        slips: tuple[Slip, ...] = ()
        if not draft.spares(RULE, line.number):
            text, slips = undo_slips(line.text, whole)
        lines.append(line._replace(text=text) if slips else line)
        changes += [_change(slip, line.number) for slip in slips]
    return draft.keep(lines, changes) if changes else draft


def _change(slip: Slip, line: int) -> Change:
    after = simplify(strip_glosses(slip.after)[0])
    kind: ChangeKind = "lacuna" if LACUNA in after else "restored"
    told = f"{after}（{slip.evidence}）" if slip.evidence else after
    return Change(kind, RULE, slip.before, told, line=line, context=after)
