"""Runs verbs of `casebook` that are killed, or whose disk is full, at their N-th write.

A driver process loads everything once and forks for each run; in the child an audit hook counts
the operations on files below one folder, and breaks off at the one that was asked for. So the
real code runs, down to the operating system, and each run takes a fraction of a second.
"""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Literal

PROJECT = Path(__file__).resolve().parents[2]
Kind = Literal["none", "kill", "full", "once"]
"""`kill`: SIGKILL before the operation; `full`: from then on nothing can be written; `once`: that
operation fails alone."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_MAKING = frozenset({"open", "os.mkdir", "fsync"})
"""What needs room on the disk."""
_CHANGING = frozenset({"os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink"})


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a run."""

    status: int
    """Exit status; negative: the signal that ended it."""
    operations: tuple[str, ...]
    """The operations on files, each `name path`."""
    output: str


class Driver:
    """The process that forks; a context manager."""

    def __enter__(self) -> Driver:
        self._process = subprocess.Popen(
            (sys.executable, str(Path(__file__))),
            cwd=PROJECT,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def run(
        self,
        folder: Path,
        args: Sequence[str],
        kind: Kind = "none",
        number: int = 0,
        closed: str = "",
    ) -> Run:
        """Run a verb in `folder`, disturbed at operation `number` (from 1) below that folder.

        The folder `closed` in it may not be written, not even by the superuser.
        """
        assert self._process.stdin
        assert self._process.stdout
        task = {"folder": str(folder), "args": list(args), "kind": kind, "number": number}
        task["closed"] = str(folder / closed) if closed else ""
        print(json.dumps(task), file=self._process.stdin, flush=True)
        fields = json.loads(self._process.stdout.readline())
        return Run(fields["status"], tuple(fields["operations"]), fields["output"])


class _Disk:
    """The hook: counts operations and breaks off."""

    def __init__(self, folder: str, kind: Kind, number: int, closed: str, log: IO[str]) -> None:
        self._folder, self._kind, self._number, self._log = folder, kind, number, log
        self._closed = closed
        self._count = 0

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        if event == "open":
            flags = args[2]
            if not isinstance(flags, int) or not flags & _WRITING:
                return
        elif event not in _CHANGING and event not in _MAKING:
            return
        if isinstance(args[0], str | bytes | os.PathLike):
            path = str(Path.cwd() / os.fsdecode(args[0]))
            if path.startswith(self._folder):
                self._operation(event, path)

    def fsync(self, handle: int) -> None:
        """Stand for `os.fsync`, which has no audit event."""
        self._operation("fsync", str(Path(f"/proc/self/fd/{handle}").readlink()))
        os.fdatasync(handle)

    def _operation(self, event: str, path: str) -> None:
        self._count += 1
        print(event, path.removeprefix(self._folder), file=self._log, flush=True)
        if self._kind == "kill" and self._count == self._number:
            os.kill(os.getpid(), signal.SIGKILL)
        if self._closed and path.startswith(self._closed):
            raise OSError(errno.EACCES, os.strerror(errno.EACCES), path)
        over = self._kind == "full" and self._count >= self._number and event in _MAKING
        if over or (self._kind == "once" and self._count == self._number):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)


def _child(task: dict[str, str | int | list[str]], log: Path, output: Path) -> None:
    """Run the verb; never returns."""
    from scraper.__main__ import main

    folder, closed = str(task["folder"]), str(task["closed"])
    os.chdir(folder)
    status = 0
    with output.open("w", encoding="utf-8") as out, log.open("w", encoding="utf-8") as operations:
        disk = _Disk(folder, task["kind"], int(task["number"]), closed, operations)  # type: ignore[arg-type]
        sys.addaudithook(disk)
        os.fsync = disk.fsync  # type: ignore[assignment]
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            try:
                main(task["args"], standalone_mode=True)  # type: ignore[arg-type]
            except SystemExit as end:
                status = end.code if isinstance(end.code, int) else 1
            except BaseException:
                import traceback

                traceback.print_exc()
                status = 99
    os._exit(status)


def _drive(tasks: Iterator[str], answers: IO[str], scratch: Path) -> None:
    log, output = scratch / "operations", scratch / "output"
    for line in tasks:
        for file in (log, output):
            file.write_text("", "utf-8")
        process = os.fork()
        if process == 0:
            _child(json.loads(line), log, output)
        _, code = os.waitpid(process, 0)
        run = Run(
            os.waitstatus_to_exitcode(code),
            tuple(log.read_text("utf-8").splitlines()),
            output.read_text("utf-8"),
        )
        print(json.dumps(asdict(run)), file=answers, flush=True)


def _warm(scratch: Path) -> None:
    """Load what a run loads, so that each of them starts at once."""
    from click.testing import CliRunner

    from scraper.__main__ import main

    page = scratch / "page.txt"
    page.write_text("敲门问事\n" + "柳桥街道请党员先做一件小事，敲开同一个单元的门。" * 9, "utf-8")
    places = [f"--{n}={scratch / n}" for n in ("captures", "cases", "translations")]
    CliRunner().invoke(main, ["add", str(page), *places])
    CliRunner().invoke(main, ["translate", *places[:2], places[2]])


def main() -> None:
    """Answer tasks on standard input until it ends."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        real, sys.stdout = sys.stdout, io.StringIO()
        _warm(scratch)
        sys.stdout = sys.__stdout__
        _drive(iter(sys.stdin.readline, ""), real, scratch)


if __name__ == "__main__":
    main()
