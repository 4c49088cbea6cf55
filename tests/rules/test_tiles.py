"""The grid of the province-level units, and the errors that mend a wrong one."""

from __future__ import annotations

import jionlp
import pytest

from scraper.model import CasebookError
from scraper.rules.tiles import load_tiles, parse_tiles

TILES = load_tiles()


def test_every_province_level_unit_has_a_tile() -> None:
    known = {name for name in jionlp.china_location_loader() if not name.startswith("_")}
    assert {tile.name.zh for tile in TILES} == known
    assert len({tile.code for tile in TILES}) == 34


def test_tiles_fit_a_phone_and_touch_in_one_piece() -> None:
    places = {(tile.column, tile.row) for tile in TILES}
    assert len(places) == 34
    assert max(column for column, _ in places) < 8


@pytest.mark.parametrize(
    ("north", "south"), [("HL", "JL"), ("JL", "LN"), ("HE", "HA"), ("HA", "HB"), ("HB", "HN")]
)
def test_what_lies_north_stands_above(north: str, south: str) -> None:
    rows = {tile.code: tile.row for tile in TILES}
    assert rows[north] < rows[south]


@pytest.mark.parametrize(
    ("west", "east"), [("XJ", "GS"), ("SN", "SX"), ("SC", "CQ"), ("AH", "JS"), ("JS", "SH")]
)
def test_what_lies_west_stands_left(west: str, east: str) -> None:
    columns = {tile.code: tile.column for tile in TILES}
    assert columns[west] < columns[east]


def test_the_label_is_a_short_name_or_a_code() -> None:
    for tile in TILES:
        assert len(tile.label.zh) <= 3
        assert len(tile.label.en) == 2


ENTRY = """
[[tile]]
code = "{code}"
zh = "河北省"
en = "Hebei"
short = "河北"
column = {column}
row = 0
"""


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (ENTRY.format(code="HE", column='"1"'), "tile HE.column: is not a whole number"),
        (
            ENTRY.format(code="HE", column=1).replace("河北省", "北"),
            "tile HE.short: does not begin",
        ),
        (ENTRY.format(code="HE", column=1) * 2, "tile HE.code: is used twice"),
        (
            ENTRY.format(code="HE", column=1) + ENTRY.format(code="HA", column=1),
            "tile HA.column: is where HE stands",
        ),
        (ENTRY.format(code="HE", column=1) + "size = 2\n", "tile HE.size: is not a known key"),
    ],
)
def test_a_fault_is_named_with_its_field(text: str, problem: str) -> None:
    with pytest.raises(CasebookError) as error:
        parse_tiles(text, "my.toml")
    assert str(error.value).startswith(f"my.toml:{problem}")
