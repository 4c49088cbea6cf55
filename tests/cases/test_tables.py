"""Every question of the filing stage, asked of texts of our own: one table a question."""

from __future__ import annotations

from typing import Any

from case_tables import each_row

from scraper.cases.document import Document
from scraper.cases.figures import find_figures
from scraper.cases.kinds import find_kind
from scraper.cases.mechanisms import find_mechanisms
from scraper.cases.models import find_models
from scraper.cases.place import find_place
from scraper.cases.years import find_years
from scraper.model import Place
from scraper.rules.filing import FilingRules


@each_row("places.toml")
def test_place(row: dict[str, Any], document: Document, rules: FilingRules) -> None:
    place = find_place(document, rules.gazetteer, rules.places)
    assert place.chinese == row["place"]
    assert place.english == row.get("english", place.english)
    assert place.inferred == tuple(row.get("inferred", place.inferred))


@each_row("years.toml")
def test_years(row: dict[str, Any], document: Document, rules: FilingRules) -> None:
    years = find_years(document, rules.facts.years)
    found = (years.start, years.end, years.published, years.basis)
    assert found == (row.get("start"), row.get("end"), row.get("published"), row["basis"])
    assert bool(years.sentence) == (years.basis != "unknown")


@each_row("figures.toml")
def test_figures(row: dict[str, Any], document: Document, rules: FilingRules) -> None:
    figures = find_figures(document, rules.facts.figures)
    found = [f"{f.text} | {_plain(f.value)} | {f.unit} | {f.what}" for f in figures]
    assert found == row["figures"]
    assert all(f.text in f.sentence and f.paragraph for f in figures)


@each_row("mechanisms.toml")
def test_mechanisms(row: dict[str, Any], document: Document, rules: FilingRules) -> None:
    assert list(find_mechanisms(document, rules.facts.mechanisms)) == row["names"]


@each_row("kinds.toml")
def test_kind(row: dict[str, Any], document: Document, rules: FilingRules) -> None:
    place = Place(district="某区") if row.get("place") else Place()
    assert find_kind(document, place, rules.kinds) == row["kind"]


@each_row("models.toml")
def test_models(row: dict[str, Any], document: Document, rules: FilingRules) -> None:
    matches = find_models(document, rules.signals)
    assert ["/".join(filter(None, (m.id, m.variant))) for m in matches] == row["models"]
    assert all(match.sentence in document.text for match in matches)


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if value < 1e6 else str(int(value))
