"""The shell and publishing: whole or not at all, the same bytes twice, other libraries too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scraper.model import CasebookError
from scraper.pages import frame_pages
from scraper.site import publish, render_shell, staging_folder


def content(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def write(docs: Path, page: str, markdown: str) -> None:
    (docs / page).parent.mkdir(parents=True)
    (docs / page).write_text(markdown, encoding="utf-8")


def test_the_shell_is_the_same_twice_and_leaves_nothing_beside(
    config: Path, tmp_path: Path
) -> None:
    first = render_shell(config, tmp_path / "docs", frame_pages(), tmp_path / "one")
    again = render_shell(config, tmp_path / "docs", frame_pages(), tmp_path / "two")
    assert first == again
    assert content(tmp_path / "one") == content(tmp_path / "two")
    assert {path.name for path in tmp_path.iterdir()} == {"one", "two"}
    assert not [name for name in content(tmp_path / "one") if "frame_" in name]


def test_pages_of_another_library_stand_for_the_projects(config: Path, tmp_path: Path) -> None:
    write(tmp_path / "docs", "zh/about.md", "# 本站说明\n")
    render_shell(config, tmp_path / "docs", frame_pages(), tmp_path / "shell")
    assert "本站说明" in (tmp_path / "shell/about.html").read_text(encoding="utf-8")
    assert "For editors" in (tmp_path / "shell/en/editing.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "markdown", "problem"),
    [
        ("zh/about.md", "# 关于\n\n[无](nowhere.md)\n", "nowhere.md"),
        ("en/stray.md", "# Stray\n", "stray.md"),
        ("zh/index.md", "# 首页\n", "zh/index.md is written by hand"),
    ],
)
def test_what_is_wrong_with_a_page_by_hand_is_named(
    config: Path, tmp_path: Path, page: str, markdown: str, problem: str
) -> None:
    write(tmp_path / "docs", page, markdown)
    with pytest.raises(CasebookError) as error:
        render_shell(config, tmp_path / "docs", frame_pages(), tmp_path / "shell")
    assert problem in str(error.value)
    assert {path.name for path in tmp_path.iterdir()} == {"docs"}


def test_a_site_left_under_its_old_name_is_put_back(tmp_path: Path) -> None:
    old = tmp_path / ".site-old"
    old.mkdir()
    (old / "index.html").write_text("old", encoding="utf-8")
    staging_folder(tmp_path / "site")
    assert content(tmp_path / "site") == {"index.html": b"old"}


def test_a_failed_publish_brings_the_old_site_back(tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / "index.html").write_text("old", encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        publish(tmp_path / "missing", out)
    assert content(out) == {"index.html": b"old"}
    new = tmp_path / "new"
    shutil.copytree(out, new)
    (new / "more.html").write_text("new", encoding="utf-8")
    publish(new, out)
    assert set(content(out)) == {"index.html", "more.html"}
    assert not new.exists() or content(new) == {"index.html": b"old"}
