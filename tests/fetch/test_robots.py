"""robots.txt: Google's own expectations (beside the repository, no part of it) and RFC 9309."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest
from bad_server import BadServer, running
from google_robots import expectations
from gpyrobotstxt.robots_cc import RobotsMatcher
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch import Job, Wanted, fetch
from scraper.fetch.politeness import asked_wait
from scraper.fetch.robots import Rules
from scraper.rules.fetching import Limits, load_fetch_rules

SUITE = Path(__file__).resolve().parents[3] / "shared" / "suites" / "robots_google"


def test_google_s_expectations(capsys: pytest.CaptureFixture[str]) -> None:
    source = SUITE / "robots_test.cc"
    if not source.exists():
        pytest.skip("no suites beside the repository")
    expected = list(expectations(source.read_text("utf-8")))
    wrong = []
    for each in expected:
        if each.question == "IsUserAgentAllowed":
            text, agent, url = each.args
            answer = Rules(text.encode(), agent).allows(url)
        else:
            answer = RobotsMatcher().is_valid_user_agent_to_obey(each.args[0])
        if answer != each.expected:
            wrong.append(each)
    with capsys.disabled():
        print(f" {len(expected) - len(wrong)} of {len(expected)}", end="")
    assert len(expected) == 156
    assert not wrong


def test_our_name_is_one_that_robots_txt_can_address() -> None:
    assert re.fullmatch(r"[a-zA-Z_-]+", load_fetch_rules().agent)


FILES = {
    "BOM": b"\xef\xbb\xbfUser-agent: *\nDisallow: /private/\n",
    "GBK comment": "# 禁止抓取\nUser-agent: *\nDisallow: /private/\n".encode("gbk"),
    "CR ends": b"User-agent: *\rDisallow: /private/\r",
    "NUL and garbage": b"\x00\xff\n\nUser-agent: *\nDisallow: /private/\n",
    "misspelt": b"useragent: *\ndissallow /private/\n",
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES.keys())
def test_odd_files_are_read(text: bytes) -> None:
    rules = Rules(text, "Casebook")
    assert not rules.allows("http://site.example/private/a.html")
    assert rules.allows("http://site.example/public/a.html")


@given(st.one_of(st.binary(), st.text("user-agent: *\ndisallow/#$\t\r\x0c").map(str.encode)))
def test_no_file_breaks_the_reading(text: bytes) -> None:
    rules = Rules(text, "Casebook")
    rules.allows("http://site.example/a?b=c")
    assert rules.delay >= 0


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_chinese_path_is_meant_in_the_file_s_own_encoding(encoding: str) -> None:
    rules = Rules("User-agent: *\nDisallow: /资料/\n".encode(encoding), "Casebook")
    path = "".join(f"%{octet:02X}" for octet in "资料".encode(encoding))
    assert not rules.allows(f"http://site.example/{path}/a.html")


# What robots.txt answers, and the verdict on a page of the site (RFC 9309, 2.3.1).
ANSWERED = {
    "404 Not Found": "",
    "401 Unauthorized": "",
    "403 Forbidden": "",
    "410 Gone": "",
    "500 Internal Server Error": "robots-unreachable",
    "503 Service Unavailable": "robots-unreachable",
    "429 Too Many Requests": "robots-unreachable",
}


def test_the_status_decides(limits: Limits) -> None:
    with contextlib.ExitStack() as stack:
        servers = {status: stack.enter_context(running()) for status in ANSWERED}
        for status, server in servers.items():
            server.robots_status = status
            server.robots = b"User-agent: *\nDisallow: /\n"  # an error page is no robots.txt
        wanted = {status: server.url("/page/1") for status, server in servers.items()}
        job = Job(tuple(map(Wanted, wanted.values())), "Casebook", limits, ("127.0.0.1",))
        found = {fetched.address: fetched.fault for fetched in fetch(job)}
        assert {status: found[wanted[status]] for status in ANSWERED} == ANSWERED
        asked = {status: server.asked["/page/1"] for status, server in servers.items()}
        assert asked == {status: int(not fault) for status, fault in ANSWERED.items()}


def test_a_forbidden_page_is_not_asked_for(server: BadServer, limits: Limits) -> None:
    server.robots = b"User-agent: casebook\nDisallow: /page/\n"
    wanted = tuple(Wanted(server.url(path)) for path in ("/page/1", "/other"))
    found = [fetched.fault for fetched in fetch(Job(wanted, "Casebook", limits, ("127.0.0.1",)))]
    assert found == ["robots", ""]
    assert not server.asked["/page/1"]
    assert server.asked["/robots.txt"] == 1


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Thu, 01 Jan 1970 00:01:40 GMT", 90.0),
        ("Thu, 01 Jan 1970 00:00:01 GMT", 0.0),
        ("9" * 400, 999_999_999.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("٣", None),
    ],
)
def test_retry_after_is_read(header: str, seconds: float | None) -> None:
    assert asked_wait(header, now=10.0) == seconds
