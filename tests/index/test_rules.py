"""The words of a query that a page need not hold."""

from __future__ import annotations

import pytest

from scraper.model import CasebookError
from scraper.rules.search import load_search_rules, parse_search_rules


def test_the_words_of_the_file_stand_once() -> None:
    words = load_search_rules().stop
    assert {"怎么", "的", "how"} <= set(words)
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('zh = ["的"]', "en"),
        ('zh = ["的"]\nen = [""]', "en"),
        ('zh = ["的"]\nen = ["a"]', "before"),
        ('zh = ["的"]\nen = ["a"]\nbefore = "是"', "measures"),
        ('zh = ["的"]\nen = ["a"]\nbefore = "是"\nmeasures = "个"\napart = ["楼组"]\nfr = 1', "fr"),
    ],
)
def test_a_faulty_file_is_named_with_the_field(text: str, field: str) -> None:
    with pytest.raises(CasebookError) as fault:
        parse_search_rules(text)
    assert (fault.value.file, fault.value.place) == ("search.toml", field)


@pytest.mark.parametrize("synonyms", ["甲\t乙\n乙\t丙", "甲", "甲\t"])
def test_a_faulty_table_of_synonyms_is_named_with_the_line(synonyms: str) -> None:
    rules = 'zh = ["的"]\nen = ["a"]\nbefore = "是"\nmeasures = "个"\napart = ["楼组"]'
    with pytest.raises(CasebookError) as fault:
        parse_search_rules(rules, synonyms)
    assert fault.value.file == "synonyms.tsv"


def test_no_name_has_a_synonym_it_is_kept_apart_from() -> None:
    rules = load_search_rules()
    for group in rules.synonyms:
        held = {apart for apart in rules.apart for name in group if apart in name}
        assert not {"楼组", "楼宇"} <= held
        assert not {"党小组", "党组"} <= held
