"""Pages -> Articles: what is boilerplate goes, what is damaged is mended, and all of it is noted.

    lines ─main text (HTML)─mend leftovers─repair characters─drop the unreadable, spam,
          boilerplate, notices, running headers─join chunks, wraps─drop repeats, edges,
          remnants─split documents─> parts
    part  ─title─join lines─bibliographic matter─drop outline─set apart─mend─flag─> Article

The face of the stage is `clean_page`. It does no I/O and knows no site.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from scraper.clean.article import compose
from scraper.clean.boilerplate import drop_boilerplate
from scraper.clean.captured_script import Script, in_script
from scraper.clean.chunks import join_chunks
from scraper.clean.contents import drop_contents
from scraper.clean.documents import Part, split_documents
from scraper.clean.draft import Draft
from scraper.clean.edges import drop_edges
from scraper.clean.ends import drop_ends
from scraper.clean.flat import mark_rows, part_flat_page
from scraper.clean.headers import drop_running_headers
from scraper.clean.leftovers import mend_leftovers
from scraper.clean.maintext import beside, keep_main_text
from scraper.clean.notices import drop_notices, drop_remnant
from scraper.clean.overrules import check_overrules, drop_named_lines
from scraper.clean.parts import part_collections
from scraper.clean.repair import repair_characters
from scraper.clean.repeats import drop_repeats
from scraper.clean.spam import drop_spam
from scraper.clean.speakers import join_speakers
from scraper.clean.tails import drop_tails
from scraper.clean.unreadable import drop_unreadable
from scraper.clean.wraps import join_wraps
from scraper.model import Change, Cleaned, Page
from scraper.rules.cleaning import CleaningRules
from scraper.rules.markup import load_markup_rules
from scraper.text.chars import forget_page

__all__ = ["Script", "clean_page", "in_script", "why_empty"]

_REFUSALS = ("foreign-script", "glyph-run", "spam", "no-text", "remnant")
"""Rules that take a whole page, the most telling first."""


def clean_page(page: Page, rules: CleaningRules, overrules: Sequence[str] = ()) -> Cleaned:
    """All articles found on a page, and every change that was made, with its rule.

    `overrules` are the decisions an editor overruled (`Capture.overrules`). Raises CasebookError
    where one of them names no rule.
    """
    if overrules:
        check_overrules(overrules, rules.reasons, page.capture)
    forget_page()
    draft = drop_named_lines(Draft.of(page, overrules))
    draft = _main_text(draft, rules)
    draft = mend_leftovers(draft, rules)
    draft = repair_characters(draft, rules.wording)
    draft = drop_unreadable(draft)
    draft = drop_spam(draft, rules.wording)
    draft = part_collections(draft)
    draft = drop_contents(draft)
    draft = drop_notices(draft, drop_boilerplate(draft, rules), rules)
    draft = part_flat_page(draft, rules)
    draft = drop_running_headers(draft)
    draft = join_chunks(draft)
    draft = join_wraps(draft, rules.lexicon)
    draft = join_speakers(draft)
    draft = mark_rows(draft)
    draft = drop_repeats(draft)
    draft = drop_ends(draft, rules)
    draft = drop_edges(draft, rules)
    draft = drop_remnant(draft, rules.wording)
    parts = split_documents(draft, rules)
    kept = drop_tails(draft, parts, rules)
    draft, parts = kept, parts if kept is draft else split_documents(kept, rules)
    around, within = _by_part(draft, parts)
    articles = tuple(
        compose(part, number, page.capture, draft, changes, rules)
        for number, (part, changes) in enumerate(zip(parts, within, strict=True), 1)
    )
    return Cleaned(page.capture, articles, around, draft.rights)


def why_empty(cleaned: Cleaned) -> str:
    """The rule that best says why a page gave no article; empty where nothing was on it."""
    counts = Counter(change.rule for change in cleaned.changes if change.kind == "removed")
    telling = [rule for rule in _REFUSALS if counts[rule]]
    return next(iter((*telling, *(rule for rule, _ in counts.most_common(1)))), "")


def _main_text(draft: Draft, rules: CleaningRules) -> Draft:
    """The draft without what stands beside the main text of an HTML page.

    What was said there of the page still counts: its rights notice, names of its text.
    """
    kept = keep_main_text(draft, load_markup_rules())
    if kept is draft:
        return draft
    around = repair_characters(draft.keep(beside(draft, kept)), rules.wording)
    told = drop_boilerplate(around, rules)
    return replace(kept, titles=told.titles, rights=told.rights, says_cut=told.says_cut)


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
