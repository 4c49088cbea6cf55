"""The command `casebook`: verbs, printing, progress, exit status."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, get_args

import click

from scraper import acquire, examine, pipeline, report
from scraper.engines import ENGINES, Engine
from scraper.evidence import is_archive
from scraper.fetch import in_list
from scraper.model import CasebookError, Cleaned, Language
from scraper.preview import serve_folder
from scraper.rules.cleaning import load_cleaning_rules
from scraper.rules.glossary import load_glossary
from scraper.rules.machine import load_machine_rules
from scraper.rules.settings import load_settings
from scraper.store import Move, Start, library_lock, read_text, write_zip
from scraper.translate import telling
from scraper.translate.machine.settings import load_machine_settings
from scraper.translate.machine.work import Worker
from scraper.translate.run import Translated, check_library, translate_library

_PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
_FOLDER = click.Path(file_okay=False, path_type=Path)
_BESIDE = "-"
"""What `--zip` without a name stands for: a file beside the site, named for it."""


def _own_language() -> Language:
    """The language of the user's environment: Chinese where its locale is, else English."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next(filter(None, (os.environ.get(name) for name in names)), "")
    return "zh" if locale.startswith("zh") else "en"


_LANGUAGE = click.option(
    "--lang",
    type=click.Choice(get_args(Language)),
    default=_own_language,
    help="Language of what is printed. [default: zh in a Chinese locale, else en]",
)


def _library_options(command: Any) -> Any:
    """--captures, --cases, --translations: where the library lies."""
    for name, what in (
        ("translations", "PO files, a folder for each language."),
        ("cases", "Case files."),
        ("captures", "Captured files and their sidecars."),
    ):
        option = click.option(f"--{name}", type=_FOLDER, default=name, show_default=True, help=what)
        command = option(command)
    return command


_CONFIG = click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    help="mkdocs.yml of the project. [default: here, else Casebook's own]",
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  casebook add pages/                 file every page of a folder
  casebook add https://example.org/a  fetch a page and file it
  casebook explain pages/one.html     what the cleaner did to a page, and why
  casebook verify                     check every digest of what was captured
  casebook check                      list what wants a person, worst first
  casebook build                      build the site of the library here
  casebook serve                      build it, show it, rebuild on every change
  casebook translate                  bring the English PO files up to date
  casebook rename old-id new-id       give a case another id; old links keep working""",
)
@click.version_option(package_name="casebook")
def main() -> None:
    """Casebook: captured pages to a clean, bilingual, searchable library of cases."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@main.command(
    epilog="""\b
Examples:
  casebook add page.txt another.html
  casebook add pages/ --dry-run
  casebook add https://example.org/a.html https://example.org/b.html
  casebook add --list urls.txt
  casebook add --sitemap https://example.org/sitemap.xml
  casebook add crawl.warc.gz export.wacz
  casebook add pages/ --cases lib/cases --captures lib/captures --translations lib/translations"""
)
@click.argument("sources", nargs=-1, metavar="[PATH|ADDRESS]...")
@_library_options
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
@_CONFIG
@click.option("--dry-run", is_flag=True, help="Say what would be done and keep nothing.")
@_LANGUAGE
def add(
    sources: Sequence[str],
    captures: Path,
    cases: Path,
    translations: Path,
    lists: Sequence[Path],
    sitemaps: Sequence[str],
    feeds: Sequence[str],
    private_hosts: Sequence[str],
    config: Path | None,
    dry_run: bool,
    lang: Language,
) -> None:
    """Capture, clean, split and file pages: files, folders, addresses, web archives.

    A case that a person has edited keeps every edit: what is new is merged in, and conflicts are
    listed. Bad files are named with their mend, the rest is added, and the exit status is 1.

    Pages are fetched as robots.txt allows and no faster than a site bears; what was sent is kept
    beside the captures as WARC files. A run that was broken off is taken up by the same command.
    """
    library = pipeline.Library(captures, cases, translations)
    files, errors = _expand(Path(source) for source in sources if "://" not in source)
    web = acquire.Sources(
        (*(source for source in sources if "://" in source), *_listed(lists, errors)),
        tuple(sitemaps),
        tuple(feeds),
    )
    if not files and not web and not errors:
        raise click.UsageError("Name a file, a folder or an address.")
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    try:
        with (
            nullcontext() if dry_run else library_lock(cases),
            _folder_of_pages(captures, dry_run=dry_run) as pages,
        ):
            agent = acquire.user_agent(load_settings(config or _default_config()))
            taken = acquire.take_from_web(web, pages, agent, private_hosts) if web else ()
            files, more = _taken(files, taken, len(web), pages, lang)
            errors += [*more, *_add(files, library, today, lang, dry_run=dry_run)]
            acquire.finish(pages)
    except CasebookError as error:
        errors.append(error)
    _end(errors)


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
    files: Iterable[Path],
    from_web: Iterable[acquire.Taken | CasebookError],
    length: int,
    pages: Path,
    lang: Language,
) -> tuple[list[Path], list[CasebookError]]:
    """Take what addresses and web archives hold; return all files to be added."""
    paths: list[Path] = []
    taken: list[acquire.Taken | CasebookError] = []
    with _progress(from_web, length, "fetching") as running:
        taken += running
    for path in files:
        if is_archive(path):
            taken += acquire.take_from_archive(path, pages)
        else:
            paths.append(path)
    for line in report.taken(taken, lang):
        click.echo(line)
    found = (each.path for each in taken if isinstance(each, acquire.Taken) and each.path)
    errors = [each for each in taken if isinstance(each, CasebookError)]
    return [*paths, *dict.fromkeys(found)], errors


def _add(
    files: Sequence[Path], library: pipeline.Library, today: str, lang: Language, *, dry_run: bool
) -> list[CasebookError]:
    errors: list[CasebookError] = []
    reasons = load_cleaning_rules().reasons
    results = pipeline.add(files, library, today, dry_run=dry_run)
    with _progress(results, len(files), "adding") as running:
        for result in running:
            if isinstance(result, CasebookError):
                errors.append(result)
                continue
            for line in report.added(result, reasons, lang, dry_run=dry_run):
                click.echo(line)
    return errors


@main.command(
    epilog="""\b
Examples:
  casebook clean pages/ --json > articles.jsonl
  casebook clean page.txt
  casebook clean pages/ --json --script captured    compare with extractors that do not convert"""
)
@_PATHS
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one article a line.")
@click.option(
    "--script",
    type=click.Choice(["simplified", "captured"]),
    default="simplified",
    show_default=True,
    help="Characters of the articles: mainland Simplified, or as the page writes them.",
)
def clean(paths: Sequence[Path], as_json: bool, script: str) -> None:
    """Clean pages and print the articles; nothing is filed."""
    _refuse_addresses(paths)
    files, errors = _expand(paths)
    with _progress(files, len(files), "cleaning") as running:
        for cleaned in _cleaned(running, errors, captured_script=script == "captured"):
            for line in report.to_json(cleaned):
                click.echo(line if as_json else _readable(line))
    _end(errors)


def _cleaned(
    files: Iterable[Path], errors: list[CasebookError], *, captured_script: bool = False
) -> Iterator[Cleaned]:
    """Each file cleaned; what cannot be is added to `errors`."""
    for path in files:
        try:
            _, cleaned = pipeline.clean_file(path, captured_script=captured_script)
        except CasebookError as error:
            errors.append(error)
            continue
        yield cleaned


def _readable(line: str) -> str:
    article = json.loads(line)
    marks = {"h2": "\n## ", "h3": "\n### ", "p": "", "meta": ""}
    blocks = (marks[block["kind"]] + block["text"] for block in article["blocks"])
    return "\n".join((f"# {article['title']}", "", *blocks, ""))


@main.command(
    epilog="""\b
Examples:
  casebook explain page.txt
  casebook explain page.txt --all --lang en"""
)
@_PATHS
@click.option("--all", "full", is_flag=True, help="List every change, not the first of each rule.")
@_LANGUAGE
def explain(paths: Sequence[Path], full: bool, lang: Language) -> None:
    """Tell what the cleaner removes, joins, restores and splits, each with its rule and reason."""
    _refuse_addresses(paths)
    files, errors = _expand(paths)
    reasons = load_cleaning_rules().reasons
    for cleaned in _cleaned(files, errors):
        for line in report.explain(cleaned, reasons, lang, full=full):
            click.echo(line)
        click.echo()
    _end(errors)


_DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would be done, write nothing.")


def _move(cases: Path, dry_run: bool, move: Callable[[], Move]) -> None:
    """Carry out a rename, merge or split with the library held, and say what was done."""
    try:
        with nullcontext() if dry_run else library_lock(cases):
            done = move()
    except CasebookError as error:
        _end([error])
        return
    for line in report.moved(done, dry_run=dry_run):
        click.echo(line)


@main.command(
    epilog="""\b
Examples:
  casebook rename youjiang youjiang-qu --dry-run
  casebook rename youjiang youjiang-qu"""
)
@click.argument("old")
@click.argument("new")
@_library_options
@_DRY_RUN
def rename(
    old: str, new: str, captures: Path, cases: Path, translations: Path, dry_run: bool
) -> None:
    """Give case OLD the id NEW. Every link to its old address keeps working."""
    library = pipeline.Library(captures, cases, translations)
    _move(cases, dry_run, lambda: pipeline.rename(library, old, new, dry_run=dry_run))


@main.command(
    epilog="""\b
Examples:
  casebook merge liyi-2 liyi --dry-run
  casebook merge liyi-2 liyi"""
)
@click.argument("gone", metavar="FROM")
@click.argument("into")
@_library_options
@_DRY_RUN
def merge(
    gone: str, into: str, captures: Path, cases: Path, translations: Path, dry_run: bool
) -> None:
    """Make case FROM a duplicate of case INTO.

    INTO stays as it is and notes the sentences that stand in FROM alone. Every link to a passage
    of FROM leads to the passage of INTO most like it, else to the top of its page.
    """
    library = pipeline.Library(captures, cases, translations)
    _move(cases, dry_run, lambda: pipeline.merge(library, gone, into, dry_run=dry_run))


@main.command(
    epilog="""\b
Examples:
  casebook split nanjing --at h-lfmcvm gulou --dry-run
  casebook split nanjing --at h-lfmcvm gulou --title 鼓楼区的“两会”"""
)
@click.argument("case")
@click.option("--at", required=True, help="Paragraph or heading with which the new case begins.")
@click.argument("new")
@click.option("--title", default="", help="Title of the new case. [default: that heading]")
@_library_options
@_DRY_RUN
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


@main.command(
    epilog="""\b
Examples:
  casebook check
  casebook check --strict --lang en
  casebook check --json | jq -r 'select(.id == "cut") | .case'"""
)
@_library_options
@_CONFIG
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one finding a line.")
@click.option("--strict", is_flag=True, help="Let doubts, too, make the exit status 1.")
@_LANGUAGE
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
    findings = examine.check(library, config or _default_config())
    width = shutil.get_terminal_size().columns
    for line in report.checked(findings, lang, width, as_json=as_json):
        click.echo(line)
    if report.is_bad(findings, strict=strict):
        sys.exit(1)


@main.command(
    epilog="""\b
Examples:
  casebook translate
  casebook translate xinpu --dry-run
  casebook translate --check
  casebook translate xinpu --machine     fill the rest by the service of translate.toml"""
)
@click.argument("case", nargs=-1)
@_library_options
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
@_DRY_RUN
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
            nullcontext() if dry_run else library_lock(cases),
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
    _end(errors)


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
    done: list[Translated] = []
    for result in results:
        if isinstance(result, CasebookError):
            errors.append(result)
            continue
        done.append(result)
        lines = [telling.as_json(result)] if as_json else telling.told(result, dry_run=dry_run)
        for line in lines:
            click.echo(line)
        if result.machine.error:
            errors.append(result.machine.error)
    for line in () if as_json else telling.total(done):
        click.echo(line)
    return errors


def _translate_words(
    library: pipeline.Library, *, as_json: bool, dry_run: bool
) -> list[CasebookError]:
    """Bring the catalogs of our own words and their data files together; return the errors."""
    from scraper.translate.words.run import translate_words  # loads tomlkit and ruamel.yaml

    errors: list[CasebookError] = []
    root, own = _default_config().resolve().parent, library.cases.parent
    for done in translate_words(root, own, library.english, load_glossary(), dry_run=dry_run):
        if isinstance(done, CasebookError):
            errors.append(done)
        elif as_json:
            click.echo(telling.catalog_as_json(done))
        else:
            for line in telling.catalog(done, dry_run=dry_run):
                click.echo(line)
    return errors


def _check_terms(library: pipeline.Library, only: Sequence[str], *, as_json: bool) -> None:
    errors: list[CasebookError] = []
    departures = 0
    for found in check_library(library.cases, library.english, load_glossary(), only):
        if isinstance(found, CasebookError):
            errors.append(found)
            continue
        departures += 1
        click.echo(telling.departure_as_json(found) if as_json else telling.departure(found))
    if not as_json:
        click.echo(f"departures from the glossary: {departures}")
    _end(errors)
    if departures:
        sys.exit(1)


def _site_options(command: Any) -> Any:
    """Options of the verbs that build a site."""
    for option in (
        click.option("--site", type=_FOLDER, default="site", show_default=True, help="The site."),
        click.option("--docs", type=_FOLDER, help="Generated pages. [default: see README]"),
        _CONFIG,
    ):
        command = option(command)
    return _library_options(command)


@main.command(
    epilog="""\b
Examples:
  casebook build
  casebook build --zip
  casebook build --cases lib/cases --translations lib/translations --site lib/site"""
)
@_site_options
@click.option(
    "--zip",
    "archive",
    type=click.Path(path_type=Path),
    is_flag=False,
    flag_value=_BESIDE,
    metavar="[FILE]",
    help="Also pack the site into one zip file, to hand over and read offline. [FILE: SITE.zip]",
)
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
    handouts: bool,
) -> None:
    """Build the site: pages in Chinese and English, and the search index.

    Case files that cannot be read are named with their mend, the rest is built, and the exit
    status is 1. The old site stays whole until the new one is.
    """
    library = pipeline.Library(captures, cases, translations)
    _end(_build(library, site, docs, config, archive, handouts=handouts))


def _zip(site: Path, archive: Path) -> list[CasebookError]:
    """Pack the site; `_BESIDE` stands for a file beside it, named for it."""
    target = site.with_name(f"{site.name}.zip") if archive == Path(_BESIDE) else archive
    try:
        click.echo(f"zip: {write_zip(site, target)}")
    except CasebookError as error:
        return [error]
    return []


def _build(
    library: pipeline.Library,
    site: Path,
    docs: Path | None,
    config: Path | None,
    archive: Path | None = None,
    *,
    handouts: bool = True,
) -> list[CasebookError]:
    config = config or _default_config()
    docs = docs or _default_docs(config, library, site)
    try:
        with library_lock(library.cases):
            result = pipeline.build(library, config, docs, site, handouts=handouts)
    except CasebookError as error:
        return [error]
    for line in report.built(result, str(site)):
        click.echo(line)
    return [*result.errors, *(_zip(site, archive) if archive else [])]


def _default_config() -> Path:
    here = Path("mkdocs.yml")
    return here if here.is_file() else Path(__file__).resolve().parent.parent / "mkdocs.yml"


def _default_docs(config: Path, library: pipeline.Library, site: Path) -> Path:
    """The project's `docs` for the project's own cases, else a folder beside the site."""
    project = config.resolve().parent
    if library.cases.resolve() == project / "cases":
        return project / "docs"
    return site.with_name(f"{site.name}-docs")


@main.command(
    epilog="""\b
Examples:
  casebook export --to meilisearch engine/
  casebook export --to opensearch engine/ --cases lib/cases --translations lib/translations"""
)
@click.argument("folder", type=_FOLDER)
@click.option("--to", "engine", type=click.Choice(ENGINES), required=True, help="Search engine.")
@_library_options
@click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    help="mkdocs.yml of the project. [default: here, else Casebook's own]",
)
def export(
    folder: Path,
    engine: Engine,
    captures: Path,
    cases: Path,
    translations: Path,
    config: Path | None,
) -> None:
    """Write documents, settings and synonyms for a search engine into FOLDER.

    For installations that outgrow the site's own search. README.md there has the commands that
    load them.
    """
    library = pipeline.Library(captures, cases, translations)
    try:
        with library_lock(cases):
            done = pipeline.export(library, config or _default_config(), engine, folder)
    except CasebookError as error:
        _end([error])
        return
    click.echo(f"{folder}: {', '.join(done.files)}")
    _end(done.errors)


@main.command(
    epilog="""\b
Examples:
  casebook serve
  casebook serve --port 8080 --cases lib/cases --translations lib/translations --site lib/site"""
)
@_site_options
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
    library = pipeline.Library(captures, cases, translations)

    def rebuild() -> None:
        for error in _build(library, site, docs, config, handouts=False):
            click.echo(str(error), err=True)

    rebuild()
    click.echo(f"http://127.0.0.1:{port}/ (Ctrl+C ends)")
    try:
        serve_folder(site, port, (cases, translations, *_lessons(library)), rebuild)
    except CasebookError as error:
        _end([error])


def _lessons(library: pipeline.Library) -> list[Path]:
    """The folders of packs and teaching notes, as far as the library has them."""
    return [folder for folder in (library.packs, library.notes) if folder.is_dir()]


@main.command(
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
@_library_options
def new(kind: Start, id_: str, about: str, captures: Path, cases: Path, translations: Path) -> None:
    """Write a filled-in start: a lesson pack, teaching note, case or model named ID.

    What is to be written over stands between 〈 and 〉. Nothing is ever overwritten.
    """
    library = pipeline.Library(captures, cases, translations)
    try:
        click.echo(pipeline.new(library, kind, id_, about))
    except CasebookError as error:
        _end([error])


def _refuse_addresses(paths: Iterable[Path]) -> None:
    for path in paths:
        if str(path).startswith(("http:/", "https:/")):
            mend = "Use `casebook add`, with --dry-run if nothing is to be kept."
            _end([CasebookError(str(path), "this verb reads files, not addresses", mend)])


@main.command(
    epilog="""\b
Examples:
  casebook verify
  casebook verify --captures lib/captures"""
)
@click.option(
    "--captures", type=_FOLDER, default="captures", show_default=True, help="Captured files."
)
@_LANGUAGE
def verify(captures: Path, lang: Language) -> None:
    """Check every digest: captures against their sidecars, WARC files record by record.

    What does not match is named, and the exit status is 1. Nothing is written.
    """
    try:
        found = acquire.verify(captures)
    except CasebookError as error:
        _end([error])
        return
    click.echo(report.verified(found, lang))
    _end(found.faults)


def _expand(paths: Iterable[Path]) -> tuple[list[Path], list[CasebookError]]:
    found = list(pipeline.expand(paths))
    errors = [x for x in found if isinstance(x, CasebookError)]
    return [x for x in found if isinstance(x, Path)], errors


def _progress(items: Iterable[Any], length: int, label: str) -> Any:
    """A progress bar on standard error, on a terminal alone."""
    hidden = not sys.stderr.isatty()
    return click.progressbar(items, length=length, label=label, file=sys.stderr, hidden=hidden)


def _end(errors: Sequence[CasebookError]) -> None:
    """Print the errors; leave with status 1 if there are any."""
    for error in errors:
        click.echo(f"error: {error}", err=True)
    if errors:
        sys.exit(1)


if __name__ == "__main__":
    main()
