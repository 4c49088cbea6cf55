"""Addresses and web archives -> WARC files in the library, one for each page.

    address ─fetch─> Fetched ──┐
    archive ─evidence─> Exchange ┴─> captures/<key>.warc.gz ─> pipeline.add

A file is named for the SHA-256 of its page, so that a page that changed is a new file beside the
old one, and one that did not change is the file that is there.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from scraper import store
from scraper.evidence import Exchange, check_archive, is_evidence, read_pages, to_warc, unpacked
from scraper.fetch import Entry, Fetched, Job, Journal, Wanted, fetch, load_journal
from scraper.model import CasebookError
from scraper.rules.fetching import FetchRules, Limits, load_fetch_rules
from scraper.rules.settings import Settings

Outcome = Literal["new", "known", "unchanged", "resumed", "listed"]
"""Captured for the first time; came again with the same content; the server says it is as it was;
fetched by the run that was broken off; a sitemap or feed."""

ENDING = ".warc.gz"


@dataclass(frozen=True, slots=True)
class Sources:
    """Where pages are to be fetched from."""

    addresses: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.addresses or self.sitemaps or self.feeds)

    def __len__(self) -> int:
        return len(self.addresses) + len(self.sitemaps) + len(self.feeds)


@dataclass(frozen=True, slots=True)
class Taken:
    """One page that is in the library now, or a list that was read."""

    address: str
    outcome: Outcome
    path: Path | None = None
    """Its WARC file; None for a list."""
    count: int = 0
    """Of a list: how many addresses were taken from it."""


def software() -> str:
    """Return the name and version that evidence is marked with, also the start of the user agent.

    An installation without metadata (a folder that was copied) has no version.
    """
    try:
        return f"{load_fetch_rules().agent}/{version('casebook')}"
    except PackageNotFoundError:
        return load_fetch_rules().agent


def user_agent(settings: Settings) -> str:
    """Return how Casebook presents itself: its version, the site it works for, whom to write to."""
    site = "" if settings.is_placeholder or not settings.address else f"+{settings.address}"
    contact = "; ".join(filter(None, (site, settings.contact)))
    return f"{software()} ({contact})" if contact else software()


def take_from_web(
    sources: Sources,
    captures: Path,
    agent: str,
    private_hosts: Sequence[str] = (),
    limits: Limits | None = None,
) -> Iterator[Taken | CasebookError]:
    """Fetch pages and write each to `captures` as soon as it is there; yield what became of each.

    A run that was broken off is taken up: what it fetched comes as `resumed`. `finish` closes a
    run. Raises CasebookError where the disk cannot be written or the fetching process ends.
    """
    rules = load_fetch_rules()
    limits = limits or rules.limits
    journal = load_journal(captures, time.time(), limits.resume_hours)
    held = {a: e for a, e in journal.latest.items() if _file(captures, e.key).is_file()}
    done = [address for address in journal.unfinished if address in held]
    lists = sources.sitemaps + sources.feeds
    for address in sorted(done) if lists else sources.addresses:
        if address in done:
            yield Taken(address, "resumed", _file(captures, held[address].key))
    wanted = [
        Wanted(address, "page", *_marks(held.get(address)))
        for address in dict.fromkeys(sources.addresses)
        if address not in done
    ]
    wanted += [Wanted(address, "sitemap") for address in sources.sitemaps]
    wanted += [Wanted(address, "feed") for address in sources.feeds]
    if not wanted:
        return
    known = {address: _marks(entry) for address, entry in held.items()} if lists else {}
    job = Job(tuple(wanted), agent, limits, tuple(private_hosts), known, tuple(done))
    for fetched in fetch(job):
        yield _take(fetched, captures, journal, rules)


def finish(captures: Path) -> None:
    """Close the run: everything that was fetched has been filed, and the next begins afresh."""
    journal = load_journal(captures, time.time(), load_fetch_rules().limits.resume_hours)
    if journal.unfinished:
        journal.end()


def take_from_archive(path: Path, captures: Path) -> Iterator[Taken | CasebookError]:
    """Write the pages of a WARC, ARC or WACZ file to `captures`; yield what became of each."""
    found = False
    for page in read_pages(path):
        found = True
        if isinstance(page, CasebookError):
            yield page
        else:
            yield _written((page,), captures)
    if not found:
        mend = "Check with a replay tool that it holds the pages you want."
        yield CasebookError(str(path), "there is no page with a text in this archive", mend)


def _take(
    fetched: Fetched, captures: Path, journal: Journal, rules: FetchRules
) -> Taken | CasebookError:
    address = fetched.address
    if fetched.fault:
        return rules.fault(address, fetched.fault, fetched.detail)
    if fetched.listed >= 0:
        return Taken(address, "listed", count=fetched.listed)
    if fetched.unchanged:
        key = journal.latest[address].key
        etag, modified = _marks(journal.latest[address])
        taken = Taken(address, "unchanged", _file(captures, key))
    else:
        taken = _written(fetched.exchanges, captures, address)
        assert taken.path
        key = taken.path.name.removesuffix(ENDING)
        last = fetched.exchanges[-1]
        etag, modified = last.header("ETag"), last.header("Last-Modified")
    journal.note(Entry(address, key, time.time(), etag, modified))
    return taken


def _written(exchanges: Sequence[Exchange], captures: Path, address: str = "") -> Taken:
    """Write the WARC file of a page, unless the library has one with the same content."""
    content = unpacked(exchanges[-1], load_fetch_rules().limits.largest)
    path = _file(captures, hashlib.sha256(content).hexdigest()[:16])
    is_new = not path.exists()
    if is_new:
        store.write_bytes(path, to_warc(exchanges, content, software()))
    return Taken(address or exchanges[-1].address, "new" if is_new else "known", path)


def _file(captures: Path, key: str) -> Path:
    return captures / f"{key}{ENDING}"


def _marks(entry: Entry | None) -> tuple[str, str]:
    return (entry.etag, entry.modified) if entry else ("", "")


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of all digests found."""

    captures: int
    archives: int
    records: int
    faults: tuple[CasebookError, ...]


def verify(captures: Path) -> Verified:
    """Check every capture against its sidecar and every WARC file against its digests.

    Captures and WARC files that ought to be there and are not are named too. Raises CasebookError
    where there is no such folder.
    """
    if not captures.is_dir():
        raise CasebookError(str(captures), "no such folder", "Name it with --captures")
    files, records = store.find_captures(captures), 0
    archives = sorted(captures.glob(f"*{ENDING}"))
    faults = list(_missing(captures, {path.stem for path in files}))
    for path in files:
        try:
            store.load_capture(path)
        except CasebookError as error:
            faults.append(error)
    for path in archives:
        key = path.name.removesuffix(ENDING) if is_evidence(path) else ""
        try:
            records += check_archive(path, key)
        except CasebookError as error:
            faults.append(error)
    return Verified(len(files), len(archives), records, tuple(faults))


def _missing(captures: Path, keys: Set[str]) -> Iterator[CasebookError]:
    """Yield an error for each sidecar without its capture, and each fetched one without proof."""
    for sidecar in sorted(captures.glob("*.yaml")):
        if is_evidence(Path(f"{sidecar.stem}{ENDING}")) and sidecar.stem not in keys:
            mend = "Put the file back, or remove its sidecar as well"
            yield CasebookError(str(sidecar), "the capture it describes is missing", mend)
    fetched = load_journal(captures, 0.0, 0).latest.values()
    for key in sorted({entry.key for entry in fetched} & keys):
        if not _file(captures, key).is_file():
            mend = "Put it back; nothing else proves what the server sent"
            yield CasebookError(str(_file(captures, key)), "the WARC file is missing", mend)
