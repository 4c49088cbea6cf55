"""What verbs do alike: find files, show progress, say what failed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import click

from scraper.model import CasebookError
from scraper.store import library_lock
from scraper.text.visible import visible, visible_json

_LONG = 100
"""Cases from which on a work takes long enough to be told of."""


def held(cases: Path) -> AbstractContextManager[None]:
    """Hold the library for writing; who else wants it is told which verb does."""
    context = click.get_current_context(silent=True)  # none in the thread of `serve`
    return library_lock(cases, (context.info_name if context else None) or "serve")


def default_config() -> Path:
    """Return the configuration in the working folder, else the one that comes with Casebook."""
    here = Path("mkdocs.yml")
    return here if here.is_file() else Path(__file__).resolve().parents[2] / "mkdocs.yml"


def refuse_addresses(paths: Iterable[Path]) -> None:
    """End the run where an address was given to a verb that reads files."""
    for path in paths:
        if str(path).startswith(("http:/", "https:/")):
            mend = "Use `casebook add`, with --dry-run if nothing is to be kept."
            end([CasebookError(str(path), "this verb reads files, not addresses", mend)])


def expand(paths: Iterable[Path]) -> tuple[list[Path], list[CasebookError]]:
    """Find the files that are meant by paths; name the paths that lead nowhere."""
    from scraper.adding import expand as expanded  # takes seconds to load, for all its rules

    found = list(expanded(paths))
    errors = [x for x in found if isinstance(x, CasebookError)]
    return [x for x in found if isinstance(x, Path)], errors


def progress(items: Iterable[Any], length: int, label: str) -> Any:
    """A progress bar on standard error, on a terminal alone."""
    hidden = not sys.stderr.isatty()
    return click.progressbar(items, length=length, label=label, file=sys.stderr, hidden=hidden)


def teller() -> Callable[[str, int, int], None]:
    """Return what shows how far long works are: a bar for each, on a terminal alone."""
    bars: dict[str, Any] = {}
    hidden = not sys.stderr.isatty()

    def tell(work: str, done: int, of: int) -> None:
        if hidden or of < _LONG:
            return
        if work not in bars:
            bars[work] = click.progressbar(length=of, label=work, file=sys.stderr)
        bars[work].update(done - bars[work].pos)
        if done == of:
            bars[work].render_finish()

    return tell


def say(line: str, *, err: bool = False) -> None:
    """Print a line; what in it would steer a terminal is written out.

    Titles of captures, names of files and answers of servers stand in such lines.
    """
    click.echo(visible(line), err=err)


def say_json(line: str) -> None:
    """Print a line of JSON, likewise; a program reads from it what was there."""
    click.echo(visible_json(line))


def end(errors: Sequence[CasebookError]) -> None:
    """Print the errors; leave with status 1 if there are any."""
    for error in errors:
        say(f"error: {error}", err=True)
    if errors:
        sys.exit(1)
