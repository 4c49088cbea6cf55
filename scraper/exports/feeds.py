"""What is new, as Atom (RFC 4287) and RSS 2.0, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scraper.cite import site_name
from scraper.model import Language
from scraper.reading.briefs import brief_of
from scraper.reading.entries import Entry
from scraper.reading.library import Library
from scraper.reading.passages import web_page
from scraper.reading.summary import LANGUAGE_TAGS
from scraper.text.escape import one_line

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator

_LATEST = 50
"""Entries of a feed: what a reader who looks in now and then may have missed."""


def atom(library: Library, language: Language) -> bytes:
    """Return `feed.xml`; the site must have an address."""
    feed: bytes = _feed(library, language).atom_str(pretty=True)
    return feed


def rss(library: Library, language: Language) -> bytes:
    """Return `rss.xml`; the site must have an address."""
    feed: bytes = _feed(library, language, "rss.xml").rss_str(pretty=True)
    return feed


def _feed(library: Library, language: Language, name: str = "feed.xml") -> FeedGenerator:
    from feedgen.feed import FeedGenerator  # takes longer to import than a case to make

    say = library.words.speaker(language)
    root = library.settings.address + ("en/" if language == "en" else "")
    site = site_name(library.settings, language)
    items = latest(library)
    feed = FeedGenerator()
    feed.id(root)
    feed.title(site)
    feed.subtitle(one_line(say("home_lead")))
    feed.description(one_line(say("home_lead")))
    feed.author({"name": site})
    feed.language(LANGUAGE_TAGS[language])
    feed.link(href=root + name, rel="self")
    feed.link(href=root, rel="alternate")  # the last one is the link of an RSS channel
    feed.generator("Casebook")
    # Both fall back to the time of the build, which would make every build another one.
    feed.updated(_time(items[0].updated if items else ""))
    feed.lastBuildDate(_time(items[0].updated if items else ""))
    for item in items:
        _add(feed, item, library, language)
    return feed


def latest(library: Library) -> list[Entry]:
    """Return the cases whose day is known, the latest first: those of a feed."""
    dated = [item for item in (*library.entries, *library.other_entries) if item.updated]
    return sorted(dated, key=lambda item: item.updated, reverse=True)[:_LATEST]


def _add(feed: FeedGenerator, item: Entry, library: Library, language: Language) -> None:
    address = web_page(library, language, "cases", item.id)
    entry = feed.add_entry(order="append")
    entry.id(address)
    entry.guid(address, permalink=True)
    entry.link(href=address, rel="alternate")
    entry.title(one_line(item.title(language).text))
    entry.summary(brief_of(item.id, library).summary[language])
    entry.updated(_time(item.updated))
    entry.published(_time(item.updated))
    for id_, _ in item.models:
        if id_ in library.models:
            name = library.models[id_].name.in_language(language)
            entry.category(term=id_, label=one_line(name))


def _time(day: str) -> datetime:
    """Return the first moment of a day; the beginning of 1970 where there is none."""
    return datetime.fromisoformat(day or "1970-01-01").replace(tzinfo=UTC)
