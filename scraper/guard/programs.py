"""Programs of others that convert hostile files, run under limits of time and memory."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress

from scraper.guard.limits import limit_process
from scraper.model import CasebookError

SECONDS = 60
"""Time for one file; an office program needs several to start."""
CPU_SECONDS = 15
MEMORY = 4 * 1024**3
"""Address space, in bytes. An office program maps two gigabytes before it reads anything."""

_MEND = "Open it in Word or WPS, save it as .docx and add that file."


def run_program(file: str, command: Sequence[str], folder: str) -> bytes:
    """What a program prints, run in `folder`; `file` names what it reads in errors.

    Raises CasebookError where it fails or exceeds a limit; everything it started is then ended.
    """
    name = os.path.basename(command[0])  # noqa: PTH119 (a word of a command, not a path of ours)
    environment = {**os.environ, "HOME": folder, "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(  # noqa: S603 (the program is one of ours, found on PATH)
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    limit_process(process.pid, CPU_SECONDS, MEMORY)
    try:
        printed, _ = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        problem = f"{name} takes more than {SECONDS} seconds to convert it"
        raise CasebookError(file, problem, _MEND) from error
    finally:
        _end(process)
    if process.returncode:
        raise CasebookError(file, f"{name} cannot convert it", _MEND)
    return printed


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()
