"""The rules for the structure of a case: what is wrong in the data is named with its mend."""

from __future__ import annotations

from importlib import resources

import pytest

from scraper.model import CasebookError
from scraper.rules.journals import is_issn, parse_journals
from scraper.rules.structure import load_structure_rules, parse_structure_rules

TEXT = resources.files("scraper").joinpath("data", "structure.toml").read_text(encoding="utf-8")


def test_each_setting_and_role_stands_once() -> None:
    rules = load_structure_rules()
    for ids in ([s.id for s in rules.settings], [r.id for r in rules.points.roles]):
        assert len(set(ids)) == len(ids)
    assert {role.id for role in rules.points.roles} == {
        "problem",
        "practice",
        "results",
        "difficulties",
        "lessons",
    }


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('id = "problem"', 'id = "trouble"', "Use one of: problem"),
        ('example = "油田社区的党员轮流值班。"', 'example = "楼里很静。"', "is not found"),
        ('leaves_alone = "社区走访辖区企业。"', 'leaves_alone = "油田社区"', "is found"),
        ('most_practice = "6"', 'most_practice = "six"', "whole number"),
        ('listed = "0.75"', 'listed = "75"', "share"),
        ("before = '^(?:", "before = '((?:", "before"),
        ('leaves_alone = "社区有居民八千人', 'leaves_alone = "楼里没人管', "is found"),
        ("announced = '(?:个", "announced = '((?:个", "announced"),
        ("[seam]", "[seam]\nunknown = true", "not a known key"),
    ],
)
def test_wrong_data_is_named_with_its_mend(old: str, new: str, says: str) -> None:
    assert old in TEXT
    with pytest.raises(CasebookError, match=says):
        parse_structure_rules(TEXT.replace(old, new, 1), {})


def test_an_issn_has_the_right_check_digit() -> None:
    assert is_issn("1009-928X")
    assert not is_issn("1009-9281")
    assert not is_issn("1009928X")


@pytest.mark.parametrize("row", ["1009-9281\t某刊", "1009-928X 某刊", "1009-928X\t某刊\tA"])
def test_a_wrong_row_of_journals_is_named(row: str) -> None:
    with pytest.raises(CasebookError, match=r"journals\.tsv:2"):
        parse_journals("issn\tjournal\n" + row + "\n")
