"""From files to the library: found, captured, cleaned, filed."""

from scraper.adding.filing import Added, Prepared, add, prepare
from scraper.adding.reading import clean_file, expand
from scraper.adding.stores import brought_here, in_store, is_in_store

__all__ = [
    "Added",
    "Prepared",
    "add",
    "brought_here",
    "clean_file",
    "expand",
    "in_store",
    "is_in_store",
    "prepare",
]
