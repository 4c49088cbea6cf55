"""`casebook add`: files, folders, addresses and web archives into the library."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path, PurePath

import click

from scraper import acquire, pipeline
from scraper.evidence import is_archive
from scraper.fetch import in_list
from scraper.model import CasebookError, Language
from scraper.report import adding as report
from scraper.rules.cleaning import load_cleaning_rules
from scraper.rules.settings import load_settings
from scraper.spread import Engine, Over
from scraper.store import read_text
from scraper.verbs.options import CONFIG, LANGUAGE, library_options, over, over_options
from scraper.verbs.running import default_config, end, expand, held, progress, say


@click.command(
    epilog="""\b
Examples:
  casebook add page.txt another.html
  casebook add pages/ --dry-run
  casebook add https://example.org/a.html https://example.org/b.html
  casebook add --list urls.txt
  casebook add --sitemap https://example.org/sitemap.xml
  casebook add crawl.warc.gz export.wacz
  casebook add s3://bucket/pages/ --jobs 8
  casebook add pages/ --engine dask --scheduler tcp://10.0.0.5:8786
  casebook add pages/ --cases lib/cases --captures lib/captures --translations lib/translations"""
)
@click.argument("sources", nargs=-1, metavar="[PATH|ADDRESS]...")
@library_options
@click.option(
    "--list",
    "lists",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="File with an address a line; lines after # are left out.",
)
@click.option("--sitemap", "sitemaps", multiple=True, metavar="ADDRESS", help="Fetch its pages.")
@click.option("--feed", "feeds", multiple=True, metavar="ADDRESS", help="RSS or Atom, likewise.")
@click.option(
    "--private-host",
    "private_hosts",
    multiple=True,
    metavar="HOST",
    help="Fetch from HOST although its address is private: a server of your own network.",
)
@over_options
@CONFIG
@click.option("--dry-run", is_flag=True, help="Say what would be done and keep nothing.")
@LANGUAGE
def add(
    sources: Sequence[str],
    captures: Path,
    cases: Path,
    translations: Path,
    lists: Sequence[Path],
    sitemaps: Sequence[str],
    feeds: Sequence[str],
    private_hosts: Sequence[str],
    jobs: int | None,
    engine: Engine,
    scheduler: str,
    config: Path | None,
    dry_run: bool,
    lang: Language,
) -> None:
    """Capture, clean, split and file pages: files, folders, addresses, web archives.

    A case that a person has edited keeps every edit: what is new is merged in, and conflicts are
    listed. Bad files are named with their mend, the rest is added, and the exit status is 1.

    Pages are fetched as robots.txt allows and no faster than a site bears; what was sent is kept
    beside the captures as WARC files. A run that was broken off is taken up by the same command.
    Object stores are read through fsspec. Large folders are cleaned by several processes, or on
    the workers of an engine; what comes out is the same.
    """
    library = pipeline.Library(captures, cases, translations)
    files, errors = expand(Path(source) for source in sources if "://" not in source)
    web = acquire.Sources(
        (*(source for source in sources if _is_on_web(source)), *_listed(lists, errors)),
        tuple(sitemaps),
        tuple(feeds),
    )
    stored = [*_in_stores(filter(pipeline.is_in_store, sources), errors)]
    if not files and not web and not stored and not errors:
        raise click.UsageError("Name a file, a folder or an address.")
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    try:
        with (
            nullcontext() if dry_run else held(cases),
            _folder_of_pages(captures, dry_run=dry_run) as pages,
        ):
            agent = acquire.user_agent(load_settings(config or default_config()))
            taken = acquire.take_from_web(web, pages, agent, private_hosts) if web else ()
            local, more = _taken([*files, *stored], taken, len(web), pages, lang)
            where = over(engine, jobs, scheduler, len(local))
            errors += [*more, *_add(local, library, today, lang, where, dry_run=dry_run)]
            acquire.finish(pages)
    except CasebookError as error:
        errors.append(error)
    end(errors)


def _is_on_web(source: str) -> bool:
    return "://" in source and not pipeline.is_in_store(source)


def _in_stores(sources: Iterable[str], errors: list[CasebookError]) -> Iterator[str]:
    """The addresses of all files in stores; what cannot be read is added to `errors`."""
    for source in sources:
        try:
            yield from pipeline.in_store(source)
        except CasebookError as error:
            errors.append(error)


def _listed(lists: Iterable[Path], errors: list[CasebookError]) -> Iterator[str]:
    """The addresses of list files; a file that cannot be read is added to `errors`."""
    for path in lists:
        try:
            yield from in_list(read_text(path))
        except CasebookError as error:
            errors.append(error)


@contextmanager
def _folder_of_pages(captures: Path, *, dry_run: bool) -> Iterator[Path]:
    """Where fetched pages are written: with the captures, or where nothing remains."""
    if not dry_run:
        yield captures
        return
    with tempfile.TemporaryDirectory(prefix="casebook-") as folder:
        yield Path(folder)


def _taken(
    files: Iterable[Path | str],
    from_web: Iterable[acquire.Taken | CasebookError],
    length: int,
    pages: Path,
    lang: Language,
) -> tuple[list[Path | str], list[CasebookError]]:
    """Take what addresses and web archives hold; return all files to be added."""
    paths: list[Path | str] = []
    taken: list[acquire.Taken | CasebookError] = []
    with progress(from_web, length, "fetching") as running:
        taken += running
    for path in files:
        if not is_archive(PurePath(path)):
            paths.append(path)
        elif isinstance(path, Path):
            taken += acquire.take_from_archive(path, pages)
        else:
            with pipeline.brought_here(path) as archive:
                taken += acquire.take_from_archive(archive, pages)
    for line in report.taken(taken, lang):
        say(line)
    found = (each.path for each in taken if isinstance(each, acquire.Taken) and each.path)
    errors = [each for each in taken if isinstance(each, CasebookError)]
    return [*paths, *dict.fromkeys(found)], errors


def _add(
    files: Sequence[Path | str],
    library: pipeline.Library,
    today: str,
    lang: Language,
    where: Over,
    *,
    dry_run: bool,
) -> list[CasebookError]:
    errors: list[CasebookError] = []
    reasons = load_cleaning_rules().reasons
    results = pipeline.add(files, library, today, dry_run=dry_run, over=where)
    with progress(results, len(files), "adding") as running:
        for result in running:
            if isinstance(result, CasebookError):
                errors.append(result)
                continue
            for line in report.added(result, reasons, lang, dry_run=dry_run):
                say(line)
    return errors
