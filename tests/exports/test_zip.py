"""The zip file of a site: the same site, the same bytes; nothing of it outside its folder."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from scraper.model import CasebookError
from scraper.store import write_zip


def test_the_zip_holds_the_whole_site_in_one_folder(built: Path) -> None:
    site = built / "site"
    with zipfile.ZipFile(built / "handed-over.zip") as archive:
        assert archive.testzip() is None
        packed = {name: archive.read(name) for name in archive.namelist()}
    files = [path for path in site.rglob("*") if path.is_file()]
    assert packed == {
        f"handed-over/{path.relative_to(site).as_posix()}": path.read_bytes() for path in files
    }


def test_the_same_site_gives_the_same_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    for folder, names in zip(folders, (["b.txt", "a/文.txt"], ["a/文.txt", "b.txt"]), strict=True):
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(name, encoding="utf-8")
    (folders[1] / "b.txt").chmod(0o600)
    packed = [
        write_zip(folder, tmp_path / folder.name / ".." / "z" / "s.zip") for folder in folders
    ]
    first = packed[0].read_bytes()
    write_zip(folders[0], packed[0])
    assert packed[0].read_bytes() == first
    write_zip(folders[1], packed[1])
    assert packed[1].read_bytes() == first


def test_a_zip_never_packs_itself(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    with pytest.raises(CasebookError, match="cannot lie in the folder it packs"):
        write_zip(tmp_path / "site", tmp_path / "site" / "site.zip")


def test_a_failed_zip_leaves_nothing_behind(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "taken.zip").mkdir()
    with pytest.raises(CasebookError, match="cannot be written"):
        write_zip(site, tmp_path / "taken.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "taken.zip"]
