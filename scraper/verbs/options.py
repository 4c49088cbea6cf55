"""Options that several verbs share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, get_args

import click

from scraper.model import Language
from scraper.spread import ENGINES, Engine, Over, cores

_LONG_WORK = 100
"""Items from which on other processes are started: each takes some seconds to load its data."""
PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
FOLDER = click.Path(file_okay=False, path_type=Path)
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would be done, write nothing.")
CONFIG = click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    help="mkdocs.yml of the project. [default: here, else Casebook's own]",
)


def _own_language() -> Language:
    """The language of the user's environment: Chinese where its locale is, else English."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next(filter(None, (os.environ.get(name) for name in names)), "")
    return "zh" if locale.startswith("zh") else "en"


LANGUAGE = click.option(
    "--lang",
    type=click.Choice(get_args(Language)),
    default=_own_language,
    help="Language of what is printed. [default: zh in a Chinese locale, else en]",
)


def library_options(command: Any) -> Any:
    """--captures, --cases, --translations: where the library lies."""
    for name, what in (
        ("translations", "PO files, a folder for each language."),
        ("cases", "Case files."),
        ("captures", "Captured files and their sidecars."),
    ):
        option = click.option(f"--{name}", type=FOLDER, default=name, show_default=True, help=what)
        command = option(command)
    return command


CONFIG = click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    help="mkdocs.yml of the project. [default: here, else Casebook's own]",
)


def site_options(command: Any) -> Any:
    """Options of the verbs that build a site."""
    for option in (
        click.option("--site", type=FOLDER, default="site", show_default=True, help="The site."),
        click.option(
            "--docs",
            type=FOLDER,
            help="Pages written by hand, in zh/ and en/. [default: docs beside the config]",
        ),
        CONFIG,
    ):
        command = option(command)
    return library_options(command)


def over_options(command: Any) -> Any:
    """--jobs, --engine, --scheduler: where work is done that several processes can share."""
    for option in (
        click.option(
            "--scheduler", default="", metavar="ADDRESS", help="Dask scheduler that runs already."
        ),
        click.option(
            "--engine",
            type=click.Choice(ENGINES),
            default="local",
            show_default=True,
            help="What runs the workers: this machine, or Dask (pip install 'casebook[engines]').",
        ),
        click.option(
            "--jobs",
            type=click.IntRange(min=1),
            default=None,
            help="Workers to start. [default: one a processor for long work]",
        ),
    ):
        command = option(command)
    return command


def over(engine: Engine, jobs: int | None, scheduler: str, items: int) -> Over:
    """Where to do work on so many items: few are not worth the start of other processes."""
    if jobs is None:
        jobs = cores() if items >= _LONG_WORK or engine != "local" else 1
    return Over("dask" if scheduler else engine, jobs, scheduler)
