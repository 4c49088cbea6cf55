"""Files made to do harm: each ends as text, as "no text" or as a named error, in time and room.

They are made when the test runs. Those that use up what a file may use take seconds each:
CASEBOOK_ALL_BOMBS=1 reads them too.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path

import pytest

from scraper import acquire, pipeline
from scraper.evidence import is_archive
from scraper.guard.worker import CPU_SECONDS, MEMORY
from scraper.guard.workers import run_limited
from scraper.model import CasebookError

from .bombs import CANARY, Made, archives, pages, pdfs, web_archives, words

SECONDS = 15
ROOM = 1024 * 1024
"""Largest resident size of a process, in KiB: 1 GiB."""
SLOW = frozenset(
    {
        "million-entries.zip", "endless-open.html", "endless-tags.html", "endless-entities.html",
        "markdown-215b5d28.md", "nested.mhtml", "headers.mhtml", "empty-parts.mhtml", "texts.pdf",
        "gigabyte.warc.gz", "line-ends.txt", "long-header.warc",
    }
)  # fmt: skip
GROUPS = ("archives", "pages", "words", "pdfs", "web_archives")


def made(group: str, canary: Path) -> list[tuple[str, Made]]:
    makers = {
        "archives": archives,
        "pages": pages,
        "pdfs": pdfs,
        "web_archives": web_archives,
        "words": lambda: words(canary.as_uri()),
    }
    everything = bool(os.environ.get("CASEBOOK_ALL_BOMBS"))
    return [(name, make()) for name, make in makers[group]() if everything or name not in SLOW]


def laid(folder: Path, name: str, content: Made) -> list[Path]:
    """Write a bomb; return the files that are to be added."""
    folder.mkdir()
    files = {name: content} if isinstance(content, bytes) else content
    for file, part in files.items():
        (folder / file).write_bytes(part)
    return [folder / file for file in files if not file.endswith(".yaml")]


def read(paths: list[Path], captures: Path) -> list[str]:
    """What became of each file: its text, or the error with its place and mend."""
    found: list[str] = []
    for path in pipeline.expand(paths):
        try:
            if isinstance(path, CasebookError):
                raise path
            if is_archive(path):
                taken = list(acquire.take_from_archive(path, captures))
                found += [str(each) for each in taken]
                continue
            _, cleaned = pipeline.clean_file(path)
            found.append("text: " + "".join(article.body for article in cleaned.articles))
        except CasebookError as error:
            found.append(str(error))
    return found


def worker_seconds() -> float:
    """Processor time of the worker so far."""
    return run_limited("clock", time.process_time)


@pytest.mark.parametrize("group", GROUPS)
def test_every_bomb_ends_in_time_and_room(
    group: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text(CANARY, "utf-8")
    outcomes: Counter[str] = Counter()
    slowest = (0.0, "")
    for number, (name, content) in enumerate(made(group, canary)):
        paths = laid(tmp_path / str(number), name, content)
        start, before = time.process_time(), worker_seconds()
        found = read(paths, tmp_path / "captures")
        after = worker_seconds()
        # A worker that was ended is a new one: it had used what it may.
        used = after - before if after >= before else CPU_SECONDS
        used += time.process_time() - start
        slowest = max(slowest, (used, name))
        assert used < SECONDS, name
        assert found, name
        assert not any(CANARY in each for each in found), name
        outcomes["text" if any(each.startswith("text") for each in found) else "named"] += 1
        for path in paths:
            path.unlink()
    # Not getrusage, which begins with what the process that started the worker held.
    status = Path("/proc/self/status")
    if status.exists():
        told = dict(
            line.split(":", 1) for line in run_limited("room", status.read_text).splitlines()
        )
        assert int(told["VmHWM"].split()[0]) < ROOM
    assert MEMORY < ROOM * 1024
    with capsys.disabled():
        print(f" {group}: {dict(outcomes)}, slowest {slowest[0]:.1f} s ({slowest[1]})", end="")
