"""Repairs that concern single characters: glosses, script, width of marks, doubled marks.

They come first, because boilerplate on mirrors is glossed and Traditional too.
"""

from __future__ import annotations

from collections.abc import Sequence

from scraper.clean.draft import Draft, rewrite
from scraper.text.glosses import strip_glosses
from scraper.text.marks import single, widen
from scraper.text.script import is_traditional, simplify


def repair_characters(draft: Draft) -> Draft:
    """The draft without glosses, in Simplified characters, with full-width and single marks."""
    draft = rewrite(draft, "gloss", "removed", strip_glosses)
    if is_traditional(draft.text):
        draft = rewrite(draft, "traditional", "converted", _simplify)
    draft = rewrite(draft, "half-width", "converted", _widen)
    return rewrite(draft, "doubled-mark", "removed", _single)


def _simplify(text: str) -> tuple[str, Sequence[str]]:
    new = simplify(text)
    return new, _differing(text, new)


def _widen(text: str) -> tuple[str, Sequence[str]]:
    new = widen(text)
    return new, () if new == text else ("".join(sorted(set(text) - set(new))) or " ",)


def _single(text: str) -> tuple[str, Sequence[str]]:
    new = single(text)
    return new, () if new == text else ("，" * (len(text) - len(new)),)


def _differing(before: str, after: str) -> Sequence[str]:
    """One entry naming the characters that changed, each once: `區黨`; nothing if none did."""
    if len(before) != len(after):  # a phrase of another length was converted
        return (before,) if before != after else ()
    changed = dict.fromkeys(a for a, b in zip(before, after, strict=True) if a != b)
    return ("".join(changed),) if changed else ()
