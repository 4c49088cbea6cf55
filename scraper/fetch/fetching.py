"""The face of fetching: starts the fetching process and hands its results on as they come."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress

from scraper.fetch.job import Fetched, Job, fetched_from_json, job_to_json
from scraper.model import CasebookError

_ENDED = "the fetching process ended before its time"
_MEND = (
    "Run the same command again: it goes on where this run ended. Should it end at once, check "
    "that Scrapy is installed."
)
_MAIN = "from scraper.fetch.worker import main; main()"


def fetch(job: Job) -> Iterator[Fetched]:
    """Yield what became of each address of a job, as it is known; order is the servers'.

    Raises CasebookError where the fetching process ends before its job is done. Closing the
    iterator ends the process.
    """
    process = subprocess.Popen(  # noqa: S603 (our own program, no words of others)
        (sys.executable, "-c", _MAIN),
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin  # both were asked for
    assert process.stdout
    try:
        process.stdin.write(job_to_json(job).encode("ascii") + b"\n")
        process.stdin.flush()
        for line in process.stdout:
            if line == b"end\n":
                return
            yield fetched_from_json(line)
            process.stdin.write(b"taken\n")  # only now may the next one come: see the worker
            process.stdin.flush()
        raise CasebookError("fetching", _ENDED, _MEND)
    except BrokenPipeError as error:
        raise CasebookError("fetching", _ENDED, _MEND) from error
    finally:
        process.kill()
        process.wait()
        with suppress(BrokenPipeError):  # what was still to be written is of no use now
            process.stdin.close()
        process.stdout.close()
