"""Every form of boilerplate and damage has a page that fails without its rule, and one that stays.

The codes are those of the `form` field in `data/rules.toml`; a page's name begins with its code.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from scraper.blocks import read_page
from scraper.capture import read_capture
from scraper.clean import clean_page
from scraper.rules.cleaning import load_cleaning_rules

from .fixtures import NAMES, PAGES, expected_path, outcome

BOILERPLATE = (
    "N1 F1 T2 S1 M1 M2 M3 M4 M5 V1 V2 N3 O1 O2 C1 L1 H1 B1 Q1 Q2 Q3 I1 I2 E1 E2 N4 N5 W3 X1 Y1 U1 "
    "K1 R0 R2 Z1 W2 G1 K"
)
DAMAGE = "D1 D2 D3 D4 D5 D6 D7 D8 D9 D10 D11 D12 D13 D14 D15 D16 D17 D18 D19 D20 D21 D24"
CODES = (*BOILERPLATE.split(), *DAMAGE.split())
KEPT = ("D22",)
"""Forms that stay as they are: masks. Of D23 (order of sections lost) nothing can be told."""
RULES = load_cleaning_rules()
BY_PLACE = {"head-label", "tail-label", "site-speech"}
NO_RULE = {"D11": "a title that is missing stays missing; one inside the text is taken from there"}


def pages(code: str, *, stays: bool) -> list[str]:
    """Fixtures of a form: those that are mended, or those that only look like it."""
    of_form = [name for name in NAMES if name.split("-")[0] == code.lower()]
    return [name for name in of_form if name.rsplit(".", 1)[0].endswith("-stays") == stays]


def texts(result: dict[str, Any]) -> list[Any]:
    """What a page came out as, and what was flagged in it."""
    articles: list[Any] = [
        (a["title"], a["cut"], a["blocks"], a.get("notes")) for a in result["articles"]
    ]
    return articles or [result]


def without_rules(name: str, code: str) -> list[Any]:
    """The page as it comes out where its editor overruled every rule that touched it, and those
    that would take the same lines by where they stand.

    Nearly every page repeats its title above the text; that counts for form T2 alone.
    """
    used = json.loads(expected_path(name).read_text("utf-8"))
    parts = [used, *used["articles"]]
    touched = {
        rule for p in parts for key in ("removed", "restored", "notes") for rule in p.get(key, ())
    }
    overruled = sorted((touched | BY_PLACE) - ({"title-repeat"} if code != "T2" else set()))
    page = read_page(read_capture(PAGES / name))
    return texts(outcome(clean_page(page, RULES, overruled)))


@pytest.mark.parametrize("code", CODES)
def test_form_has_a_page_that_fails_without_its_rule(code: str) -> None:
    mended = pages(code, stays=False)
    assert mended
    if code not in NO_RULE:
        expected = {n: texts(json.loads(expected_path(n).read_text("utf-8"))) for n in mended}
        assert any(without_rules(name, code) != expected[name] for name in mended)


@pytest.mark.parametrize("code", [*CODES, *KEPT])
def test_form_has_a_page_that_stays(code: str) -> None:
    assert pages(code, stays=True)
