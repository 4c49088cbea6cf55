"""Search records as JSON Lines, and back: a fault for each line that is none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, get_args

from scraper.model import CasebookError, Language, Record, Section
from scraper.text.tokens import well_formed

_OUTSIDE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:|[/\\]")
"""Begins an address that leaves the site: with a scheme, or from the server's root."""


def read_records(
    lines: Iterable[bytes], file: str
) -> tuple[tuple[Record, ...], tuple[CasebookError, ...]]:
    """Return the records of a JSON Lines file, and the faults of the lines that hold none.

    `file` is the name the faults give. Empty lines are left out; the first of two records of
    one id and language is kept.
    """
    records: dict[tuple[str, str], Record] = {}
    faults: list[CasebookError] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = _record(_parse(line.removeprefix(b"\xef\xbb\xbf")))
            if (record.lang, record.id) in records:
                problem = f'id "{record.id}" stands on an earlier line of language {record.lang}'
                raise _FaultyLineError(problem, "Give each record of a language an id of its own")
            records[record.lang, record.id] = record
        except _FaultyLineError as fault:
            faults.append(CasebookError(file, fault.problem, fault.mend, str(number)))
    return tuple(records.values()), tuple(faults)


def write_records(records: Iterable[Record]) -> bytes:
    """Return records as JSON Lines, which `read_records` reads."""
    lines = (json.dumps(asdict(record), ensure_ascii=False) for record in records)
    return "".join(f"{line}\n" for line in lines).encode()


class _FaultyLineError(Exception):
    """What is wrong with one line, and its mend."""

    def __init__(self, problem: str, mend: str) -> None:
        super().__init__(problem)
        self.problem, self.mend = problem, mend


def _parse(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line.decode())
    except UnicodeDecodeError as error:
        raise _FaultyLineError("is not UTF-8", "Save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:
        mend = "Write one JSON object on each line"
        raise _FaultyLineError(f"is not valid JSON ({error})", mend) from error
    if not isinstance(value, dict):
        raise _FaultyLineError("is no JSON object", "Write one JSON object on each line")
    return value


def _record(value: dict[str, Any]) -> Record:
    languages = get_args(Language)
    if value.get("lang") not in languages:
        raise _FaultyLineError('"lang" is none of ours', f"Use one of: {', '.join(languages)}")
    url = _text(value, "url")
    if _OUTSIDE.match(url.strip()):
        raise _FaultyLineError(
            f'"url" leaves the site: {url}', "Write it relative to the site's root"
        )
    return Record(
        id=_text(value, "id"),
        url=url,
        lang=value["lang"],
        title=_text(value, "title"),
        sections=tuple(_section(section) for section in _list(value, "sections")),
        facets=_facets(value),
    )


def _section(value: Any) -> Section:
    if not isinstance(value, dict):
        raise _FaultyLineError(
            '"sections" holds something that is no object',
            'Write each section as {"anchor": …, "heading": …, "text": …}',
        )
    parts = [_text(value, key, empty=True) for key in ("anchor", "heading", "text")]
    return Section(*parts)


def _facets(value: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    facets = value.get("facets", {})
    mend = 'Write {"model": ["…"], "place": ["…"]}, or leave it out'
    if not isinstance(facets, dict):
        raise _FaultyLineError('"facets" is no object', mend)
    for values in facets.values():
        if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            raise _FaultyLineError('"facets" holds something that is no list of texts', mend)
    return {name: tuple(values) for name, values in facets.items()}


def _text(value: dict[str, Any], key: str, *, empty: bool = False) -> str:
    text = value.get(key)
    if not isinstance(text, str) or not (text.strip() or empty):
        raise _FaultyLineError(f'"{key}" is missing, empty or no text', f'Write "{key}" as a text')
    return well_formed(text)


def _list(value: dict[str, Any], key: str) -> list[Any]:
    items = value.get(key)
    if not isinstance(items, list):
        raise _FaultyLineError(
            f'"{key}" is missing or no list', f'Write "{key}" as a list, [] where none'
        )
    return items
