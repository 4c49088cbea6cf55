"""`cases.json`, `models.json`, `cases.csv`: against their descriptions and each other."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cited_library import shelve
from csvw import CSVW
from jsonschema import Draft202012Validator, FormatChecker

from scraper.exports import render_exports
from scraper.model import Figure, Place
from scraper.reading.addresses import Moved
from scraper.reading.library import Library

FORMULAS = ("=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1")


@pytest.fixture(scope="module")
def files(library: Library) -> dict[str, bytes]:
    return dict(render_exports(library))


@pytest.mark.parametrize("name", ["cases", "models"])
def test_json_keeps_its_schema(files: dict[str, bytes], name: str) -> None:
    schema = json.loads(files[f"schemas/{name}.schema.json"])
    Draft202012Validator.check_schema(schema)
    data = json.loads(files[f"{name}.json"])
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(data)
    assert data["$schema"] == f"schemas/{name}.schema.json"


def test_the_schema_refuses_what_it_does_not_describe(files: dict[str, bytes]) -> None:
    validator = Draft202012Validator(json.loads(files["schemas/cases.schema.json"]))
    data = json.loads(files["cases.json"])
    for broken in ({"colour": "red"}, {"id": 3}, {"years": {"basis": "guess"}}, {"kind": "tale"}):
        data["cases"][0] |= broken
        assert not validator.is_valid(data)
        data["cases"][0] = json.loads(files["cases.json"])["cases"][0]


def test_every_case_and_model_is_there(files: dict[str, bytes], library: Library) -> None:
    cases = json.loads(files["cases.json"])["cases"]
    ids = [case.id for case in (*library.cases, *library.documents)]
    assert [case["id"] for case in cases] == ids
    models = json.loads(files["models.json"])["models"]
    assert [model["id"] for model in models] == list(library.models)
    shown = {model["id"]: model.get("cases", []) for model in models}
    for case in cases:
        for match in case.get("models", []):
            if case["kind"] == "case":
                assert case["id"] in shown[match["id"]]


def test_facts_are_the_ones_of_the_case(files: dict[str, bytes], library: Library) -> None:
    records = {case["id"]: case for case in json.loads(files["cases.json"])["cases"]}
    for case in library.cases:
        record = records[case.id]
        assert record["title"]["zh"] == case.title
        assert len(record.get("figures", [])) == len(case.figures)
        assert [match["id"] for match in record["models"]] == [match.id for match in case.models]
        assert record["years"].get("start") == case.years.start
        paragraphs = {paragraph.id for paragraph in case.paragraphs}
        for figure in record.get("figures", []):
            assert figure["paragraph"] in paragraphs


def test_what_is_unknown_is_left_out_and_nought_is_not(library: Library) -> None:
    nought = Figure("零起", 0.0, "起", "纠纷", "纠纷零起。", "p-1a2b3c")
    case = replace(library.cases[0], id="nought", figures=(nought,), organisation="", place=Place())
    record = json.loads(render_exports(shelve([case]))["cases.json"])["cases"][0]
    assert record["figures"][0]["value"] == 0
    assert "organisation" not in record
    assert "place" not in record
    assert "where" not in record["figures"][0]


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_table_says_the_same(files: dict[str, bytes], library: Library) -> None:
    rows = {row["id"]: row for row in _rows(files["cases.csv"])}
    for case in json.loads(files["cases.json"])["cases"]:
        row = rows.pop(case["id"])
        assert row["title"] == case["title"]["zh"]
        assert row["title_en"] == case["title"].get("en", "")
        assert row["province"] == case.get("place", {}).get("province", "")
        assert row["start"] == str(case["years"].get("start", ""))
        assert row["models"].split() == [match["id"] for match in case.get("models", [])]
        assert row["retelling"] == str("retelling" in case).lower()
        assert row["address"] == case["address"]["zh"]
    assert not rows


def test_excel_sees_utf8_and_rows_end_as_rfc_4180_has_it(files: dict[str, bytes]) -> None:
    content = files["cases.csv"]
    assert content.startswith("\ufeff".encode())
    assert content.count(b"\n") == content.count(b"\r\n") == len(_rows(content)) + 1


def test_the_table_reads_by_its_description(files: dict[str, bytes], tmp_path: Path) -> None:
    for name in ("cases.csv", "cases.csv-metadata.json"):
        (tmp_path / name).write_bytes(files[name])
    (table,) = CSVW(str(tmp_path / "cases.csv-metadata.json")).tables
    rows: list[dict[str, Any]] = list(table.iterdicts(strict=True))
    plain = _rows(files["cases.csv"])
    assert [row["id"] for row in rows] == [row["id"] for row in plain]
    assert table.check_primary_key()
    for typed, text in zip(rows, plain, strict=True):
        assert typed.keys() == text.keys()
        assert typed["models"] == text["models"].split()
        assert typed["retelling"] is (text["retelling"] == "true")
        assert typed["figures"] == int(text["figures"])


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_is_a_formula(library: Library, words: str) -> None:
    case = replace(library.cases[0], id="hostile", title=words, organisation=words)
    (row,) = _rows(render_exports(shelve([case]))["cases.csv"])
    assert row["title"].lstrip()[0] not in "=+-@"
    assert row["organisation"].lstrip()[0] not in "=+-@"
    assert words.strip() in row["title"]


def test_what_no_file_can_hold_is_left_out(library: Library) -> None:
    case = replace(library.cases[0], id="hostile", title="一\ud800二\x00\n三", slogans=("\udfff",))
    files = render_exports(shelve([case]))
    (record,) = json.loads(files["cases.json"])["cases"]
    assert record["title"]["zh"] == "一\ufffd二\ufffd 三"
    assert _rows(files["cases.csv"])[0]["title"] == record["title"]["zh"]


def test_citation_files_stay_where_a_case_was(library: Library) -> None:
    case = library.cases[0]
    renamed = replace(shelve([case]), moved=Moved(pages={"old-id": case.id}))
    files = render_exports(renamed)
    for folder in ("", "en/"):
        for suffix in (".bib", ".ris", ".csl.json"):
            assert (
                files[f"{folder}cases/old-id{suffix}"] == files[f"{folder}cases/{case.id}{suffix}"]
            )


def test_the_same_library_gives_the_same_bytes(library: Library) -> None:
    assert render_exports(library) == render_exports(library)
