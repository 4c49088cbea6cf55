"""`casebook serve`: shows the site on this machine and rebuilds it when a case is edited."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PATIENCE = 60
"""Seconds to wait for a build before giving up."""
CASE = """---
id: example
kind: case
title: 示例社区的做法
---

示例社区把便民服务搬到楼下。 {#p-aaaaaa}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def waits_for(url: str, words: str) -> bool:
    """Whether the page at `url` comes to hold `words` within the time allowed."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if words in answer.read().decode("utf-8"):
                    return True
        except OSError:
            pass
        time.sleep(0.2)
    return False


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A case file and the address of its page on a running preview."""
    case = tmp_path / "cases" / "example.md"
    case.parent.mkdir()
    case.write_text(CASE, "utf-8")
    port = free_port()
    words = [sys.executable, "-m", "scraper", "serve", "--port", str(port)]
    for name in ("captures", "cases", "translations", "site"):
        words += [f"--{name}", str(tmp_path / name)]
    running = subprocess.Popen(words, cwd=PROJECT, stdout=subprocess.DEVNULL)
    yield case, f"http://127.0.0.1:{port}/cases/example.html"
    running.terminate()
    running.wait(timeout=10)


def test_an_edit_shows_on_the_page(served: tuple[Path, str]) -> None:
    case, url = served
    assert waits_for(url, "便民服务搬到楼下")
    edited = case.with_name("new.tmp")
    edited.write_text(CASE.replace("楼下", "家门口"), "utf-8")
    edited.replace(case)  # as many editors save
    assert waits_for(url, "便民服务搬到家门口")


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        words = [sys.executable, "-m", "scraper", "serve", "--port", str(taken.getsockname()[1])]
        words += ["--site", str(tmp_path / "site"), "--docs", str(tmp_path / "docs")]
        done = subprocess.run(
            words, cwd=PROJECT, capture_output=True, encoding="utf-8", check=False
        )
    assert done.returncode == 1
    assert "cannot be used" in done.stderr
    assert "--port" in done.stderr
