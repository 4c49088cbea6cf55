"""Facts of a case in the words of a page: years, place, completeness, source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from scraper.model import Case, Completeness, Place, Publication, Review, Source, Years
from scraper.reading.entries import state
from scraper.reading.library import Library
from scraper.reading.phrases import Phrase, Reading
from scraper.rules.interface import Say
from scraper.text.escape import web_address

_LEVELS = ("province", "city", "district", "subdistrict", "community")
CUTS = ("preview-limit", "mid-sentence", "page-says-so")
"""Why a text may count as cut: each has a message `cut_why_…`."""


@dataclass(frozen=True, slots=True)
class Card:
    """A case in a list."""

    id: str
    title: Phrase
    place: Phrase
    years: str
    model: str
    """Name of the primary model, empty where none was found."""
    kind: str
    state: str
    """As `state` gives it."""
    completeness: str
    reviewed: str
    """That a person has reviewed it; empty where nobody has."""
    translated: str
    """How much is in English; empty on Chinese pages and where all is."""
    title_made: str
    """What to know of the translation of the title; empty where a person has reviewed it."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One thing that is known of the source."""

    label: str
    value: Phrase
    note: str = ""


def card(reading: Reading, library: Library, say: Say) -> Card:
    """Return what a list shows of a case; it is made once a reading."""
    if "card" not in reading.found:
        reading.found["card"] = _card(reading, library, say)
    made: Card = reading.found["card"]
    return made


def _card(reading: Reading, library: Library, say: Say) -> Card:
    case = reading.case
    model = library.models.get(case.models[0].id if case.models else "")
    return Card(
        id=case.id,
        title=reading.title,
        place=reading.place,
        years=years_short(case.years, say),
        model=model.name.in_language(reading.language) if model else "",
        kind=say(f"kind_{case.kind}"),
        state=state(case),
        completeness=say(f"complete_{state(case)}"),
        reviewed=say("review_reviewed") if case.review.state == "reviewed" else "",
        translated=_translated(reading, say),
        title_made=title_made(reading.title, say),
    )


def _translated(reading: Reading, say: Say) -> str:
    percent = reading.progress.english
    if percent == 100:
        return ""
    return say("translated_part", percent=percent) if percent else say("translated_none")


def title_made(title: Phrase, say: Say) -> str:
    """Return what a list says of the translation of a title; empty where it is reviewed."""
    return say(f"title_{title.state}") if title.state in ("machine", "stale") else ""


def years_short(years: Years, say: Say) -> str:
    """Return the years of a case for a list, else the year of publication, else `unknown`."""
    return _span(years, say) or _published(years, say) or say("year_unknown")


def years_long(years: Years, say: Say) -> str:
    """Return the years of a case and the year of publication."""
    span, published = _span(years, say), _published(years, say)
    if span and published:
        return say("years_both", span=span, published=published)
    return span or published or say("year_unknown")


def _span(years: Years, say: Say) -> str:
    start, end = years.start or years.end, years.end or years.start
    if start is None:
        return ""
    return say("year_one", start=start) if start == end else say("year_span", start=start, end=end)


def _published(years: Years, say: Say) -> str:
    return say("year_published", published=years.published) if years.published else ""


def place_note(place: Place, say: Say) -> str:
    """Return which levels of the place the text leaves out; empty where it states all."""
    if not place.inferred:
        return ""
    levels = [say(f"level_{level}") for level in _LEVELS if level in place.inferred]
    return say("place_inferred", levels=joined(levels, say))


def joined(items: Sequence[str], say: Say, how: str = "joined") -> str:
    """Return a list of words as the language writes it; empty for none.

    `how` is the message that joins two.
    """
    return reduce(lambda first, second: say(how, first=first, second=second), items or [""])


def cut_reason(completeness: Completeness, say: Say) -> str:
    """Return why a text counts as cut."""
    return say(f"cut_why_{completeness.why if completeness.why in CUTS else 'unknown'}")


def publication(reading: Reading, say: Say) -> Phrase:
    """Return where a text was first published; an empty text where nothing is known of it."""
    known = reading.case.publication
    journal = reading.phrase("journal", known.journal)
    parts = [
        say("publication_author", author=joined(known.author, say)) if known.author else "",
        say("publication_journal", journal=journal.text) if known.journal else "",
        *(
            say(f"publication_{name}", **{name: value})
            for name in ("year", "issue", "page", "issn")
            if (value := getattr(known, name))
        ),
    ]
    return Phrase(
        joined([part for part in parts if part], say, "publication_joined"),
        foreign=bool(known.journal) and journal.foreign,
    )


def publication_note(known: Publication, say: Say) -> str:
    """Return what of the publication was looked up; empty where all is stated."""
    return say("publication_inferred") if "journal" in known.inferred else ""


def review_note(review: Review, say: Say) -> str:
    """Return who reviewed a case and when, or that nobody has."""
    if review.state == "unreviewed":
        return say("review_note")
    parts = [
        say("review_by", by=review.by) if review.by else "",
        say("review_date", date=review.date) if review.date else "",
    ]
    return joined([part for part in parts if part], say)


def source_lines(source: Source, say: Say, *, foreign: bool) -> tuple[SourceLine, ...]:
    """Return where the text comes from; `foreign` marks names in Chinese on an English page."""
    article = say("source_article", article=source.article, capture=source.capture)
    lines = (
        SourceLine(say("source_publication"), Phrase(source.publication, foreign)),
        SourceLine(say("source_file"), Phrase(source.name, foreign), article),
        SourceLine(say("source_captured"), Phrase(source.captured)),
    )
    return tuple(line for line in lines if line.value.text)


def source_link(case: Case) -> str:
    """Return the address of the source if it can be linked (http, https), else empty."""
    return web_address(case.source.address)
