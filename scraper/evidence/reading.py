"""WARC, ARC and WACZ files -> the exchanges in them that hold a document.

The files are made by anybody's tools, so they are read in a worker under limits, one page at a
time; a record that is damaged is named and the others are read.
"""

from __future__ import annotations

import json
import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copyfileobj
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from scraper.evidence.coding import CutShortError, TooLargeError, UnknownCodingError, decoded
from scraper.evidence.exchange import Exchange
from scraper.evidence.judging import why_no_document
from scraper.guard.workers import run_limited
from scraper.guard.zips import open_zip, refuse_large
from scraper.model import CasebookError
from scraper.rules.fetching import FetchRules, load_fetch_rules

_WARC_ENDINGS = (".warc.gz", ".warc", ".arc.gz", ".arc")
_WACZ_ENDING = ".wacz"
_EVIDENCE = re.compile(r"[0-9a-f]{16}\.warc\.gz")
_MOST_IN_WACZ = 4_000_000_000
_LARGEST_PAGE_LIST = 20_000_000
_DAMAGED = "Make the archive again, or check it with `warcio check`; the other records were read."
_GZIP_START = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class _Step:
    """What one look into an archive brought."""

    page: Exchange | None = None
    fault: tuple[str, str, str, str] | None = None
    next: int | None = None
    """Where the next look begins; None at the end."""


def is_archive(path: Path) -> bool:
    """Whether a file is named as a WARC, ARC or WACZ file."""
    return path.name.lower().endswith((*_WARC_ENDINGS, _WACZ_ENDING))


def is_evidence(path: Path) -> bool:
    """Whether a file is named as Casebook names the evidence of a capture: `<key>.warc.gz`."""
    return bool(_EVIDENCE.fullmatch(path.name))


def read_pages(path: Path) -> Iterator[Exchange | CasebookError]:
    """Yield the pages of an archive, unpacked no further than they were kept.

    A page is a good response with a document in it (see `data/fetch.toml`); where a WACZ file
    lists its pages, only those. What is damaged is yielded as an error with its place.
    """
    try:
        if path.name.lower().endswith(_WACZ_ENDING):
            yield from _of_wacz(path)
        else:
            yield from _of_warc(path, str(path), None)
    except CasebookError as error:
        yield error


def _of_wacz(path: Path) -> Iterator[Exchange | CasebookError]:
    with _opened(path) as stream:
        archive = open_zip(str(path), stream)
        entries = archive.infolist()
        refuse_large(str(path), entries, _MOST_IN_WACZ)
        listed = _listed(archive)
        warcs = [entry for entry in entries if entry.filename.lower().endswith(_WARC_ENDINGS)]
        if not warcs:
            mend = "Export it again from the tool that made it."
            raise CasebookError(str(path), "there is no WARC file in it", mend)
        for entry in warcs:
            suffix = Path(entry.filename).suffix
            with tempfile.NamedTemporaryFile(suffix=suffix) as copy:
                try:
                    with archive.open(entry) as packed:
                        copyfileobj(packed, copy)
                except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
                    name = f"{path}/{entry.filename}"
                    yield CasebookError(name, "it is damaged or protected", _DAMAGED)
                    del error
                    continue
                copy.flush()
                yield from _of_warc(Path(copy.name), f"{path}/{entry.filename}", listed)


def _listed(archive: zipfile.ZipFile) -> frozenset[str] | None:
    """Return the addresses of the pages that a WACZ file lists; None where it lists none."""
    try:
        entry = archive.getinfo("pages/pages.jsonl")
    except KeyError:
        return None
    if entry.file_size > _LARGEST_PAGE_LIST:
        return None
    found = set()
    for line in archive.read(entry).decode("utf-8", "replace").splitlines():
        try:
            page = json.loads(line)
        except ValueError:
            continue
        if isinstance(page, dict) and isinstance(page.get("url"), str):
            found.add(page["url"].partition("#")[0])
    return frozenset(found) or None


def _of_warc(
    path: Path, name: str, listed: frozenset[str] | None
) -> Iterator[Exchange | CasebookError]:
    place: int | None = 0
    while place is not None:
        step = run_limited(name, _look, str(path), name, place, listed)
        if step.fault:
            yield CasebookError(*step.fault)
        if step.page:
            yield step.page
        place = step.next


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        mend = "Check that the file is there and that you may read it."
        raise CasebookError(str(path), f"cannot be read ({error.strerror})", mend) from error


# --- in the worker ----------------------------------------------------------------------------


def _look(path: str, name: str, place: int, listed: frozenset[str] | None) -> _Step:
    """Read records from `place` on until one holds a page or is damaged."""
    rules = load_fetch_rules()
    with _opened(Path(path)) as stream:
        stream.seek(place)
        records = ArchiveIterator(stream, arc2warc=True, check_digests=True)
        try:
            for record in records:
                page = _page(record, rules, f"{name}:{records.offset}", listed)
                records.read_to_end()
                after = records.get_record_offset() + records.get_record_length()
                fault = _digest_fault(record, name, records.get_record_offset())
                if fault or isinstance(page, CasebookError):
                    error = fault or page
                    assert isinstance(error, CasebookError)
                    found = (error.file, error.problem, error.mend, error.place)
                    return _Step(fault=found, next=_further(stream, after, place))
                if page:
                    return _Step(page, next=_further(stream, after, place))
        except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
            problem = "it cannot be read from here on: " + _first_line(error)
            return _Step(fault=(name, problem, _DAMAGED, str(records.offset)))
    return _Step()


def _further(stream: BinaryIO, after: int, before: int) -> int | None:
    """Return where to go on, or None at the end of the file and where nothing was passed."""
    stream.seek(0, 2)
    return after if before < after < stream.tell() else None


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__


def _digest_fault(record: Any, name: str, place: int) -> CasebookError | None:
    """Return what is wrong with the bytes of a record that has been read to its end."""
    if record.digest_checker.passed is False:
        problem = "the record does not match its digest: " + "; ".join(
            record.digest_checker.problems
        )
        return CasebookError(name, problem, _DAMAGED, str(place))
    if getattr(record.raw_stream, "limit", 0):
        return CasebookError(name, "the record is cut short", _DAMAGED, str(place))
    return None


def _page(
    record: Any, rules: FetchRules, place: str, listed: frozenset[str] | None
) -> Exchange | CasebookError | None:
    """Return the page in a record, None where it holds none, and a fault of the page itself."""
    found = _exchange(record, rules.limits.largest)
    if found is None or found.media_type not in rules.archived:
        return None
    if listed is not None and found.address.partition("#")[0] not in listed:
        return None
    try:
        content = unpacked(found, rules.limits.largest)
    except CutShortError:
        return rules.fault(found.address, "cut", place)
    except TooLargeError:
        return rules.fault(found.address, "large", f"{rules.limits.largest:,}")
    except UnknownCodingError as error:
        return rules.fault(found.address, "coding", str(error))
    kind = found.header("Content-Type")
    return None if why_no_document(content, kind, found.address, rules.no_page) else found


def _exchange(record: Any, largest: int) -> Exchange | None:
    """Return the exchange a record holds, if it is one of a page that came as good."""
    if record.rec_type not in ("response", "resource"):
        return None
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    if not address.startswith(("http://", "https://")):
        return None
    headers: tuple[tuple[str, str], ...] = (("Content-Type", record.content_type or ""),)
    status, stream = "200", None
    if record.rec_type == "response":
        if not record.http_headers:
            return None
        status = record.http_headers.get_statuscode()
        headers = tuple((str(k), str(v)) for k, v in record.http_headers.headers)
        if (record.http_headers.get_header("transfer-encoding") or "").lower() == "chunked":
            stream = ChunkedDataReader(record.raw_stream)
    if status != "200":
        return None
    return Exchange(
        address=address,
        status=200,
        request=(),
        response=headers,
        body=(stream or record.raw_stream).read(largest + 1),
        date=_date(record.rec_headers.get_header("WARC-Date") or ""),
        ip=record.rec_headers.get_header("WARC-IP-Address") or "",
    )


def _date(text: str) -> str:
    """A WARC date to the second; empty where it is none."""
    return f"{text[:19]}Z" if len(text) >= 20 and text[10] == "T" and text.endswith("Z") else ""


def unpacked(exchange: Exchange, largest: int) -> bytes:
    """Return the content of an exchange. Raises an error of `scraper.evidence.coding`.

    Browsers hand their extensions content that is unpacked already and headers that say it is
    packed: what does not begin as gzip data is taken as it is.
    """
    coding = exchange.header("Content-Encoding")
    if coding and not exchange.body.startswith(_GZIP_START) and exchange.body.lstrip()[:1] == b"<":
        exchange = replace(exchange, response=())
        coding = ""
    return decoded(exchange.body, coding, largest)
