"""The facts of the published texts, found in them as cleaned by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from case_tables import each_row

from scraper.cases import Known, draft_articles, file_drafts
from scraper.model import Article, Block, Capture, Case
from scraper.rules.filing import FilingRules
from scraper.text.marks import widen

GOLD = Path(__file__).parents[3] / "shared" / "gold"
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the published texts are not at hand")


@pytest.fixture(scope="module")
def filed(rules: FilingRules) -> dict[tuple[str, int], Case]:
    """Cases by capture and number of the article, filed one capture after the other."""
    cases: dict[tuple[str, int], Case] = {}
    for path in sorted(GOLD.glob("*.json")):
        capture = Capture(b"", path.stem.ljust(64, "0"), path.stem, "text/plain")
        drafts = draft_articles(_articles(path), capture, rules)
        for case in file_drafts(drafts, capture, Known(cases.values()), rules):
            cases[path.stem, case.source.article] = case
    return cases


def _articles(path: Path) -> list[Article]:
    return [
        Article(
            capture=path.stem,
            number=number,
            title=widen(article["title"]),
            blocks=tuple(Block(b["kind"], widen(b["text"])) for b in article["blocks"]),
            truncated=article["truncated"],
            cut="mid-sentence" if article["truncated"] else "",
        )
        for number, article in enumerate(json.loads(path.read_text("utf-8"))["articles"], 1)
    ]


@each_row("captures.toml")
def test_facts(row: dict[str, Any], filed: dict[tuple[str, int], Case]) -> None:
    case = filed[row["capture"], row["article"]]
    years = case.years
    assert case.id == row.get("id", case.id)
    assert case.kind == row["kind"]
    assert case.place.chinese == row["place"]
    assert case.place.english == row.get("english", case.place.english)
    assert list(case.place.inferred) == row.get("inferred", [])
    assert case.organisation == row.get("organisation", "")
    assert [y or 0 for y in (years.start, years.end, years.published)] == row.get(
        "years", [y or 0 for y in (years.start, years.end, years.published)]
    )
    assert years.basis == row.get("basis", years.basis)
    assert [match.id for match in case.models] == row["models"]
    assert not case.models or case.models[0].variant == row.get("variant", case.models[0].variant)
    assert set(row.get("mechanisms", [])) <= set(case.mechanisms)
    figures = {f"{figure.text} {figure.what}" for figure in case.figures}
    assert set(row.get("figures", [])) <= figures
    assert figures or not row.get("figures")


def test_two_versions_of_the_plan_are_one(filed: dict[tuple[str, int], Case]) -> None:
    """The article that is cut goes into the complete one, and nothing else is a duplicate."""
    duplicates = {key: case.duplicates for key, case in filed.items() if case.duplicates}
    assert list(duplicates) == [("001", 11)]
    assert [duplicate.article for duplicate in duplicates["001", 11]] == [2]
    assert len(filed) == 14
