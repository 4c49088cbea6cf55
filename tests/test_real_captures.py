"""Real captures through the whole recipe: each named case under its model, with its facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper import pipeline
from scraper.model import Case, CasebookError

CAPTURES = Path(__file__).resolve().parent.parent.parent / "shared" / "cases"
pytestmark = pytest.mark.skipif(
    not CAPTURES.is_dir(), reason="the real captures are not beside the repository"
)

FACTS = {
    "xinchenglu": (
        ("building-group", ""),
        ("上海市", "嘉定区", "新成路街道"),
        (2009, 2009, 2010),
        {"5200多名": 5200.0, "3900多名": 3900.0, "9.5%": 9.5, "75%": 75.0, "约5万人": 50000.0},
        "cut",
    ),
    "xinpu": (
        ("ten-into", ""),
        ("贵州省", "遵义市", "新蒲新区"),
        (2018, 2018, 2018),
        {"110平方公里": 110.0, "100万": 1000000.0, "117台": 117.0, "10个": 10.0, "5个": 5.0},
        "cut",
    ),
    "changning": (
        ("cohesion", ""),
        ("上海市", "长宁区"),
        (None, None, None),
        {"2万元": 20000.0},
        "cut",
    ),
    "nanjing": (
        ("joint-committee", "joint-meeting"),
        ("江苏省", "南京市"),
        (1997, 1998, None),
        {"10个": 10.0, "130家": 130.0, "96万平方米": 960000.0},
        "full",
    ),
    "youjiang": (
        ("joint-committee", "joint-committee"),
        ("广西壮族自治区", "百色市", "右江区"),
        (None, None, None),
        {},
        "cut",
    ),
}
"""Case id to primary model and variant, names in its place, years (start, end, published),
some of its figures, and completeness. Read from the texts by hand."""


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    folder = tmp_path_factory.mktemp("library")
    library = pipeline.Library(*(folder / n for n in ("captures", "cases", "translations")))
    files = [x for x in pipeline.expand([CAPTURES]) if isinstance(x, Path)]
    found: dict[str, Case] = {}
    for result in pipeline.add(files, library, "2000-01-01"):
        assert not isinstance(result, CasebookError), result
        found |= {case.id: case for case in result.cases}
    return found


@pytest.mark.parametrize("name", FACTS)
def test_facts(cases: dict[str, Case], name: str) -> None:
    model, places, years, figures, state = FACTS[name]
    case = cases[name]
    assert (case.models[0].id, case.models[0].variant) == model
    assert all(part in case.place.chinese for part in places)
    assert (case.years.start, case.years.end, case.years.published) == years
    assert figures.items() <= {f.text: f.value for f in case.figures}.items()
    assert case.completeness.state == state


def test_eleven_cases_and_three_other_documents(cases: dict[str, Case]) -> None:
    kinds = sorted(case.kind for case in cases.values())
    assert kinds == ["case"] * 11 + ["essay", "plan", "problems"]


def test_the_two_versions_of_the_plan_are_one_entry(cases: dict[str, Case]) -> None:
    (plan,) = (case for case in cases.values() if case.kind == "plan")
    assert plan.completeness.state == "full"
    (twin,) = plan.duplicates
    assert twin.similarity > 0.6
    assert twin.only_there


def test_no_spam_is_kept(cases: dict[str, Case]) -> None:
    for case in cases.values():
        everything = "".join((case.title, case.rights, *(p.text for p in case.paragraphs)))
        assert not any(word in everything for word in ("投注", "book118", "VIP", "会员"))


def test_a_lost_character_without_evidence_is_marked(cases: dict[str, Case]) -> None:
    text = "".join(p.text for p in cases["xinchenglu"].paragraphs)
    assert "□体" in text
    assert "???" not in text
    assert "？？？" not in text
