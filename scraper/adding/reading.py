"""Files found, captured and cleaned, one at a time; nothing of the library but what overrules."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from scraper import store
from scraper.blocks import read_page
from scraper.capture import find_files, read_capture
from scraper.capture.kinds import media_type
from scraper.clean import Script, clean_page, in_script, why_empty
from scraper.evidence import is_archive, is_evidence, name_of, read_pages, unpacked
from scraper.model import Capture, CasebookError, Cleaned, Page
from scraper.rules.cleaning import load_cleaning_rules
from scraper.rules.fetching import load_fetch_rules


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
    script: Script = "simplified",
) -> tuple[Capture, Cleaned]:
    """One file captured and cleaned. Raises CasebookError where it holds no article.

    `library` is the folder of captures in which an editor may have overruled what is done to it.
    `script` tells in which characters the articles come: see `Script`.
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
    return capture, in_script(script, cleaned, page)


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
        charset=page.charset,
    )
