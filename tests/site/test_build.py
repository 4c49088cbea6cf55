"""Building and publishing: whole or not at all, the same bytes twice, other libraries too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sample_library import sample_pages, write

from scraper.model import CasebookError
from scraper.site import build_site, publish, stage_site


def content(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.fixture
def library(tmp_path: Path) -> Path:
    write(tmp_path / "docs", sample_pages())
    return tmp_path


def test_building_twice_gives_the_same_bytes_and_leaves_nothing_beside(
    config: Path, library: Path
) -> None:
    out = library / "site"
    build_site(config, library / "docs", out)
    first = content(out)
    build_site(config, library / "docs", out, finish=lambda new: (new / "x").write_bytes(b"1"))
    assert content(out) == first | {"x": b"1"}
    assert {path.name for path in library.iterdir()} == {"docs", "site"}


def test_another_library_gets_the_hand_written_pages(config: Path, library: Path) -> None:
    staged = stage_site(config, library / "docs", library / "site")
    assert "怎样引用" in (staged / "about.html").read_text(encoding="utf-8")
    assert not (library / "docs/zh/about.md").exists()


@pytest.mark.parametrize(
    ("page", "markdown", "problem"),
    [
        ("zh/about.md", "# 关于\n\n[无](nowhere.md)\n", "nowhere.md"),
        ("en/stray.md", "# Stray\n", "stray.md"),
    ],
)
def test_a_warning_stops_the_build_and_keeps_the_old_site(
    config: Path, library: Path, page: str, markdown: str, problem: str
) -> None:
    out = library / "site"
    out.mkdir()
    (out / "index.html").write_text("old", encoding="utf-8")
    (library / "docs" / page).write_text(markdown, encoding="utf-8")
    with pytest.raises(CasebookError) as error:
        build_site(config, library / "docs", out)
    assert problem in str(error.value)
    assert content(out) == {"index.html": b"old"}
    assert {path.name for path in library.iterdir()} == {"docs", "site"}


def test_a_site_left_under_its_old_name_is_put_back(config: Path, tmp_path: Path) -> None:
    old = tmp_path / ".site-old"
    old.mkdir()
    (old / "index.html").write_text("old", encoding="utf-8")
    with pytest.raises(CasebookError):
        stage_site(config, tmp_path / "nothing", tmp_path / "site")
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
    assert not new.exists()
