"""Files are written whole or not at all, and by one run at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scraper.model import CasebookError
from scraper.store import library_lock, read_text, write_bytes, write_text

HOLD = """
import sys, time
from pathlib import Path
from scraper.store import library_lock
with library_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_an_equal_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "a.txt"
    assert write_text(path, "一\n")
    before = path.stat()
    assert not write_text(path, "一\n")
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert write_text(path, "二\n")
    assert path.read_bytes() == "二\n".encode()
    assert [p.name for p in path.parent.iterdir()] == ["a.txt"]


def test_permissions_stay_and_new_files_can_be_read_by_the_web_server(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    mask = os.umask(0o022)
    try:
        write_text(path, "一")
    finally:
        os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o644
    path.chmod(0o640)
    write_text(path, "二")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_write_that_fails_halfway_leaves_the_old_file(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="needs limits on file size (POSIX)")
    path = tmp_path / "a.txt"
    write_text(path, "旧")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    try:
        with pytest.raises(CasebookError, match="cannot be written"):
            write_text(path, "新" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_text(encoding="utf-8") == "旧"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_what_cannot_be_read_or_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="cannot be read"):
        read_text(tmp_path / "missing.md")
    (tmp_path / "gbk.md").write_bytes("一\n二".encode() + "三".encode("gbk"))
    with pytest.raises(CasebookError, match=r"gbk\.md:2: the file is not UTF-8"):
        read_text(tmp_path / "gbk.md")
    with pytest.raises(CasebookError, match="cannot be written"):
        write_bytes(tmp_path / "gbk.md" / "below.txt", b"")
    with pytest.raises(CasebookError, match=r"'\\udcff', which is no character"):
        write_text(tmp_path / "new.md", "页面\udcff.txt")
    assert not (tmp_path / "new.md").exists()


def test_a_second_run_is_told_who_holds_the_library(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(CasebookError, match=f"process {other.pid} on "), library_lock(tmp_path):
            pass
        other.kill()
        other.wait()
        with library_lock(tmp_path):
            pass
