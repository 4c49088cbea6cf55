"""Workers end what exceeds a limit, and only the file concerned fails."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scraper.blocks import read_page
from scraper.capture import read_capture
from scraper.guard import limits, worker, workers
from scraper.guard.programs import run_program
from scraper.guard.workers import run_limited
from scraper.model import CasebookError

from .makers import TEXT, capture


def spin() -> None:
    limits.allow_seconds(0)
    while True:
        pass


def allowed() -> tuple[float, float]:
    """Seconds of the processor and bytes of memory that the worker may still use."""
    cpu, memory = (
        resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS)
    )
    return cpu - time.process_time(), memory


def swell() -> int:
    return len(bytearray(worker.MEMORY))


def crash() -> None:
    ctypes.string_at(0)


def refuse() -> None:
    raise CasebookError("inner", "what is wrong", "the mend", "7")


def fail() -> None:
    raise KeyError("柳桥")


def chatter() -> str:
    os.write(1, b"text between the answers")
    print("more of it")
    return "done"


@pytest.mark.parametrize(
    ("function", "problem"),
    [
        (swell, "MiB of memory"),
        (crash, "crashed"),
        (fail, r"cannot be read \(KeyError\)"),
        (refuse, "^inner:7: what is wrong. the mend$"),
    ],
)
def test_what_fails_in_a_worker_is_an_error_of_its_file(function: object, problem: str) -> None:
    with pytest.raises(CasebookError, match=problem):
        run_limited("page", function)  # type: ignore[arg-type]
    assert run_limited("page", str.upper, "next") == "NEXT"


def test_a_loop_without_end_is_ended_by_its_processor_time() -> None:
    with pytest.raises(CasebookError, match=r"page: .*processor time"):
        run_limited("page", spin)
    assert run_limited("page", str.upper, "next") == "NEXT"


def test_a_file_that_waits_for_ever_is_ended_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CLOCK_SECONDS", 0.3)
    with pytest.raises(CasebookError, match=r"page: .*more than 0\.3 seconds"):
        run_limited("page", time.sleep, 60)
    assert run_limited("page", str.upper, "next") == "NEXT"


def test_each_file_has_the_whole_time_and_the_worker_its_memory() -> None:
    run_limited("page", sum, range(10_000_000))
    seconds, memory = run_limited("page", allowed)
    assert worker.CPU_SECONDS - 1 <= seconds <= worker.CPU_SECONDS + 1
    assert memory == worker.MEMORY


def test_a_worker_is_replaced_after_its_share_of_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FILES_A_WORKER", 3)
    processes = [run_limited("page", os.getpid) for _ in range(7)]
    assert 3 <= len(set(processes)) <= 4
    assert os.getpid() not in processes


def test_what_a_parser_prints_does_not_come_between_the_answers() -> None:
    assert run_limited("page", chatter) == "done"


def test_a_script_that_is_no_module_can_read_pages() -> None:
    script = (
        "from scraper.blocks import read_page\nfrom scraper.model import Capture\n"
        "print(len(read_page(Capture(b'<p>a</p>', '0' * 64, 'a', 'text/html')).lines))"
    )
    done = subprocess.run(
        [sys.executable, "-"], input=script, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_plain_text_starts_no_worker() -> None:
    script = (
        "from scraper.blocks import read_page\nfrom scraper.guard import workers\n"
        "from scraper.model import Capture\nworkers.subprocess.Popen = None\n"
        "print(len(read_page(Capture(b'one\\ntwo', '0' * 64, 'a', 'text/plain')).lines))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.stdout == b"2\n"


def test_a_program_that_fails_or_prints() -> None:
    command = [sys.executable, "-c", "print('柳桥')"]
    assert run_program("a.doc", command, ".").decode().strip() == "柳桥"
    with pytest.raises(CasebookError, match=r"a\.doc: .*cannot convert it"):
        run_program("a.doc", [sys.executable, "-c", "raise SystemExit(3)"], ".")


def test_an_old_word_file_without_a_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CasebookError, match="needs a converter") as caught:
        read_page(capture(TEXT.encode(), "application/msword", "old.doc"))
    assert ".docx" in caught.value.mend


def test_an_old_word_file_is_handed_to_the_converter_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    converter = tmp_path / "catdoc"
    converter.write_text('#!/bin/sh\nfor file; do :; done\n/bin/cat "$file"\n', "utf-8")
    converter.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    page = read_page(capture(TEXT.encode(), "application/msword", "old.doc"))
    assert [line.text for line in page.lines] == [TEXT]
    with pytest.raises(CasebookError, match="catdoc finds no text"):
        read_page(capture(b" ", "application/msword", "old.doc"))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_an_old_word_file_keeps_its_headings_with_libreoffice(tmp_path: Path) -> None:
    page = tmp_path / "old.html"
    page.write_text(f'<meta charset="utf-8"><h2>楼组</h2><p>{TEXT}</p>', "utf-8")
    command = ["soffice", "--headless", "--convert-to", "doc:MS Word 97", page.name]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run([*command, profile], cwd=tmp_path, check=True, capture_output=True)
    found = read_page(read_capture(tmp_path / "old.doc"))
    assert [(line.text, line.hint) for line in found.lines] == [("楼组", "h2"), (TEXT, "")]
