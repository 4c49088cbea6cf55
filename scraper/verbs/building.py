"""`casebook build`, `serve`, `export`: the site, its preview, documents for search engines."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.building import TARGETS, Target
from scraper.building import build as build_site
from scraper.building import export as export_documents
from scraper.model import CasebookError
from scraper.report.site import built
from scraper.spread import Engine, Over, cores
from scraper.store import write_zip
from scraper.store.library import Library
from scraper.verbs.options import CONFIG, FOLDER, library_options, over, over_options, site_options
from scraper.verbs.running import default_config, end, held, say, teller

_BESIDE = "-"
"""What `--zip` without a name stands for: a file beside the site, named for it."""


@click.command(
    epilog="""\b
Examples:
  casebook build
  casebook build --zip
  casebook build --engine dask --jobs 4
  casebook build --cases lib/cases --translations lib/translations --site lib/site"""
)
@site_options
@click.option(
    "--zip",
    "archive",
    type=click.Path(path_type=Path),
    is_flag=False,
    flag_value=_BESIDE,
    metavar="[FILE]",
    help="Also pack the site into one zip file, to hand over and read offline. [FILE: SITE.zip]",
)
@over_options
@click.option(
    "--handouts/--no-handouts",
    default=True,
    show_default=True,
    help="Make Word, PDF and slides, or leave them out, which is quicker.",
)
def build(
    captures: Path,
    cases: Path,
    translations: Path,
    site: Path,
    docs: Path | None,
    config: Path | None,
    archive: Path | None,
    jobs: int | None,
    engine: Engine,
    scheduler: str,
    handouts: bool,
) -> None:
    """Build the site: pages in Chinese and English, and the search index.

    What would be the same as in the last build is left alone. Case files that cannot be read are
    named with their mend, the rest is built, and the exit status is 1. The old site stays whole
    until the new one is. The site is the same wherever the work is done; workers on other machines
    must see the folder of the site at the same path.
    """
    library = Library(captures, cases, translations)
    where = over(engine, jobs or cores(), scheduler, 0)
    end(_build(library, site, docs, config, archive, where=where, handouts=handouts))


def _zip(site: Path, archive: Path) -> list[CasebookError]:
    """Pack the site; `_BESIDE` stands for a file beside it, named for it."""
    target = site.with_name(f"{site.name}.zip") if archive == Path(_BESIDE) else archive
    try:
        say(f"zip: {write_zip(site, target)}")
    except CasebookError as error:
        return [error]
    return []


def _build(
    library: Library,
    site: Path,
    docs: Path | None,
    config: Path | None,
    archive: Path | None = None,
    *,
    where: Over | None = None,
    handouts: bool = True,
) -> list[CasebookError]:
    config = config or default_config()
    docs = docs or config.parent / "docs"
    try:
        with held(library.cases):
            result = build_site(
                library,
                config,
                docs,
                site,
                handouts=handouts,
                over=where or Over(jobs=cores()),
                tell=teller(),
            )
    except CasebookError as error:
        return [error]
    except OSError as error:  # a disk that is full says so wherever it is written to next
        mend = "Check the space on the disk and who may use it; the old site is still whole"
        problem = f"it cannot be read or written ({error.strerror or error})"
        return [CasebookError(str(error.filename or site), problem, mend)]
    for line in built(result, str(site)):
        say(line)
    return [*result.errors, *(_zip(site, archive) if archive else [])]


@click.command(
    epilog="""\b
Examples:
  casebook serve
  casebook serve --port 8080 --cases lib/cases --translations lib/translations --site lib/site"""
)
@site_options
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="Port on this machine alone.",
)
def serve(
    captures: Path,
    cases: Path,
    translations: Path,
    site: Path,
    docs: Path | None,
    config: Path | None,
    port: int,
) -> None:
    """Build the site, show it at http://127.0.0.1:PORT and rebuild it when a case changes.

    Handouts are left out here; `casebook build` makes them.
    """
    from scraper.preview import serve_folder  # the watcher is for this verb alone

    library = Library(captures, cases, translations)

    def rebuild() -> None:
        for error in _build(library, site, docs, config, handouts=False):
            say(str(error), err=True)

    rebuild()
    say(f"http://127.0.0.1:{port}/ (Ctrl+C ends)")
    try:
        serve_folder(site, port, (cases, translations, *_lessons(library)), rebuild)
    except CasebookError as error:
        end([error])


def _lessons(library: Library) -> list[Path]:
    """The folders of packs and teaching notes, as far as the library has them."""
    return [folder for folder in (library.packs, library.notes) if folder.is_dir()]


@click.command(
    epilog="""\b
Examples:
  casebook export --to meilisearch engine/
  casebook export --to opensearch engine/ --cases lib/cases --translations lib/translations
  casebook export --to records parts/shanghai --cases shanghai/cases \\
      --translations shanghai/translations"""
)
@click.argument("folder", type=FOLDER)
@click.option(
    "--to",
    "target",
    type=click.Choice(TARGETS),
    required=True,
    help="Search engine; or records, for the search of another site.",
)
@library_options
@CONFIG
def export(
    folder: Path,
    target: Target,
    captures: Path,
    cases: Path,
    translations: Path,
    config: Path | None,
) -> None:
    """Write documents, settings and synonyms for a search engine into FOLDER.

    For installations that outgrow the site's own search. README.md there has the commands that
    load them. With `--to records`: the search records, which the search of another site takes in
    (`extra.casebook.parts` in its mkdocs.yml), so that one search finds what lies on several.
    """
    library = Library(captures, cases, translations)
    try:
        with held(cases):
            done = export_documents(library, config or default_config(), target, folder)
    except CasebookError as error:
        end([error])
        return
    say(f"{folder}: {', '.join(done.files)}")
    end(done.errors)
