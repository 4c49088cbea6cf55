"""What surrounds a run: another run, folders that may not be written, names, locale, clock."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.capture import find_files
from scraper.model import CasebookError
from scraper.pipeline import expand
from scraper.store import check_case_id

from .disturbed import PROJECT, Driver

TEXT = "柳桥街道敲门问事\n" + "\n".join(
    f"第{n}组的党员先做一件小事，敲开同一个单元的门，问一问住户最烦的是什么。" for n in range(1, 9)
)
ODD = (
    "a\u202egpj.txt", "柳" * 83 + ".txt", "-rf.txt", "$(id).txt", "a b;c&d.txt", "a\nb.txt",
    "%2e%2e%2f.txt", "'\"`.txt", "~.txt", "CON.txt", "aux.txt", "nul.html", "a. .txt", "{{x}}.txt",
    "e\u0301.txt", "\u00e9.txt", "\U0001f600.txt",
)  # fmt: skip
"""Names of files that a Linux folder can hold."""
RESERVED = ("con", "prn", "aux", "nul", "com1", "lpt9", "com0")


@pytest.fixture(scope="module")
def driver() -> Iterator[Driver]:
    with Driver() as driver:
        yield driver


def page(number: int) -> str:
    """A text of its own: pages that are alike would be versions of one case."""
    names = "柳桥梧桐里河滨新村东门西街南苑北山"
    place = names[number % 8 : number % 8 + 2] + chr(0x4E00 + 37 * number % 20000)
    lines = TEXT.replace("柳桥", place).split("\n")
    return "\n".join(f"{line}{chr(0x5000 + number * 7 + n)}" for n, line in enumerate(lines))


EACH = """
import json, os, sys
from scraper.__main__ import main
for args in json.loads(sys.argv[1]):
    print(args[0], flush=True)
    try:
        main([os.fsdecode(word.encode()) for word in args])  # as the system hands them over
    except SystemExit as end:
        print(end.code, flush=True)
"""
"""Runs verbs one after the other and prints how each ended."""


def in_locale(verbs: list[list[str]], **locale: str) -> bytes:
    """What these verbs print in a process of its own with that locale."""
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT)}
    command = (sys.executable, "-c", EACH, json.dumps(verbs))
    run = subprocess.run(command, env=kept | locale, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout


def test_a_second_writer_is_told_who_holds_the_library(driver: Driver, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(TEXT, "utf-8")
    holder = (
        "import sys, time\nfrom pathlib import Path\nfrom scraper.store import library_lock\n"
        "with library_lock(Path(sys.argv[1]), 'build'):\n    print('held', flush=True)\n"
        "    time.sleep(60)\n"
    )
    first = subprocess.Popen(
        (sys.executable, "-c", holder, str(tmp_path / "cases")),
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )
    try:
        assert first.stdout
        assert first.stdout.readline() == b"held\n"
        second = driver.run(tmp_path, ["add", "page.txt"])
    finally:
        first.kill()
        first.wait()
        first.communicate()
    assert second.status == 1
    assert f"written by process {first.pid} on" in second.output
    assert "(casebook build, since 20" in second.output
    assert not list((tmp_path / "cases").glob("*.md"))
    # The first one was killed: its lock is gone with it.
    assert driver.run(tmp_path, ["add", "page.txt"]).status == 0


@pytest.mark.parametrize("closed", ["captures", "cases", "translations"])
def test_a_folder_that_may_not_be_written_is_named(
    closed: str, driver: Driver, tmp_path: Path
) -> None:
    (tmp_path / "page.txt").write_text(TEXT, "utf-8")
    run = driver.run(tmp_path, ["add", "page.txt"], closed=closed)
    assert (run.status, "Traceback" in run.output) == (1, False)
    assert closed in run.output
    assert driver.run(tmp_path, ["add", "page.txt"]).status == 0
    assert len(list(tmp_path.glob("cases/*.md"))) == len(list(tmp_path.glob("*/en/*.po"))) == 1


def test_ten_thousand_files_in_one_folder_are_found_quickly(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(10_000):
        (folder / f"{number}.txt").touch()
    start = time.process_time()
    found = list(expand([folder]))
    assert len(found) == 10_000
    assert time.process_time() - start < 10


@pytest.mark.parametrize("name", ODD, ids=ascii)
def test_a_file_of_any_name_is_added(name: str, driver: Driver, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_text(TEXT, "utf-8")
    run = driver.run(tmp_path, ["add", "in"])
    assert run.status == 0, run.output
    assert len(list((tmp_path / "cases").glob("*.md"))) == 1
    assert driver.run(tmp_path, ["add", "captures"]).status == 0
    for file in tmp_path.rglob("*"):
        if file.parent != tmp_path / "in" and file.is_file():
            assert file.name.isascii()
    for control in ("\u202e", "\n  b.txt"):
        assert control not in run.output


def test_a_name_that_is_no_text_is_added(driver: Driver, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with open(os.fsencode(tmp_path / "in") + "/柳桥.txt".encode("gbk"), "wb") as file:  # noqa: PTH123
        file.write(TEXT.encode())
    run = driver.run(tmp_path, ["add", "in"])
    assert "Traceback" not in run.output
    assert run.status == 0, run.output


def test_members_of_archives_lead_nowhere(driver: Driver, tmp_path: Path) -> None:
    names = (
        "../../up.txt",
        "/abs.txt",
        "C:\\drive.txt",
        "a\x00b.txt",
        "con.txt",
        "x/" * 300 + "y.txt",
    )
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for number, name in enumerate(names):
            entry = zipfile.ZipInfo()
            entry.filename = name  # with its zero, at which ZipInfo itself would cut it
            archive.writestr(entry, page(number))
    before = set(tmp_path.parent.iterdir())
    run = driver.run(tmp_path, ["add", "in.zip"])
    assert run.status == 0, run.output
    assert set(tmp_path.parent.iterdir()) == before
    assert {p.name for p in tmp_path.iterdir()} == {"captures", "cases", "in.zip", "translations"}
    assert len(list((tmp_path / "captures").glob("*.txt"))) == len(names)


@pytest.mark.parametrize("name", RESERVED)
def test_a_name_that_windows_keeps_is_no_id(name: str) -> None:
    with pytest.raises(CasebookError, match="Windows"):
        check_case_id(name, "file")


ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_every_verb_does_the_same_in_the_c_locale(tmp_path: Path) -> None:
    found = {}
    for name, locale in (("c", ASCII), ("utf-8", {"LC_ALL": "C.UTF-8"})):
        folder = tmp_path / name
        folder.mkdir()
        pages = [str(folder / "页面.txt"), str(folder / "另一页.html")]
        Path(pages[0]).write_text(TEXT, "utf-8")
        Path(pages[1]).write_text(f"<p>{page(3)}</p>", "utf-8")
        places = [f"--{n}={folder / n}" for n in ("captures", "cases", "translations")]
        config = f"--config={PROJECT / 'mkdocs.yml'}"
        verbs = [
            ["add", *pages, *places, "--lang=zh"],
            ["clean", *pages, "--json"],
            ["clean", *pages],
            ["explain", *pages, "--lang=zh"],
            ["translate", *places],
            ["check", *places, config, "--lang=zh"],
            ["rename", "jiedao-qiaomen", "new-name", *places],
            ["new", "note", "new-name", *places],
            ["verify", places[0], "--lang=zh"],
            ["export", str(folder / "engine"), "--to=meilisearch", *places, config],
        ]
        said = in_locale(verbs, **locale).replace(str(folder).encode(), b"FOLDER")
        assert said.count(b"Traceback") == 0
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        found[name] = said, files
    assert found["c"] == found["utf-8"]
    assert "页面.txt" in found["c"][0].decode()


def test_files_from_the_future_and_captures_of_tomorrow_change_nothing(
    driver: Driver, tmp_path: Path
) -> None:
    (tmp_path / "page.txt").write_text(TEXT, "utf-8")
    (tmp_path / "page.txt.yaml").write_text("captured: '2099-01-01'\n", "utf-8")
    assert driver.run(tmp_path, ["add", "page.txt"]).status == 0
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    for path in files:
        os.utime(path, (4_000_000_000, 4_000_000_000))
    before = {path: path.read_bytes() for path in files if not path.name.startswith(".casebook")}
    run = driver.run(tmp_path, ["add", "page.txt"])
    assert run.status == 0, run.output
    assert driver.run(tmp_path, ["translate"]).status == 0
    assert {path: path.read_bytes() for path in before} == before
    assert all("2099-01-01" in path.read_text("utf-8") for path in tmp_path.glob("cases/*.md"))
    shutil.rmtree(tmp_path / "cases")
    assert len(list(find_files(tmp_path / "captures"))) == 1
