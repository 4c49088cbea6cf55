"""From cleaned articles to cases: identity, place, years, models, figures, duplicates.

Articles ──matched with known──> predecessors ──grouped──> fullest versions + duplicates
                                                                   │ facts read
                                                                 Cases
"""

from scraper.cases.filing import file_articles

__all__ = ["file_articles"]
