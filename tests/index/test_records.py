"""Records from JSON Lines, and the command that indexes them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scraper.index import read_records
from scraper.model import Record, Section

from .reader import Reader

SCRIPT = Path(__file__).parents[2] / "build_index.py"
GOOD: dict[str, Any] = {
    "id": "a",
    "url": "cases/a.html",
    "lang": "zh",
    "title": "题目",
    "sections": [{"anchor": "p-1", "heading": "背景", "text": "正文"}],
    "facets": {"model": ["楼组党建"]},
}


def line(**changes: object) -> bytes:
    return json.dumps({**GOOD, **changes}).encode()


def test_a_good_line() -> None:
    records, faults = read_records([b"\xef\xbb\xbf" + line(), b"", b"  \r"], "r.jsonl")
    section = Section("p-1", "背景", "正文")
    facets = {"model": ("楼组党建",)}
    assert records == (Record("a", "cases/a.html", "zh", "题目", (section,), facets),)
    assert faults == ()


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        (b"{", "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[1]", "no JSON object"),
        (line(id=""), '"id"'),
        (line(title=7), '"title"'),
        (line(lang="fr"), '"lang"'),
        (line(url="javascript:alert(1)"), "leaves the site"),
        (line(url="//elsewhere.example/"), "leaves the site"),
        (line(sections=None), '"sections"'),
        (line(sections=["text"]), '"sections"'),
        (line(sections=[{"anchor": "p", "heading": None, "text": ""}]), '"heading"'),
        (line(facets=[]), '"facets"'),
        (line(facets={"model": "楼组党建"}), '"facets"'),
        (line(title="again"), "earlier line"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_kept(bad: bytes, problem: str) -> None:
    records, faults = read_records([line(), bad, line(id="b")], "r.jsonl")
    assert [record.id for record in records] == ["a", "b"]
    assert len(faults) == 1
    assert str(faults[0]).startswith("r.jsonl:2: ")
    assert problem in faults[0].problem
    assert faults[0].mend


def test_one_id_may_stand_in_both_languages() -> None:
    records, faults = read_records([line(), line(lang="en")], "r.jsonl")
    assert len(records) == 2
    assert not faults


@pytest.mark.parametrize(("lines", "status"), [([line()], 0), ([line(), b"{", line(id="b")], 1)])
def test_the_command(tmp_path: Path, lines: list[bytes], status: int) -> None:
    records, out = tmp_path / "records.jsonl", tmp_path / "search"
    records.write_bytes(b"\n".join(lines))
    (out / "terms").mkdir(parents=True)
    (out / "terms" / "99.js").write_text("left from a larger index")
    command = [sys.executable, str(SCRIPT), "--records", str(records), "--out", str(out)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == status, result.stderr
    assert ("records.jsonl:2: " in result.stderr) == bool(status)
    written = {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*.*")}
    assert "terms/99.js" not in written
    assert Reader(written).manifest["count"] == len(lines) - status


def test_the_command_remembers_its_last_build(tmp_path: Path) -> None:
    records, out, state = tmp_path / "records.jsonl", tmp_path / "search", tmp_path / "state"
    command = [sys.executable, str(SCRIPT), "--records", str(records), "--out", str(out)]
    told = []
    for title in ("题目", "又一题"):
        records.write_bytes(b"\n".join([line(), line(id="b", title=title)]))
        done = subprocess.run([*command, "--state", str(state)], capture_output=True, check=True)
        told.append(done.stdout.decode())
    assert "made anew" in told[0]
    assert "files changed" in told[1]
    changed = {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*.*")}
    subprocess.run([*command[:-1], str(tmp_path / "clean")], check=True, capture_output=True)
    clean = tmp_path / "clean"
    assert changed == {str(p.relative_to(clean)): p.read_bytes() for p in clean.rglob("*.*")}
