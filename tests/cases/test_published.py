"""The published texts through the whole recipe: every field of the case structure, counted.

`pytest -s tests/cases/test_published.py` prints how many of the fillable entries of each field are
right. What is filled must also stand in the text, or be marked as looked up.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from case_tables import TABLES

from scraper import pipeline
from scraper.model import Case, CasebookError
from scraper.text.chars import letters

CAPTURES = Path(__file__).parents[3] / "shared" / "cases"
pytestmark = pytest.mark.skipif(
    not CAPTURES.is_dir(), reason="the published texts are not beside the repository"
)
ROWS = tomllib.loads((TABLES / "published.toml").read_text(encoding="utf-8"))["row"]
ENOUGH = 0.95


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    folder = tmp_path_factory.mktemp("published")
    library = pipeline.Library(*(folder / n for n in ("captures", "cases", "translations")))
    files = [x for x in pipeline.expand([CAPTURES]) if isinstance(x, Path)]
    found: dict[str, Case] = {}
    for result in pipeline.add(files, library, "2000-01-01"):
        assert not isinstance(result, CasebookError), result
        found |= {case.id: case for case in result.cases}
    return found


def test_the_documents_are_those_of_the_table(cases: dict[str, Case]) -> None:
    assert sorted(cases) == sorted(row["id"] for row in ROWS)


def test_enough_of_the_fillable_entries_are_right(cases: dict[str, Case]) -> None:
    right: Counter[str] = Counter()
    fillable: Counter[str] = Counter()
    wrong: list[str] = []
    for row in ROWS:
        for field, entry, holds in _entries(row, cases[row["id"]]):
            fillable[field] += 1
            right[field] += holds
            if not holds:
                wrong.append(f"{row['id']}: {field} {entry}")
    for field in fillable:
        print(f"{field:14} {right[field]:3} of {fillable[field]:3}")
    share = right.total() / fillable.total()
    print(f"{'all':14} {right.total():3} of {fillable.total():3} = {share:.1%}")
    print("\n".join(wrong))
    assert share >= ENOUGH, wrong


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_nothing_is_invented(row: dict[str, Any], cases: dict[str, Case]) -> None:
    case = cases[row["id"]]
    for field in row["exactly"]:
        wanted = len(row.get(field, ()))
        assert len(getattr(case, field)) == wanted, (field, getattr(case, field))
    text = letters("".join((case.title, *(p.text for p in case.paragraphs))))
    invented = [words for words in _words(case) if not _stands(letters(words), text)]
    assert not invented


def _entries(row: dict[str, Any], case: Case) -> Iterator[tuple[str, str, bool]]:
    """Each fillable entry: its field, what it should be, whether it is."""
    years = case.years
    single = {
        "kind": case.kind,
        "place": case.place.chinese,
        "organisation": case.organisation,
        "tier": case.tier,
        "setting": case.setting,
        "primary": case.models[0].id if case.models else "",
        "variant": case.models[0].variant if case.models else "",
        "complete": case.completeness.state,
        "duplicates": len(case.duplicates),
        "splice": any(note.rule == "seam" and note.paragraph for note in case.cleaning),
    }
    for field, found in single.items():
        if row.get(field):
            yield field, row[field], found == row[field]
    for wanted, year in zip(
        row.get("years", ()), (years.start, years.end, years.published), strict=False
    ):
        if wanted:
            yield "years", str(wanted), wanted == year
    for field, values in _lists(case).items():
        for wanted in row.get(field, ()):
            yield field, wanted, wanted in values


def _lists(case: Case) -> dict[str, set[str]]:
    known = case.publication
    figures = {" ".join(filter(None, (f.text, f.what, f.where))) for f in case.figures}
    return {
        "models": {match.id for match in case.models[1:]},
        "mechanisms": set(case.mechanisms),
        "slogans": set(case.slogans),
        "partners": {partner.name for partner in case.partners},
        "people": {person.name for person in case.people},
        "awards": {award.name for award in case.awards},
        "figures": figures,
        "checks": {f"{c.kind} {c.stated} {c.computed}" for c in case.checks},
        "subcases": {f"{s.name} {s.start or 0}" for s in case.subcases},
        "publication": {known.journal, known.issn, str(known.year), known.issue, known.page},
        "roles": {p.role for p in case.points} | {f"{p.role}/{p.evidence}" for p in case.points},
    }


def _words(case: Case) -> Iterable[str]:
    """The words that the fields hold and that are not marked as looked up."""
    levels = ("province", "city", "district", "subdistrict", "community")
    for level in levels:
        if level not in case.place.inferred:
            yield getattr(case.place, level).rstrip("省市区县")  # the text may leave the unit out
    yield from (case.organisation, *case.mechanisms, *case.slogans)
    yield from (named.name for named in (*case.partners, *case.people, *case.awards))
    for figure in case.figures:
        yield from (figure.text, figure.what, figure.where, figure.sentence)
    yield from (check.stated for check in case.checks)
    yield from (entry.sentence for entry in (*case.points, *case.checks, *case.subcases))
    yield from (subcase.name for subcase in case.subcases)
    yield from (match.sentence for match in case.models)


def _stands(words: str, text: str) -> bool:
    """Whether words stand in the text, in one piece or as a name put together of two."""
    if words in text:
        return True
    return any(words[:at] in text and words[at:] in text for at in range(2, len(words) - 1))
