"""The overview: the cases by year, by province and by model, as pictures and as tables.

What is counted is what the list of cases can be filtered by, so that a bar leads to as many cases
as it counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from urllib.parse import urlencode

from scraper.model import Language, SitePage
from scraper.pages.chart import Count, bars, tile_grid
from scraper.pages.templating import render
from scraper.reading.entries import UNKNOWN
from scraper.reading.library import Library
from scraper.rules.interface import Say
from scraper.rules.tiles import Tile, load_tiles


def overview(library: Library, language: Language) -> SitePage:
    """Return `overview.html`."""
    say = library.words.speaker(language)
    tiles = load_tiles()
    found, links = _units(library, tiles)
    years = _years(library, say)
    models = _models(library, language)
    return render(
        library,
        language,
        "overview.html",
        say("overview_title"),
        "overview.jinja",
        count=len(library.entries),
        years=years,
        year_bars=bars(years),
        provinces=_provinces(tiles, found, links, language),
        tiles=tile_grid(tiles, found, links, language),
        nowhere=len(library.entries) - found.total(),
        models=models,
        model_bars=bars(models),
    )


def _link(**chosen: str) -> str:
    """Return the address of the list of cases with a filter set."""
    return f"cases/index.html?{urlencode({**chosen, 'kind': 'case'})}"


def _units(library: Library, tiles: Sequence[Tile]) -> tuple[Counter[str], dict[str, str]]:
    """Return by code of the unit how many cases lie in it, and where they are listed."""
    found: Counter[str] = Counter()
    links: dict[str, str] = {}
    for item in library.entries:
        (province,) = item.values["province"]
        unit = next((tile for tile in tiles if province.startswith(tile.short)), None)
        if unit:
            found[unit.code] += 1
            links.setdefault(unit.code, _link(province=province))
    return found, links


def _provinces(
    tiles: Sequence[Tile], found: Mapping[str, int], links: Mapping[str, str], language: Language
) -> list[Count]:
    """Return all units for the table, most cases first; in English with the code of the tile."""

    def name(tile: Tile) -> str:
        return tile.name.zh if language == "zh" else f"{tile.name.en} ({tile.code})"

    rows = [Count(name(t), found.get(t.code, 0), link=links.get(t.code, "")) for t in tiles]
    return sorted(rows, key=lambda count: -count.all)


def _years(library: Library, say: Say) -> list[Count]:
    """Return the cases by year: told of, and only published; stretches without one as one row."""
    told: Counter[str] = Counter()
    published: Counter[str] = Counter()
    for item in library.entries:
        (told if item.told else published).update(item.values["year"])
    unknown = published.pop(UNKNOWN, 0)
    known: list[int | None] = [*sorted({int(year) for year in (*told, *published)})]
    rows: list[Count] = []
    for before, year in pairwise([None, *known]):
        if before is not None and year is not None and year - before > 1:
            rows.append(Count(_stretch(before + 1, year - 1, say), 0))
        key = str(year)
        name = say("year_one", start=year)
        rows.append(Count(name, told[key], published[key], _link(year=key)))
    if unknown:
        link = _link(year=UNKNOWN)
        rows.append(Count(say("year_unknown"), unknown, link=link, aside=True))
    return rows


def _stretch(first: int, last: int, say: Say) -> str:
    if first == last:
        return say("year_one", start=first)
    return say("year_span", start=first, end=last)


def _models(library: Library, language: Language) -> list[Count]:
    """Return the models, each with the cases it is primary in and the others that show it."""
    rows = []
    for id_, model in library.models.items():
        shown = library.showing[id_]
        first = sum(item.primary == id_ for item in shown)
        link = _link(model=id_) if shown else ""
        rows.append(Count(model.short.in_language(language), first, len(shown) - first, link))
    return rows
