"""The worker process: takes tasks on its standard input, answers on its standard output.

A task is a pickled tuple of the file's name, a function and what it is called with; the answer is
a pickled `Answer`. It runs until its input ends, as it does when the program that started it ends.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scraper.guard.limits import allow_seconds, limit_memory
from scraper.model import CasebookError

CPU_SECONDS = 10
"""Processor time for one file: a thousand times what a long page takes."""
MEMORY = 768 * 1024 * 1024
"""Address space of a worker, in bytes: Python, the parsers and the largest file taken."""
DEEPEST_CALLS = 10_000
"""Parsers call themselves for each nesting: 50 tables in one another exceed Python's own limit."""
MEND = "It may be damaged or made to do harm. Save its text as .txt and add that file."


@dataclass(frozen=True, slots=True)
class Answer:
    """What a function returned, or the fault: file, problem, mend and place.

    A `CasebookError` itself does not survive pickling.
    """

    result: Any = None
    fault: tuple[str, str, str, str] | None = None


def answer(
    file: str, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Answer:
    """Run a function; whatever it raises is a fault of this one file."""
    try:
        return Answer(function(*args, **kwargs))
    except CasebookError as error:
        return Answer(fault=(error.file, error.problem, error.mend, error.place))
    except MemoryError:
        problem = f"reading it takes more than {MEMORY // 1024**2} MiB of memory"
        return Answer(fault=(file, problem, MEND, ""))
    except Exception as error:
        # Parsers fail on broken files in more ways than they document; one file fails, no more.
        return Answer(fault=(file, f"it cannot be read ({type(error).__name__})", MEND, ""))


def main() -> None:
    """Answer tasks until there are no more. Ctrl+C is for the program that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tasks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints must not come between the answers
    limit_memory(MEMORY)
    sys.setrecursionlimit(DEEPEST_CALLS)
    while True:
        try:
            task = pickle.load(tasks)  # noqa: S301 (from the program that started it)
        except EOFError:
            return
        allow_seconds(CPU_SECONDS)
        pickle.dump(answer(*task), answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()
