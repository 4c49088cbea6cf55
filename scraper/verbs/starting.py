"""`casebook new`: filled-in starts for what people write."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from scraper import pipeline
from scraper.model import CasebookError
from scraper.store import Start
from scraper.verbs.options import library_options
from scraper.verbs.running import end, say


@click.command(
    epilog="""\b
Examples:
  casebook new pack joint-committees --about youjiang
  casebook new note youjiang
  casebook new case liyi
  casebook new model courtyard"""
)
@click.argument("kind", type=click.Choice(get_args(Start)))
@click.argument("id_", metavar="ID")
@click.option("--about", default="", metavar="CASE", help="Case that a pack or note begins with.")
@library_options
def new(kind: Start, id_: str, about: str, captures: Path, cases: Path, translations: Path) -> None:
    """Write a filled-in start: a lesson pack, teaching note, case or model named ID.

    What is to be written over stands between 〈 and 〉. Nothing is ever overwritten.
    """
    library = pipeline.Library(captures, cases, translations)
    try:
        say(str(pipeline.new(library, kind, id_, about)))
    except CasebookError as error:
        end([error])
