"""A library in parts: each a site of its own, and one more site whose search finds all of them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scraper.building import build, export
from scraper.model import CasebookError
from scraper.rules.settings import load_settings
from scraper.store.library import Library

ROOT = Path(__file__).parents[2]
PARTS = {"north": "北片", "south": "南片"}


def library(folder: Path) -> Library:
    return Library(folder / "captures", folder / "cases", folder / "translations")


def config(folder: Path, extra: str) -> Path:
    """The project's configuration with further settings, in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        text = (ROOT / name).read_text("utf-8").replace("docs_dir: docs", f"docs_dir: {ROOT}/docs")
        (folder / name).write_text(text, "utf-8")
    if not (folder / "theme").exists():
        (folder / "theme").symlink_to(ROOT / "theme")
    file = folder / "mkdocs.yml"
    text = file.read_text("utf-8").replace("  casebook:\n", f"  casebook:\n{extra}")
    file.write_text(text, "utf-8")
    return file


def part_settings(folder: Path) -> str:
    lines = ["    parts:\n"]
    for name, words in PARTS.items():
        lines.append(
            f"      - {{folder: ../{name}/, name: {words}, name_en: {name.title()},"
            f" records: {folder / name / 'records.jsonl'}}}\n"
        )
    return "".join(lines)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`www/` with the sites north, south and all; the samples are shared out among the parts."""
    folder = tmp_path_factory.mktemp("parts")
    cases = sorted((ROOT / "cases").glob("*.md"))
    for number, name in enumerate(PARTS):
        for case in cases[number::2]:
            place = folder / name / "cases"
            place.mkdir(parents=True, exist_ok=True)
            shutil.copy(case, place)
            text = ROOT / "translations" / "en" / f"{case.stem}.po"
            (folder / name / "translations" / "en").mkdir(parents=True, exist_ok=True)
            shutil.copy(text, folder / name / "translations" / "en")
        own = config(folder / name, "    portal: ../all/\n")
        built = build(library(folder / name), own, ROOT / "docs", folder / "www" / name)
        assert built.errors == ()
        export(library(folder / name), own, "records", folder / name)
    build_all(folder)
    return folder


def build_all(folder: Path) -> None:
    portal = config(folder / "all", part_settings(folder))
    (folder / "all" / "cases").mkdir(exist_ok=True)
    built = build(library(folder / "all"), portal, ROOT / "docs", folder / "www" / "all")
    assert built.errors == ()


def test_home_names_the_parts_with_the_number_of_their_cases(published: Path) -> None:
    for root in ("", "en/"):
        page = (published / "www" / "all" / root / "index.html").read_text("utf-8")
        for name in PARTS:
            (count,) = re.findall(rf'href="(?:\.\./)?\.\./{name}/{root}index\.html".*?(\d+)', page)
            cases = json.loads((published / "www" / name / "cases.json").read_text("utf-8"))
            assert int(count) == len(cases["cases"])


@pytest.mark.browser
@pytest.mark.parametrize("over", ["file", "http"])
def test_one_search_finds_the_cases_of_all_parts(
    published: Path, browser: Browser, over: str, serve: object
) -> None:
    www = published / "www"
    root = www.as_uri() + "/" if over == "file" else serve(www)  # type: ignore[operator]
    page = browser.new_page()
    for language in ("", "en/"):
        for name in PARTS:
            case = min((published / name / "cases").glob("*.md")).stem
            home = page.goto(f"{root}{name}/{language}cases/{case}.html")
            assert home is None or home.ok
            title = page.locator("h1").inner_text()
            page.goto(f"{root}all/{language}search.html#q={title}")
            link = page.locator(".cb-results__list a").first
            link.wait_for()
            assert f"/{name}/{language}cases/{case}.html" in str(link.evaluate("a => a.href"))
            link.click()
            assert page.locator("h1").inner_text() == title
            page.goto(f"{root}{name}/{language}search.html#q={title}")
            page.locator(".cb-results__list a").first.wait_for()
            page.locator("a[data-elsewhere]").click()
            page.locator(".cb-results__list a").first.wait_for()
            assert page.url.startswith(f"{root}all/{language}search.html#q=")
    page.close()


def files(site: Path) -> dict[str, bytes]:
    found = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}


def test_a_changed_part_gives_the_site_of_a_clean_build(published: Path) -> None:
    records = published / "south" / "records.jsonl"
    before = records.read_bytes()
    lines = before.splitlines(keepends=True)
    records.write_bytes(b"".join(lines[2:]))
    build_all(published)
    changed = files(published / "www" / "all")
    shutil.rmtree(published / "www" / ".cache")
    shutil.rmtree(published / "www" / "all")
    build_all(published)
    assert files(published / "www" / "all") == changed
    records.write_bytes(before)
    build_all(published)
    assert files(published / "www" / "all") != changed


def test_a_line_that_is_no_record_is_named_at_every_build(published: Path) -> None:
    records = published / "north" / "records.jsonl"
    before = records.read_bytes()
    records.write_bytes(before + b'{"id": "x", "url": "javascript:f()", "lang": "zh"}\n')
    portal = published / "all" / "mkdocs.yml"
    for _ in range(2):
        built = build(library(published / "all"), portal, ROOT / "docs", published / "www" / "all")
        (error,) = built.errors
        assert "records.jsonl" in str(error)
    records.write_bytes(before)


@pytest.mark.parametrize(
    ("extra", "problem"),
    [
        ("    parts: x\n", "`parts` is no list"),
        ("    parts:\n      - {folder: ../a/}\n", "part 1 is not told in full"),
        (
            "    parts:\n      - {folder: 'http://a.invalid/', name: a, name_en: a, records: a}\n",
            "`http://a.invalid/` is no folder",
        ),
        (
            "    parts:\n      - {folder: ../a/, name: a, name_en: a, records: a.jsonl}\n",
            "there are no records `a.jsonl`",
        ),
        ("    portal: javascript:f()\n", "`javascript:f()` is no folder"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, extra: str, problem: str) -> None:
    with pytest.raises(CasebookError, match=re.escape(problem)):
        load_settings(config(tmp_path, extra))


def test_records_are_exported_by_the_command_line(tmp_path: Path) -> None:
    run = subprocess.run(
        (sys.executable, "-m", "scraper", "export", "--to", "records", str(tmp_path / "out")),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    assert b"records.jsonl" in run.stdout + run.stderr
    lines = (tmp_path / "out" / "records.jsonl").read_text("utf-8").splitlines()
    assert {"id", "url", "lang", "title", "sections", "facets"} == set(json.loads(lines[0]))
