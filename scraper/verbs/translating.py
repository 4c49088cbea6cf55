"""`casebook translate`: the English PO files brought up to date, filled in, checked."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import click

from scraper import pipeline
from scraper.model import CasebookError
from scraper.rules.glossary import load_glossary
from scraper.rules.machine import load_machine_rules
from scraper.translate import telling
from scraper.translate.machine.settings import load_machine_settings
from scraper.translate.machine.work import Worker
from scraper.translate.run import Translated, check_library, translate_library
from scraper.verbs.options import DRY_RUN, library_options
from scraper.verbs.running import default_config, end, held, say, say_json


@click.command(
    epilog="""\b
Examples:
  casebook translate
  casebook translate xinpu --dry-run
  casebook translate --check
  casebook translate xinpu --machine     fill the rest by the service of translate.toml"""
)
@click.argument("case", nargs=-1)
@library_options
@click.option(
    "--tm/--no-tm",
    "memory",
    default=True,
    help="Fill in from what is translated elsewhere in the library, or do not. [default: --tm]",
)
@click.option("--machine", is_flag=True, help="Have a translation service fill in the rest.")
@click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    default="translate.toml",
    show_default=True,
    help="The translation service to use.",
)
@click.option("--check", "checking", is_flag=True, help="Only list departures from the glossary.")
@click.option(
    "--words", is_flag=True, help="Also our own words: interface, models, pages, lessons."
)
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one file or departure a line.")
@DRY_RUN
def translate(
    case: Sequence[str],
    captures: Path,
    cases: Path,
    translations: Path,
    memory: bool,
    machine: bool,
    config: Path,
    checking: bool,
    words: bool,
    as_json: bool,
    dry_run: bool,
) -> None:
    """Bring the English PO files of all cases, or of those named, up to date.

    What has not changed is carried over, what has is marked fuzzy, and what is translated
    elsewhere in the library is filled in for review. With --check nothing is written, and the
    exit status is 1 where a translation departs from the glossary.
    """
    library = pipeline.Library(captures, cases, translations)
    if checking:
        _check_terms(library, case, as_json=as_json)
        return
    errors: list[CasebookError] = []
    try:
        with (
            nullcontext() if dry_run else held(cases),
            _worker(config) if machine and not dry_run else nullcontext() as worker,
        ):
            results = translate_library(
                cases,
                library.english,
                load_glossary(),
                case,
                memory=memory,
                worker=worker,
                dry_run=dry_run,
            )
            errors += _tell_translated(results, as_json=as_json, dry_run=dry_run)
            if words:
                errors += _translate_words(library, as_json=as_json, dry_run=dry_run)
    except CasebookError as error:
        errors.append(error)
    end(errors)


def _worker(config: Path) -> AbstractContextManager[Worker]:
    """Make ready the translation service of the configuration; `CasebookError` if it has none."""
    from scraper.translate.machine.opening import open_worker  # loads httpx, which is slow

    settings = load_machine_settings(config, os.environ)
    if settings is None:
        mend = "Write translate.toml as docs/en/translating.md says, or leave --machine out"
        raise CasebookError(str(config), "no translation service is set up", mend)
    return open_worker(settings, load_machine_rules())


def _tell_translated(
    results: Iterable[Translated | CasebookError], *, as_json: bool, dry_run: bool
) -> list[CasebookError]:
    """Print what became of each file as it comes, then the sum; return the errors."""
    errors: list[CasebookError] = []
    show = say_json if as_json else say
    done: list[Translated] = []
    for result in results:
        if isinstance(result, CasebookError):
            errors.append(result)
            continue
        done.append(result)
        lines = [telling.as_json(result)] if as_json else telling.told(result, dry_run=dry_run)
        for line in lines:
            show(line)
        if result.machine.error:
            errors.append(result.machine.error)
    for line in () if as_json else telling.total(done):
        say(line)
    return errors


def _translate_words(
    library: pipeline.Library, *, as_json: bool, dry_run: bool
) -> list[CasebookError]:
    """Bring the catalogs of our own words and their data files together; return the errors."""
    from scraper.translate.words.run import translate_words  # loads tomlkit and ruamel.yaml

    errors: list[CasebookError] = []
    root, own = default_config().resolve().parent, library.cases.parent
    for done in translate_words(root, own, library.english, load_glossary(), dry_run=dry_run):
        if isinstance(done, CasebookError):
            errors.append(done)
        elif as_json:
            say_json(telling.catalog_as_json(done))
        else:
            for line in telling.catalog(done, dry_run=dry_run):
                say(line)
    return errors


def _check_terms(library: pipeline.Library, only: Sequence[str], *, as_json: bool) -> None:
    errors: list[CasebookError] = []
    departures = 0
    for found in check_library(library.cases, library.english, load_glossary(), only):
        if isinstance(found, CasebookError):
            errors.append(found)
            continue
        departures += 1
        if as_json:
            say_json(telling.departure_as_json(found))
        else:
            say(telling.departure(found))
    if not as_json:
        say(f"departures from the glossary: {departures}")
    end(errors)
    if departures:
        sys.exit(1)
