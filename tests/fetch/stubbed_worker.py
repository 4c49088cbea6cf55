"""The fetching process with name service and connections replaced: nothing leaves this machine.

Called as `stubbed_worker.py LOG PORT`. Every name stands for 127.0.0.1, the worst an attacker's
name can stand for, but `good.example`, a public number, and `rebind.example`, which is public when
asked first and 127.0.0.1 from then on. A connection to the public number goes to PORT here; any
other is written to LOG and refused.
"""

from __future__ import annotations

import errno
import socket
import sys
from pathlib import Path
from typing import Any

PUBLIC = "93.184.216.34"
LOG, PORT = sys.argv[1], int(sys.argv[2])
_real_lookup, _real_connect = socket.getaddrinfo, socket.socket.connect_ex
_asked: list[str] = []


def look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
    name = host.decode() if isinstance(host, bytes) else str(host)
    try:
        family, kind = kwargs.get("family", 0), kwargs.get("type", 0) or socket.SOCK_STREAM
        port = args[0] if args else kwargs.get("port")
        return _real_lookup(name, port, family, kind, flags=socket.AI_NUMERICHOST)
    except socket.gaierror:
        _asked.append(name)
    public = name == "good.example" or (name == "rebind.example" and _asked.count(name) == 1)
    number = PUBLIC if public else "127.0.0.1"
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port))]


def connect(self: socket.socket, address: Any) -> int:
    if address[0] == PUBLIC:
        return _real_connect(self, ("127.0.0.1", PORT))
    with Path(LOG).open("a", encoding="utf-8") as log:
        log.write(f"{address}\n")
    return errno.ECONNREFUSED


socket.getaddrinfo = look_up
socket.socket.connect_ex = connect  # type: ignore[method-assign]

if __name__ == "__main__":
    from scraper.fetch.worker import main

    main()
