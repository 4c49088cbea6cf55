"""`casebook rename`, `merge`, `split`: cases get other addresses, and old links keep working."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import click

from scraper import pipeline
from scraper.model import CasebookError
from scraper.report.library import moved
from scraper.store import Move
from scraper.verbs.options import DRY_RUN, library_options
from scraper.verbs.running import end, held, say


def _move(cases: Path, dry_run: bool, move: Callable[[], Move]) -> None:
    """Carry out a rename, merge or split with the library held, and say what was done."""
    try:
        with nullcontext() if dry_run else held(cases):
            done = move()
    except CasebookError as error:
        end([error])
        return
    for line in moved(done, dry_run=dry_run):
        say(line)


@click.command(
    epilog="""\b
Examples:
  casebook rename youjiang youjiang-qu --dry-run
  casebook rename youjiang youjiang-qu"""
)
@click.argument("old")
@click.argument("new")
@library_options
@DRY_RUN
def rename(
    old: str, new: str, captures: Path, cases: Path, translations: Path, dry_run: bool
) -> None:
    """Give case OLD the id NEW. Every link to its old address keeps working."""
    library = pipeline.Library(captures, cases, translations)
    _move(cases, dry_run, lambda: pipeline.rename(library, old, new, dry_run=dry_run))


@click.command(
    epilog="""\b
Examples:
  casebook merge liyi-2 liyi --dry-run
  casebook merge liyi-2 liyi"""
)
@click.argument("gone", metavar="FROM")
@click.argument("into")
@library_options
@DRY_RUN
def merge(
    gone: str, into: str, captures: Path, cases: Path, translations: Path, dry_run: bool
) -> None:
    """Make case FROM a duplicate of case INTO.

    INTO stays as it is and notes the sentences that stand in FROM alone. Every link to a passage
    of FROM leads to the passage of INTO most like it, else to the top of its page.
    """
    library = pipeline.Library(captures, cases, translations)
    _move(cases, dry_run, lambda: pipeline.merge(library, gone, into, dry_run=dry_run))


@click.command(
    epilog="""\b
Examples:
  casebook split nanjing --at h-lfmcvm gulou --dry-run
  casebook split nanjing --at h-lfmcvm gulou --title 鼓楼区的“两会”"""
)
@click.argument("case")
@click.option("--at", required=True, help="Paragraph or heading with which the new case begins.")
@click.argument("new")
@click.option("--title", default="", help="Title of the new case. [default: that heading]")
@library_options
@DRY_RUN
def split(
    case: str,
    at: str,
    new: str,
    title: str,
    captures: Path,
    cases: Path,
    translations: Path,
    dry_run: bool,
) -> None:
    """Make case NEW of the end of CASE, from the paragraph --at on.

    Paragraphs keep their ids, facts go with the paragraph they rest on, and links to the passages
    that move lead to the new case.
    """
    library = pipeline.Library(captures, cases, translations)
    _move(cases, dry_run, lambda: pipeline.split(library, case, at, new, title, dry_run=dry_run))
