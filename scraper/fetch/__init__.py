"""Fetching: addresses to what their servers sent; the only user of the network.

    Job ─> worker process: Guard ─> robots.txt ─> waiting ─> Scrapy ─> whole? ─> a page? ─> Fetched

Writes nothing but the notes of a run; what was fetched is written by who asked for it.
"""

from scraper.fetch.fetching import fetch
from scraper.fetch.job import Fetched, Job, Wanted, in_list
from scraper.fetch.journal import Entry, Journal, load_journal

__all__ = ["Entry", "Fetched", "Job", "Journal", "Wanted", "fetch", "in_list", "load_journal"]
