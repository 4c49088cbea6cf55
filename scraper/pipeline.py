"""The recipe: files into a library, a library into a site; and what goes on after a failure.

    add    file ─> Capture ─> Page ─> Cleaned ─> Cases ─> captures/ cases/ translations/
    build  cases/ translations/ ─> pages, index ─> site/

One bad file is a value (a `CasebookError` in the report), never the end of the run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from scraper import store
from scraper.blocks import read_page
from scraper.capture import find_files, read_capture
from scraper.capture.kinds import media_type
from scraper.cases import as_duplicate, file_articles
from scraper.clean import clean_page, in_captured_script, why_empty
from scraper.engines import Engine, export_records
from scraper.evidence import is_archive, is_evidence, name_of, read_pages, unpacked
from scraper.exports import render_exports, render_sitemap
from scraper.handouts import formats_here, planned_handouts, render_handouts
from scraper.index import build_index, join_scripts
from scraper.model import Capture, Case, CasebookError, Cleaned, Page, Redirect, Translation
from scraper.pages import compare_files, render_site, search_records, twin_files
from scraper.reading.addresses import moved
from scraper.reading.library import Library as Shown
from scraper.reading.library import gather
from scraper.reading.passages import stale_ties
from scraper.reading.rights import Publishable, publishable
from scraper.rules.cleaning import load_cleaning_rules
from scraper.rules.fetching import load_fetch_rules
from scraper.rules.filing import load_filing_rules
from scraper.rules.glossary import load_glossary
from scraper.rules.interface import load_words
from scraper.rules.lessons import NO_TEACHING, Teaching
from scraper.rules.models import load_models
from scraper.rules.rights import load_rights_rules
from scraper.rules.settings import Settings, load_settings
from scraper.rules.structure import load_structure_rules
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

    @property
    def packs(self) -> Path:
        """Folder of the lesson packs, beside the cases."""
        return self.cases.parent / "packs"

    @property
    def notes(self) -> Path:
        """Folder of the teaching notes, beside the cases."""
        return self.cases.parent / "teaching"


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
    rights: Publishable
    """What was published, and what a rights notice kept back."""
    retired: tuple[Redirect, ...] = ()
    """Passages that are gone since the last build, and where their addresses lead now."""
    address: str = ""
    """Where the site says it is published; empty where it has no address."""
    lessons: tuple[CasebookError, ...] = ()
    """Packs and notes that name what the library no longer holds; nothing is broken by them."""
    handouts: int = 0
    """How many handouts were written."""
    fonts: tuple[str, ...] = ()
    """Fonts that PDF handouts need and that are not installed: there are none then."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    lines: int
    """Lines of the file of documents."""
    files: tuple[str, ...]
    errors: tuple[CasebookError, ...]


def expand(paths: Iterable[Path]) -> Iterator[Path | CasebookError]:
    """Every file named, and every readable file in the folders named, each once.

    The evidence beside the captures of a library is none of a folder's files: they are.
    """
    seen: set[Path] = set()
    for path in paths:
        try:
            found = list(find_files(path))
        except CasebookError as error:
            yield error
            continue
        for file in found:
            if file.resolve() not in seen and not (is_evidence(file) and file != path):
                seen.add(file.resolve())
                yield file


def clean_file(
    path: Path,
    captured: str = "",
    library: Path | None = None,
    *,
    captured_script: bool = False,
) -> tuple[Capture, Cleaned]:
    """One file captured and cleaned. Raises CasebookError where it holds no article.

    `library` is the folder of captures in which an editor may have overruled what is done to it.
    With `captured_script` the articles keep the characters of the page, Traditional ones too.
    """
    capture = _read(path, captured)
    name = capture.address if is_archive(path) else str(path)
    if library is not None:
        capture = store.with_overrules(capture, library)
    rules = load_cleaning_rules()
    page = _page(capture, name)
    cleaned = clean_page(page, rules, capture.overrules)
    if not cleaned.articles:
        rule = why_empty(cleaned)
        reason = f" ({rule}: {rules.reasons[rule][1].rstrip('.')})" if rule else ""
        mend = "If it does hold one, save the text of the page alone and add that."
        raise CasebookError(name, f"nothing but boilerplate, no article found{reason}", mend)
    return capture, in_captured_script(cleaned, page) if captured_script else cleaned


def _page(capture: Capture, name: str) -> Page:
    """The capture's text; where it has none, the error names the file as the user did."""
    try:
        return read_page(capture)
    except CasebookError as error:
        raise CasebookError(name, error.problem, error.mend, error.place) from error


def _read(path: Path, captured: str) -> Capture:
    """A file of the library with its provenance, or a new one with the sidecar beside it."""
    if is_archive(path):
        return _read_archived(path)
    capture = read_capture(path, captured)
    if path.stem == capture.key and path.with_suffix(".yaml").exists():
        return store.load_capture(path)
    return store.with_sidecar(capture, path)


def _read_archived(path: Path) -> Capture:
    """The one page of a WARC file; where its capture lies beside it, that one.

    Raises CasebookError where it holds none, or several: `casebook add` takes such a file apart.
    """
    pages = list(islice(read_pages(path), 2))
    for page in pages:
        if isinstance(page, CasebookError):
            raise page
    if len(pages) != 1:
        problem = "it holds several pages" if pages else "there is no page with a text in it"
        raise CasebookError(str(path), problem, "Add it: `casebook add` takes its pages apart.")
    (page,) = pages
    assert not isinstance(page, CasebookError)
    content = unpacked(page, load_fetch_rules().limits.largest)
    digest = hashlib.sha256(content).hexdigest()
    beside = [file for file in store.find_captures(path.parent) if file.stem == digest[:16]]
    if beside and beside[0].with_suffix(".yaml").exists():
        return store.load_capture(beside[0])
    name = name_of(page)
    return Capture(
        content=content,
        sha256=digest,
        name=name,
        media_type=media_type(content, Path(name).suffix, page.address),
        captured=page.date[:10],
        address=page.address,
    )


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
    former = store.load_addresses(library.cases).rows
    for path in files:
        try:
            added = _add_one(path, library, captured, known, by_hash, former, dry_run=dry_run)
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
    former: Collection[str],
    *,
    dry_run: bool,
) -> Added:
    capture, cleaned = clean_file(path, captured, library.captures)
    twin = by_hash.setdefault(capture.sha256, path)
    if twin != path:
        mend = "Remove one of the two; nothing was added for this one."
        raise CasebookError(str(path), f"same content as {twin}", mend)
    capture = replace(capture, rights=capture.rights or cleaned.rights)
    cases = file_articles(
        cleaned.articles, capture, tuple(known.values()), load_filing_rules(), former
    )
    is_new = not any(p.stem == capture.key for p in store.find_captures(library.captures))
    if not dry_run:
        store.save_capture(library.captures, capture)
    saved = tuple(store.save_case(library.cases, case, dry_run=dry_run) for case in cases)
    if not dry_run:
        for result in saved:
            if result.path.exists():
                store.sync_translation(
                    library.english, store.load_case(result.path).case, load_glossary()
                )
    return Added(path, capture, cleaned, cases, saved, is_new)


def build(
    library: Library, config: Path, docs: Path, site: Path, *, handouts: bool = True
) -> Built:
    """Build the site of a library: its pages under `docs`, both languages and the index in `site`.

    Case files and translations that cannot be read are left out and named in the result. Raises
    CasebookError where nothing can be built at all; the old site then stays as it is. Without
    `handouts` none are made, which is quicker.
    """
    loaded, errors = store.load_cases(library.cases)
    given = tuple(f"{p.case.id}: {id_}" for p in loaded for id_ in p.given_ids)
    for parsed in loaded:
        store.save_given_ids(library.cases, parsed)
    cases = tuple(parsed.case for parsed in loaded)
    synced, translations, faults = _translations(library, cases)
    faults = (*faults, *field_faults(library, cases))
    before = store.load_addresses(library.cases)
    book = store.brought_up_to_date(before, cases)
    settings = load_settings(config)
    teaching, lesson_faults = store.load_teaching(library.packs, library.notes)
    formats, fonts = formats_here() if handouts and settings.handouts != "none" else ((), ())
    allowed = publishable(cases, translations, settings.rights, load_rights_rules())
    shown = _gathered(allowed, settings, replace(teaching, formats=formats), book.redirects)
    report = store.write_pages(docs, render_site(shown))

    def write_index(staging: Path) -> None:
        for name, content in build_index(search_records(shown), shown.glossary):
            store.write_files(staging / "search", {name: content})
        for folder in sorted(staging.glob("**/assets/search")):
            _join_scripts(folder)
        store.write_files(staging, {**compare_files(shown), **twin_files(shown)})
        store.write_files(staging, render_exports(shown))
        for name, content in render_handouts(shown):
            store.write_files(staging, {name: content})
        store.write_files(staging, render_sitemap(shown, _pages(staging)))

    build_site(config, docs, site, finish=write_index)
    store.save_addresses(library.cases, book)
    faults = (*faults, *store.address_faults(book, library.cases, cases))
    retired = tuple(row for row in book.redirects if row not in before.redirects)
    return Built(
        len(cases),
        report,
        synced,
        given,
        (*errors, *faults, *lesson_faults),
        allowed,
        retired,
        address=settings.address,
        lessons=stale_ties(shown.teaching, shown),
        handouts=sum(1 for _ in planned_handouts(shown)),
        fonts=fonts,
    )


def _gathered(
    allowed: Publishable,
    settings: Settings,
    teaching: Teaching = NO_TEACHING,
    redirects: Sequence[Redirect] = (),
) -> Shown:
    """What may be published, as pages and exports read it."""
    return gather(
        allowed.cases,
        allowed.translations,
        load_models(),
        load_glossary(),
        load_words(),
        {**load_cleaning_rules().reasons, **load_structure_rules().reasons},
        settings,
        teaching,
        moved=moved(redirects, allowed.cases),
        excerpts=allowed.excerpts,
    )


def export(library: Library, config: Path, engine: Engine, out: Path) -> Exported:
    """Write what a search engine needs into `out`: documents, settings, synonyms, README.

    Case files and translations that cannot be read are left out and named in the result. What a
    rights notice keeps from the site is kept from the engine too.
    """
    loaded, errors = store.load_cases(library.cases)
    cases = tuple(parsed.case for parsed in loaded)
    _, translations, faults = _translations(library, cases)
    settings = load_settings(config)
    allowed = publishable(cases, translations, settings.rights, load_rights_rules())
    shown = _gathered(allowed, settings)
    files = export_records(engine, search_records(shown), shown.glossary)
    store.write_files(out, files)
    return Exported(files["documents.jsonl"].count(b"\n"), tuple(files), (*errors, *faults))


def field_faults(library: Library, cases: Iterable[Case]) -> tuple[CasebookError, ...]:
    """What is wrong with the fields of cases: the cases are shown, and an editor told."""
    known = store.Known(
        models={model.id: [variant.id for variant in model.variants] for model in load_models()},
        settings=[setting.id for setting in load_structure_rules().settings],
    )
    return tuple(
        fault
        for case in cases
        for fault in store.find_faults(case, str(library.cases / f"{case.id}.md"), known)
    )


def _join_scripts(folder: Path) -> None:
    """Put the few small scripts that a site serves in the place of the search's sources."""
    sources = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.js")}
    for name in sources:
        (folder / name).unlink()
    joined = join_scripts(sources, str(folder))
    store.write_files(folder, {name: text.encode() for name, text in joined.items()})


def _pages(site: Path) -> Iterator[str]:
    """Yield the HTML pages of a built site, without those that only forward to another."""
    for path in sorted(site.rglob("*.html")):
        if b'http-equiv="refresh"' not in path.read_bytes():
            yield path.relative_to(site).as_posix()


def _translations(
    library: Library, cases: Sequence[Case]
) -> tuple[tuple[store.SyncResult, ...], dict[str, Translation], tuple[CasebookError, ...]]:
    """Bring every PO file up to date with its case and read it."""
    synced: list[store.SyncResult] = []
    found: dict[str, Translation] = {}
    errors: list[CasebookError] = []
    for case in cases:
        try:
            result = store.sync_translation(library.english, case, load_glossary())
            synced.append(result)
            found[case.id] = result.translation
        except CasebookError as error:
            errors.append(error)
    return tuple(synced), found, tuple(errors)


def rename(library: Library, old: str, new: str, *, dry_run: bool = False) -> store.Move:
    """Give a case another id; its old address leads to the new one. Raises CasebookError."""
    place = _place(library)
    return _moved(library, store.rename_case(place, old, new), (new,), dry_run=dry_run)


def merge(library: Library, gone: str, into: str, *, dry_run: bool = False) -> store.Move:
    """Make one case of two: `gone` becomes a duplicate of `into`. Raises CasebookError."""
    place = _place(library)
    duplicate = as_duplicate(*(store.load_case(place.case(id)).case for id in (gone, into)))
    return _moved(
        library, store.merge_cases(place, gone, into, duplicate), (into,), dry_run=dry_run
    )


def split(
    library: Library, case: str, at: str, new: str, title: str = "", *, dry_run: bool = False
) -> store.Move:
    """Make two cases of one: from paragraph `at` on, the text is `new`. Raises CasebookError."""
    place = _place(library)
    return _moved(
        library, store.split_case(place, case, at, new, title), (case, new), dry_run=dry_run
    )


def _place(library: Library) -> store.Place:
    return store.Place(library.cases, library.english, library.notes / "cases")


def _moved(
    library: Library, move: store.Move, changed: Sequence[str], *, dry_run: bool
) -> store.Move:
    """Carry a move out and bring the translations of the cases it changed up to date."""
    if not dry_run:
        store.carry_out(move, _place(library))
        for id_ in changed:
            path = library.cases / f"{id_}.md"
            store.sync_translation(library.english, store.load_case(path).case, load_glossary())
    return move


def new(library: Library, kind: store.Start, id_: str, about: str = "") -> Path:
    """Write a filled-in start for a pack, case, model or teaching note; return its path.

    `about` is the case whose first passage a pack or note begins with; without one, the first of
    the library. A note with the id of a model is one on that model. A model is a draft outside
    the library, because models come with Casebook. Raises CasebookError where the file is there
    already or the library has no such case.
    """
    models = {model.id for model in load_models()}
    paths = {
        "pack": library.packs / f"{id_}.yaml",
        "case": library.cases / f"{id_}.md",
        "note": library.notes / ("models" if id_ in models else "cases") / f"{id_}.yaml",
        "model": library.cases.parent / "drafts" / f"{id_}.toml",
    }
    if kind == "model" and id_ in models:
        raise CasebookError("models.toml", f"`{id_}` is a model already", "Choose another id", id_)
    cases = {p.case.id: p.case for p in store.load_cases(library.cases)[0]}
    wanted = about or (id_ if kind == "note" and id_ not in models else "")
    if wanted and wanted not in cases:
        mend = "Use the id of a case of the library"
        raise CasebookError(str(library.cases), f"there is no case `{wanted}`", mend)
    case = cases.get(wanted) or next(iter(cases.values()), None)
    return store.write_start(paths[kind], kind, id_, case, min(models))


def digest(folder: Path) -> str:
    """SHA-256 over all files of a folder, names and bytes: the same folder, the same digest."""
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()
