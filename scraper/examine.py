"""The recipe of `casebook check`: read everything a library holds, write nothing, and look.

One bad file is a finding, never the end of the run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scraper import store
from scraper.cases import Document, nearly_equal
from scraper.checks import Finding, Holdings, find_findings
from scraper.model import Case, CasebookError, Redirect, Translation
from scraper.pipeline import Library, field_faults
from scraper.reading.addresses import moved
from scraper.reading.library import gather
from scraper.reading.passages import stale_ties
from scraper.reading.rights import Publishable, publishable
from scraper.rules.cleaning import load_cleaning_rules
from scraper.rules.findings import load_finding_kinds
from scraper.rules.glossary import load_glossary
from scraper.rules.interface import load_words
from scraper.rules.models import load_models
from scraper.rules.rights import load_rights_rules
from scraper.rules.settings import UNPUBLISHED, Settings, load_settings
from scraper.rules.signals import load_signals
from scraper.rules.structure import load_structure_rules


def check(library: Library, config: Path) -> tuple[Finding, ...]:
    """Return everything in a library that wants a person, worst first.

    `config` is the project's mkdocs.yml. Raises `CasebookError` only where data that ships with
    Casebook is wrong.
    """
    return find_findings(read_holdings(library, config), load_finding_kinds())


@dataclass(slots=True)
class _Reader:
    """Reads file after file and keeps the errors."""

    errors: list[CasebookError] = field(default_factory=list)

    def settings(self, config: Path) -> Settings | None:
        try:
            return load_settings(config)
        except CasebookError as error:
            self.errors.append(error)
            return None

    def cases(self, folder: Path) -> tuple[tuple[Case, ...], frozenset[str]]:
        """Return the cases of a folder, and the ids of those that cannot be read."""
        loaded, errors = store.load_cases(folder)
        self.errors += errors
        for parsed in loaded:
            try:
                store.machine_version(folder, parsed.case)
            except CasebookError as error:
                self.errors.append(error)
        unread = frozenset(Path(error.file).stem for error in errors)
        return tuple(parsed.case for parsed in loaded), unread

    def captures(self, folder: Path) -> dict[str, str]:
        """Return the path of each capture by its key, also of those that cannot be read."""
        paths = store.find_captures(folder)
        for path in paths:
            try:
                store.load_capture(path)
            except CasebookError as error:
                self.errors.append(error)
        return {path.stem: str(path) for path in paths}

    def translations(self, folder: Path, cases: Iterable[Case]) -> dict[str, Translation]:
        found = {}
        for case in cases:
            try:
                found[case.id] = store.load_translation(folder / f"{case.id}.po", case)
            except CasebookError as error:
                self.errors.append(error)
        return found

    def addresses(self, folder: Path) -> store.AddressBook:
        try:
            return store.load_addresses(folder)
        except CasebookError as error:
            self.errors.append(error)
            return store.AddressBook()


def read_holdings(library: Library, config: Path) -> Holdings:
    """Return everything that lies in a library's folders; nothing is written."""
    reader = _Reader()
    settings = reader.settings(config)
    cases, unread = reader.cases(library.cases)
    translations = reader.translations(library.english, cases)
    book = reader.addresses(library.cases)
    allowed = publishable(
        cases, translations, (settings or UNPUBLISHED).rights, load_rights_rules()
    )
    reasons = {**load_cleaning_rules().reasons, **load_structure_rules().reasons}
    ties = _ties(library, reader, allowed, book.redirects, reasons)
    signals = load_signals()
    return Holdings(
        cases=cases,
        cases_folder=str(library.cases),
        config=str(config),
        settings=settings,
        models={model.id: model for model in load_models()},
        reasons=reasons,
        words=load_words(),
        captures=reader.captures(library.captures),
        unread_cases=unread,
        faults=field_faults(library, cases),
        address_faults=tuple(
            store.address_faults(book, library.cases, {case.id for case in cases})
        ),
        stale_ties=ties,
        redirects=book.redirects,
        translations=translations,
        translation_files={path.stem: str(path) for path in library.english.glob("*.po")},
        close_models={
            case.id: nearly_equal(Document(case.title, case.paragraphs), signals)
            for case in cases
            if case.kind == "case"
        },
        forbidden=allowed.forbidden,
        unreadable=tuple(reader.errors),
    )


def _ties(
    library: Library,
    reader: _Reader,
    allowed: Publishable,
    redirects: Sequence[Redirect],
    reasons: dict[str, tuple[str, str]],
) -> tuple[CasebookError, ...]:
    """Return the passages that packs and notes name and that are not published."""
    teaching, errors = store.load_teaching(library.packs, library.notes)
    reader.errors += errors
    shown = gather(
        allowed.cases,
        allowed.translations,
        load_models(),
        load_glossary(),
        load_words(),
        reasons,
        teaching=teaching,
        moved=moved(redirects, allowed.cases),
    )
    return stale_ties(teaching, shown)
