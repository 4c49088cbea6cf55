"""Build the search index from a file of search records: `python build_index.py --help`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from scraper.index import build_index, join_scripts, read_records, refresh_index
from scraper.model import Record
from scraper.rules.glossary import load_glossary
from scraper.spread import Over
from scraper.store.files import write_bytes

SCRIPTS = Path(__file__).resolve().parent / "theme" / "assets" / "search"
PARTS = ("terms", "pages", "heads", "facets", "fold")
"""Folders of the index, in which this command alone writes."""


@click.command(
    epilog="""\b
Example:
  python build_index.py --records records.jsonl --out site/search --scripts

\b
A record, on one line of the file:
  {"id": "a", "url": "cases/a.html", "lang": "zh", "title": "…",
   "sections": [{"anchor": "p-1", "heading": "…", "text": "…"}],
   "facets": {"model": ["…"], "place": ["…"]}}"""
)
@click.option(
    "--records",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Search records, one JSON object a line.",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the index; made where it is missing.",
)
@click.option(
    "--words",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Words the dictionary lacks, one a line (UTF-8).",
)
@click.option(
    "--scripts",
    is_flag=True,
    help="Also put the scripts and styles of the search there: search.js, engine.js, results.js.",
)
@click.option(
    "--state",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File that remembers this build: with it the next one changes only what it must.",
)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
def main(
    records: Path, out: Path, words: Path | None, scripts: bool, state: Path | None, jobs: int
) -> None:
    """Build the search index of a site.

    A line that is no record is named with its mend and left out; the rest is indexed, and the
    exit status is 1.
    """
    with records.open("rb") as lines:
        found, faults = read_records(lines, records.name)
    for fault in faults:
        click.echo(str(fault), err=True)
    known = read_words(words) if words else ()
    if state:
        told = _refresh(state, found, known, out, jobs)
    else:
        sizes = write(build_index(found, load_glossary(), known, over=Over(jobs=jobs)), out)
        told = ", ".join(f"{name} {size / 1024:.0f} KB" for name, size in sorted(sizes.items()))
    if scripts:
        write_scripts(out)
    click.echo(f"{len(found)} records indexed in {out}: {told}")
    sys.exit(1 if faults else 0)


def _refresh(
    state: Path, records: Sequence[Record], words: Iterable[str], out: Path, jobs: int
) -> str:
    """Bring the index in a folder up to date; return what was done, in words."""
    manifest = out / "manifest.bin"
    published = manifest.read_bytes() if manifest.is_file() else None
    changes = refresh_index(
        state, published, None, lambda: records, load_glossary(), words, over=Over(jobs=jobs)
    )
    if changes.whole:
        write(((name, content) for name, content in changes.files if content is not None), out)
        return "all pieces made anew"
    written = 0
    for name, content in changes.files:
        written += 1
        if content is None:
            (out / name).unlink(missing_ok=True)
        else:
            write_bytes(out / name, content)
    return f"{written} files changed"


def read_words(path: Path) -> list[str]:
    """Return the words of a file, one a line; a plain error where it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig").split()
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{path}: is not UTF-8. Save the file as UTF-8") from error


def write(files: Iterable[tuple[str, bytes]], out: Path) -> dict[str, int]:
    """Write the files of an index, and remove the pieces an earlier index left in the folder.

    Equal files are not touched; the manifest comes last, until when a reader of the folder sees
    the earlier index. Returns the bytes of each part, compressed, without the scripts' twins.
    """
    written: set[str] = set()
    sizes: dict[str, int] = {}
    for name, content in files:
        write_bytes(out / name, content)
        written.add(name)
        if name.endswith(".bin"):
            part = name.split("/")[0].removesuffix(".bin")
            sizes[part] = sizes.get(part, 0) + len(content)
    for part in PARTS:
        for path in (out / part).glob("*"):
            if f"{part}/{path.name}" not in written:
                path.unlink()
    return sizes


def write_scripts(out: Path) -> None:
    """Write the scripts of the search, joined and made small, and its styles."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(SCRIPTS.glob("*.*"))}
    sources = {name: text for name, text in texts.items() if name.endswith(".js")}
    styles = {name: text for name, text in texts.items() if name.endswith(".css")}
    for name, text in {**join_scripts(sources, str(SCRIPTS)), **styles}.items():
        write_bytes(out / name, text.encode())


if __name__ == "__main__":
    main()
