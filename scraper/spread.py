"""One function over many items: in this process, in several, or on the machines of an engine.

The results come in the order of the items and do not depend on where they were made, so whoever
reads them cannot tell. Only few items are under way at once: a list of a million costs no memory.
A worker that dies costs time alone: what it had is done again elsewhere.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from typing import Any, Literal, TypeVar, get_args

from scraper.model import CasebookError

T = TypeVar("T")
R = TypeVar("R")

Engine = Literal["local", "dask"]
ENGINES: tuple[Engine, ...] = get_args(Engine)
_AHEAD = 4
"""Items a worker has waiting for it, so that it never idles."""
_TRIES = 3
"""How often an item is tried whose worker died."""
_BATCH = 16
"""Small items of one task of an engine: a task of Dask costs about 18 ms of its own."""
_PATIENCE = 5
"""Seconds to wait for a scheduler."""


@dataclass(frozen=True, slots=True)
class Over:
    """Where work is done."""

    engine: Engine = "local"
    jobs: int = 1
    """Workers to start; of a scheduler that runs already, its workers are taken."""
    scheduler: str = ""
    """Address of a running Dask scheduler (`tcp://host:8786`)."""


HERE = Over()
"""In this process."""


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(
    function: Callable[[T], R], items: Iterable[T], over: Over = HERE, *, batch: int = _BATCH
) -> Iterator[R]:
    """Yield `function(item)` for each item, in order; an engine gets `batch` items at a time.

    Function, items and results travel between processes: they must pickle. What the function
    raises is raised here. Raises `CasebookError` where the engine is not installed or cannot be
    reached, and where workers die again and again over the same items.
    """
    if over.engine == "dask":
        return _in_dask(function, items, over, batch)
    if over.jobs > 1:
        return _in_processes(function, items, over.jobs)
    return map(function, items)


def _in_processes(function: Callable[[T], R], items: Iterable[T], jobs: int) -> Iterator[R]:
    source = iter(items)
    waiting: deque[T] = deque()
    futures: deque[Future[R]] = deque()
    tries = _TRIES
    with ExitStack() as stack:
        pool = stack.enter_context(_pool(jobs))
        while True:
            waiting.extend(islice(source, jobs * _AHEAD - len(waiting)))
            if not waiting:
                return
            try:
                for item in islice(waiting, len(futures), None):
                    futures.append(pool.submit(function, item))
                result = futures[0].result()
            except BrokenProcessPool as error:
                tries -= 1
                if not tries:
                    raise _died(waiting[0]) from error
                futures.clear()
                pool = stack.enter_context(_pool(jobs))
                continue
            waiting.popleft()
            futures.popleft()
            tries = _TRIES
            yield result


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Worker processes that inherit nothing: the same on every system, safe beside threads."""
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))


def _batches(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    source = iter(items)
    while batch := tuple(islice(source, size)):
        yield batch


def _died(item: object) -> CasebookError:
    mend = "Add this file alone to see why, or leave it out"
    return CasebookError(str(item), f"its worker died {_TRIES} times", mend)


def _in_dask(function: Callable[[T], R], items: Iterable[T], over: Over, size: int) -> Iterator[R]:
    try:
        from distributed import KilledWorker
    except ImportError as error:
        mend = "Install it with: pip install 'casebook[engines]'"
        raise CasebookError("dask", "the engine is not installed", mend) from error
    waiting: deque[tuple[tuple[T, ...], Any]] = deque()
    batches = _batches(items, size)
    with _client(over) as client:
        workers = max(over.jobs, len(client.scheduler_info()["workers"]))
        while True:
            for batch in islice(batches, max(0, workers * _AHEAD - len(waiting))):
                waiting.append((batch, client.submit(_each, function, batch, pure=False)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                results: list[R] = future.result()
            except KilledWorker as error:
                raise _died(batch[0]) from error
            yield from results


def _each(function: Callable[[T], R], batch: Iterable[T]) -> list[R]:
    return [function(item) for item in batch]


@contextmanager
def _client(over: Over) -> Iterator[Any]:
    """Connect to the scheduler, or start one with its workers here."""
    from distributed import Client, LocalCluster

    with ExitStack() as stack:
        if over.scheduler:
            cluster: Any = over.scheduler
        else:  # without its status page, which would listen on a port
            start: Any = LocalCluster
            here = start(n_workers=over.jobs, threads_per_worker=1, dashboard_address=None)
            cluster = stack.enter_context(here)
        try:
            client = stack.enter_context(Client(cluster, timeout=_PATIENCE))  # type: ignore[no-untyped-call]
        except OSError as error:
            mend = "Start it with `dask scheduler`, or leave --scheduler out"
            raise CasebookError(over.scheduler, "no Dask scheduler answers", mend) from error
        yield client
