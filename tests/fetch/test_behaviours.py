"""Everything servers do wrong, each with the verdict it must have; all of them within the time."""

from __future__ import annotations

import contextlib
import itertools
import time

import pytest
from bad_server import ANSWERS, BadServer, running

from scraper.fetch import Fetched, Job, Wanted, fetch
from scraper.rules.fetching import Limits

VERDICTS = {
    "/stall": "seconds",
    "/drip-body": "seconds",
    "/drip-head": "seconds",
    "/endless-head": "connect",
    "/endless-body": "large",
    "/huge-stated": "large",
    "/cut-length": "cut",
    "/cut-chunked": "cut",
    "/cut-without-length": "cut",
    "/cut-gzip": "cut",
    "/no-gzip": "cut",
    "/bomb": "large",
    "/double-bomb": "large",
    "/unasked": "coding",
    "/loop": "redirects",
    "/to-file": "scheme",
    "/to-data": "scheme",
    "/to-loopback": "private",
    "/to-localhost": "private",
    "/to-metadata": "private",
    "/to-decimal": "private",
    "/busy-long": "busy",
    "/gone": "status",
    "/forbidden": "status",
    "/broken": "status",
    "/empty": "empty",
    "/no-bytes": "empty",
    "/login": "login",
    "/check": "check",
    "/app": "script",
    "/missing": "missing",
    "/picture": "type",
    "/garbage": "connect",
    # and what must be taken, however odd
    "/whole-without-length": "",
    "/gzip": "",
    "/deflate": "",
    "/to-page": "",
    "/login-beside": "",
    "/evil-head": "",
    "/changing": "",
}
LISTS = ("/robots.txt", "/sitemap.xml", "/sitemaps.xml", "/feed.xml")
SLOW = ("/stall", "/drip-body", "/drip-head", "/busy-once", "/busy-long")
"""Each of them has a site of its own here, because a site is asked one thing at a time."""


Verdicts = tuple[dict[str, Fetched], float, BadServer]


def run(job: Job) -> dict[str, Fetched]:
    return {fetched.address: fetched for fetched in fetch(job)}


@pytest.fixture(scope="module")
def verdicts(limits: Limits) -> Verdicts:
    """What became of every path, the seconds it took, and the server that was busy once."""
    with contextlib.ExitStack() as stack:
        quick = stack.enter_context(running())
        paths = [path for path in ANSWERS if path not in LISTS]
        at = {p: stack.enter_context(running()) if p in SLOW else quick for p in paths}
        wanted = {path: Wanted(at[path].url(path)) for path in paths}
        began = time.monotonic()
        job = Job(tuple(wanted.values()), "Casebook/0 (+test)", limits, ("127.0.0.1",))
        found = run(job)
        taken = time.monotonic() - began
    by_path = {path: found[wanted[path].address] for path in paths}
    return by_path, taken, at["/busy-once"]


def test_every_behaviour_has_its_verdict(verdicts: Verdicts) -> None:
    found, _, _ = verdicts
    names = {path: fetched.fault for path, fetched in found.items()}
    assert names == VERDICTS | {"/busy-once": ""}


def test_nothing_bad_is_handed_on(verdicts: Verdicts) -> None:
    found, _, _ = verdicts
    assert all(bool(fetched.exchanges) != bool(fetched.fault) for fetched in found.values())
    assert [each.status for each in found["/to-page"].exchanges] == [302, 200]


def test_all_end_in_time(verdicts: Verdicts) -> None:
    _, taken, _ = verdicts
    assert taken < 60


def test_retry_after_is_obeyed(verdicts: Verdicts) -> None:
    _, _, server = verdicts
    times = [when for path, when in server.times if path == "/busy-once"]
    assert len(times) == 2
    assert times[1] - times[0] >= 2


def test_a_site_that_asks_for_a_day_is_left_alone(server: BadServer, limits: Limits) -> None:
    wanted = tuple(Wanted(server.url(path)) for path in ("/busy-long", "/page/1"))
    found = run(Job(wanted, "Casebook", limits, ("127.0.0.1",)))
    assert [fetched.fault for fetched in found.values()] == ["busy", "busy"]
    assert server.asked["/busy-long"] == 1
    assert not server.asked["/page/1"]


def test_the_delay_between_requests_is_kept(server: BadServer, limits: Limits) -> None:
    server.robots = b"User-agent: casebook\nCrawl-delay: 1\n"
    wanted = tuple(Wanted(server.url(f"/page/{n}")) for n in range(3))
    run(Job(wanted, "Casebook", limits, ("127.0.0.1",)))
    times = [when for path, when in server.times if path.startswith("/page")]
    assert all(b - a >= 0.95 for a, b in itertools.pairwise(times))


def test_sitemaps_and_feeds_are_followed(server: BadServer, limits: Limits) -> None:
    wanted = (
        Wanted(server.url("/sitemaps.xml"), "sitemap"),
        Wanted(server.url("/feed.xml"), "feed"),
    )
    found = run(Job(wanted, "Casebook", limits, ("127.0.0.1",)))
    pages = {address for address, fetched in found.items() if fetched.exchanges}
    assert pages == {server.url(f"/page/{n}") for n in range(3)}
    assert all(server.asked[f"/page/{n}"] == 1 for n in range(3))
    assert found[server.url("/sitemap.xml")].listed >= 0


def test_an_unchanged_page_is_not_sent_again(server: BadServer, limits: Limits) -> None:
    job = Job(
        (Wanted(server.url("/changing"), "page", '"v1"'),), "Casebook", limits, ("127.0.0.1",)
    )
    (fetched,) = fetch(job)
    assert fetched.unchanged
    assert not fetched.exchanges
