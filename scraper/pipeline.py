"""The recipe: files into a library, a library into a site; and what goes on after a failure.

    add    file ─> Capture ─> Page ─> Cleaned ─> Cases ─> captures/ cases/ translations/
    build  cases/ translations/ ─> pages, index ─> site/

One bad file is a value (a `CasebookError` in the report), never the end of the run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scraper import store
from scraper.blocks import read_page
from scraper.capture import find_files, read_capture
from scraper.cases import file_articles
from scraper.clean import clean_page, why_empty
from scraper.index import build_index
from scraper.model import Capture, Case, CasebookError, Cleaned, Page, Translation
from scraper.pages import render_site, search_records
from scraper.reading.library import gather
from scraper.rules.cleaning import load_cleaning_rules
from scraper.rules.filing import load_filing_rules
from scraper.rules.glossary import load_glossary
from scraper.rules.interface import load_words
from scraper.rules.models import load_models
from scraper.rules.settings import load_settings
from scraper.site import build_site


@dataclass(frozen=True, slots=True)
class Library:
    """Where a library lies on disk."""

    captures: Path
    cases: Path
    translations: Path
    """Holds a folder for each language: `en/`."""

    @property
    def english(self) -> Path:
        """Folder of the English PO files."""
        return self.translations / "en"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: its articles, and the case files they went into."""

    path: Path
    capture: Capture
    cleaned: Cleaned
    cases: tuple[Case, ...]
    saved: tuple[store.SaveResult, ...]
    is_new: bool
    """Whether the capture was not in the library before."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    cases: int
    pages: store.WriteReport
    translations: tuple[store.SyncResult, ...]
    given_ids: tuple[str, ...]
    """Ids given to paragraphs that had none, each `case: id`."""
    errors: tuple[CasebookError, ...]


def expand(paths: Iterable[Path]) -> Iterator[Path | CasebookError]:
    """Every file named, and every readable file in the folders named, each once."""
    seen: set[Path] = set()
    for path in paths:
        try:
            found = list(find_files(path))
        except CasebookError as error:
            yield error
            continue
        for file in found:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def clean_file(
    path: Path, captured: str = "", library: Path | None = None
) -> tuple[Capture, Cleaned]:
    """One file captured and cleaned. Raises CasebookError where it holds no article.

    `library` is the folder of captures in which an editor may have overruled what is done to it.
    """
    capture = _read(path, captured)
    if library is not None:
        capture = store.with_overrules(capture, library)
    rules = load_cleaning_rules()
    cleaned = clean_page(_page(capture, path), rules, capture.overrules)
    if not cleaned.articles:
        rule = why_empty(cleaned)
        reason = f" ({rule}: {rules.reasons[rule][1].rstrip('.')})" if rule else ""
        mend = "If it does hold one, save the text of the page alone and add that."
        raise CasebookError(str(path), f"nothing but boilerplate, no article found{reason}", mend)
    return capture, cleaned


def _page(capture: Capture, path: Path) -> Page:
    """The capture's text; where it has none, the error names the file as the user did."""
    try:
        return read_page(capture)
    except CasebookError as error:
        raise CasebookError(str(path), error.problem, error.mend, error.place) from error


def _read(path: Path, captured: str) -> Capture:
    """A file of the library with its provenance, or a new one with the sidecar beside it."""
    capture = read_capture(path, captured)
    if path.stem == capture.key and path.with_suffix(".yaml").exists():
        return store.load_capture(path)
    return store.with_sidecar(capture, path)


def add(
    files: Sequence[Path], library: Library, captured: str, *, dry_run: bool = False
) -> Iterator[Added | CasebookError]:
    """Add files to a library, one after the other; yields what became of each.

    `captured` is the date noted for new captures, ISO 8601. With `dry_run` nothing is written.
    Case files that cannot be read are yielded as errors first: their cases are not touched.
    """
    known: dict[str, Case] = {}
    for filed in _filed(library):
        if isinstance(filed, CasebookError):
            yield filed
        else:
            known[filed.id] = filed
    by_hash: dict[str, Path] = {}
    for path in files:
        try:
            added = _add_one(path, library, captured, known, by_hash, dry_run=dry_run)
        except CasebookError as error:
            yield error
            continue
        known |= {case.id: case for case in added.cases}
        yield added


def _filed(library: Library) -> Iterator[Case | CasebookError]:
    """Every case of the library as the cleaner last wrote it, and the files that cannot be read.

    A case whose last version cannot be read stands for itself, so that its id stays taken.
    """
    loaded, errors = store.load_cases(library.cases)
    yield from errors
    for parsed in loaded:
        try:
            yield store.machine_version(library.cases, parsed.case)
        except CasebookError as error:
            yield error
            yield parsed.case


def _add_one(
    path: Path,
    library: Library,
    captured: str,
    known: dict[str, Case],
    by_hash: dict[str, Path],
    *,
    dry_run: bool,
) -> Added:
    capture, cleaned = clean_file(path, captured, library.captures)
    twin = by_hash.setdefault(capture.sha256, path)
    if twin != path:
        mend = "Remove one of the two; nothing was added for this one."
        raise CasebookError(str(path), f"same content as {twin}", mend)
    capture = replace(capture, rights=capture.rights or cleaned.rights)
    cases = file_articles(cleaned.articles, capture, tuple(known.values()), load_filing_rules())
    is_new = not any(p.stem == capture.key for p in store.find_captures(library.captures))
    if not dry_run:
        store.save_capture(library.captures, capture)
    saved = tuple(store.save_case(library.cases, case, dry_run=dry_run) for case in cases)
    if not dry_run:
        for result in saved:
            if result.path.exists():
                store.sync_translation(library.english, store.load_case(result.path).case)
    return Added(path, capture, cleaned, cases, saved, is_new)


def build(library: Library, config: Path, docs: Path, site: Path) -> Built:
    """Build the site of a library: its pages under `docs`, both languages and the index in `site`.

    Case files and translations that cannot be read are left out and named in the result. Raises
    CasebookError where nothing can be built at all; the old site then stays as it is.
    """
    loaded, errors = store.load_cases(library.cases)
    given = tuple(f"{p.case.id}: {id_}" for p in loaded for id_ in p.given_ids)
    for parsed in loaded:
        store.save_given_ids(library.cases, parsed)
    cases = tuple(parsed.case for parsed in loaded)
    synced, translations, faults = _translations(library, cases)
    shown = gather(
        cases,
        translations,
        load_models(),
        load_glossary(),
        load_words(),
        load_cleaning_rules().reasons,
        load_settings(config),
    )
    report = store.write_pages(docs, render_site(shown))
    index = build_index(search_records(shown), [term.term for term in shown.glossary])

    def write_index(staging: Path) -> None:
        for name, content in index.items():
            store.write_bytes(staging / "search" / name, content)

    build_site(config, docs, site, finish=write_index)
    return Built(len(cases), report, synced, given, (*errors, *faults))


def _translations(
    library: Library, cases: Sequence[Case]
) -> tuple[tuple[store.SyncResult, ...], dict[str, Translation], tuple[CasebookError, ...]]:
    """Bring every PO file up to date with its case and read it."""
    synced: list[store.SyncResult] = []
    found: dict[str, Translation] = {}
    errors: list[CasebookError] = []
    for case in cases:
        try:
            result = store.sync_translation(library.english, case)
            synced.append(result)
            found[case.id] = store.load_translation(result.path, case)
        except CasebookError as error:
            errors.append(error)
    return tuple(synced), found, tuple(errors)


def digest(folder: Path) -> str:
    """SHA-256 over all files of a folder, names and bytes: the same folder, the same digest."""
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()
