"""A translation service on this machine that speaks both protocols, and misbehaves on demand."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """One answer: its status, and its text; what is more, how it goes wrong."""

    text: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    cut: bool = False
    """Break the body off in the middle."""
    finish: str = "stop"
    body: str | None = None
    """Send this instead."""


@dataclass
class LocalService:
    """What was asked, and what will be answered: the replies in turn, then `usual`."""

    url: str = ""
    usual: Callable[[str], str] = lambda text: "x"
    replies: list[Reply] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)

    def texts(self) -> list[str]:
        """The texts that were sent, in order."""
        return [source(body) for _, _, body in self.asked]


def source(body: dict[str, Any]) -> str:
    return str(body["q"] if "q" in body else body["messages"][-1]["content"])


@contextmanager
def serving() -> Iterator[LocalService]:
    service = LocalService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            service.asked.append((self.path, dict(self.headers), body))
            reply = service.replies.pop(0) if service.replies else None
            reply = reply or Reply(service.usual(source(body)))
            time.sleep(reply.delay)
            content = (reply.body if reply.body is not None else self._body(reply)).encode()
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[: len(content) // 2] if reply.cut else content)

        def _body(self, reply: Reply) -> str:
            if self.path == "/translate":
                return json.dumps({"translatedText": reply.text})
            message = {"role": "assistant", "content": reply.text}
            choices = [{"index": 0, "message": message, "finish_reason": reply.finish}]
            return json.dumps({"choices": choices, "usage": {"total_tokens": 7}})

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
