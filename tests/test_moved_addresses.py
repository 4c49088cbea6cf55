"""Addresses last: after a rename, a merge, a split and an edit, each old one still leads there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scraper.pipeline import digest

PROJECT = Path(__file__).resolve().parent.parent
FOLDERS = ("captures", "cases", "translations")
ANCHOR = re.compile(r'id="([phs]-[a-z2-7]{6})"')


def casebook(root: Path, *words: str) -> str:
    """Run the command on the library in `root`."""
    where = [word for name in FOLDERS for word in (f"--{name}", str(root / name))]
    if words[0] == "build":
        where += ["--site", str(root / "site"), "--docs", str(root / "docs"), "--no-handouts"]
    line = [sys.executable, "-m", "scraper", *words, *where]
    done = subprocess.run(line, cwd=PROJECT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def given(site: Path) -> dict[str, set[str]]:
    """Every address of a case: its page, and the anchors on it."""
    pages = [*(site / "cases").glob("*.html"), *(site / "en/cases").glob("*.html")]
    return {
        page.relative_to(site).as_posix(): set(ANCHOR.findall(page.read_text("utf-8")))
        for page in pages
        if page.name != "index.html"
    }


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples: built; then moved about and built again. The first site stays as `before`."""
    root = tmp_path_factory.mktemp("library")
    for name in FOLDERS:
        shutil.copytree(PROJECT / name, root / name)
    casebook(root, "build")
    shutil.copytree(root / "site", root / "before")
    casebook(root, "rename", "youjiang", "lianhe")
    casebook(root, "rename", "lianhe", "lianhe-dangwei")
    casebook(root, "merge", "zhaodong", "wenxin-jiayuan")
    casebook(root, "split", "nanjing", "--at", "h-3pgwtx", "nanjing-wenti")
    casebook(root, "rename", "nanjing-wenti", "wenti")
    edited = root / "cases" / "erdao.md"
    text = edited.read_text("utf-8")
    ids = re.findall(r"\{#(p-\w{6})\}", text)
    untied = next(id for id in ids if text.count(id) == 1)  # no fact rests on it
    lines = [line for line in text.split("\n") if f"{{#{untied}}}" not in line]
    edited.write_text("\n".join(lines), "utf-8")
    said = casebook(root, "build")
    assert "a passage is gone; its address erdao#" in said
    return root


def test_every_address_of_before_is_there_in_both_languages(library: Path) -> None:
    now = given(library / "site")
    missing = [
        f"{page}#{anchor}" if anchor else page
        for page, anchors in given(library / "before").items()
        for anchor in ("", *sorted(anchors))
        if page not in now or not leads_on(library / "site" / page, anchor)
    ]
    assert missing == []


def leads_on(page: Path, anchor: str) -> bool:
    """Whether the page has the anchor, or forwards with it to one that has."""
    html = page.read_text("utf-8")
    if not anchor or f'id="{anchor}"' in html:
        return True
    target = re.search(r'class="cb-forward" href="([^"]+)"', html)
    return bool(target) and f'id="{anchor}"' in (page.parent / target[1]).read_text("utf-8")


def test_building_again_changes_no_address(library: Path) -> None:
    before = {p: p.read_bytes() for p in (library / "cases").glob("*.tsv")}
    assert "a passage is gone" not in casebook(library, "build")
    assert {p: p.read_bytes() for p in before} == before
    assert len(before) == 2


def test_adding_the_captures_again_files_nothing_anew(library: Path) -> None:
    before = {path.name for path in (library / "cases").glob("*.md")}
    casebook(library, "add", str(library / "captures"))
    assert {path.name for path in (library / "cases").glob("*.md")} == before


MOVED = [
    ("cases/youjiang.html", "cases/lianhe-dangwei.html"),
    ("en/cases/youjiang.html", "en/cases/lianhe-dangwei.html"),
    ("cases/zhaodong.html", "cases/wenxin-jiayuan.html"),
    ("cases/nanjing.html#h-3pgwtx", "cases/wenti.html#h-3pgwtx"),
    ("en/cases/nanjing.html#p-kkyu3w", "en/cases/wenti.html#p-kkyu3w"),
    ("cases/nanjing.html#p-skd33m", "cases/nanjing.html#p-skd33m"),
]


@pytest.mark.browser
@pytest.mark.parametrize("over", ["http", "file"])
def test_a_browser_lands_on_the_passage(
    library: Path, browser: Browser, serve: Callable[[Path], str], over: str
) -> None:
    site = library / "site"
    root = serve(site) if over == "http" else f"{site.as_uri()}/"
    anchor = sorted(given(library / "before")["cases/youjiang.html"])[-1]
    moved = [(f"{old}#{anchor}", f"{new}#{anchor}") for old, new in MOVED[:2]]
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    for old, new in (*MOVED, *moved):
        page.goto("about:blank")
        page.goto(root + old)
        page.wait_for_url(root + new)
        if "#" in new:
            page.wait_for_function("document.querySelector(':target')")
            assert page.evaluate("document.querySelector(':target').id") == new.split("#")[1]
            top = page.evaluate("document.querySelector(':target').getBoundingClientRect().top")
            assert 0 <= top < 844


@pytest.mark.browser
def test_a_passage_that_is_gone_says_so(library: Path, browser: Browser) -> None:
    before, now = (given(library / name)["cases/erdao.html"] for name in ("before", "site"))
    html = (library / "site/cases/erdao.html").read_text("utf-8")
    (gone,) = re.findall(r'class="cb-gone" id="([^"]+)"', html)
    assert gone in before & now
    page = browser.new_page()
    page.goto(f"{(library / 'site').as_uri()}/cases/erdao.html")
    assert not page.locator(f"#{gone}").is_visible()
    page.goto(f"{(library / 'site').as_uri()}/cases/erdao.html#{gone}")
    assert page.locator(f"#{gone}").is_visible()


@pytest.mark.browser
def test_without_scripts_an_old_address_leads_on_too(library: Path, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    root = (library / "site").as_uri()
    page.goto(f"{root}/cases/youjiang.html")
    page.wait_for_url(f"{root}/cases/lianhe-dangwei.html")
    page.goto(f"{root}/cases/nanjing.html#h-3pgwtx")
    link = page.locator("#h-3pgwtx")
    assert link.get_attribute("href") == "wenti.html#h-3pgwtx"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rename", "youjiang", "lianhe"), "youjiang would lead to lianhe"),
        (("merge", "zhaodong", "wenxin-jiayuan"), "zhaodong would lead to wenxin-jiayuan"),
        (("split", "nanjing", "--at", "h-3pgwtx", "wenti"), "nanjing#h-3pgwtx would lead to wenti"),
    ],
)
def test_a_dry_run_says_what_would_be_done_and_writes_nothing(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    for name in FOLDERS:
        shutil.copytree(PROJECT / name, tmp_path / name)
    before = digest(tmp_path)
    assert said in casebook(tmp_path, *words, "--dry-run")
    assert digest(tmp_path) == before
    casebook(tmp_path, *words)
    assert digest(tmp_path) != before


def test_a_rename_to_an_id_that_is_taken_is_refused(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "cases", tmp_path / "cases")
    line = [sys.executable, "-m", "scraper", "rename", "youjiang", "nanjing"]
    line += ["--cases", str(tmp_path / "cases"), "--translations", str(tmp_path / "translations")]
    done = subprocess.run(line, cwd=PROJECT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "nanjing.md: it is there already. Choose another id" in done.stderr
    assert (tmp_path / "cases/youjiang.md").exists()
