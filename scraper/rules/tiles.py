"""The province-level units as tiles of a grid: `data/tiles.toml`, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from scraper.rules.reader import Table
from scraper.rules.texts import Text

FILE = "tiles.toml"


@dataclass(frozen=True, slots=True)
class Tile:
    """A province-level unit and its place in the grid."""

    code: str
    name: Text
    short: str
    """Short Chinese name, with which every longer one begins."""
    column: int
    row: int

    @property
    def label(self) -> Text:
        """What the tile shows: the short name in Chinese, the letter code in English."""
        return Text(self.short, self.code)


@cache
def load_tiles() -> tuple[Tile, ...]:
    """Return the tiles that ship with Casebook; `CasebookError` where the data is wrong."""
    text = resources.files("scraper").joinpath("data", FILE).read_text(encoding="utf-8")
    return parse_tiles(text)


def parse_tiles(text: str, file: str = FILE) -> tuple[Tile, ...]:
    """Return the tiles a TOML text holds, in its order; `file` is its name for errors.

    Raises `CasebookError` for a missing or unknown key, a code or place in the grid used twice,
    and a full name that does not begin with the short one.
    """
    root = Table.parse(text, file)
    tiles: list[Tile] = []
    for table in root.tables("tile"):
        named = table.named(f"tile {table.text('code')}")
        tile = _tile(named)
        for other in tiles:
            if other.code == tile.code:
                raise named.fault("code", "is used twice", "Give each unit its own code")
            if (other.column, other.row) == (tile.column, tile.row):
                problem = f"is where {other.code} stands"
                raise named.fault("column", problem, "Give each tile a place of its own")
        tiles.append(tile)
    root.close()
    return tuple(tiles)


def _tile(table: Table) -> Tile:
    tile = Tile(
        code=table.text("code"),
        name=Text(table.text("zh"), table.text("en")),
        short=table.text("short"),
        column=table.number("column"),
        row=table.number("row"),
    )
    table.close()
    if not tile.name.zh.startswith(tile.short):
        raise table.fault("short", f"does not begin {tile.name.zh}", "Shorten the full name")
    return tile
