"""One look into a WARC or ARC file, in a worker under limits: the next record that matters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from scraper.evidence.coding import CutShortError, TooLargeError, UnknownCodingError, decoded
from scraper.evidence.exchange import Exchange
from scraper.evidence.judging import why_no_document
from scraper.model import CasebookError
from scraper.rules.fetching import FetchRules, load_fetch_rules

DAMAGED = "Make the archive again, or check it with `warcio check`; the other records were read."
_GZIP_START = b"\x1f\x8b"
_ONE_PIECE = "non-chunked gzip file"
"""What warcio says of a gzip file with many records in one member."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one look into an archive brought."""

    page: Exchange | None = None
    fault: tuple[str, str, str, str] | None = None
    next: int | None = None
    """Where the next look begins; None at the end."""
    is_one_piece: bool = False
    """Whether the records are packed together, so that none can be looked up by its place."""


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file to be read. Raises CasebookError where it cannot be."""
    try:
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        mend = "Check that the file is there and that you may read it."
        raise CasebookError(str(path), f"cannot be read ({error.strerror})", mend) from error


def look(path: str, name: str, place: int, listed: frozenset[str] | None) -> Step:
    """Read records from `place` on until one holds a page or is damaged."""
    rules = load_fetch_rules()
    with opened(Path(path)) as stream:
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
                    return Step(fault=found, next=_further(stream, after, place))
                if page:
                    return Step(page, next=_further(stream, after, place))
        except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
            if _ONE_PIECE in str(error):
                return Step(is_one_piece=True)
            problem = "it cannot be read from here on: " + _first_line(error)
            return Step(fault=(name, problem, DAMAGED, str(records.offset)))
    return Step()


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
        return CasebookError(name, problem, DAMAGED, str(place))
    if getattr(record.raw_stream, "limit", 0):
        return CasebookError(name, "the record is cut short", DAMAGED, str(place))
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
    packed: what does not unpack and begins as a page is taken as it is.
    """
    body = exchange.body
    try:
        return decoded(body, exchange.header("Content-Encoding"), largest)
    except (CutShortError, UnknownCodingError):
        if body.startswith(_GZIP_START) or body.lstrip()[:1] != b"<":
            raise
        return decoded(body, "", largest)
