"""The real captures of the project's shared folder, scored against texts cleaned by hand.

They are not part of the repository: where the folder is not beside it, the test is skipped.
"""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from scraper.blocks import read_page
from scraper.capture import find_files, read_capture
from scraper.clean import clean_page
from scraper.report.cleaning import to_json
from scraper.rules.cleaning import load_cleaning_rules

SHARED = Path(__file__).resolve().parents[3] / "shared"
FLOORS = {
    "kept": 0.999,
    "clean": 0.999,
    "breaks": 0.99,
    "headings": 0.99,
    "title": 1.0,
    "truncated": 1.0,
}


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the shared captures are not here")
def test_real_captures_score_as_they_should(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "articles.jsonl"
    rules = load_cleaning_rules()
    pages = (read_page(read_capture(path)) for path in find_files(SHARED / "cases"))
    lines = [line for page in pages for line in to_json(clean_page(page, rules))]
    output.write_text("\n".join(lines), "utf-8")
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    score.main(SHARED / "gold", output)
    summary = capsys.readouterr().out.splitlines()[-1]
    assert "0 missing, 0 extra" in summary
    means = {name: float(value) for name, value in re.findall(r"(\w+) (\d\.\d+)", summary)}
    assert {name for name, floor in FLOORS.items() if means[name] < floor} == set()
