"""`casebook check` and `casebook verify`: what wants a person, and whether digests hold."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from scraper import acquire, examine, pipeline
from scraper.model import CasebookError, Language
from scraper.report.adding import verified
from scraper.report.library import checked, is_bad
from scraper.verbs.options import CONFIG, FOLDER, LANGUAGE, library_options
from scraper.verbs.running import default_config, end, say


@click.command(
    epilog="""\b
Examples:
  casebook check
  casebook check --strict --lang en
  casebook check --json | jq -r 'select(.id == "cut") | .case'"""
)
@library_options
@CONFIG
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one finding a line.")
@click.option("--strict", is_flag=True, help="Let doubts, too, make the exit status 1.")
@LANGUAGE
def check(
    captures: Path,
    cases: Path,
    translations: Path,
    config: Path | None,
    as_json: bool,
    strict: bool,
    lang: Language,
) -> None:
    """List everything in the library that wants a person, worst first, each with its mend.

    Errors are what is broken, doubts what a person decides, the rest is work left. Nothing is
    written. The exit status is 1 where there are errors.
    """
    library = pipeline.Library(captures, cases, translations)
    findings = examine.check(library, config or default_config())
    width = shutil.get_terminal_size().columns
    for line in checked(findings, lang, width, as_json=as_json):
        click.echo(line)
    if is_bad(findings, strict=strict):
        sys.exit(1)


@click.command(
    epilog="""\b
Examples:
  casebook verify
  casebook verify --captures lib/captures"""
)
@click.option(
    "--captures", type=FOLDER, default="captures", show_default=True, help="Captured files."
)
@LANGUAGE
def verify(captures: Path, lang: Language) -> None:
    """Check every digest: captures against their sidecars, WARC files record by record.

    What does not match is named, and the exit status is 1. Nothing is written.
    """
    try:
        found = acquire.verify(captures)
    except CasebookError as error:
        end([error])
        return
    say(verified(found, lang))
    end(found.faults)
