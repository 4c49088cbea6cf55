"""Build the search index from a file of search records: `python build_index.py --help`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from scraper.index import build_index, read_records

PARTS = ("terms", "docs", "pages")
"""Folders of the index, in which this command alone writes."""


@click.command(
    epilog="""\b
Example:
  python build_index.py --records records.jsonl --out site/search

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
def main(records: Path, out: Path, words: Path | None) -> None:
    """Build the search index of a site.

    A line that is no record is named with its mend and left out; the rest is indexed, and the
    exit status is 1.
    """
    found, faults = read_records(records.read_bytes().split(b"\n"), records.name)
    for fault in faults:
        click.echo(str(fault), err=True)
    files = build_index(found, read_words(words) if words else ())
    write(files, out)
    size = sum(map(len, files.values())) / 1024
    click.echo(f"{len(found)} records indexed: {len(files)} files, {size:.0f} KB in {out}")
    sys.exit(1 if faults else 0)


def read_words(path: Path) -> list[str]:
    """Return the words of a file, one a line; a plain error where it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig").split()
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{path}: is not UTF-8. Save the file as UTF-8") from error


def write(files: dict[str, bytes], out: Path) -> None:
    """Write the files of an index, and remove the pieces an earlier index left in the folder.

    The manifest comes last: until then a reader of the folder sees the earlier index.
    """
    for name in sorted(files, key=lambda name: (name == "manifest.js", name)):
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[name])
    for part in PARTS:
        for path in (out / part).glob("*.js"):
            if f"{part}/{path.name}" not in files:
                path.unlink()


if __name__ == "__main__":
    main()
