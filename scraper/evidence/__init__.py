"""Evidence: what servers sent, kept as WARC files; web archives of other tools read.

Stands beneath the stages, because `fetch` and the pipeline both need it. Writes nothing itself.
"""

from scraper.evidence.checking import check_archive
from scraper.evidence.coding import CutShortError, TooLargeError, UnknownCodingError, decoded
from scraper.evidence.exchange import Exchange, name_of
from scraper.evidence.judging import is_whole, why_no_document
from scraper.evidence.looking import unpacked
from scraper.evidence.reading import is_archive, is_evidence, read_pages
from scraper.evidence.warc import to_warc

__all__ = [
    "CutShortError",
    "Exchange",
    "TooLargeError",
    "UnknownCodingError",
    "check_archive",
    "decoded",
    "is_archive",
    "is_evidence",
    "is_whole",
    "name_of",
    "read_pages",
    "to_warc",
    "unpacked",
    "why_no_document",
]
