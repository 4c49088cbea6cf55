"""The library of the repository, with everything that trainers wrote for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from scraper import store
from scraper.handouts import formats_here
from scraper.reading.library import Library, gather
from scraper.rules.glossary import load_glossary
from scraper.rules.interface import load_words
from scraper.rules.models import load_models
from scraper.rules.settings import Settings

ROOT = Path(__file__).parents[2]
ADDRESS = "https://casebook.example/"
PACK, CASE = "committee-or-meeting", "nanjing"


def whole_library() -> Library:
    loaded, errors = store.load_cases(ROOT / "cases")
    assert not errors
    cases = [parsed.case for parsed in loaded]
    english = ROOT / "translations" / "en"
    teaching, errors = store.load_teaching(ROOT / "packs", ROOT / "teaching")
    assert not errors
    return gather(
        cases,
        {case.id: store.load_translation(english / f"{case.id}.po", case) for case in cases},
        load_models(),
        load_glossary(),
        load_words(),
        {},
        Settings(ADDRESS, "社区党建案例库", "Casebook", handouts="all"),
        replace(teaching, formats=formats_here()[0]),
    )


def only(library: Library, *ids: str, pack: str = "") -> Library:
    """Return the library with some of its cases and one pack or none."""
    teaching = library.teaching
    packs = {pack: teaching.packs[pack]} if pack else {}
    return replace(
        library,
        open={case.id: case for case in library.cases if case.id in ids},
        teaching=replace(teaching, packs=packs),
    )
