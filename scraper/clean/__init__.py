"""Pages -> Articles: what is boilerplate goes, what is damaged is mended, and all of it is noted.

    lines ─repair characters─drop boilerplate─join chunks─drop edges─split documents─> parts
    part  ─title─join lines─bibliographic matter─set apart─mend─> Article

The face of the stage is `clean_page`. It does no I/O and knows no site.
"""

from __future__ import annotations

from scraper.clean.article import compose
from scraper.clean.boilerplate import drop_boilerplate, drop_edges
from scraper.clean.chunks import join_chunks
from scraper.clean.documents import split_documents
from scraper.clean.draft import Draft
from scraper.clean.repair import repair_characters
from scraper.model import Article, Change, Cleaned, Page
from scraper.rules.cleaning import CleaningRules

__all__ = ["clean_page"]


def clean_page(page: Page, rules: CleaningRules) -> Cleaned:
    """All articles found on a page, and every change that was made, with its rule."""
    draft = Draft.of(page)
    draft = repair_characters(draft)
    draft = drop_boilerplate(draft, rules)
    draft = join_chunks(draft)
    draft = drop_edges(draft, rules.lexicon)
    parts = split_documents(draft.lines)
    articles = tuple(
        compose(part, number, page.capture, draft, rules.lexicon)
        for number, part in enumerate(parts, 1)
    )
    return Cleaned(page.capture, articles, _unclaimed(draft.changes, articles), draft.rights)


def _unclaimed(changes: tuple[Change, ...], articles: tuple[Article, ...]) -> tuple[Change, ...]:
    claimed = {id(change) for article in articles for change in article.changes}
    return tuple(change for change in changes if id(change) not in claimed)
