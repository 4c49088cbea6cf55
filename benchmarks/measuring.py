"""What a program costs: processor time and peak memory, of itself and of what it starts."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run cost."""

    cpu: float
    """Seconds, user and system, with all processes it waited for."""
    memory: int
    """MiB of the largest of them."""


def run(words: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None) -> tuple[Cost, str]:
    """Run a program; return what it cost and what it printed. Raises where it fails."""
    process = subprocess.Popen(
        words, cwd=cwd, env={**os.environ, **(env or {})}, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    out = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{words[0]} ended with {process.returncode}: {out[-500:]}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024), out


def size(folder: Path) -> int:
    """The bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
