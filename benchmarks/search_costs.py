"""What a search costs its reader: bytes, time on a phone, time on a desktop, memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

from benchmarks.search_further import print_answers
from benchmarks.search_queries import Query
from benchmarks.search_site import Served, serve

COLD, FURTHER = 12, 30
"""Queries asked with an empty cache, and one after the other."""
PHONE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 200_000,
    "uploadThroughput": 93_750,
}
"""1.6 Mbit/s down, 750 kbit/s up, 150 ms (Chrome's "slow 4G")."""
TIMED = """async ([text, limit]) => {
    const start = performance.now();
    await casebookSearch.find(text, { lang: "zh", limit });
    return [performance.now() - start, performance.now()];
}"""


def measure(browser: Browser, site: Path, queries: Sequence[Query]) -> None:
    """Print the costs for queries of all classes in turn."""
    mixed = _in_turn(queries)
    for compress in (True, False):
        sizes = [_cold_bytes(browser, site, query.text, compress) for query in mixed[:COLD]]
        kind = "compresses" if compress else "does not compress"
        print(f"first result, server that {kind}: {_spread(sizes, 1024)} KB")
    plain = [q for q in mixed if q.kind in ("word", "phrase", "title")]
    searched, since_start = zip(
        *(_cold_on_a_phone(browser, site, query.text) for query in plain[:COLD]), strict=True
    )
    print(f"phone, first result from the first key: {_spread(searched, 1000)} s")
    print(f"phone, first result from opening the page: {_spread(since_start, 1000)} s")
    with _opened(browser, site, True, phone=True) as (page, _):
        print_answers(page, mixed[COLD : COLD + 2 * FURTHER])
        print(f"JavaScript heap then: {_heap(page) / 2**20:.1f} MB")
    with _opened(browser, site, True, phone=True) as (page, _):
        page.evaluate(TIMED, [plain[0].text, 1])
        for limit in (1, 10):
            new = [page.evaluate(TIMED, [q.text, limit])[0] for q in mixed[20 * limit :][:FURTHER]]
            print(f"phone, by script, one after the other, {limit} shown: {_spread(new)} ms")
    with _opened(browser, site, True) as (page, _):
        page.evaluate(TIMED, [plain[0].text, 1])
        new = [page.evaluate(TIMED, [q.text, 1])[0] for q in mixed[: 2 * FURTHER]]
        again = [page.evaluate(TIMED, [q.text, 1])[0] for q in mixed[2 * FURTHER - 5 : 2 * FURTHER]]
        print(f"desktop, further query: {_spread(new)} ms; again {_spread(again)} ms")
        asked = mixed[2 * FURTHER :][:FURTHER]
        busy = [_thread_ms(page, query.text) for query in asked]
        print(f"desktop, further query, processor time of the page: {_spread(busy)} ms")
        busy = [_thread_ms(page, query.text) for query in asked]
        print(f"the same where its pieces are there: {_spread(busy)} ms")
        print(
            f"JavaScript heap after {2 * FURTHER} queries: {_heap(page) / 2**20:.1f} MB", flush=True
        )


def _in_turn(queries: Sequence[Query]) -> list[Query]:
    """Return the queries so that those of each class stand as far apart as can be."""
    kinds: dict[str, list[Query]] = {}
    for query in queries:
        kinds.setdefault(query.kind, []).append(query)
    longest = max(map(len, kinds.values()))
    return [each[i] for i in range(longest) for each in kinds.values() if i < len(each)]


@contextmanager
def _opened(
    browser: Browser, site: Path, compress: bool, phone: bool = False
) -> Iterator[tuple[Page, Served]]:
    context = browser.new_context()
    page = context.new_page()
    if phone:
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", PHONE)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    with serve(site, compress) as served:
        page.goto(served.address)
        yield page, served
    context.close()


def _cold_bytes(browser: Browser, site: Path, text: str, compress: bool) -> float:
    """Return the bytes of scripts, styles and index until the first result with its excerpt."""
    with _opened(browser, site, compress) as (page, served):
        page.evaluate(TIMED, [text, 1])
        return float(served.bytes)


def _cold_on_a_phone(browser: Browser, site: Path, text: str) -> tuple[float, float]:
    """Return milliseconds to the first result: from the search, and from opening the page."""
    with _opened(browser, site, True, phone=True) as (page, _):
        searched, since_start = page.evaluate(TIMED, [text, 1])
        return searched, since_start


def _thread_ms(page: Page, text: str) -> float:
    """Return the processor time of the page's thread for a query: no network, no other load."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))

    before = spent()
    page.evaluate(TIMED, [text, 1])
    took = spent() - before
    session.detach()
    return 1000 * took


def _heap(page: Page) -> float:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"])


def _spread(values: Sequence[float], unit: float = 1) -> str:
    digits = 0 if unit == 1 and max(values) > 20 else 1 if unit != 1000 else 2
    return f"{median(values) / unit:.{digits}f} (most {max(values) / unit:.{digits}f})"
