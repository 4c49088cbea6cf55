"""Forms the cleaner does not handle yet: each page says how it ought to come out.

The test fails once the form is handled; then move the page to `pages/` and renew it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scraper.blocks import read_page
from scraper.capture import read_capture
from scraper.clean import clean_page
from scraper.rules.cleaning import load_cleaning_rules

PENDING = Path(__file__).parent / "pending"
REASONS = {}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.xfail(reason=reason, strict=True))
        for name, reason in REASONS.items()
    ],
)
def test_form_not_handled_yet(name: str) -> None:
    result = clean_page(read_page(read_capture(PENDING / f"{name}.txt")), load_cleaning_rules())
    changes = (*result.changes, *(c for a in result.articles for c in a.changes))
    found = {
        "title": "".join(article.title for article in result.articles),
        "blocks": [block.text for article in result.articles for block in article.blocks],
        "flagged": any(change.kind == "flagged" for change in changes),
    }
    assert found == json.loads((PENDING / f"{name}.json").read_text("utf-8"))


def test_every_pending_page_has_its_reason() -> None:
    assert {path.stem for path in PENDING.glob("*.txt")} == set(REASONS)
