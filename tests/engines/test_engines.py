"""The files for search engines: that they agree with each other and with their README."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from scraper.engines import ENGINES, Engine, export_records
from scraper.engines.documents import FACETS, INDEX, TEXTS
from scraper.model import Record, Section
from scraper.rules.glossary import load_glossary
from scraper.rules.search import load_search_rules

ROOT = Path(__file__).parents[2]
RECORDS = (
    Record(
        "gulou/两会",
        "cases/gulou.html",
        "zh",
        "鼓楼“两会”",
        (Section("p-1", "背景", "先听居民怎么说。"), Section("", "", "再商量。\ud800")),
        {"model": ("区域联合党委",), "year": ("2009", "2010"), "colour": ("红",)},
    ),
    Record("gulou/两会", "en/cases/gulou.html", "en", "Two bodies", ()),
)


def files(engine: Engine) -> dict[str, bytes]:
    return export_records(engine, RECORDS, load_glossary())


def lines(engine: Engine) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in files(engine)["documents.jsonl"].splitlines()]
    return [line for line in found if "index" not in line] if engine == "opensearch" else found


def fields(engine: Engine) -> dict[str, Any]:
    """The fields that an engine's settings know, by name."""
    made = files(engine)
    if engine == "opensearch":
        found: dict[str, Any] = json.loads(made["index.json"])["mappings"]["properties"]
        return found
    if engine == "typesense":
        return {field["name"]: field for field in json.loads(made["collection.json"])["fields"]}
    settings = json.loads(made["settings.json"])
    return dict.fromkeys((*settings["searchableAttributes"], *settings["filterableAttributes"]))


def groups(engine: Engine) -> list[set[str]]:
    """The names of one thing, folded as the engine has them."""
    made = files(engine)
    if engine == "opensearch":
        rules = json.loads(made["index.json"])["settings"]["analysis"]["filter"]["names"]
        return [set(rule.split(", ")) for rule in rules["synonyms"]]
    if engine == "typesense":
        return [set(item["synonyms"]) for item in json.loads(made["synonyms.json"])["items"]]
    found = json.loads(made["settings.json"])["synonyms"]
    return [{name, *others} for name, others in found.items()]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_passage_a_document_that_leads_to_its_paragraph(engine: Engine) -> None:
    first, second, third = lines(engine)
    assert first["url"] == "cases/gulou.html#p-1"
    assert second["url"] == "cases/gulou.html"
    assert (first["page"], third["page"]) == ("zh:gulou/两会", "en:gulou/两会")
    assert first["case"] == third["case"]
    assert (third["title"], third["text"]) == ("Two bodies", "")
    assert first["year"] == ["2009", "2010"]
    assert "colour" not in first
    ids = [line["id"] for line in (first, second, third)]
    assert len(set(ids)) == 3
    assert all(re.fullmatch("[0-9a-f]+", id_) for id_ in ids)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_field_that_is_searched_or_filtered_is_in_the_documents(engine: Engine) -> None:
    assert {*TEXTS, *FACETS, "lang"} <= set(fields(engine)) <= set(lines(engine)[0])


@pytest.mark.parametrize("engine", ENGINES)
def test_names_of_one_thing_stand_for_each_other(engine: Engine) -> None:
    found = groups(engine)
    assert any({"居委会", "居民委员会"} <= group for group in found)
    english = [group for group in found if "楼组党建" in group]
    assert any("building-group party building" in {n.lower() for n in group} for group in english)


@pytest.mark.parametrize("engine", ENGINES)
def test_names_kept_apart_stay_apart(engine: Engine) -> None:
    apart = load_search_rules().apart
    for group in groups(engine):
        assert len(group & set(apart)) < 2, group


@pytest.mark.parametrize("engine", ENGINES)
def test_the_readme_names_the_files_and_the_index(engine: Engine) -> None:
    made = files(engine)
    readme = made["README.md"].decode()
    assert set(re.findall(r"@(\S+)", readme)) == set(made) - {"README.md"}
    assert re.search(rf"/{INDEX}\b", readme)
    assert "\n## 中文\n" in readme
    assert "\n## English\n" in readme


def test_opensearch_takes_each_document_after_its_action() -> None:
    found = [json.loads(line) for line in files("opensearch")["documents.jsonl"].splitlines()]
    for action, document in list(pairwise(found))[::2]:
        assert action == {"index": {"_id": document["id"]}}


def test_opensearch_folds_traditional_characters() -> None:
    analysis = json.loads(files("opensearch")["index.json"])["settings"]["analysis"]
    assert "黨 => 党" in analysis["char_filter"]["simplified"]["mappings"]
    for analyzer in analysis["analyzer"].values():
        assert set(analyzer["char_filter"]) <= set(analysis["char_filter"])


@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_records_give_the_same_bytes(engine: Engine) -> None:
    assert files(engine) == files(engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_command_writes_a_library_for_an_engine(tmp_path: Path, engine: Engine) -> None:
    for part in ("cases", "translations"):
        shutil.copytree(ROOT / part, tmp_path / part)
    command = [sys.executable, "-m", "scraper", "export", "--to", engine, str(tmp_path / "out")]
    for part in ("captures", "cases", "translations"):
        command += [f"--{part}", str(tmp_path / part)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 0, run.stderr
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == set(files(engine))
    assert all(name in run.stdout for name in written)
    text = (tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8")
    assert '"kind":["案例"]' in text
    assert '"lang":"en"' in text
