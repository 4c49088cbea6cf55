"""Generated pages: `docs/<language>/…`, written where they changed, deleted where they are gone.

`docs/.generated.json` lists what was generated, so that a page written by hand is never taken
for one of ours: it is neither overwritten nor deleted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from scraper.model import CasebookError, SitePage
from scraper.store.files import read_text, write_text

MANIFEST = ".generated.json"
_PART = re.compile(r"[^\x00-\x1f\x7f/\\:*?\"<>|.][^\x00-\x1f\x7f/\\:*?\"<>|]*")
"""A name within a path: no separators, no marks that Windows forbids, no dot in front."""


@dataclass(frozen=True, slots=True)
class WriteReport:
    """Paths relative to `docs`, by what was done to them."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    deleted: tuple[str, ...]


def write_pages(docs: Path, pages: Sequence[SitePage]) -> WriteReport:
    """Make the generated pages under `docs` exactly these.

    Raises `CasebookError`, before anything is written, where a path leads out of `docs`, two
    pages have the same one, or a page written by hand stands there.
    """
    wanted = _wanted(docs, pages)
    before = _read_manifest(docs)
    for name, text in wanted.items():
        _check_not_by_hand(docs, name, text, before)
    # Both lists while the work is on: cut off in between, the next run still knows its own pages.
    _write_manifest(docs, before | wanted.keys())
    written = [name for name, text in wanted.items() if write_text(docs / name, text)]
    deleted = sorted(before - wanted.keys())
    for name in deleted:
        _delete(docs, name)
    _write_manifest(docs, wanted.keys())
    unchanged = sorted(wanted.keys() - set(written))
    return WriteReport(tuple(sorted(written)), tuple(unchanged), tuple(deleted))


def _wanted(docs: Path, pages: Sequence[SitePage]) -> dict[str, str]:
    """Return path under `docs` to text."""
    wanted: dict[str, str] = {}
    seen: set[str] = set()
    for page in pages:
        name = f"{page.language}/{page.path}"
        _check_path(docs, name)
        if name.casefold() in seen:
            mend = "Give one of the two another id (capital and small letters count as the same)"
            raise CasebookError(name, "two pages have this path", mend)
        seen.add(name.casefold())
        wanted[name] = page.markdown
    return wanted


def _check_path(docs: Path, name: str) -> None:
    """Raise `CasebookError` unless the path stays inside `docs`, also where links lie in it."""
    inside = all(_PART.fullmatch(part) for part in name.split("/"))
    if not inside or not (docs / name).resolve().is_relative_to(docs.resolve()):
        mend = "Use letters, digits and - in the ids that pages are named for"
        raise CasebookError(repr(name), "a page cannot have this path", mend)


def _check_not_by_hand(docs: Path, name: str, text: str, generated: Collection[str]) -> None:
    path = docs / name
    if name in generated or not path.exists():
        return
    if path.is_dir() or read_text(path) != text:
        problem = "a file written by hand stands where a page is to be generated"
        raise CasebookError(str(path), problem, "Move or delete it, then build again")


def _read_manifest(docs: Path) -> frozenset[str]:
    path = docs / MANIFEST
    if not path.exists():
        return frozenset()
    mend = "Delete it and the generated pages, then build again"
    try:
        names = json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise CasebookError(str(path), "the list of generated pages is damaged", mend) from error
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise CasebookError(str(path), "the list of generated pages is damaged", mend)
    for name in names:
        _check_path(docs, name)
    return frozenset(names)


def _write_manifest(docs: Path, names: Collection[str]) -> None:
    text = json.dumps(sorted(names), ensure_ascii=False, indent=1)
    write_text(docs / MANIFEST, f"{text}\n")


def _delete(docs: Path, name: str) -> None:
    """Delete a page and the folders it leaves empty, up to that of its language."""
    path = docs / name
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        problem = f"the page is no longer generated and cannot be deleted ({error.strerror})"
        raise CasebookError(str(path), problem, "Check who may write there") from error
    with suppress(OSError):  # a folder that is not empty stays
        for folder in path.relative_to(docs).parents[:-2]:
            (docs / folder).rmdir()
