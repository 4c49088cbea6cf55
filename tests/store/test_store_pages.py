"""Generated pages come and go; pages written by hand stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.model import CasebookError, SitePage
from scraper.store import write_pages

HOME = SitePage("zh", "index.md", "# 首页\n")
CASE = SitePage("en", "cases/demo.md", "# Demo\n")


def test_pages_are_written_once_and_deleted_when_gone(tmp_path: Path) -> None:
    first = write_pages(tmp_path, [HOME, CASE])
    assert first.written == ("en/cases/demo.md", "zh/index.md")
    before = (tmp_path / "zh/index.md").stat().st_mtime_ns
    second = write_pages(tmp_path, [HOME, CASE])
    assert (second.written, second.unchanged) == ((), first.written)
    third = write_pages(tmp_path, [HOME])
    assert (third.written, third.deleted) == ((), ("en/cases/demo.md",))
    assert not (tmp_path / "en/cases").exists()
    assert (tmp_path / "en").exists()
    assert (tmp_path / "zh/index.md").stat().st_mtime_ns == before


def test_a_page_written_by_hand_is_neither_overwritten_nor_deleted(tmp_path: Path) -> None:
    by_hand = tmp_path / "en/cases/demo.md"
    by_hand.parent.mkdir(parents=True)
    by_hand.write_text("mine", encoding="utf-8")
    with pytest.raises(CasebookError, match="written by hand"):
        write_pages(tmp_path, [HOME, CASE])
    assert not (tmp_path / "zh").exists(), "nothing is written where something stands in the way"
    assert write_pages(tmp_path, [HOME]).deleted == ()
    assert write_pages(tmp_path, []).deleted == ("zh/index.md",)
    assert by_hand.read_text(encoding="utf-8") == "mine"


def test_a_lost_list_is_made_again_from_equal_pages(tmp_path: Path) -> None:
    write_pages(tmp_path, [HOME, CASE])
    (tmp_path / ".generated.json").unlink()
    assert write_pages(tmp_path, [HOME, CASE]).written == ()
    assert write_pages(tmp_path, [HOME]).deleted == ("en/cases/demo.md",)


@pytest.mark.parametrize(
    "path",
    [
        *("", "/etc/x.md", "../x.md", "cases/../../x.md", "a//b.md", "a\\b.md", "C:x.md"),
        *("a\0.md", "a\n.md", ".hidden.md", "cases/./x.md"),
    ],
)
def test_a_path_stays_inside(tmp_path: Path, path: str) -> None:
    with pytest.raises(CasebookError, match="cannot have this path"):
        write_pages(tmp_path / "docs", [SitePage("zh", path, "x")])
    assert list(tmp_path.iterdir()) == []


def test_a_link_does_not_lead_outside(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "docs/zh").mkdir(parents=True)
    (tmp_path / "docs/zh/cases").symlink_to(tmp_path / "outside")
    with pytest.raises(CasebookError, match="cannot have this path"):
        write_pages(tmp_path / "docs", [SitePage("zh", "cases/x.md", "x")])


def test_two_pages_of_one_path_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="two pages"):
        write_pages(tmp_path, [CASE, SitePage("en", "cases/Demo.md", "x")])


@pytest.mark.parametrize("text", ["{", '{"a": 1}', "[1]", "[" * 100_000])
def test_a_damaged_list_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / ".generated.json").write_text(text, encoding="utf-8")
    with pytest.raises(CasebookError, match="damaged"):
        write_pages(tmp_path, [HOME])


def test_a_list_that_names_a_file_outside_deletes_nothing(tmp_path: Path) -> None:
    (tmp_path / "precious.md").write_text("x", encoding="utf-8")
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / ".generated.json").write_text('["../precious.md"]', encoding="utf-8")
    with pytest.raises(CasebookError, match="cannot have this path"):
        write_pages(docs, [HOME])
    assert (tmp_path / "precious.md").exists()
