"""A web server on this machine that does everything servers do wrong, by path.

It speaks through the bare socket, because no library would send what is sent here.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

LONG = "示例社区党委把议事厅搬到楼下，居民有事当天商量。" * 12
PAGE = f"<html><head><title>议事厅</title></head><body><p>{LONG}</p></body></html>".encode()
MEGABYTE = 1_000_000


@dataclass
class BadServer:
    """The running server: its address, and how often each path was asked for."""

    port: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    times: list[tuple[str, float]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    robots: bytes = b""
    robots_status: str = "200 OK"
    version: int = 1

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


Answer = Callable[[BadServer, socket.socket, str], None]


def _head(
    sock: socket.socket, length: int | None, *lines: str, status: str = "200 OK", kind: str = ""
) -> None:
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind or 'text/html; charset=utf-8'}"]
    if length is not None:
        head.append(f"Content-Length: {length}")
    sock.sendall("\r\n".join((*head, *lines, "", "")).encode())


def _send(sock: socket.socket, body: bytes, *lines: str, status: str = "200 OK", **kw: str) -> None:
    _head(sock, len(body), *lines, status=status, **kw)
    sock.sendall(body)


def _page(server: BadServer, sock: socket.socket, path: str) -> None:
    del server
    _send(sock, PAGE.replace("议事厅搬".encode(), f"议事厅{path}搬".encode()))


def _robots(server: BadServer, sock: socket.socket, path: str) -> None:
    del path
    if server.robots:
        _send(sock, server.robots, "Retry-After: 0", status=server.robots_status, kind="text/plain")
    else:
        _send(sock, b"none", status="404 Not Found")


def _stall(server: BadServer, sock: socket.socket, path: str) -> None:
    time.sleep(30)


def _drip_body(server: BadServer, sock: socket.socket, path: str) -> None:
    _head(sock, 10_000)
    for _ in range(300):
        sock.sendall(b"x")
        time.sleep(0.1)


def _drip_head(server: BadServer, sock: socket.socket, path: str) -> None:
    for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 300:
        sock.sendall(bytes([byte]))
        time.sleep(0.1)


def _endless_head(server: BadServer, sock: socket.socket, path: str) -> None:
    sock.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        sock.sendall(b"X-More: " + b"a" * 8000 + b"\r\n")


def _endless_body(server: BadServer, sock: socket.socket, path: str) -> None:
    _head(sock, None)
    while True:
        sock.sendall(b"<p>more</p>" * 1000)


def _huge_stated(server: BadServer, sock: socket.socket, path: str) -> None:
    _head(sock, 10**12)
    time.sleep(30)


def _cut_length(server: BadServer, sock: socket.socket, path: str) -> None:
    _head(sock, len(PAGE) + 100)
    sock.sendall(PAGE)


def _cut_chunked(server: BadServer, sock: socket.socket, path: str) -> None:
    _head(sock, None, "Transfer-Encoding: chunked")
    sock.sendall(b"%x\r\n" % len(PAGE) + PAGE + b"\r\n")


def _cut_without_length(server: BadServer, sock: socket.socket, path: str) -> None:
    _head(sock, None, "Connection: close")
    sock.sendall(PAGE[: len(PAGE) // 2])


def _whole_without_length(server: BadServer, sock: socket.socket, path: str) -> None:
    _head(sock, None, "Connection: close")
    sock.sendall(PAGE)


def _cut_gzip(server: BadServer, sock: socket.socket, path: str) -> None:
    packed = gzip.compress(PAGE)
    _send(sock, packed[: len(packed) - 20], "Content-Encoding: gzip")


def _no_gzip(server: BadServer, sock: socket.socket, path: str) -> None:
    _send(sock, b"\x1f\x8b" + b"not gzip" * 9, "Content-Encoding: gzip")


def _gzip(server: BadServer, sock: socket.socket, path: str) -> None:
    _send(sock, gzip.compress(PAGE), "Content-Encoding: gzip")


def _deflate(server: BadServer, sock: socket.socket, path: str) -> None:
    packer = zlib.compressobj(wbits=-15)
    _send(sock, packer.compress(PAGE) + packer.flush(), "Content-Encoding: deflate")


def _bomb(server: BadServer, sock: socket.socket, path: str) -> None:
    packer = zlib.compressobj(9, wbits=31)
    packed = b"".join(packer.compress(b"0" * MEGABYTE) for _ in range(100)) + packer.flush()
    _send(sock, packed, "Content-Encoding: gzip")


def _double_bomb(server: BadServer, sock: socket.socket, path: str) -> None:
    packed = gzip.compress(gzip.compress(b"0" * 50 * MEGABYTE))
    _send(sock, packed, "Content-Encoding: gzip, gzip")


def _unasked(server: BadServer, sock: socket.socket, path: str) -> None:
    _send(sock, b"\x1f\x9d\x90abc", "Content-Encoding: compress")


def _loop(server: BadServer, sock: socket.socket, path: str) -> None:
    _send(sock, b"", f"Location: {path}", status="302 Found")


def _to(target: str) -> Answer:
    def answer(server: BadServer, sock: socket.socket, path: str) -> None:
        place = target.replace("PORT", str(server.port))
        _send(sock, b"", f"Location: {place}", status="302 Found")

    return answer


def _busy_once(server: BadServer, sock: socket.socket, path: str) -> None:
    if server.asked[path] == 1:
        _send(sock, b"slow down", "Retry-After: 2", status="429 Too Many Requests")
    else:
        _page(server, sock, path)


def _busy_long(server: BadServer, sock: socket.socket, path: str) -> None:
    _send(sock, b"slow down", "Retry-After: 86400", status="503 Service Unavailable")


def _changing(server: BadServer, sock: socket.socket, path: str) -> None:
    tag = f'"v{server.version}"'
    if f"if-none-match: {tag}" in server.requests[-1].lower():
        sock.sendall(f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode())
        return
    body = PAGE.replace("当天".encode(), f"第{server.version}天".encode())
    _send(sock, body, f"ETag: {tag}")


def _status(line: str) -> Answer:
    def answer(server: BadServer, sock: socket.socket, path: str) -> None:
        _send(sock, PAGE, status=line)

    return answer


def _html(body: str) -> Answer:
    def answer(server: BadServer, sock: socket.socket, path: str) -> None:
        _send(sock, f"<html><body>{body}</body></html>".encode())

    return answer


def _picture(server: BadServer, sock: socket.socket, path: str) -> None:
    _send(sock, b"\x89PNG\r\n", kind="image/png")


def _evil_head(server: BadServer, sock: socket.socket, path: str) -> None:
    _send(sock, PAGE, "X-Odd: \x01\x7f", "no colon here", "X-Name: 中文")


def _garbage(server: BadServer, sock: socket.socket, path: str) -> None:
    sock.sendall(b"\x00\xff" * 500)


def _sitemap(server: BadServer, sock: socket.socket, path: str) -> None:
    links = [server.url(f"/page/{n}") for n in range(3)] + ["http://other.example/x"]
    entries = "".join(f"<url><loc>{link}</loc></url>" for link in links)
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    _send(sock, body.encode(), kind="application/xml")


def _sitemap_index(server: BadServer, sock: socket.socket, path: str) -> None:
    links = (server.url("/sitemap.xml"), server.url("/sitemaps.xml"))  # the second is this one
    body = "".join(f"<sitemap><loc>{link}</loc></sitemap>" for link in links)
    _send(sock, f"<sitemapindex>{body}</sitemapindex>".encode(), kind="application/xml")


def _feed(server: BadServer, sock: socket.socket, path: str) -> None:
    links = "".join(f"<item><link>/page/{n}</link></item>" for n in range(2))
    _send(sock, f'<rss version="2.0"><channel>{links}</channel></rss>'.encode(), kind="text/xml")


ANSWERS: dict[str, Answer] = {
    "/robots.txt": _robots,
    "/stall": _stall,
    "/drip-body": _drip_body,
    "/drip-head": _drip_head,
    "/endless-head": _endless_head,
    "/endless-body": _endless_body,
    "/huge-stated": _huge_stated,
    "/cut-length": _cut_length,
    "/cut-chunked": _cut_chunked,
    "/cut-without-length": _cut_without_length,
    "/whole-without-length": _whole_without_length,
    "/cut-gzip": _cut_gzip,
    "/no-gzip": _no_gzip,
    "/gzip": _gzip,
    "/deflate": _deflate,
    "/bomb": _bomb,
    "/double-bomb": _double_bomb,
    "/unasked": _unasked,
    "/loop": _loop,
    "/to-file": _to("file:///etc/passwd"),
    "/to-data": _to("data:text/html,x"),
    "/to-loopback": _to("http://127.0.0.2:PORT/page/1"),
    "/to-localhost": _to("http://localhost:PORT/page/1"),
    "/to-metadata": _to("http://169.254.169.254/latest/meta-data/"),
    "/to-decimal": _to("http://2130706433:PORT/page/1"),
    "/to-page": _to("/page/1"),
    "/busy-once": _busy_once,
    "/busy-long": _busy_long,
    "/changing": _changing,
    "/gone": _status("410 Gone"),
    "/forbidden": _status("403 Forbidden"),
    "/broken": _status("500 Internal Server Error"),
    "/empty": _html(""),
    "/no-bytes": lambda server, sock, path: _send(sock, b""),
    "/login": _html("<form>用户登录<input name=u><input type=password name=p></form>"),
    "/login-beside": _html(f"<form>用户登录<input type=password></form><p>{LONG * 3}</p>"),
    "/check": _html("<p>为了您的账号安全，请完成验证</p>"),
    "/app": _html("<noscript>You need to enable JavaScript to run this app.</noscript>"),
    "/missing": _html("<h1>404</h1><p>您访问的页面不存在</p>"),
    "/picture": _picture,
    "/evil-head": _evil_head,
    "/garbage": _garbage,
    "/sitemap.xml": _sitemap,
    "/sitemaps.xml": _sitemap_index,
    "/feed.xml": _feed,
}


@contextlib.contextmanager
def running() -> Iterator[BadServer]:
    """The server, running until the end of the block."""
    server = BadServer()
    with socket.create_server(("127.0.0.1", 0), backlog=100) as listening:
        server.port = listening.getsockname()[1]
        threading.Thread(target=_accept, args=(server, listening), daemon=True).start()
        yield server


def _accept(server: BadServer, listening: socket.socket) -> None:
    while True:
        try:
            sock, _ = listening.accept()
        except OSError:
            return  # closed: the test is over
        threading.Thread(target=_answer, args=(server, sock), daemon=True).start()


def _answer(server: BadServer, sock: socket.socket) -> None:
    """Answer one request and close: what was cut off stays so."""
    with sock, contextlib.suppress(OSError):
        sock.settimeout(30)
        request = b""
        while b"\r\n\r\n" not in request:
            more = sock.recv(65536)
            if not more:
                return
            request += more
        path = request.split(b" ")[1].decode()
        server.requests.append(request.decode("latin-1"))
        server.asked[path] += 1
        server.times.append((path, time.monotonic()))
        ANSWERS.get(path.partition("?")[0], _page)(server, sock, path)
        sock.shutdown(socket.SHUT_WR)
        while sock.recv(65536):
            pass
