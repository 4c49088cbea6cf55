"""The fixture pages under `pages/`, and how a cleaned page is written down.

A fixture is a page `<form>-<name>.txt` or `.html` and, of the same name, the `.json` it must come
out as: the articles as `casebook clean --json` prints them, with each list of changes reduced to
rule ids and how often. `<page>.yaml` is its sidecar, where it has one. A page whose name ends in
`-stays` looks damaged and is not.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from scraper.blocks import read_page
from scraper.capture import read_capture
from scraper.clean import clean_page
from scraper.model import Cleaned, Page
from scraper.report.cleaning import to_json
from scraper.rules.cleaning import load_cleaning_rules
from scraper.store import with_sidecar

PAGES = Path(__file__).parent / "pages"
NAMES = tuple(sorted(p.name for p in PAGES.iterdir() if p.suffix in (".txt", ".html")))


def page(name: str) -> Page:
    """The fixture of that file name, read."""
    return read_page(read_capture(PAGES / name))


def cleaned(name: str) -> Cleaned:
    """The fixture of that file name, cleaned by the rules as shipped and what its sidecar says."""
    capture = with_sidecar(read_capture(PAGES / name), PAGES / name)
    return clean_page(read_page(capture), load_cleaning_rules(), capture.overrules)


def expected_path(name: str) -> Path:
    """Where the expected outcome of a fixture stands."""
    return (PAGES / name).with_suffix(".json")


def outcome(result: Cleaned) -> dict[str, Any]:
    """A cleaned page as its expected file holds it."""
    articles = [_reduced(json.loads(line)) for line in to_json(result)]
    if articles:
        return {"articles": articles}
    return {"articles": [], "removed": _counts([{"rule": c.rule} for c in result.changes])}


def _reduced(article: dict[str, Any]) -> dict[str, Any]:
    counts = {key: _counts(article[key]) for key in ("removed", "restored", "notes")}
    named = {key: article[key] for key in ("title", "truncated", "cut", "blocks")}
    return named | {key: count for key, count in counts.items() if count}


def _counts(changes: list[dict[str, Any]]) -> dict[str, int]:
    return dict(sorted(Counter(change["rule"] for change in changes).items()))
