"""What was done, in words for a person or as JSON Lines for a program. Pure."""

from scraper.report.adding import added, taken, verified
from scraper.report.building import built, checked, is_bad, moved
from scraper.report.cleaning import explain, to_json

__all__ = [
    "added",
    "built",
    "checked",
    "explain",
    "is_bad",
    "moved",
    "taken",
    "to_json",
    "verified",
]
