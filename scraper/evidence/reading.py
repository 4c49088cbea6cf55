"""WARC, ARC and WACZ files -> the exchanges in them that hold a document.

The files are made by anybody's tools, so they are read in a worker under limits, one page at a
time; a record that is damaged is named and the others are read.
"""

from __future__ import annotations

import gzip
import json
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from shutil import copyfileobj

from scraper.evidence.exchange import Exchange
from scraper.evidence.looking import DAMAGED, look, opened
from scraper.guard.workers import run_limited
from scraper.guard.zips import (
    FREE_BYTES,
    MOST_RATIO,
    open_zip,
    read_entry,
    refuse_bomb,
    refuse_large,
)
from scraper.model import CasebookError

_WARC_ENDINGS = (".warc.gz", ".warc", ".arc.gz", ".arc")
_WACZ_ENDING = ".wacz"
_EVIDENCE = re.compile(r"[0-9a-f]{16}\.warc\.gz")
_MOST_IN_WACZ = 4_000_000_000
_LARGEST_PAGE_LIST = 20_000_000
_STEP = 1024 * 1024


def is_archive(path: PurePath) -> bool:
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
    with opened(path) as stream:
        archive = open_zip(str(path), stream)
        entries = archive.infolist()
        refuse_large(str(path), entries, _MOST_IN_WACZ)
        listed = _listed(archive, str(path))
        warcs = [entry for entry in entries if entry.filename.lower().endswith(_WARC_ENDINGS)]
        if not warcs:
            mend = "Export it again from the tool that made it."
            raise CasebookError(str(path), "there is no WARC file in it", mend)
        for entry in warcs:
            suffix = Path(entry.filename).suffix
            refuse_bomb(f"{path}/{entry.filename}", entry, _MOST_IN_WACZ)
            with tempfile.NamedTemporaryFile(suffix=suffix) as copy:
                try:
                    with archive.open(entry) as packed:
                        copyfileobj(packed, copy)
                except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
                    name = f"{path}/{entry.filename}"
                    yield CasebookError(name, "it is damaged or protected", DAMAGED)
                    del error
                    continue
                copy.flush()
                yield from _of_warc(Path(copy.name), f"{path}/{entry.filename}", listed)


def _listed(archive: zipfile.ZipFile, file: str) -> frozenset[str] | None:
    """Return the addresses of the pages that a WACZ file lists; None where it lists none."""
    try:
        entry = archive.getinfo("pages/pages.jsonl")
    except KeyError:
        return None
    if entry.file_size > _LARGEST_PAGE_LIST:
        return None
    found = set()
    for line in read_entry(file, archive, entry).decode("utf-8", "replace").splitlines():
        try:
            page = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(page, dict) and isinstance(page.get("url"), str):
            found.add(page["url"].partition("#")[0])
    return frozenset(found) or None


def _of_warc(
    path: Path, name: str, listed: frozenset[str] | None
) -> Iterator[Exchange | CasebookError]:
    place: int | None = 0
    while place is not None:
        step = run_limited(name, look, str(path), name, place, listed)
        if step.is_one_piece:
            with _inflated(path, name) as plain:
                yield from _of_warc(plain, name, listed)
            return
        if step.fault:
            yield CasebookError(*step.fault)
        if step.page:
            yield step.page
        place = step.next


@contextmanager
def _inflated(path: Path, name: str) -> Iterator[Path]:
    """Unpack a gzip file of many records in one piece, as old tools and `gzip` make them."""
    left = min(_MOST_IN_WACZ, max(FREE_BYTES, MOST_RATIO * path.stat().st_size))
    with tempfile.NamedTemporaryFile(suffix=".warc") as copy:
        try:
            with gzip.open(path) as packed:
                while part := packed.read(_STEP):
                    left -= len(part)
                    if left < 0:
                        raise CasebookError(name, "it is too large when unpacked", DAMAGED)
                    copy.write(part)
        except (OSError, EOFError, zlib.error) as error:
            raise CasebookError(name, "it is damaged or cut short", DAMAGED) from error
        copy.flush()
        yield Path(copy.name)
