"""Pages -> Articles: what is boilerplate goes, what is damaged is mended, and all of it is noted.

    lines ─repair characters─drop boilerplate─join chunks, wraps─drop edges─split documents─> parts
    part  ─title─join lines─bibliographic matter─set apart─mend─> Article

The face of the stage is `clean_page`. It does no I/O and knows no site.
"""

from __future__ import annotations

from bisect import bisect_right

from scraper.clean.article import compose
from scraper.clean.boilerplate import drop_boilerplate
from scraper.clean.chunks import join_chunks
from scraper.clean.documents import Part, split_documents
from scraper.clean.draft import Draft
from scraper.clean.edges import drop_edges
from scraper.clean.repair import repair_characters
from scraper.clean.wraps import join_wraps
from scraper.model import Change, Cleaned, Page
from scraper.rules.cleaning import CleaningRules

__all__ = ["clean_page"]


def clean_page(page: Page, rules: CleaningRules) -> Cleaned:
    """All articles found on a page, and every change that was made, with its rule."""
    draft = Draft.of(page)
    draft = repair_characters(draft)
    draft = drop_boilerplate(draft, rules)
    draft = join_chunks(draft)
    draft = join_wraps(draft)
    draft = drop_edges(draft, rules.lexicon)
    parts = split_documents(draft.lines)
    around, within = _by_part(draft, parts)
    articles = tuple(
        compose(part, number, page.capture, draft, changes, rules.lexicon)
        for number, (part, changes) in enumerate(zip(parts, within, strict=True), 1)
    )
    return Cleaned(page.capture, articles, around, draft.rights)


def _by_part(
    draft: Draft, parts: tuple[Part, ...]
) -> tuple[tuple[Change, ...], list[list[Change]]]:
    """The changes made so far that belong to no document, and those of each document.

    A change belongs to the document whose lines it was made among. Lines that went as boilerplate
    belong to none, and neither do changes within them.
    """
    starts = [part.first for part in parts]
    around: list[Change] = []
    within: list[list[Change]] = [[] for _ in parts]
    for change in draft.changes:
        at = bisect_right(starts, change.line) - 1
        inside = at >= 0 and change.line not in draft.removed
        (within[at] if inside else around).append(change)
    return tuple(around), within
