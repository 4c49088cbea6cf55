"""Builds of a site at the same time, in another locale, and with a clock that was set back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .disturbed import PROJECT

LINES = "\n".join(
    f"{{}}第{number}组的党员先做一件小事，敲开同一个单元的门，问一问住户最烦的是什么。"
    for number in "一二三四五"
)
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def start(folder: Path, *args: str, **environment: str) -> subprocess.Popen[str]:
    """Start a verb in `folder`, in a process of its own."""
    return subprocess.Popen(
        (sys.executable, "-m", "scraper", *args),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Exit status and output."""
    output, _ = process.communicate(timeout=300)
    return process.returncode, output


def library(folder: Path, name: str) -> Path:
    """A library of one case in `folder`."""
    folder.mkdir()
    page = folder / f"{name}.txt"
    page.write_text(f"{name}街道敲门问事\n{LINES.replace('{}', name)}\n", "utf-8")
    status, output = ended(start(folder, "add", page.name))
    assert status == 0, output
    return folder


def build(folder: Path, site: Path, **environment: str) -> subprocess.Popen[str]:
    return start(folder, "build", "--no-handouts", f"--site={site}", **environment)


def files(site: Path) -> dict[str, bytes]:
    """Every file of a site."""
    found = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize("libraries", [1, 2])
def test_two_builds_at_once_leave_the_site_of_one(tmp_path: Path, libraries: int) -> None:
    """Two of one library, and one each of two libraries: the second is told who is at work."""
    folders = [library(tmp_path / name, name) for name in ("梧桐", "河滨")[:libraries]]
    alone = []
    for folder in folders:
        assert ended(build(folder, folder / "alone"))[0] == 0
        alone.append(files(folder / "alone"))
    site = tmp_path / "site"
    for _ in range(3):  # from nothing, and over the one before
        both = [ended(run) for run in [build(folder, site) for folder in (folders * 2)[:2]]]
        assert {status for status, _ in both} <= {0, 1}
        assert 0 in [status for status, _ in both]
        for status, output in both:
            assert "Traceback" not in output
            assert status == 0 or "Wait until that has ended" in output
        assert files(site) in alone
    assert ended(build(folders[-1], site))[0] == 0
    assert files(site) == alone[-1]


def test_a_build_in_the_c_locale_is_the_same(tmp_path: Path) -> None:
    folder = library(tmp_path / "library", "梧桐")
    for name, locale in (("c", ASCII), ("utf-8", {"LC_ALL": "C.UTF-8"})):
        status, output = ended(build(folder, tmp_path / name, **locale))
        assert (status, "Traceback" in output) == (0, False)
    assert files(tmp_path / "c") == files(tmp_path / "utf-8")


def test_an_edit_is_seen_though_the_clock_was_set_back(tmp_path: Path) -> None:
    folder = library(tmp_path / "library", "梧桐")
    site = folder / "site"
    assert ended(build(folder, site))[0] == 0
    (case,) = (folder / "cases").glob("*.md")
    text = case.read_text("utf-8")
    for time, old, new in ((4_000_000_000, "小事", "好事"), (1_000_000_000, "好事", "实事")):
        text = text.replace(old, new)  # as long as it was
        case.write_text(text, "utf-8")
        os.utime(case, (time, time))
        assert ended(build(folder, site))[0] == 0
        page = (site / "cases" / f"{case.stem}.html").read_text("utf-8")
        assert (new in page, old in page) == (True, False)
