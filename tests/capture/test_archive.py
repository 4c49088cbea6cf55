"""Zip archives: each document in one is a file of its own, and none does harm."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from scraper.capture import find_files, read_capture
from scraper.guard.zips import MOST_ENTRIES
from scraper.model import CasebookError

TEXT = "柳桥街道请党员敲门问事。\n"


class RawName(zipfile.ZipInfo):
    """An entry whose name is written as these bytes, without the mark for UTF-8."""

    raw = b""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.raw, self.flag_bits


def packed(path: Path, members: Mapping[str | bytes, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = RawName("x") if isinstance(name, bytes) else zipfile.ZipInfo(name)
            if isinstance(name, bytes) and isinstance(entry, RawName):
                entry.raw = name
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return path


def names(archive: Path) -> list[str]:
    return [p.relative_to(archive).as_posix() for p in find_files(archive)]


def problem(path: Path) -> str:
    with pytest.raises(CasebookError) as caught:
        read_capture(path)
    assert caught.value.file == str(path)
    assert caught.value.mend.endswith(".")
    return caught.value.problem


def test_each_document_is_a_capture_of_its_own(tmp_path: Path) -> None:
    members = {"b.txt": TEXT, "a/c.html": f"<p>{TEXT}", "a/logo.png": b"\x89PNG", "d.css": "p {}"}
    archive = packed(tmp_path / "pages.zip", members)
    assert names(archive) == ["a/c.html", "b.txt"]
    found = [read_capture(path, "2020-01-02") for path in find_files(archive)]
    assert [c.name for c in found] == ["pages.zip/a/c.html", "pages.zip/b.txt"]
    assert [c.media_type for c in found] == ["text/html", "text/plain"]
    assert found[1].content == TEXT.encode()
    assert found[1].captured == "2020-01-02"


def test_an_archive_in_a_folder_is_read_like_a_folder(tmp_path: Path) -> None:
    packed(tmp_path / "b.zip", {"c.txt": TEXT})
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "z.zip").write_bytes(b"PK\x03\x04 cut")
    assert names(tmp_path) == ["a.txt", "b.zip/c.txt", "z.zip"]
    assert list(find_files(tmp_path / "b.zip/c.txt")) == [tmp_path / "b.zip/c.txt"]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("../../evil.txt", "evil.txt"),
        ("/etc/cron.txt", "etc/cron.txt"),
        ("C:\\Windows\\a.txt", "C_/Windows/a.txt"),
        ("a/../../b.txt", "a/b.txt"),
        ("a\u202etxt.b.txt", "a_txt.b.txt"),
        ("a\nb.txt", "a_b.txt"),
        ("柳桥/说明.txt".encode("gbk"), "柳桥/说明.txt"),
        ("柳桥/说明.txt".encode(), "柳桥/说明.txt"),
        ("柳桥/说明.txt", "柳桥/说明.txt"),
    ],
)
def test_names_are_decoded_and_made_safe(tmp_path: Path, stored: str | bytes, shown: str) -> None:
    archive = packed(tmp_path / "pages.zip", {stored: TEXT})
    assert names(archive) == [shown]
    assert read_capture(archive / shown).content == TEXT.encode()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["pages.zip"]


def test_members_of_one_name_are_told_apart(tmp_path: Path) -> None:
    archive = packed(tmp_path / "pages.zip", {"a.txt": "一", "./a.txt": "二", "../a.txt": "三"})
    assert names(archive) == ["a (2).txt", "a (3).txt", "a.txt"]
    assert read_capture(archive / "a (3).txt").content.decode() == "三"


def test_an_archive_that_changes_is_read_anew(tmp_path: Path) -> None:
    archive = packed(tmp_path / "pages.zip", {"a.txt": "一"})
    assert read_capture(archive / "a.txt").content.decode() == "一"
    time.sleep(0.02)
    packed(archive, {"a.txt": "二"})
    assert read_capture(archive / "a.txt").content.decode() == "二"


def test_archives_that_give_nothing_are_named(tmp_path: Path) -> None:
    assert "no file in this archive" in problem(packed(tmp_path / "a.zip", {"a.png": "x"}))
    inner = packed(tmp_path / "inner.zip", {"a.txt": TEXT}).read_bytes()
    nested = packed(tmp_path / "b.zip", {"inner.zip": inner})
    assert names(nested) == ["inner.zip"]
    assert "a zip archive" in problem(nested / "inner.zip")
    assert "no such member" in problem(nested / "missing.txt")
    (tmp_path / "c.zip").write_bytes(inner[:40])
    assert "damaged or cut short" in problem(tmp_path / "c.zip")


def test_a_bomb_is_refused_before_it_is_inflated(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("a.txt", "w", force_zip64=True) as member:
            for _ in range(64):
                member.write(b" " * 2**24)
        archive.writestr("b.txt", b" " * 10_000_000)
    assert path.stat().st_size < 1_100_000
    start = time.monotonic()
    assert "bytes, more than" in problem(path)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    ("content", "words"),
    [(b" " * 10_000_000, "200 times"), (bytes(range(256)) * 100_000, "more than the 20,000,000")],
)
def test_a_member_that_is_too_large_fails_alone(tmp_path: Path, content: bytes, words: str) -> None:
    archive = packed(tmp_path / "pages.zip", {"a.txt": TEXT, "b.txt": content})
    assert words in problem(archive / "b.txt")
    assert read_capture(archive / "a.txt").content == TEXT.encode()


def test_sizes_that_lie_do_not_help_a_bomb(tmp_path: Path) -> None:
    archive = packed(tmp_path / "pages.zip", {"a.txt": b" " * 10_000_000})
    lying = archive.read_bytes().replace(struct.pack("<L", 10_000_000), struct.pack("<L", 100))
    archive.write_bytes(lying)
    assert "damaged" in problem(archive / "a.txt")


def test_too_many_entries_and_overlapping_ones_are_refused(tmp_path: Path) -> None:
    many = packed(tmp_path / "many.zip", {f"{n}.txt": "" for n in range(MOST_ENTRIES + 1)})
    assert "entries, more than" in problem(many)
    content = packed(tmp_path / "two.zip", {"a.txt": TEXT, "b.txt": TEXT}).read_bytes()
    second = content.index(b"PK\x03\x04", 4)
    overlapping = tmp_path / "overlapping.zip"
    overlapping.write_bytes(content.replace(struct.pack("<L", second), struct.pack("<L", 4)))
    assert "overlap" in problem(overlapping)


def test_a_member_under_a_password_is_named(tmp_path: Path) -> None:
    archive = packed(tmp_path / "pages.zip", {"a.txt": TEXT})
    content = io.BytesIO(archive.read_bytes()).getvalue()
    directory = content.index(b"PK\x01\x02")
    flags = struct.pack("<H", struct.unpack_from("<H", content, directory + 8)[0] | 1)
    archive.write_bytes(content[: directory + 8] + flags + content[directory + 10 :])
    assert "password" in problem(archive / "a.txt")
