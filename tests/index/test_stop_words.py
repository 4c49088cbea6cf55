"""The words of a query that a page need not hold."""

from __future__ import annotations

import pytest

from scraper.model import CasebookError
from scraper.rules.search import load_stop_words, parse_stop_words


def test_the_words_of_the_file_stand_once() -> None:
    words = load_stop_words()
    assert {"怎么", "的", "how"} <= set(words)
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('zh = ["的"]', "en"),
        ('zh = ["的"]\nen = [""]', "en"),
        ('zh = ["的"]\nen = ["a"]\nfr = 1', "fr"),
    ],
)
def test_a_faulty_file_is_named_with_the_field(text: str, field: str) -> None:
    with pytest.raises(CasebookError) as fault:
        parse_stop_words(text)
    assert (fault.value.file, fault.value.place) == ("search.toml", field)
