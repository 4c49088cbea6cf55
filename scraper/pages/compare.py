"""The comparison page: two to four cases or models side by side.

The page holds the table without its columns; each column is a script that hands over data, as
those of the search index do, so that the page works from a folder too and loads only what is
compared:

    compare.html?c=<case>,<case>     compare/cases/<case>.js    en/compare/cases/<case>.js
    compare.html?m=<model>,<model>   compare/models/<model>.js  en/compare/models/<model>.js
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import Any, get_args

from scraper.model import Case, Language, SitePage
from scraper.pages.compare_columns import (
    CASE_ROWS,
    MODEL_ROWS,
    Column,
    Entry,
    case_column,
    model_column,
)
from scraper.pages.templating import render
from scraper.reading.library import Library
from scraper.reading.phrases import Phrase
from scraper.text.escape import one_line

MOST = 4
"""Columns that fit on an A4 page."""

_as_json = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class Choice:
    """A case or model that can be chosen."""

    id: str
    name: Phrase


@dataclass(frozen=True, slots=True)
class Group:
    """Choices under a heading."""

    name: str
    choices: tuple[Choice, ...]


def compare_page(library: Library, language: Language) -> SitePage:
    """Return `compare.html`."""
    return render(
        library,
        language,
        "compare.html",
        library.words.say(language, "compare_title"),
        "compare.jinja",
        most=MOST,
        kinds=(
            ("c", "compare_kind_cases", _cases(library, language), CASE_ROWS),
            ("m", "compare_kind_models", _models(library, language), MODEL_ROWS),
        ),
    )


def case_columns(case: Case, library: Library) -> dict[str, bytes]:
    """Return the column of a case in both languages, a script each, by its path in the site."""
    return {
        f"{_root(language)}cases/{case.id}.js": _script(
            "c", case.id, case_column(library.read(case, language), library)
        )
        for language in get_args(Language)
    }


def model_columns(library: Library) -> dict[str, bytes]:
    """Return the columns of all models in both languages."""
    return {
        f"{_root(language)}models/{model.id}.js": _script(
            "m", model.id, model_column(model, library, language)
        )
        for language in get_args(Language)
        for model in library.models.values()
    }


def _root(language: Language) -> str:
    return "compare/" if language == "zh" else f"{language}/compare/"


def _cases(library: Library, language: Language) -> tuple[Group, ...]:
    say = library.words.speaker(language)
    groups = []
    for id_, items in groupby(library.entries, key=lambda item: item.primary):
        model = library.models.get(id_)
        name = model.name.in_language(language) if model else say("no_model")
        choices = tuple(Choice(item.id, item.title(language)) for item in items)
        groups.append(Group(name, choices))
    return tuple(groups)


def _models(library: Library, language: Language) -> tuple[Group, ...]:
    choices = (
        Choice(model.id, Phrase(model.name.in_language(language)))
        for model in library.models.values()
    )
    return (Group("", tuple(choices)),)


def _script(kind: str, id_: str, column: Column) -> bytes:
    value = {
        "title": _entry(column.title),
        "cells": {row: [_entry(entry) for entry in row_] for row, row_ in column.cells.items()},
    }
    return f"casebookCompareData({','.join(map(_as_json, (kind, id_, value)))});\n".encode()


def _entry(entry: Entry) -> dict[str, Any]:
    """Return an entry as the script reads it; what is empty is left out."""
    value = {
        "text": one_line(entry.phrase.text),
        "lang": "zh-Hans" if entry.phrase.foreign else "",
        "link": entry.link,
        "note": one_line(entry.note),
    }
    return {key: words for key, words in value.items() if words}
