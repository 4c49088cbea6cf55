"""The documentation of the case schema names every field and every choice, in both languages."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from scraper.model import Case, Check, Evidence, Place, Point, Publication, Role, SubCase, Tier
from scraper.rules.structure import load_structure_rules

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_field_and_choice_is_explained(language: str) -> None:
    text = (DOCS / language / "schema.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"`([a-z_-]+)`", text))
    wanted = {field.name for field in fields(Case)} - {"paragraphs"}
    for part in (Place, Point, Check, SubCase, Publication):
        wanted |= {field.name for field in fields(part)}
    for choice in (Tier, Role, Evidence):
        wanted |= set(filter(None, get_args(choice)))
    wanted |= {setting.id for setting in load_structure_rules().settings}
    assert wanted <= explained, wanted - explained
