"""Fixture pages come out as their expected files say, letter for letter."""

from __future__ import annotations

import json

import pytest

from .fixtures import NAMES, PAGES, cleaned, expected_path, outcome


@pytest.mark.parametrize("name", NAMES)
def test_page(name: str) -> None:
    assert outcome(cleaned(name)) == json.loads(expected_path(name).read_text("utf-8"))


def test_every_expected_file_has_its_page() -> None:
    assert {p.stem for p in PAGES.glob("*.json")} == {name.rsplit(".", 1)[0] for name in NAMES}
