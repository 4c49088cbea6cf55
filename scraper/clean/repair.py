"""Repairs that concern single characters: glosses, script, width of marks, doubled marks.

They come first, because boilerplate on mirrors is glossed and Traditional too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.clean.draft import Draft, rewrite
from scraper.clean.slips import undo_byte_slips
from scraper.rules.wording import Wording
from scraper.text.glosses import may_hold_glosses, strip_glosses
from scraper.text.lists import found_in
from scraper.text.marks import may_be_doubled, may_widen, single, widen
from scraper.text.script import is_traditional, simplify


def repair_characters(draft: Draft, wording: Wording) -> Draft:
    """The draft without byte slips and glosses, with full-width and single marks; where it was
    Traditional, in Simplified characters and mainland wording."""
    draft = undo_byte_slips(draft)
    if may_hold_glosses(draft.text):
        draft = rewrite(draft, "gloss", "removed", strip_glosses)
    if is_traditional(draft.text):
        draft = rewrite(draft, "traditional", "converted", _simplify)
        draft = _to_mainland(draft, wording)
    if may_widen(draft.text):
        draft = rewrite(draft, "half-width", "converted", _widen)
    if may_be_doubled(draft.text):
        draft = rewrite(draft, "doubled-mark", "removed", _single)
    return draft


def _to_mainland(draft: Draft, wording: Wording) -> Draft:
    """The draft in mainland wording; words that both sides use only if others tell the page."""
    found = found_in(draft.text, tuple(wording.taiwan_sure))
    table = {word: wording.taiwan_sure[word] for word in found}
    if not table:
        return draft
    table |= wording.taiwan_likely
    pattern = re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True)))

    def edit(text: str) -> tuple[str, Sequence[str]]:
        return pattern.sub(lambda match: table[match[0]], text), pattern.findall(text)

    return rewrite(draft, "taiwan-wording", "converted", edit)


def _simplify(text: str) -> tuple[str, Sequence[str]]:
    new = simplify(text)
    return new, _differing(text, new)


def _widen(text: str) -> tuple[str, Sequence[str]]:
    new = widen(text)
    if new == text:
        return text, ()
    return new, ("".join(mark for mark in "!(),:;?" if text.count(mark) != new.count(mark)) or " ",)


def _single(text: str) -> tuple[str, Sequence[str]]:
    new = single(text)
    return new, () if new == text else ("，" * (len(text) - len(new)),)


def _differing(before: str, after: str) -> Sequence[str]:
    """One entry naming the characters that changed, each once: `區黨`; nothing if none did."""
    if before == after:
        return ()
    if len(before) != len(after):  # a phrase of another length was converted
        return (before,)
    replaced = dict.fromkeys([a for a, b in zip(before, after, strict=True) if a != b])
    return ("".join([char for char in replaced if char not in after]) or before,)
