"""Functions that read hostile files, run in a worker process under limits of time and memory.

One worker is kept warm and reused; it starts with the first file that needs it. A worker that
exceeds a limit or crashes is ended and replaced, and only the file it was reading fails.

The time that counts is the processor's, so that a busy machine does not change what can be read;
a longer limit by the clock ends a worker that waits.

The worker is a program of its own (`scraper.guard.worker`) and not a pool of `multiprocessing`:
the processes of such a pool first import the script that started them, which costs more than
reading a page, and fails for a script that is no module.
"""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, ParamSpec, TypeVar

from scraper.guard.worker import CPU_SECONDS, MEND, Answer
from scraper.model import CasebookError

CLOCK_SECONDS = 60
"""Time by the clock for one file, on a busy machine."""
FILES_A_WORKER = 500
"""A worker is replaced after so many files, so that no library's leaks add up."""

_P = ParamSpec("_P")
_T = TypeVar("_T")


class _Worker:
    """A running worker process and how many files it has read."""

    def __init__(self) -> None:
        self.files = 0
        self._overdue = False
        self._process = subprocess.Popen(
            (sys.executable, "-c", "from scraper.guard.worker import main; main()"),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, *task: Any) -> Answer:
        """The worker's answer. Raises EOFError or OSError where it ended without one."""
        tasks, answers = self._process.stdin, self._process.stdout
        assert tasks  # both were asked for
        assert answers
        self.files += 1
        deadline = threading.Timer(CLOCK_SECONDS, self._end_overdue)
        deadline.start()
        try:
            pickle.dump(task, tasks, pickle.HIGHEST_PROTOCOL)
            tasks.flush()
            answer: Answer = pickle.load(answers)  # noqa: S301 (from our own worker)
        finally:
            deadline.cancel()
        return answer

    def _end_overdue(self) -> None:
        self._overdue = True
        self._process.kill()

    def end(self) -> str:
        """End the process; return why it had ended before, in words for an error."""
        self._process.kill()
        code = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):  # what was still to be written is of no use now
                    pipe.close()
        if self._overdue:
            return f"reading it takes more than {CLOCK_SECONDS} seconds"
        if code == -getattr(signal, "SIGXCPU", 0):
            return f"reading it takes more than {CPU_SECONDS} seconds of processor time"
        return "the program that reads it crashed on it"


class _Workers:
    """The one worker, replaced where it must be."""

    def __init__(self) -> None:
        self._worker: _Worker | None = None
        self._turn = threading.Lock()

    def ask(self, file: str, *task: Any) -> Answer:
        with self._turn:
            if self._worker and self._worker.files >= FILES_A_WORKER:
                self.end()
            self._worker = self._worker or _Worker()
            try:
                return self._worker.ask(file, *task)
            except (EOFError, OSError, pickle.UnpicklingError) as error:
                raise CasebookError(file, self.end(), MEND) from error
            except BaseException:  # Ctrl+C: the answer on its way would be taken for the next one
                self.end()
                raise

    def end(self) -> str:
        worker, self._worker = self._worker, None
        return worker.end() if worker else ""


_WORKERS = _Workers()
atexit.register(_WORKERS.end)


def run_limited(file: str, function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """What `function` returns for these arguments, run in a worker; `file` names it in errors.

    The function stands at the top level of a module, and what goes in and out can be pickled.
    Raises CasebookError where it raises one, fails otherwise, or exceeds a limit.
    """
    answer = _WORKERS.ask(file, function, args, kwargs)
    if answer.fault:
        raise CasebookError(*answer.fault)
    result: _T = answer.result
    return result
