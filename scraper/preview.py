"""A server for one's own machine that shows a built site and rebuilds it on changes."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from scraper.model import CasebookError

PAUSE = 0.5
"""Seconds without a further change before a rebuild: editors save in several steps."""


def serve_folder(
    folder: Path, port: int, watched: Iterable[Path], rebuild: Callable[[], None]
) -> None:
    """Serve `folder` on 127.0.0.1:`port` until Ctrl+C; `rebuild` after changes in `watched`.

    Raises CasebookError where the port is taken.
    """
    handler = functools.partial(_Quiet, directory=str(folder.resolve()))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        mend = "Choose another one with --port."
        raise CasebookError(f"port {port}", f"cannot be used ({error.strerror})", mend) from error
    observer = Observer()
    changes = _Changes(rebuild)
    for path in watched:
        if path.is_dir():
            observer.schedule(changes, str(path), recursive=True)
    observer.start()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        observer.stop()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    """Says nothing of requests that went well."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Only errors are of interest."""


class _Changes(FileSystemEventHandler):
    """Waits for a pause in the changes of case and PO files, then rebuilds once."""

    def __init__(self, rebuild: Callable[[], None]) -> None:
        self._rebuild = rebuild
        self._timer: threading.Timer | None = None

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take note of a change to a case or PO file; editors also replace one by moving."""
        if event.event_type not in ("modified", "created", "deleted", "moved"):
            return
        names = (Path(str(path)).name for path in (event.src_path, event.dest_path))
        if not any(n.endswith((".md", ".po")) and not n.startswith(".") for n in names):
            return
        if self._timer:
            self._timer.cancel()
        self._timer = threading.Timer(PAUSE, self._rebuild)
        self._timer.start()
