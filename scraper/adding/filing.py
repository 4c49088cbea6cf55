"""Cleaned pages into the library: each prepared by itself, then filed one after the other.

    file ──prepare──> Prepared (capture, articles, drafts) ──file──> captures/ cases/ translations/

What is dear is prepared, and needs nothing but the file: it runs anywhere. Filing needs to know
what is filed already, so it runs in one process and in order, and the result is the same however
the files were prepared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from scraper import store
from scraper.adding.reading import clean_file
from scraper.adding.stores import brought_here
from scraper.cases import Draft, Known, draft_articles, file_drafts
from scraper.model import Capture, Case, CasebookError, Cleaned
from scraper.rules.filing import load_filing_rules
from scraper.rules.glossary import load_glossary
from scraper.spread import HERE, Over, spread
from scraper.store.library import Library


@dataclass(frozen=True, slots=True)
class Prepared:
    """What one file is, whatever the library holds."""

    source: str
    """Path of the file, or its address in an object store."""
    capture: Capture
    cleaned: Cleaned
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: its articles, and the case files they went into."""

    source: str
    """Path of the file, or its address in an object store."""
    capture: Capture
    cleaned: Cleaned
    cases: tuple[Case, ...]
    saved: tuple[store.SaveResult, ...]
    is_new: bool
    """Whether the capture was not in the library before."""


def add(
    files: Sequence[Path | str],
    library: Library,
    captured: str,
    *,
    dry_run: bool = False,
    over: Over = HERE,
) -> Iterator[Added | CasebookError]:
    """Add files to a library, one after the other; yields what became of each.

    `files` are paths, and addresses in object stores as strings (`s3://…`). `captured` is the date
    noted for new captures, ISO 8601. With `dry_run` nothing is written. `over` says where files
    are prepared. Case files that cannot be read are yielded as errors first: their cases are not
    touched.
    """
    filed, errors = _filed(library)
    yield from errors
    shelf = _Shelf(library, Known(filed, store.load_addresses(library.cases).rows), dry_run)
    for prepared in spread(partial(prepare, captured=captured, library=library), files, over):
        if isinstance(prepared, CasebookError):
            yield prepared
            continue
        try:
            yield shelf.file(prepared)
        except CasebookError as error:
            yield error


def prepare(source: Path | str, captured: str, library: Library) -> Prepared | CasebookError:
    """Return a file captured, cleaned and read, or why it cannot be."""
    try:
        if isinstance(source, Path):
            return _prepared(source, str(source), captured, library)
        with brought_here(source) as path:
            return _prepared(path, source, captured, library)
    except CasebookError as error:
        return error


def _prepared(path: Path, source: str, captured: str, library: Library) -> Prepared:
    capture, cleaned = clean_file(path, captured, library.captures)
    capture = replace(capture, rights=capture.rights or cleaned.rights)
    drafts = draft_articles(cleaned.articles, capture, load_filing_rules())
    return Prepared(source, capture, cleaned, drafts)


def _filed(library: Library) -> tuple[list[Case], list[CasebookError]]:
    """Every case of the library as the cleaner last wrote it, and the files that cannot be read.

    A case whose last version cannot be read stands for itself, so that its id stays taken.
    """
    loaded, faults = store.load_cases(library.cases)
    cases, errors = [], list(faults)
    for parsed in loaded:
        try:
            cases.append(store.machine_version(library.cases, parsed.case))
        except CasebookError as error:
            errors.append(error)
            cases.append(parsed.case)
    return cases, errors


class _Shelf:
    """The library while it is filled."""

    def __init__(self, library: Library, known: Known, dry_run: bool) -> None:
        self._library, self._known, self._dry_run = library, known, dry_run
        self._captures = {path.stem for path in store.find_captures(library.captures)}
        self._by_hash: dict[str, str] = {}

    def file(self, prepared: Prepared) -> Added:
        """File one prepared page. Raises `CasebookError`."""
        capture, source = prepared.capture, prepared.source
        twin = self._by_hash.setdefault(capture.sha256, source)
        if twin != source:
            mend = "Remove one of the two; nothing was added for this one."
            raise CasebookError(source, f"same content as {twin}", mend)
        cases = file_drafts(prepared.drafts, capture, self._known, load_filing_rules())
        is_new = capture.key not in self._captures
        if not self._dry_run:
            store.save_capture(self._library.captures, capture)
            self._captures.add(capture.key)
        saved = tuple(self._save(case) for case in cases)
        for case in cases:
            self._known.put(case)
        return Added(source, capture, prepared.cleaned, cases, saved, is_new)

    def _save(self, case: Case) -> store.SaveResult:
        result = store.save_case(self._library.cases, case, dry_run=self._dry_run)
        if not self._dry_run and result.path.exists():
            as_edited = store.load_case(result.path).case
            store.sync_translation(self._library.english, as_edited, load_glossary())
        return result
