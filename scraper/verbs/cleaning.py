"""`casebook clean` and `casebook explain`: what the cleaner makes of pages; nothing is filed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from scraper import pipeline
from scraper.clean import Script
from scraper.model import CasebookError, Cleaned, Language
from scraper.report import cleaning as report
from scraper.rules.cleaning import load_cleaning_rules
from scraper.verbs.options import LANGUAGE, PATHS
from scraper.verbs.running import (
    end,
    expand,
    progress,
    refuse_addresses,
    say,
    say_json,
)


@click.command(
    epilog="""\b
Examples:
  casebook clean pages/ --json > articles.jsonl
  casebook clean page.txt
  casebook clean pages/ --json --script simplified"""
)
@PATHS
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one article a line.")
@click.option(
    "--script",
    type=click.Choice(["auto", "simplified", "captured"]),
    default="auto",
    show_default=True,
    help="Characters of the articles: mainland Simplified, as the page writes them, or (auto)"
    " Simplified unless an HTML page was written in Traditional ones. Cases are always filed in"
    " Simplified ones.",
)
def clean(paths: Sequence[Path], as_json: bool, script: Script) -> None:
    """Clean pages and print the articles; nothing is filed."""
    refuse_addresses(paths)
    files, errors = expand(paths)
    with progress(files, len(files), "cleaning") as running:
        for cleaned in _cleaned(running, errors, script=script):
            for line in report.to_json(cleaned):
                if as_json:
                    say_json(line)
                    continue
                for part in _readable(line):
                    say(part)
    end(errors)


def _cleaned(
    files: Iterable[Path], errors: list[CasebookError], *, script: Script = "simplified"
) -> Iterator[Cleaned]:
    """Each file cleaned; what cannot be is added to `errors`."""
    for path in files:
        try:
            _, cleaned = pipeline.clean_file(path, script=script)
        except CasebookError as error:
            errors.append(error)
            continue
        yield cleaned


def _readable(line: str) -> list[str]:
    article = json.loads(line)
    marks = {"h2": "\n## ", "h3": "\n### ", "p": "", "meta": ""}
    blocks = (marks[block["kind"]] + block["text"] for block in article["blocks"])
    return "\n".join((f"# {article['title']}", "", *blocks, "")).split("\n")


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
            say(line)
        say("")
    end(errors)
