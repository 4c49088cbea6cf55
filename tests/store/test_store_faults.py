"""Fields of a case file held against its text and the data: each fault names field and mend."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scraper.model import (
    Case,
    Check,
    Completeness,
    Figure,
    ModelMatch,
    Named,
    Point,
    Publication,
    Review,
    SubCase,
    Years,
)
from scraper.store import Known, find_faults

KNOWN = Known({"building-group": (), "joint-committee": ("joint-meeting",)}, ("megacity", "city"))
LINE = "这个社区有12栋楼，电梯常坏，物业费却年年涨。"
HERE = "p-bbbbbb"
FIGURE = Figure("12栋", 12.0, "栋", "楼", LINE, HERE)
SUBCASE = SubCase("s-aaaaaa", "某楼的会", HERE, LINE)


def test_a_case_as_filed_has_no_fault(case: Case) -> None:
    whole = replace(
        case,
        setting="city",
        points=(Point("problem", LINE, HERE),),
        people=(Named("某人", LINE, HERE),),
        subcases=(SUBCASE,),
        review=Review("reviewed", "某编辑", "2026-01-31"),
    )
    assert find_faults(whole, "cases/liyi.md", KNOWN) == ()


@pytest.mark.parametrize(
    ("changed", "field", "mend"),
    [
        ({"models": (ModelMatch("stairs", LINE, HERE),)}, "models[1].id", "building-group"),
        (
            {"models": (ModelMatch("joint-committee", LINE, HERE, "x"),)},
            "models[1].variant",
            "joint-meeting",
        ),
        ({"figures": (FIGURE, replace(FIGURE, paragraph="p-x"))}, "figures[2].paragraph", "{#p-"),
        ({"figures": (replace(FIGURE, sentence="别的话。"),)}, "figures[1].sentence", "Copy"),
        ({"points": (Point("problem", "别的话。", HERE),)}, "points[1].sentence", "Copy"),
        ({"checks": (Check("sum", "1", "2", LINE, "p-x"),)}, "checks[1].paragraph", "{#p-"),
        ({"awards": (Named("奖", "别的话。", HERE),)}, "awards[1].sentence", "delete"),
        ({"subcases": (replace(SUBCASE, paragraph="p-x"),)}, "subcases[1].paragraph", "{#p-"),
        ({"subcases": (replace(SUBCASE, id="p-1"),)}, "subcases[1].id", "s-"),
        ({"subcases": (SUBCASE, SUBCASE)}, "subcases[2].id", "another id"),
        ({"subcases": (replace(SUBCASE, models=("x",)),)}, "subcases[1].models", "joint"),
        ({"subcases": (replace(SUBCASE, start=19),)}, "subcases[1].start", "1921"),
        ({"years": Years(start=3018)}, "years.start", "1921 to 2099"),
        ({"years": Years(start=2018, end=2017)}, "years.end", "Correct"),
        ({"publication": Publication(year=20)}, "publication.year", "1921 to 2099"),
        ({"setting": "moon"}, "setting", "megacity, city"),
        ({"review": Review("reviewed")}, "review.by", "Write who"),
        ({"review": Review("reviewed", "某编辑", "31.1.2026")}, "review.date", "2026-05-31"),
        ({"completeness": Completeness("cut", "", "p-x")}, "completeness.paragraph", "id"),
    ],
    ids=lambda value: value if isinstance(value, str) and "[" in value else None,
)
def test_each_fault_names_file_field_and_mend(
    case: Case, changed: dict[str, Any], field: str, mend: str
) -> None:
    (fault,) = find_faults(replace(case, **changed), "cases/liyi.md", KNOWN)
    assert (fault.file, fault.place) == ("cases/liyi.md", field)
    assert mend in fault.mend
