"""Every question of the filing stage, asked of texts of our own: one table a question."""

from __future__ import annotations

from typing import Any

from case_tables import each_row

from scraper.cases.document import Document
from scraper.cases.facts import read_case
from scraper.cases.figures import find_figures
from scraper.cases.kinds import find_kind
from scraper.cases.mechanisms import find_mechanisms
from scraper.cases.models import find_models
from scraper.cases.place import find_place
from scraper.cases.years import find_years
from scraper.model import Article, Block, Capture, Case, Place
from scraper.rules.filing import FilingRules
from scraper.text.ids import assign_ids


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


@each_row("structure.toml")
def test_structure(row: dict[str, Any], rules: FilingRules) -> None:
    """Only what a row names is asked; a list it names must hold that and nothing else."""
    case = _filed(row, rules)
    assert case.place.chinese == row.get("place", case.place.chinese)
    assert case.organisation == row.get("organisation", case.organisation)
    assert case.tier == row.get("tier", case.tier)
    assert case.setting == row.get("setting", case.setting)
    assert [f"{c.kind} {c.stated} {c.computed}" for c in case.checks] == row.get("checks", [])
    found = {
        "slogans": list(case.slogans),
        "people": [person.name for person in case.people],
        "awards": [award.name for award in case.awards],
        "partners": [partner.name for partner in case.partners],
        "subcases": [f"{s.name} {s.start or ''}".strip() for s in case.subcases],
    }
    for field in found.keys() & row.keys():
        assert found[field] == row[field]
    assert set(row.get("figures", ())) <= {f"{f.text} {f.what} {f.where}" for f in case.figures}
    points = [f"{p.role} {p.evidence} {p.sentence}" for p in case.points]
    wanted = row.get("points", [])
    assert len(points) == len(wanted) or not wanted, points
    assert all(p.startswith(w) for p, w in zip(points, wanted, strict=False)), points


def _filed(row: dict[str, Any], rules: FilingRules) -> Case:
    blocks = []
    headings = iter(row.get("headings", ()))
    for line in row["text"]:
        blocks += [Block("h2", heading) for heading in [next(headings, "")] if heading]
        blocks.append(Block("p", line))
    made = Article("text", 1, row["title"], tuple(blocks), truncated=False)
    capture = Capture(b"", "a" * 64, "text.txt", "text/plain")
    return read_case(made, assign_ids(blocks, ()), capture, rules)
