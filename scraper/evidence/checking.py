"""Whether a WARC file still is what was written: every record whole, every digest right."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from scraper.evidence.coding import CutShortError, TooLargeError, UnknownCodingError, decoded
from scraper.evidence.warc import SHA256
from scraper.guard.workers import run_limited
from scraper.model import CasebookError
from scraper.rules.fetching import load_fetch_rules

_STEP = 1024 * 1024
_MEND = "The file was changed or damaged; put back the one captured, or fetch the page again"


def check_archive(path: Path, key: str = "") -> int:
    """Check every digest of a WARC file; return how many records it holds.

    With `key`, the page in it must also be the capture of that key. Raises `CasebookError` that
    names the first record in which something is wrong.
    """
    return run_limited(str(path), _check, str(path), key)


def _check(path: str, key: str) -> int:
    _refuse_damage(path)
    count, page, stated = 0, b"", ""
    with Path(path).open("rb") as stream:
        records = ArchiveIterator(stream, arc2warc=True, check_digests=True)
        try:
            for record in records:
                count += 1
                content = record.raw_stream.read()
                _refuse_record(record, path, count)
                if record.rec_type == "response":
                    page = _content(record, content, path)
                elif record.rec_type == "metadata":
                    stated = _stated(content) or stated
        except (ArchiveLoadFailed, EOFError, ValueError) as error:
            raise CasebookError(path, "it cannot be read to its end", _MEND, str(count)) from error
    if not count:
        raise CasebookError(path, "it holds no record", _MEND)
    digest = hashlib.sha256(page).hexdigest()
    if key and (digest != stated or not digest.startswith(key)):
        raise CasebookError(path, "the page in it is not the capture it is named for", _MEND)
    return count


def _refuse_damage(path: str) -> None:
    """Raise where a gzip member fails its own check, which readers of WARC pass over."""
    if not path.endswith(".gz"):
        return
    try:
        with gzip.open(path) as whole:
            while whole.read(_STEP):
                pass
    except (OSError, EOFError, zlib.error) as error:
        raise CasebookError(path, "it is damaged or cut short", _MEND) from error


def _refuse_record(record: Any, path: str, number: int) -> None:
    checker = record.digest_checker
    if checker.passed is False:
        raise CasebookError(path, "; ".join(checker.problems), _MEND, f"record {number}")
    if getattr(record.raw_stream, "limit", 0):
        raise CasebookError(path, "the record is cut short", _MEND, f"record {number}")


def _content(record: Any, body: bytes, path: str) -> bytes:
    coding = record.http_headers.get_header("Content-Encoding") if record.http_headers else ""
    try:
        return decoded(body, coding or "", load_fetch_rules().limits.largest)
    except (CutShortError, TooLargeError, UnknownCodingError):
        return b""


def _stated(content: bytes) -> str:
    for line in content.decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(":")
        if name == SHA256:
            return value.strip()
    return ""
