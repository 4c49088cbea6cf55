"""`casebook clean` and `casebook explain`: what the cleaner makes of pages; nothing is filed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from scraper import pipeline, report
from scraper.model import CasebookError, Cleaned, Language
from scraper.rules.cleaning import load_cleaning_rules
from scraper.verbs.options import LANGUAGE, PATHS
from scraper.verbs.running import end, expand, progress, refuse_addresses


@click.command(
    epilog="""\b
Examples:
  casebook clean pages/ --json > articles.jsonl
  casebook clean page.txt
  casebook clean pages/ --json --script captured    compare with extractors that do not convert"""
)
@PATHS
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
    refuse_addresses(paths)
    files, errors = expand(paths)
    with progress(files, len(files), "cleaning") as running:
        for cleaned in _cleaned(running, errors, captured_script=script == "captured"):
            for line in report.to_json(cleaned):
                click.echo(line if as_json else _readable(line))
    end(errors)


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


@click.command(
    epilog="""\b
Examples:
  casebook explain page.txt
  casebook explain page.txt --all --lang en"""
)
@PATHS
@click.option("--all", "full", is_flag=True, help="List every change, not the first of each rule.")
@LANGUAGE
def explain(paths: Sequence[Path], full: bool, lang: Language) -> None:
    """Tell what the cleaner removes, joins, restores and splits, each with its rule and reason."""
    refuse_addresses(paths)
    files, errors = expand(paths)
    reasons = load_cleaning_rules().reasons
    for cleaned in _cleaned(files, errors):
        for line in report.explain(cleaned, reasons, lang, full=full):
            click.echo(line)
        click.echo()
    end(errors)
