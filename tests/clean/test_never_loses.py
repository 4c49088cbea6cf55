"""Nothing of a page is lost: each Chinese character is in an article or in a recorded change."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.clean import clean_page
from scraper.model import Cleaned, Line, Page
from scraper.rules.cleaning import load_cleaning_rules
from scraper.text.chars import is_han
from scraper.text.script import simplify

from .fixtures import NAMES, page

LINES = tuple(dict.fromkeys(line.text for name in NAMES for line in page(name).lines))


def han(text: str) -> Counter[str]:
    """Chinese characters of `text` and how often each stands there, in Simplified form."""
    return Counter(c for c in simplify(text) if is_han(c))


def lost(source: Page, result: Cleaned) -> str:
    """Characters of the page that are neither in an article nor in what was removed."""
    kept = [text for a in result.articles for text in (a.title, a.label, a.body)]
    changes = (*result.changes, *(c for a in result.articles for c in a.changes))
    reworded = {"taiwan-wording", "byte-slip"}
    removed = [c.before for c in changes if c.kind == "removed" or c.rule in reworded]
    gone = han("\n".join(line.text for line in source.lines)) - han("\n".join([*kept, *removed]))
    return "".join(gone.elements())


@pytest.mark.parametrize("name", NAMES)
def test_fixture_loses_nothing(name: str) -> None:
    source = page(name)
    assert lost(source, clean_page(source, load_cleaning_rules())) == ""


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=14))
def test_any_mixture_of_lines_loses_nothing(texts: list[str]) -> None:
    source = Page("mixed.txt", tuple(Line(text, n) for n, text in enumerate(texts, 1)))
    assert lost(source, clean_page(source, load_cleaning_rules())) == ""
