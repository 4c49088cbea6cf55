"""Citations: GB/T 7714, ISO 690, BibTeX, RIS and CSL-JSON of cases, publications and passages.

    Reading ──items──> CSL-JSON item ──styles──> a line of a reference list
                                     └──files──> .bib, .ris, .csl.json

CSL-JSON is the one form everything else is made from, so that all of them say the same. Nothing
is made up: a text without an author is cited without one, under its title, as GB/T 7714-2015
(8.1.5) has it for numbered references, with this site as its publisher.
"""

from scraper.cite.files import bibtex, csl_json, ris
from scraper.cite.items import Item, case_item, original_item, passage_item, site_name
from scraper.cite.styles import reference
from scraper.reading.entries import updated

__all__ = [
    "Item",
    "bibtex",
    "case_item",
    "csl_json",
    "original_item",
    "passage_item",
    "reference",
    "ris",
    "site_name",
    "updated",
]
