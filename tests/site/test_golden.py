"""Whole pages against the kept ones; `golden_pages.py` renews them."""

from __future__ import annotations

import pytest
from golden_pages import FOLDER, KEPT, made
from sample_library import pages as pages_of


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return made()


@pytest.mark.parametrize("name", KEPT)
def test_a_page_is_as_kept(name: str, pages: dict[str, str]) -> None:
    assert pages[name] == (FOLDER / name).read_text(encoding="utf-8")


def test_both_languages_have_the_same_pages(pages: dict[str, str]) -> None:
    chinese = {name[3:] for name in pages if name.startswith("zh/")}
    english = {name[3:] for name in pages if name.startswith("en/")}
    assert chinese == english
    assert {"index.html", "cases/pinghe.html", "cases/plan.html", "models/grid.html"} <= chinese


def test_a_document_that_is_no_case_is_never_listed_among_cases(pages: dict[str, str]) -> None:
    listed = {name for name, text in pages.items() if "cases/plan.html" in text}
    lists = {"documents.html", "cases/index.html", "cases/plan.html"}
    assert listed == {f"{language}/{name}" for language in ("zh", "en") for name in lists}
    for language in ("zh", "en"):
        cases, _, documents = pages[f"{language}/cases/index.html"].partition('id="documents"')
        assert "cases/plan.html" not in cases
        assert "cases/plan.html" in documents


def test_an_empty_library_says_so() -> None:
    empty = {f"{page.language}/{page.path}": page.body for page in pages_of((), {})}
    assert "库里还没有案例。" in empty["zh/index.html"]
    assert "库里还没有案例。" in empty["zh/cases/index.html"]
    assert "There are none at present." in empty["en/documents.html"]
    assert "No case yet" in empty["en/models/grid.html"]
