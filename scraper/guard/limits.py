"""Limits on time and memory of a process, where the platform has them.

Windows has none of them; macOS does not limit memory. There the clock alone ends a process.
"""

from __future__ import annotations

import time

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]


def limit_memory(size: int) -> None:
    """Limit the address space of this process to `size` bytes, and let it leave no core dump."""
    if resource is not None:
        _lower(resource.RLIMIT_AS, size)
        _lower(resource.RLIMIT_CORE, 0)


def allow_seconds(seconds: int) -> None:
    """Let this process use so many more seconds of the processor; then it is ended (SIGXCPU)."""
    if resource is not None:
        _lower(resource.RLIMIT_CPU, int(time.process_time()) + 1 + seconds)


def limit_process(pid: int, seconds: int, size: int) -> None:
    """Limit another process that has just started, and what it starts in turn (Linux alone)."""
    if resource is None or not hasattr(resource, "prlimit"):
        return
    try:
        resource.prlimit(pid, resource.RLIMIT_AS, (size, size))
        resource.prlimit(pid, resource.RLIMIT_CPU, (seconds, seconds))
    except ProcessLookupError:
        return  # it has ended already


def _lower(kind: int, limit: int) -> None:
    """Set the soft limit of this process, within the hard one it was given."""
    _, hard = resource.getrlimit(kind)
    within = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(kind, (within, hard))
