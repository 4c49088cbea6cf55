"""What the search index gets to know of the pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_library import FULL, PLAN, RETELLING, TRANSLATIONS, library

from scraper.model import Language, Record
from scraper.pages import search_records


@pytest.fixture(scope="module")
def records() -> dict[tuple[Language, str], Record]:
    found = tuple(search_records(library((FULL, RETELLING, PLAN), TRANSLATIONS)))
    assert len(found) == len({(record.lang, record.id) for record in found})
    return {(record.lang, record.id): record for record in found}


def test_a_chinese_record_holds_the_facts_and_every_paragraph(
    records: dict[tuple[Language, str], Record],
) -> None:
    record = records["zh", "pinghe"]
    assert record.url == "cases/pinghe.html"
    assert [section.anchor for section in record.sections] == [
        *(paragraph.id for paragraph in FULL.paragraphs),
        "s-aaaac2",
        "facts",
    ]
    assert {section.anchor: section.heading for section in record.sections}["p-aaaab3"] == (
        "（一）楼里先议"
    )
    assert record.facets == {
        "model": ("楼组党建", "区域联合党委与党建联席会"),
        "place": ("上海市嘉定区平和街道",),
        "province": ("上海市",),
        "year": ("2009",),
        "completeness": ("原文中断",),
        "kind": ("案例",),
    }


def test_an_english_record_holds_what_is_in_english(
    records: dict[tuple[Language, str], Record],
) -> None:
    record = records["en", "pinghe"]
    assert record.url == "en/cases/pinghe.html"
    assert record.title == "Branches on the stairwell"
    anchors = [section.anchor for section in record.sections]
    assert anchors == ["h-aaaaa3", "p-aaaaa4", "p-aaaaa5", "facts"]
    assert "Jiading District" in record.sections[-1].text


def test_what_is_not_translated_at_all_has_no_english_record(
    records: dict[tuple[Language, str], Record],
) -> None:
    assert ("zh", "plan") in records
    assert ("en", "plan") not in records


def test_every_record_leads_to_a_page_and_a_place_on_it(
    records: dict[tuple[Language, str], Record], site: Path
) -> None:
    for record in records.values():
        html = (site / record.url).read_text(encoding="utf-8")
        missing = [s.anchor for s in record.sections if f'id="{s.anchor}"' not in html]
        assert missing == [], record.url
