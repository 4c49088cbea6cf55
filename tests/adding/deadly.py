"""Work that kills its worker. Apart from the tests, so that a worker loads nothing else."""

from __future__ import annotations

import os
import signal
from pathlib import Path


def squared(number: int, once: Path, killer: int) -> int:
    """A number squared; the first worker that meets the killer dies of it."""
    if number == killer and not once.exists():
        once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def always_dies(number: int) -> int:
    """Takes its worker with it."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number
