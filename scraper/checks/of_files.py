"""What is wrong between the files of a library: what cannot be read, what leads nowhere, what
belongs to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from scraper.checks.finding import Finding, Holdings
from scraper.model import Case, CasebookError
from scraper.reading.addresses import anchors_of
from scraper.rules.texts import Text
from scraper.text.addresses import follow, split_address

_ENTRY = re.compile(r"(?P<list>\w+)\[(?P<number>\d+)\]\.(?:sentence|paragraph)")
"""Place of a fault in one entry of a list: `figures[3].sentence`."""
_LINE = re.compile(r"\d+")


def of_files(holdings: Holdings) -> Iterator[Finding]:
    """Yield what is wrong with the files of a library, apart from what its cases leave open."""
    yield from (_unreadable(error) for error in holdings.unreadable)
    yield from _faults(holdings)
    yield from (_told(error, "address-lost") for error in holdings.address_faults)
    yield from (_told(error, "tie-gone") for error in holdings.stale_ties)
    yield from _anchors(holdings)
    yield from _captures(holdings)
    yield from _translations(holdings)
    yield from _address(holdings)


def _told(error: CasebookError, id: str, case: str = "") -> Finding:
    values: dict[str, Text | str | int] = {"problem": error.problem, "mend": _stop(error.mend)}
    return Finding(id, error.file, case, field=error.place, values=values)


def _unreadable(error: CasebookError) -> Finding:
    found = _told(error, "unreadable")
    line = bool(_LINE.fullmatch(error.place))
    return Finding(
        found.id,
        found.file,
        place=error.place if line else "",
        field="" if line else error.place,
        values=found.values,
    )


def _stop(mend: str) -> str:
    return mend if mend.endswith((".", "。")) else f"{mend}."


def _faults(holdings: Holdings) -> Iterator[Finding]:
    """Fields that are wrong; those that rest on a passage that is gone are told apart."""
    cases = {case.id: case for case in holdings.cases}
    for error in holdings.faults:
        case = cases[PurePath(error.file).stem]
        if error.place.endswith((".sentence", ".paragraph")):
            paragraph, words = _rests_on(case, error.place)
            yield Finding(
                "sentence-gone", error.file, case.id, paragraph, error.place, {"words": words}
            )
        else:
            yield _told(error, "field-wrong", case.id)


def _rests_on(case: Case, place: str) -> tuple[str, str]:
    """Return the paragraph and the sentence that an entry names; the id for want of a sentence."""
    if entry := _ENTRY.fullmatch(place):
        named = getattr(case, entry["list"])[int(entry["number"]) - 1]
        return named.paragraph, f"“{named.sentence}”"
    return case.completeness.paragraph, case.completeness.paragraph


def _anchors(holdings: Holdings) -> Iterator[Finding]:
    """Old addresses of a passage that lead to a case without the passage they name."""
    rows = {row.old: row.new for row in holdings.redirects}
    anchors = {case.id: frozenset(anchors_of(case)) for case in holdings.cases}
    for old in rows:
        new = follow(rows, old)
        case, anchor = split_address(new)
        if anchor and anchor not in anchors.get(case, {anchor}):
            file = f"{holdings.cases_folder}/redirects.tsv"
            yield Finding("anchor-lost", file, case, values={"old": old, "new": new})


def _captures(holdings: Holdings) -> Iterator[Finding]:
    """Captures from which no case was made.

    Not told while case files cannot be read, because theirs would be among them; nor of captures
    that cannot be read themselves.
    """
    if holdings.unread_cases:
        return
    used = {case.source.capture for case in holdings.cases}
    used |= {other.capture for case in holdings.cases for other in case.duplicates}
    unread = {PurePath(error.file).stem for error in holdings.unreadable}
    for key in sorted(holdings.captures.keys() - used - unread):
        yield Finding("capture-alone", holdings.captures[key])


def _translations(holdings: Holdings) -> Iterator[Finding]:
    cases = {case.id for case in holdings.cases} | holdings.unread_cases
    for id in sorted(holdings.translation_files.keys() - cases):
        yield Finding("translation-alone", holdings.translation_files[id], values={"case": id})


def _address(holdings: Holdings) -> Iterator[Finding]:
    settings = holdings.settings
    if settings and (settings.is_placeholder or not settings.address):
        address = settings.address or holdings.say("check_no_address")
        yield Finding("site-address", holdings.config, values={"address": address})
