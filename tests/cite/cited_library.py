"""The committed library, with an address, as the site cites and exports it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from scraper import store
from scraper.model import Case, Publication
from scraper.reading.library import Library, gather
from scraper.rules.glossary import load_glossary
from scraper.rules.interface import load_words
from scraper.rules.models import load_models
from scraper.rules.settings import Settings

ROOT = Path(__file__).parents[2]
SETTINGS = Settings("https://casebook.example/", "社区党建案例库", "Casebook: cases & models")
PUBLISHED = Publication("上海党史与党建", "1009-928X", 2010, "5", "34", ("甲某", "乙某 and 丙某"))


def shelve(cases: list[Case], settings: Settings = SETTINGS) -> Library:
    """A library of cases, with the committed translations."""
    translations = {
        case.id: store.load_translation(path, case)
        for case in cases
        if (path := ROOT / "translations" / "en" / f"{case.id}.po").exists()
    }
    return gather(
        cases, translations, load_models(), load_glossary(), load_words(), {}, settings=settings
    )


def committed() -> Library:
    """Every committed case, and one of them as if captured in full with its publication known."""
    loaded, errors = store.load_cases(ROOT / "cases")
    assert not errors
    cases = [parsed.case for parsed in loaded]
    whole = replace(
        next(case for case in cases if case.id == "xinchenglu"),
        id="published",
        retelling="",
        publication=PUBLISHED,
    )
    return shelve([*cases, whole])
