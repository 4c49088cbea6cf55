"""Addresses of this machine, of its network and of its cloud are refused before any connection.

The list of others' tricks lies beside the repository and is no part of it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from bad_server import ANSWERS, BadServer, _to

from scraper.fetch import Fetched, Job, Wanted
from scraper.fetch.job import fetched_from_json, job_to_json
from scraper.fetch.safety import Guard
from scraper.rules.fetching import Limits, load_fetch_rules

PROJECT = Path(__file__).resolve().parents[2]
SUITE = PROJECT.parent / "shared" / "suites" / "ssrf_patt" / "cases.jsonl"
OURS = (
    "http://localtest.me/",
    "http://100.100.100.200/latest/meta-data/",
    "http://168.63.129.16/",
    "http://[fd00:ec2::254]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[fe80::1%25eth0]/",
    "http://224.0.0.1/",
    "http://user@good.example/",
    "http://good.example:99999/",
    "javascript:alert(1)",
    "data:text/html,<p>x",
    "view-source:http://good.example/",
)


def fetch_stubbed(job: Job, port: int, log: Path) -> dict[str, Fetched]:
    """What became of each address, with nothing leaving this machine."""
    process = subprocess.Popen(
        (sys.executable, str(Path(__file__).with_name("stubbed_worker.py")), str(log), str(port)),
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(job_to_json(job).encode() + b"\n")
    process.stdin.flush()
    lines = []
    for line in iter(process.stdout.readline, b"end\n"):
        lines.append(line)
        process.stdin.write(b"taken\n")
        process.stdin.flush()
    process.stdin.close()
    process.wait(timeout=10)
    return {fetched.address: fetched for fetched in map(fetched_from_json, lines)}


def payloads() -> list[str]:
    if not SUITE.exists():
        return []
    return [json.loads(line)["payload"] for line in SUITE.read_text("utf-8").splitlines()]


@pytest.fixture(params=["as address", "as redirect"])
def refused(
    request: pytest.FixtureRequest, server: BadServer, limits: Limits, tmp_path: Path
) -> tuple[list[str], dict[str, Fetched], Path]:
    """Every trick, given as an address or sent as the target of a redirect by a public server."""
    tricks = [*payloads(), *OURS]
    wanted = tricks
    if request.param == "as redirect":
        wanted = [f"http://good.example/trick/{n}" for n in range(len(tricks))]
        for number, trick in enumerate(tricks):
            ANSWERS[f"/trick/{number}"] = _to(trick)
    log = tmp_path / "connections"
    job = Job(tuple(map(Wanted, wanted)), "Casebook", limits)
    found = fetch_stubbed(job, server.port, log)
    for number in range(len(tricks)):
        ANSWERS.pop(f"/trick/{number}", None)
    return wanted, found, log


def test_no_trick_leads_to_a_connection(
    refused: tuple[list[str], dict[str, Fetched], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    wanted, found, log = refused
    taken = [address for address in wanted if found[address].exchanges]
    with capsys.disabled():
        print(f" {len(wanted)} tricks, {len(wanted) - len(taken)} refused", end="")
    assert not log.exists(), log.read_text("utf-8")
    # What a browser reads as a path of the public server itself is a page of it.
    assert all(address.startswith("http://good.example/trick/") for address in taken)
    assert len(taken) <= 4


def test_a_name_that_changes_its_answer_gains_nothing(
    server: BadServer, limits: Limits, tmp_path: Path
) -> None:
    wanted = tuple(Wanted(f"http://rebind.example/page/{n}") for n in range(2))
    found = fetch_stubbed(Job(wanted, "Casebook", limits), server.port, tmp_path / "log")
    assert not (tmp_path / "log").exists()
    assert [bool(each.exchanges) for each in found.values()].count(True) <= 1


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "198.18.0.1", "203.0.113.5", "255.255.255.255", "240.0.0.1", "224.0.0.251",
        "168.63.129.16", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:8.8.8.8",
        "::127.0.0.1", "64:ff9b::808:808", "2002:808:808::1", "2001:0:808:808::1", "fec0::1",
        "2001:db8::1",
    ],
)  # fmt: skip
def test_numbers_that_are_not_public(number: str) -> None:
    assert not Guard(load_fetch_rules().refused, ()).is_public(number)


@pytest.mark.parametrize("number", ["8.8.8.8", "114.114.114.114", "2400:3200::1", "1.2.3.4"])
def test_numbers_that_are_public(number: str) -> None:
    assert Guard(load_fetch_rules().refused, ()).is_public(number)
