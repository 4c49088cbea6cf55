"""`casebook check`: each finding on a small library spoiled in one way, and how it is told."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_library import TABLE, Spoiled, make

from scraper.__main__ import main
from scraper.examine import check
from scraper.model import CasebookError, Place, Review
from scraper.pipeline import Library, digest
from scraper.rules.findings import load_finding_kinds, parse_finding_kinds

DOCS = Path(__file__).parents[2] / "docs"
KINDS = load_finding_kinds()
KEYS = ["level", "id", "case", "file", "place", "field", "what", "mend"]
NAMES = [f"{row.id}-{number}" for number, row in enumerate(TABLE)]


def settings(library: Library) -> Path:
    return library.cases.parent / "mkdocs.yml"


def unreviewed(row: Spoiled) -> Spoiled:
    """The same, in a case that nobody has reviewed."""
    return replace(row, edit=lambda case: replace(row.edit(case), review=Review()))


def the(id: str) -> Spoiled:
    """The first row of the table for a finding."""
    return next(row for row in TABLE if row.id == id)


def run(library: Library, *options: str) -> Result:
    where = [
        *("--captures", str(library.captures)),
        *("--cases", str(library.cases)),
        *("--translations", str(library.translations)),
        *("--config", str(settings(library))),
    ]
    return CliRunner().invoke(main, ["check", *where, *options], catch_exceptions=False)


def told(library: Library, language: str = "zh") -> list[dict[str, str]]:
    output = run(library, "--json", "--lang", language).output
    return [json.loads(line) for line in output.split("\n") if line]


def test_a_library_in_order_has_no_findings(tmp_path: Path) -> None:
    done = run(make(tmp_path), "--strict", "--lang", "en")
    assert done.exit_code == 0
    assert done.output == "errors 0, doubts 0, to do 0\n"


def test_every_kind_of_finding_is_in_the_table() -> None:
    assert {row.id for row in TABLE} == KINDS.keys()


@pytest.mark.parametrize("row", TABLE, ids=NAMES)
def test_a_spoiled_library_has_the_finding_and_no_other(tmp_path: Path, row: Spoiled) -> None:
    of_case = KINDS[row.id].until_reviewed
    library = make(tmp_path, unreviewed(row) if of_case else row)
    done = run(library, "--json", "--lang", "zh")
    found = [json.loads(line) for line in done.output.split("\n") if line]
    assert [record["id"] for record in found] == [row.id, *(["unreviewed"] if of_case else [])]
    first = found[0]
    assert (first["place"], first["field"]) == (row.place, row.field)
    assert row.says in first["what"]
    assert done.exit_code == (first["level"] == "error")
    assert run(library, "--strict").exit_code == (of_case or first["level"] != "todo")


@pytest.mark.parametrize(
    "row", [row for row in TABLE if KINDS[row.id].until_reviewed], ids=lambda row: row.id
)
def test_a_review_settles_a_doubt(tmp_path: Path, row: Spoiled) -> None:
    assert told(make(tmp_path, row)) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_records_have_the_same_keys_and_words_in_one_language(
    tmp_path: Path, language: str
) -> None:
    row = the("place-inferred")
    library = make(tmp_path, unreviewed(row))
    for record in told(library, language):
        assert list(record) == KEYS
        assert all(isinstance(value, str) for value in record.values())
        assert record["mend"] == getattr(KINDS[record["id"]].mend, language)
        assert (library.cases.parent / record["file"]).exists()


def test_nothing_is_written(tmp_path: Path) -> None:
    row = the("translation-stale")
    library = make(tmp_path, row)
    before = digest(tmp_path)
    assert told(library)
    assert digest(tmp_path) == before


HOSTILE = "甲\x1b]0;x\x07\x9b2J\u202e乙\u2028丙\t[bold]丁[/bold] :smile:"


def hostile(tmp_path: Path) -> Library:
    """A library whose place and title would steer a terminal."""
    place = Place("安徽省", HOSTILE, inferred=("province",))
    row = Spoiled("all", lambda case: replace(case, title=HOSTILE, place=place))
    return make(tmp_path, unreviewed(row))


@pytest.mark.parametrize("width", ["20", "80", "200"])
def test_hostile_words_reach_no_terminal(
    tmp_path: Path, width: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    output = run(hostile(tmp_path), "--lang", "zh").output
    assert not [c for c in output if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Zl")]
    whole = "".join(line.strip() for line in output.splitlines())
    assert r"\x1b]0;x\x07\x9b2J\u202e" in whole
    assert "[bold]" in whole
    assert ":smile:" in whole


def test_hostile_words_are_read_back_from_json(tmp_path: Path) -> None:
    library = hostile(tmp_path)
    output = run(library, "--json", "--lang", "zh").output
    assert not [c for c in output if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Zl")]
    assert len(output.splitlines()) == len(told(library)) == 2
    assert HOSTILE in told(library)[0]["what"]


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_lines_keep_to_the_terminal(
    tmp_path: Path, width: int, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    row = the("rights-published")
    library = make(tmp_path, unreviewed(row))
    for line in run(library, "--lang", language).output.splitlines():
        wide = sum(unicodedata.east_asian_width(c) in "WF" for c in line)
        assert len(line) + wide <= width, line


def test_an_unreadable_case_does_not_call_its_capture_spare(tmp_path: Path) -> None:
    row = the("unreadable")
    assert [record["id"] for record in told(make(tmp_path, row))] == ["unreadable"]


def test_findings_come_worst_first(tmp_path: Path) -> None:
    def spoil(library: Library) -> None:
        for row in TABLE:
            if row.id in ("translation-alone", "capture-alone", "address-lost"):
                row.after(library)

    row = Spoiled("all", lambda case: replace(case, place=Place(), review=Review()), spoil)
    levels = [record["level"] for record in told(make(tmp_path, row))]
    assert levels == sorted(levels, key=["error", "doubt", "todo"].index)
    assert set(levels) == {"error", "doubt", "todo"}


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('level = "error"', 'level = "bad"', "is no level"),
        ('id = "second"', 'id = "first"', "given twice"),
        ('level = "error"', 'level = "todo"', "after better ones"),
        ('zh = "甲{n}"', 'zh = "甲"', "different {places}"),
        ('mend = { zh = "甲", en = "A" }', "", "mend"),
    ],
)
def test_wrong_data_is_named(old: str, new: str, wrong: str) -> None:
    table = """
[[check]]
id = "ID"
level = "LEVEL"
name = { zh = "甲", en = "A" }
what = { zh = "甲{n}", en = "A{n}" }
mend = { zh = "甲", en = "A" }
example = "x"
leaves_alone = "y"
"""
    whole = table.replace("ID", "first").replace("LEVEL", "error")
    whole += table.replace("ID", "second").replace("LEVEL", "doubt")
    assert list(parse_finding_kinds(whole)) == ["first", "second"]
    with pytest.raises(CasebookError, match=wrong):
        parse_finding_kinds(whole.replace(old, new, 1))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_editors_are_told_of_every_finding_and_key(language: str) -> None:
    text = (DOCS / language / "editing.md").read_text("utf-8")
    missing = [name for name in (*KINDS, *KEYS) if f"`{name}`" not in text]
    assert missing == []
    for kind in KINDS.values():
        assert getattr(kind.name, language) in text, kind.id


def test_the_samples_have_no_errors() -> None:
    project = DOCS.parent
    library = Library(project / "captures", project / "cases", project / "translations")
    bad = [f for f in check(library, project / "mkdocs.yml") if KINDS[f.id].level == "error"]
    assert bad == []
