"""A site to measure the search on: its index, its scripts, a page with a box, and servers."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from build_index import write, write_scripts
from scraper.index import build_index
from scraper.model import Record
from scraper.rules.glossary import load_glossary

PAGE = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><link rel="icon" href="data:,">
<link rel="stylesheet" href="search/search.css"></head>
<body><div class="cb-search" data-root="./" data-lang="zh"></div>
<script src="search/search.js" defer></script></body></html>
"""
COMPRESSED = {".html", ".js", ".css", ".json"}
"""What a server with usual settings compresses; other types it sends as they are."""


@dataclass(frozen=True, slots=True)
class Built:
    """What the build of an index took: processor seconds, and compressed bytes of each part."""

    seconds: float
    sizes: dict[str, int]


def build(records: Sequence[Record], folder: Path) -> Built:
    """Write the site; return what its index took."""
    start = time.process_time()
    sizes = write(build_index(records, load_glossary()), folder / "search")
    seconds = time.process_time() - start
    write_scripts(folder / "search")
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    return Built(seconds, sizes)


@dataclass(slots=True)
class Served:
    """A running server: its address, and the bodies it has sent, by path."""

    address: str
    sent: list[tuple[str, int]] = field(default_factory=list)

    @property
    def bytes(self) -> int:
        """Bytes of everything but the page itself."""
        return sum(size for path, size in self.sent if not path.endswith((".html", "/")))


@contextmanager
def serve(folder: Path, compress: bool) -> Iterator[Served]:
    """Serve a folder on this machine, with or without compression."""
    served = Served("")
    handler = partial(_Handler, directory=str(folder), served=served, compress=compress)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    served.address = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # as real servers do; else each answer waits 40 ms

    def __init__(self, *args: Any, served: Served, compress: bool, **more: Any) -> None:
        self.served, self.compress = served, compress
        super().__init__(*args, **more)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        packed = self.compress and path.suffix in COMPRESSED
        body = gzip.compress(body, 6) if packed else body
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)
        self.served.sent.append((self.path.split("?")[0], len(body)))

    def log_message(self, format: str, *args: Any) -> None:
        pass
