"""The library that a fresh clone has: made by the cleaner, complete in both languages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scraper import pipeline, store
from scraper.model import Case, CasebookError
from scraper.text.chars import count_han

PROJECT = Path(__file__).resolve().parent.parent
PRIMARY = {
    "xinchenglu": ("building-group", ""),
    "xinpu": ("ten-into", ""),
    "changning": ("cohesion", ""),
    "nanjing": ("joint-committee", "joint-meeting"),
    "youjiang": ("joint-committee", "joint-committee"),
    "zhaodong": ("brand", ""),
}


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    loaded, errors = store.load_cases(PROJECT / "cases")
    assert not errors
    return {parsed.case.id: parsed.case for parsed in loaded}


def test_the_cases_are_what_the_cleaner_makes_of_the_captures(tmp_path: Path) -> None:
    copy = {name: tmp_path / name for name in ("captures", "cases", "translations")}
    for name, path in copy.items():
        shutil.copytree(PROJECT / name, path)
    before = pipeline.digest(tmp_path)
    files = [x for x in pipeline.expand([copy["captures"]]) if isinstance(x, Path)]
    results = list(pipeline.add(files, pipeline.Library(**copy), "2000-01-01"))
    assert len(results) >= 6
    assert not [result for result in results if isinstance(result, CasebookError)]
    assert pipeline.digest(tmp_path) == before


@pytest.mark.parametrize(("name", "primary"), PRIMARY.items())
def test_each_named_case_is_filed_under_its_model(
    cases: dict[str, Case], name: str, primary: tuple[str, str]
) -> None:
    match = cases[name].models[0]
    assert (match.id, match.variant) == primary
    paragraphs = {p.id: p.text for p in cases[name].paragraphs}
    assert match.sentence in paragraphs[match.paragraph]


def test_each_sample_says_that_it_is_a_retelling(cases: dict[str, Case]) -> None:
    for case in cases.values():
        assert case.retelling, case.id
        assert 300 <= sum(count_han(p.text) for p in case.paragraphs) <= 1300, case.id


def test_the_english_is_complete(cases: dict[str, Case]) -> None:
    for case in cases.values():
        path = PROJECT / "translations" / "en" / f"{case.id}.po"
        translation = store.load_translation(path, case)
        missing = {message.context for message in case.messages} - set(translation.texts)
        assert not missing, (case.id, missing)
        assert not translation.stale, case.id
