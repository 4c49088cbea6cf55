"""References: the styles' own rules, a second CSL processor, and what a page may not make up."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from cited_library import PUBLISHED, SETTINGS, shelve
from citeproc import SCHEMA_PATH
from lxml import etree

from scraper.cite import case_item, original_item, passage_item, reference
from scraper.model import Language, Review
from scraper.reading.library import Library
from scraper.rules.settings import UNPUBLISHED

TABLE = tomllib.loads(Path(__file__).with_name("references.toml").read_text(encoding="utf-8"))
CSL = resources.files("scraper").joinpath("data", "csl")
STYLES = ("gb-t-7714-2015-numeric", "iso690-numeric-en")


@pytest.mark.parametrize("row", TABLE["reference"], ids=lambda row: row["why"])
def test_references(row: dict[str, Any]) -> None:
    assert reference(row["item"]) == row["gb"]
    iso = reference(row["item"], "iso690-numeric-en").replace("\xa0", " ")
    assert iso == row["iso"]


@pytest.mark.parametrize("style", STYLES)
def test_styles_are_valid_and_keep_their_licence(style: str) -> None:
    tree = etree.parse(str(CSL.joinpath(f"{style}.csl")))
    schema = etree.RelaxNG(etree.parse(SCHEMA_PATH))
    assert schema.validate(tree), schema.error_log
    rights = tree.find(".//{*}rights")
    assert rights is not None
    assert rights.get("license") == "http://creativecommons.org/licenses/by-sa/3.0/"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_second_processor_gives_the_same_gb_references(
    library: Library, language: Language
) -> None:
    items = [case_item(library.read(case, language), library) for case in library.cases]
    items += [item for case in library.cases if (item := original_item(case))]
    for locale in ("zh-CN", "en-US"):
        same = [item for item in items if item["language"] == locale]
        assert [reference(item) for item in same] == _pandoc(same, locale)


def _pandoc(items: list[dict[str, Any]], locale: str) -> list[str]:
    """References by pandoc's citeproc, another implementation, with the same style."""
    if not items:
        return []
    text = pypandoc.convert_text(
        json.dumps(items),
        "plain",
        format="csljson",
        extra_args=[
            "--citeproc",
            f"--csl={CSL.joinpath(f'{STYLES[0]}.csl')}",
            f"--metadata=lang:{locale}",
            "--wrap=none",
        ],
    )
    lines = [line for line in text.splitlines() if line.strip()]
    return [line.split("]", 1)[1].strip() for line in lines]


def test_a_text_without_an_author_gets_none(library: Library) -> None:
    for case in library.cases:
        item = case_item(library.read(case, "zh"), library)
        assert item.get("author", []) == [{"literal": name} for name in case.publication.author]
        assert item["publisher"] == SETTINGS.name


def test_a_retelling_is_not_by_the_author_it_retells(library: Library) -> None:
    case = next(case for case in library.cases if case.id == "xinchenglu")
    named = replace(case, publication=PUBLISHED)
    item = case_item(shelve([named]).read(named, "zh"), library)
    original = original_item(named)
    assert "author" not in item
    assert original is not None
    assert original["author"] == [{"literal": name} for name in PUBLISHED.author]
    assert original["title"] in case.retelling
    assert original["title"] != case.title


def test_nothing_is_cited_of_an_unknown_original(library: Library) -> None:
    case = next(case for case in library.cases if case.id == "zhaodong")
    assert case.retelling
    assert original_item(case) is None


def test_a_review_is_a_change(library: Library) -> None:
    case = library.cases[0]
    reviewed = replace(case, review=Review("reviewed", "编者", "2030-02-03"))
    item = case_item(shelve([reviewed]).read(reviewed, "zh"), library)
    assert item["issued"] == {"date-parts": [[2030, 2, 3]]}


def test_a_passage_has_its_own_address(library: Library) -> None:
    case = library.cases[0]
    anchor = case.paragraphs[2].id
    item = passage_item(case_item(library.read(case, "en"), library), anchor)
    assert item["URL"] == f"{SETTINGS.address}en/cases/{case.id}.html#{anchor}"
    assert item["URL"] in reference(item)


def test_without_an_address_none_is_given(library: Library) -> None:
    bare = replace(library, settings=replace(UNPUBLISHED, name="库"))
    item = case_item(bare.read(bare.cases[0], "zh"), bare)
    assert "URL" not in item
    assert passage_item(item, "p-1a2b3c") == item
