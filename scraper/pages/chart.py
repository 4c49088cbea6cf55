"""Counts as shapes: bars, one a row, and the tiles of the province-level units.

Pure geometry: `templates/drawings.jinja` writes the shapes as SVG, as wide as a phone's text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scraper.model import Language
from scraper.pages.diagram import WIDTH, Line
from scraper.rules.tiles import Tile
from scraper.text.wrap import text_width, wrap

_SIZE = 14
_LINE = 20
_BAR = 16
_GAP = 14
_COUNT_ROOM = 32
"""For the number at the end of a bar."""
_PITCH = 44
"""From one tile to the next."""
_TILE = 41
_SHADES = 4


@dataclass(frozen=True, slots=True)
class Count:
    """A row to draw: how often, of two sorts that are told apart, and where to see them."""

    name: str
    first: int
    second: int = 0
    link: str = ""
    aside: bool = False
    """Whether it stands beside the others: what is not known."""

    @property
    def all(self) -> int:
        """Both sorts together."""
        return self.first + self.second


@dataclass(frozen=True, slots=True)
class BarRow:
    """A row drawn: its name, the two parts of its bar and the number at their end."""

    count: Count
    lines: tuple[Line, ...]
    top: int
    """Of the bar."""
    left: int
    first: int
    """Width of the first part of the bar; at least a hair where there is anything to show."""
    second: int
    number: Line


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart."""

    width: int
    height: int
    thickness: int
    rows: tuple[BarRow, ...]


@dataclass(frozen=True, slots=True)
class TileShape:
    """A tile drawn."""

    name: str
    """In full."""
    label: str
    x: int
    y: int
    count: int
    shade: int
    """0 for none, then 1 to 4 by quarters of the highest count."""
    link: str


@dataclass(frozen=True, slots=True)
class Tiles:
    """The grid of tiles."""

    width: int
    height: int
    size: int
    tiles: tuple[TileShape, ...]


def bars(counts: Sequence[Count]) -> Bars:
    """Return a bar chart; short names stand before their bars, long ones above them."""
    widest = max((text_width(count.name) for count in counts), default=0) * _SIZE
    beside = widest <= WIDTH / 3
    left = round(widest) + 8 if beside else 0
    highest = max((count.all for count in counts), default=0)
    unit = (WIDTH - left - _COUNT_ROOM) / max(highest, 1)
    rows: list[BarRow] = []
    top = 4
    for count in counts:
        names = (count.name,) if beside else wrap(count.name, WIDTH / _SIZE)
        bar = top if beside else top + len(names) * _LINE
        parts = [max(round(unit * part), 3) if part else 0 for part in (count.first, count.second)]
        rows.append(
            BarRow(
                count=count,
                lines=tuple(Line(name, 0, top + 13 + at * _LINE) for at, name in enumerate(names)),
                top=bar,
                left=left,
                first=parts[0],
                second=parts[1],
                number=Line(str(count.all), left + sum(parts) + 6, bar + 13),
            )
        )
        top = bar + _BAR + _GAP
    return Bars(WIDTH, top, _BAR, tuple(rows))


def tile_grid(
    tiles: Sequence[Tile], counts: Mapping[str, int], links: Mapping[str, str], language: Language
) -> Tiles:
    """Return the grid; `counts` and `links` by the code of the unit."""
    highest = max(counts.values(), default=0)
    left = (WIDTH - _PITCH * (max(tile.column for tile in tiles) + 1)) // 2
    shapes = tuple(
        TileShape(
            name=tile.name.in_language(language),
            label=tile.label.in_language(language),
            x=left + tile.column * _PITCH,
            y=tile.row * _PITCH + 1,
            count=counts.get(tile.code, 0),
            shade=_shade(counts.get(tile.code, 0), highest),
            link=links.get(tile.code, ""),
        )
        for tile in tiles
    )
    return Tiles(WIDTH, (max(tile.row for tile in tiles) + 1) * _PITCH, _TILE, shapes)


def _shade(count: int, highest: int) -> int:
    return -(-count * _SHADES // highest) if highest else 0
