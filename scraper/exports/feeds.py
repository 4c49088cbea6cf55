"""What is new, as Atom (RFC 4287) and RSS 2.0, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime

from feedgen.feed import FeedGenerator

from scraper.cite import site_name, updated
from scraper.model import Case, Language
from scraper.reading.library import Library
from scraper.reading.passages import web_page
from scraper.reading.summary import LANGUAGE_TAGS, summary
from scraper.text.escape import one_line

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
    say = library.words.speaker(language)
    root = library.settings.address + ("en/" if language == "en" else "")
    site = site_name(library.settings, language)
    latest = _latest(library)
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
    feed.updated(_time(updated(latest[0]) if latest else ""))
    feed.lastBuildDate(_time(updated(latest[0]) if latest else ""))
    for case in latest:
        _add(feed, case, library, language)
    return feed


def _latest(library: Library) -> list[Case]:
    """Return the cases whose day is known, the latest first."""
    dated = [case for case in (*library.cases, *library.documents) if updated(case)]
    return sorted(dated, key=updated, reverse=True)[:_LATEST]


def _add(feed: FeedGenerator, case: Case, library: Library, language: Language) -> None:
    reading = library.read(case, language)
    address = web_page(library, language, "cases", case.id)
    entry = feed.add_entry(order="append")
    entry.id(address)
    entry.guid(address, permalink=True)
    entry.link(href=address, rel="alternate")
    entry.title(one_line(reading.title.text))
    entry.summary(summary(reading, library))
    entry.updated(_time(updated(case)))
    entry.published(_time(updated(case)))
    for match in case.models:
        if match.id in library.models:
            name = library.models[match.id].name.in_language(language)
            entry.category(term=match.id, label=one_line(name))


def _time(day: str) -> datetime:
    """Return the first moment of a day; the beginning of 1970 where there is none."""
    return datetime.fromisoformat(day or "1970-01-01").replace(tzinfo=UTC)
