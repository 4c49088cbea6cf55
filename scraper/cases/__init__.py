"""From cleaned articles to cases: identity, place, years, models, figures, duplicates.

Articles ──matched with known──> predecessors ──grouped──> fullest versions + duplicates
                                                                   │ facts read
                                                                 Cases
"""

from scraper.cases.document import Document
from scraper.cases.duplicates import as_duplicate
from scraper.cases.filing import Draft, draft_articles, file_drafts
from scraper.cases.known import Known
from scraper.cases.models import nearly_equal

__all__ = [
    "Document",
    "Draft",
    "Known",
    "as_duplicate",
    "draft_articles",
    "file_drafts",
    "nearly_equal",
]
