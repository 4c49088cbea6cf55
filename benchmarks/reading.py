"""What a reader waits for: pages of a built site on a slow phone, through Chromium.

    python -m benchmarks.reading SITE

Home, a model and a case in both languages, each with an empty cache, 4 times slower processor and
1.6 Mbit/s with 150 ms of delay (Lighthouse's slow 4G), from a server that compresses. Printed are
the bytes transferred, the layout shift (CLS) and the seconds until the page has loaded and every
script has run.
"""

from __future__ import annotations

import gzip
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"
BITS, DELAY, SLOWER = 1_600_000, 150, 4
SHIFT = """new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted = (window.shifted ?? 0) + entry.value;
}).observe({type: "layout-shift", buffered: true});"""


class Compressing(SimpleHTTPRequestHandler):
    """Serves text compressed, as web servers do."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if path.suffix != ".bin":
            content = gzip.compress(content, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


def look(browser: Browser, address: str) -> tuple[int, float, float]:
    """Return bytes, layout shift and seconds of a page."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    speed = {"downloadThroughput": BITS / 8, "uploadThroughput": BITS / 8, "latency": DELAY}
    tools.send("Network.emulateNetworkConditions", {"offline": False, **speed})
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    received: list[float] = []
    tools.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.add_init_script(SHIFT)
    page.goto(address, wait_until="load")
    seconds = page.evaluate("performance.timing.loadEventEnd - performance.timing.navigationStart")
    page.wait_for_timeout(1500)
    shifted = page.evaluate("window.shifted ?? 0")
    context.close()
    return int(sum(received)), shifted, seconds / 1000


def main() -> None:
    site = Path(sys.argv[1])
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressing, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    model = sorted((site / "models").glob("[!i]*.html"))[0].name
    case = sorted((site / "cases").glob("[!i]*.html"))[0].name
    pages = ["index.html", "cases/index.html", f"models/{model}", f"cases/{case}"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for page in [root + page for root in ("", "en/") for page in pages]:
            found = look(browser, f"http://127.0.0.1:{server.server_port}/{page}")
            print(
                "{:40} {:7.1f} KB  CLS {:.3f}  {:.2f} s".format(page, found[0] / 1000, *found[1:])
            )
        browser.close()


if __name__ == "__main__":
    main()
