"""Cases and models as JSON: `cases.json` and `models.json`, described in `data/schemas/`.

What is unknown is left out, never given as an empty value. The text of a case is not in them: it
stands on its page, under the rights of its source; each fact comes with the sentence it rests on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from scraper.cite import site_name, updated
from scraper.model import Case, Language
from scraper.reading.library import Library
from scraper.reading.passages import web_page
from scraper.rules.models import Model
from scraper.text.escape import one_line

_as_json = json.JSONEncoder(ensure_ascii=False).encode
_FACTS = (
    "place",
    "years",
    "tier",
    "setting",
    "partners",
    "models",
    "mechanisms",
    "slogans",
    "points",
    "figures",
    "checks",
    "people",
    "awards",
    "subcases",
    "publication",
    "review",
    "completeness",
    "source",
    "rights",
    "retelling",
    "duplicates",
)
"""Fields of a case that are given as its file has them."""
_DESCRIPTION = (
    "name",
    "short",
    "one_line",
    "what",
    "fits",
    "steps",
    "difficulties",
    "kept_apart",
    "mechanisms",
    "related",
)
"""Fields of a model that are given as `models.toml` has them, each text in both languages."""
_VARIANT = ("id", "name", "one_line", "what", "steps")


def cases_json(records: Iterable[bytes], library: Library) -> bytes:
    """Return `cases.json`: every case and other document, in the order of the site.

    `records` are those of the cases, as `json_record` gives them, in UTF-8.
    """
    return _file("schemas/cases.schema.json", library, "cases", records)


def json_record(case: Case, library: Library) -> str:
    """Return one case as JSON, on one line."""
    return _line(case_record(case, library))


def models_json(library: Library) -> bytes:
    """Return `models.json`: every model, in the order of the site."""
    models = (_line(_model_record(model, library)).encode() for model in library.models.values())
    return _file("schemas/models.schema.json", library, "models", models)


def case_record(case: Case, library: Library) -> dict[str, Any]:
    """Return one case as it stands in `cases.json`."""
    facts = {name: _plain(getattr(case, name)) for name in _FACTS}
    return _filled(
        {
            "id": case.id,
            "kind": case.kind,
            "title": _both(library, case, "title", case.title),
            "address": _addresses(library, "cases", case.id),
            "updated": updated(case),
            "organisation": _both(library, case, "organisation", case.organisation),
            **facts,
        }
    )


def _model_record(model: Model, library: Library) -> dict[str, Any]:
    return _filled(
        {
            "id": model.id,
            "address": _addresses(library, "models", model.id),
            **{name: _plain(getattr(model, name)) for name in _DESCRIPTION},
            "name_basis": _plain(model.official),
            "variants": [
                _filled({name: _plain(getattr(variant, name)) for name in _VARIANT})
                for variant in model.variants
            ],
            "cases": [case.id for case in library.showing[model.id]],
        }
    )


def _line(record: Mapping[str, Any]) -> str:
    return _as_json(record)


def _file(schema: str, library: Library, name: str, records: Iterable[bytes]) -> bytes:
    """Return a file of records, a line each, so that a change shows where it is."""
    languages: tuple[Language, ...] = ("zh", "en")
    whole = {
        "$schema": schema,
        "site": {language: site_name(library.settings, language) for language in languages},
        "address": library.settings.address,
    }
    head = json.dumps(_filled(whole), ensure_ascii=False, indent=1).removesuffix("\n}")
    lines = b",\n".join(records)
    return b"%b,\n %b: [\n%b\n]}\n" % (head.encode(), json.dumps(name).encode(), lines)


def _both(library: Library, case: Case, context: str, text: str) -> dict[str, str]:
    """Return a text in Chinese and, where it is translated, in English."""
    english = library.read(case, "en").phrase(context, text)
    return _filled({"zh": one_line(text), "en": "" if english.foreign else one_line(english.text)})


def _addresses(library: Library, folder: str, id_: str) -> dict[str, str]:
    """Return the address of a page in both languages; empty where the site has none."""
    return _filled(
        {
            "zh": web_page(library, "zh", folder, id_),
            "en": web_page(library, "en", folder, id_),
        }
    )


def _plain(value: Any) -> Any:
    """Return dataclasses and tuples as objects and arrays, without what is empty in them.

    Texts come on one line, without characters that no file or page can hold.
    """
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, Mapping):
        return _filled({name: _plain(part) for name, part in value.items()})
    names = _field_names(value.__class__)
    return _filled({name: _plain(getattr(value, name)) for name in names}) if names else value


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    """Return the fields of a dataclass; none of another type."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _filled(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record without what is unknown; nought and false are known."""
    return {name: value for name, value in record.items() if value or value in (0, False)}
