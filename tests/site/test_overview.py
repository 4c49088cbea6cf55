"""The overview: what it counts, and that its pictures and tables say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import get_args
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup
from drawings import SVG, drawings, said, together
from sample_library import FULL, HOSTILE, PLAN, TRANSLATIONS, library

from scraper.model import Case, Language, ModelMatch, Place, Years
from scraper.pages.chart import Count, bars
from scraper.pages.lists import case_parts, cases_page
from scraper.pages.overview import overview
from scraper.rules.models import load_models
from scraper.rules.tiles import load_tiles

LANGUAGES = get_args(Language)
GRID = (ModelMatch("grid", "", ""),)


def case(id: str, years: Years, province: str = "", models: Sequence[ModelMatch] = GRID) -> Case:
    place = Place(province=province)
    return replace(FULL, id=id, years=years, place=place, models=tuple(models))


CASES = (
    case("a", Years(1997, 1998, 1999), "江苏省"),
    case("b", Years(1997), "江苏省"),
    case("c", Years(end=2001), "内蒙古自治区"),
    case("d", Years(published=1997), "上海市", (ModelMatch("brand", "", ""), *GRID)),
    case("e", Years(published=2002)),
    case("f", Years()),
    PLAN,
)


def page(language: Language, cases: Sequence[Case] = CASES) -> str:
    return overview(library(cases, TRANSLATIONS), language).body


def tables(language: Language, cases: Sequence[Case] = CASES) -> list[list[list[str]]]:
    """The rows of each table, header apart."""
    soup = BeautifulSoup(page(language, cases), "lxml")
    return [
        [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in body.find_all("tr")]
        for body in soup.find_all("tbody")
    ]


def test_a_case_counts_in_each_year_it_tells_of_and_else_where_it_was_published() -> None:
    years, _, _ = tables("en")
    assert years == [
        ["1997", "2", "1", "3"],
        ["1998", "1", "0", "1"],
        ["1999–2000", "0", "0", "0"],
        ["2001", "1", "0", "1"],
        ["2002", "0", "1", "1"],
        ["Year not known", "—", "—", "1"],
    ]


def test_provinces_count_by_what_their_name_begins_with() -> None:
    _, provinces, _ = tables("en")
    assert provinces[:3] == [["Jiangsu (JS)", "2"], ["Inner Mongolia (NM)", "1"],
                             ["Shanghai (SH)", "1"]]  # fmt: skip
    assert len(provinces) == 34
    assert {count for _, count in provinces[3:]} == {"0"}
    assert "Another 2 cases name no province" in page("en")
    assert "另有2个案例" in page("zh")


def test_models_count_apart_where_they_are_the_primary_one() -> None:
    _, _, models = tables("zh")
    counted = {name: numbers for name, *numbers in models}
    assert len(counted) == len(load_models())
    assert counted["网格党建"] == ["5", "1", "6"]
    assert counted["特色品牌"] == ["1", "0", "1"]
    assert counted["楼组党建"] == ["0", "0", "0"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pictures_say_what_the_tables_say(language: Language) -> None:
    years, tiles, models = drawings(page(language))
    year_rows, _, model_rows = tables(language)
    for drawing, rows in ((years, year_rows), (models, model_rows)):
        assert said(drawing) == "".join(together(name + row[-1]) for name, *row in rows)
    assert {text for tile in load_tiles() if (text := tile.label.in_language(language))} <= {
        text.text for text in tiles.iter(f"{SVG}text")
    }
    assert {
        (link.findtext(f"{SVG}title"), link[-1].text, link[1].get("class"))
        for link in tiles.iter(f"{SVG}a")
    } == {
        (tile.name.in_language(language), count, f"cb-tiles__{shade}")
        for tile in load_tiles()
        for code, count, shade in (("JS", "2", 4), ("NM", "1", 2), ("SH", "1", 2))
        if tile.code == code
    }


def test_bars_and_tiles_lead_to_the_filtered_list() -> None:
    years, tiles, models = drawings(page("en"))

    def links(drawing: object) -> list[str]:
        return [str(link.get("href")) for link in drawing.iter(f"{SVG}a")]  # type: ignore[attr-defined]

    assert links(years) == [
        f"cases/index.html?year={year}&kind=case" for year in (1997, 1998, 2001, 2002, "-")
    ]
    assert "cases/index.html?model=brand&kind=case" in links(models)
    assert len(links(models)) == 2
    assert "cases/index.html?province=%E4%B8%8A%E6%B5%B7%E5%B8%82&kind=case" in links(tiles)
    for drawing in (years, tiles, models):
        for link in drawing.iter(f"{SVG}a"):
            assert link.get("aria-label")
        assert drawing.get("role") == "group"


def test_the_list_has_as_many_cases_as_a_bar_counts() -> None:
    shown = library(CASES, TRANSLATIONS)
    (part,) = case_parts(shown)
    listed = BeautifulSoup(cases_page(part, shown, "en").body, "lxml")
    cards = listed.select(".cb-card")
    drawn = [link for drawing in drawings(page("en")) for link in drawing.iter(f"{SVG}a")]
    assert len(drawn) == 10
    for link in drawn:
        chosen = dict(parse_qsl(urlsplit(str(link.get("href"))).query))
        fitting = [
            card
            for card in cards
            if all(value in str(card[f"data-{key}"]).split() for key, value in chosen.items())
        ]
        count = re.findall(r": (\d+) case", str(link.get("aria-label")))
        assert count == [str(len(fitting))], link.get("href")


def test_bars_share_one_scale_and_fit() -> None:
    drawing = bars([Count("a", 1), Count("b", 2, 3), Count("c", 1000), Count("d", 0)])
    one, five, many, none = drawing.rows
    assert many.left + many.first + 32 == drawing.width
    assert one.first == 3  # a hair, to be seen at all
    assert (five.first, five.second) == (3, 3)
    assert (none.first, none.second) == (0, 0)
    tops = [row.top for row in drawing.rows]
    assert all(low - high >= 24 for high, low in pairwise(tops))


def test_long_names_stand_above_their_bars() -> None:
    (row,) = bars([Count("Party building in village-turned-urban communities and more", 1)]).rows
    assert row.left == 0
    assert len(row.lines) == 2
    assert row.top > row.lines[-1].y


@pytest.mark.parametrize("words", HOSTILE)
def test_a_province_of_hostile_words_is_no_province(words: str) -> None:
    hostile = case("x", Years(2000), words)
    _, tiles, _ = drawings(page("zh", (*CASES, hostile)))
    assert "另有3个案例" in page("zh", (*CASES, hostile))
    assert len(list(tiles.iter(f"{SVG}a"))) == 3


def test_an_empty_library_says_so() -> None:
    assert "The library holds no cases yet" in page("en", ())
    assert drawings(page("en", ())) == []
