"""What a build did."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.building.results import Built
from scraper.rules.settings import Settings
from scraper.store import Counts


def built(result: Built, site: str) -> Iterator[str]:
    """Lines that tell what a build did."""
    for given in result.given_ids:
        yield f"gave a paragraph without id a lasting one: {given}"
    for row in result.retired:
        yield f"a passage is gone; its address {row.old} now leads to {row.new}"
    yield from _rights(result)
    pages = result.pages
    done = f"{pages.written} written, {pages.unchanged} unchanged, {pages.deleted} deleted"
    yield f"{result.cases} cases; pages: {done}"
    counts = sum((r.counts for r in result.translations), Counts())
    done = f"{counts.reviewed} of {counts.all} messages translated"
    yield f"English: {done}, {counts.machine} by machine alone, {counts.stale} stale"
    yield from _handouts(result)
    yield f"site: {site}"
    yield from _address(result.address)


def _handouts(result: Built) -> Iterator[str]:
    """Lines that tell which handouts were made, what is missing, and which ties lead nowhere."""
    if result.handouts:
        yield f"handouts: {result.handouts}"
        if not result.address:
            yield "handouts have no QR codes, because the site has no address"
    if result.fonts:
        fonts = ", ".join(result.fonts)
        yield f"no PDF handouts: {fonts} not found; on Debian and Ubuntu install fonts-noto-cjk"
    for error in result.lessons:
        yield f"shown without a link: {error}"


def _address(address: str) -> Iterator[str]:
    """Say what an address of the site that is missing, or a placeholder, leaves out or gives."""
    mend = "set site_url in mkdocs.yml to where the site will be published"
    if not address:
        yield f"no feeds, site map, alternates, or addresses in citations: {mend}"
    elif Settings(address).is_placeholder:
        yield f"feeds, citations and site map give the placeholder {address}: {mend}"


def _rights(result: Built) -> Iterator[str]:
    """Lines that name the cases whose rights notice forbids publishing them, and what was done."""
    rights = result.rights
    if not rights.forbidden:
        return
    if rights.withheld:
        done = "nothing of them was published"
    elif rights.excerpts:
        done = "the facts and an excerpt were published"
    else:
        done = "they were published in full"
    names = ", ".join(rights.forbidden)
    yield f"rights notices forbid publishing these cases; {done}: {names}"
