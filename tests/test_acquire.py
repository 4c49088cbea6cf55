"""From addresses and archives to the library: what a run keeps, and what a killed run leaves."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from scraper import acquire, pipeline
from scraper.__main__ import main
from scraper.evidence import Exchange, to_warc
from scraper.fetch.journal import NAME, Entry, load_journal
from scraper.model import CasebookError
from scraper.rules.fetching import load_fetch_rules
from scraper.rules.settings import Settings

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "tests" / "fetch"))

from bad_server import PAGE, BadServer, running  # noqa: E402

LIMITS = replace(load_fetch_rules().limits, seconds=5, delay=0, retries=1, backoff=1)
HERE = ("127.0.0.1",)
PAGES = int(os.environ.get("CASEBOOK_KILL_PAGES", "40"))
KILLS = int(os.environ.get("CASEBOOK_KILLS", "3"))
"""How much is fetched and how often it is broken off; 1000 and 20 take minutes."""
RUNNER = """
import json, sys
from pathlib import Path
from scraper import acquire
from scraper.rules.fetching import Limits
limits, captures, addresses = json.loads(sys.argv[1])
sources = acquire.Sources(tuple(addresses))
taken = acquire.take_from_web(sources, Path(captures), "Casebook", ("127.0.0.1",), Limits(**limits))
for one in taken:
    if not isinstance(one, acquire.Taken):
        print(one)
acquire.finish(Path(captures))
"""


@pytest.fixture
def server() -> Iterator[BadServer]:
    with running() as server:
        yield server


def take(captures: Path, *addresses: str) -> list[acquire.Taken | CasebookError]:
    sources = acquire.Sources(addresses)
    found = list(acquire.take_from_web(sources, captures, "Casebook", HERE, LIMITS))
    acquire.finish(captures)
    return found


def outcomes(taken: list[acquire.Taken | CasebookError]) -> list[str]:
    return [one.outcome if isinstance(one, acquire.Taken) else "fault" for one in taken]


def test_a_changed_page_is_a_new_capture_and_both_stay(server: BadServer, tmp_path: Path) -> None:
    address = server.url("/changing")
    assert outcomes(take(tmp_path, address)) == ["new"]
    assert outcomes(take(tmp_path, address)) == ["unchanged"]
    server.version = 2
    assert outcomes(take(tmp_path, address)) == ["new"]
    server.version = 1
    assert outcomes(take(tmp_path, address)) == ["known"]
    assert len(list(tmp_path.glob("*.warc.gz"))) == 2
    assert not acquire.verify(tmp_path).faults


def test_a_fetched_page_is_filed_with_its_address_and_date(
    server: BadServer, tmp_path: Path
) -> None:
    (taken,) = take(tmp_path / "captures", server.url("/to-page"))
    assert isinstance(taken, acquire.Taken)
    assert taken.path
    library = pipeline.Library(*(tmp_path / name for name in ("captures", "cases", "po")))
    (added,) = pipeline.add([taken.path], library, "2000-01-01")
    assert isinstance(added, pipeline.Added)
    source = added.cases[0].source
    assert source.address == server.url("/page/1")
    assert source.captured == time.strftime("%Y-%m-%d", time.gmtime())
    assert taken.path.name.startswith(source.capture)
    found = acquire.verify(library.captures)
    assert (found.captures, found.archives, found.faults) == (1, 1, ())
    assert list(pipeline.expand([library.captures])) == [
        library.captures / f"{source.capture}.html"
    ]


def test_verify_names_what_is_wrong(server: BadServer, tmp_path: Path) -> None:
    take(tmp_path, server.url("/page/1"), server.url("/page/2"))
    first, second = sorted(tmp_path.glob("*.warc.gz"))
    first.write_bytes(first.read_bytes()[:-9])
    faults = acquire.verify(tmp_path).faults
    assert [fault.file for fault in faults] == [str(first)]
    first.write_bytes(second.read_bytes())
    faults = acquire.verify(tmp_path).faults
    assert [fault.file for fault in faults] == [str(first)]


def test_verify_names_what_is_missing(server: BadServer, tmp_path: Path) -> None:
    library = pipeline.Library(*(tmp_path / name for name in ("captures", "cases", "po")))
    (taken,) = take(library.captures, server.url("/page/1"))
    assert isinstance(taken, acquire.Taken)
    assert taken.path
    list(pipeline.add([taken.path], library, "2000-01-01"))
    proof = taken.path.rename(tmp_path / "elsewhere")
    assert [fault.file for fault in acquire.verify(library.captures).faults] == [str(taken.path)]
    proof.rename(taken.path)
    (capture,) = library.captures.glob("*.html")
    capture.unlink()
    sidecar = str(capture.with_suffix(".yaml"))
    assert [fault.file for fault in acquire.verify(library.captures).faults] == [sidecar]
    with pytest.raises(CasebookError):
        acquire.verify(tmp_path / "nowhere")


def test_archives_of_others_become_evidence_of_ours(tmp_path: Path) -> None:
    headers = (("Content-Type", "text/html"),)
    page = Exchange("http://a.example/x", 200, (), headers, PAGE, "2020-02-03T04:05:06Z")
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(to_warc((page,), PAGE, "other tool"))
    (taken,) = acquire.take_from_archive(path, tmp_path / "captures")
    assert isinstance(taken, acquire.Taken)
    assert taken.path
    capture, _ = pipeline.clean_file(taken.path)
    assert (capture.captured, capture.address) == ("2020-02-03", "http://a.example/x")
    assert not acquire.verify(tmp_path / "captures").faults


def test_the_command_fetches_files_and_verifies(server: BadServer, tmp_path: Path) -> None:
    names = ("captures", "cases", "translations")
    places = [word for name in names for word in (f"--{name}", str(tmp_path / name))]
    listed = tmp_path / "list.txt"
    listed.write_text(f"\ufeff# pages\n\n{server.url('/page/1')}\nftp://a.example/x\n", "utf-8")
    options = ["--list", str(listed), *places, "--lang", "en"]
    allowed = [*options, "--private-host", HERE[0]]
    run = CliRunner().invoke
    refused = run(main, ["add", *options])
    assert (refused.exit_code, server.asked.total()) == (1, 0)
    dry = run(main, ["add", *allowed, "--dry-run"])
    assert "pages: 1 new, 1 not taken" in dry.output
    assert not (tmp_path / "captures").exists()
    added = run(main, ["add", *allowed])
    assert added.exit_code == 1
    assert "not http or https (ftp)" in added.output
    assert len(list((tmp_path / "cases").glob("*.md"))) == 1
    checked = run(main, ["verify", *places[:2], "--lang", "en"])
    assert (checked.exit_code, checked.output) == (
        0,
        "checked 1 captures and 1 WARC files (4 records), 0 wrong\n",
    )


def test_the_user_agent_says_who_we_are() -> None:
    settings = Settings(address="https://cases.org/", contact="editor@cases.org")
    assert acquire.user_agent(settings).endswith("(+https://cases.org/; editor@cases.org)")
    assert "(" not in acquire.user_agent(Settings(address="https://casebook.example/"))


def test_a_torn_note_costs_itself_alone(tmp_path: Path) -> None:
    journal = load_journal(tmp_path, 1000.0, 24)
    journal.note(Entry("http://a.example/1", "k1", 999.0))
    with (tmp_path / NAME).open("ab") as file:
        file.write(b'\n{"address": "http://a.exam')
    journal.note(Entry("http://a.example/2", "k2", 999.0))
    found = load_journal(tmp_path, 1000.0, 24)
    assert found.unfinished == {"http://a.example/1", "http://a.example/2"}
    assert not load_journal(tmp_path, 1000.0 + 25 * 3600, 24).unfinished
    found.end()
    assert not load_journal(tmp_path, 1000.0, 24).unfinished


def test_a_run_killed_at_random_loses_and_repeats_nothing(
    server: BadServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    captures, chance = tmp_path / "captures", random.Random(7)
    addresses = [server.url(f"/page/{n}") for n in range(PAGES)]
    task = json.dumps([asdict(LIMITS), str(captures), addresses])
    command = (sys.executable, "-c", RUNNER, task)
    for kill in range(KILLS):
        process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE)
        goal = min(PAGES - 1, (kill + 1) * PAGES // (KILLS + 1) + chance.randint(0, 3))
        while process.poll() is None and sum(server.asked.values()) - kill - 1 < goal:
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    asked = [server.asked[f"/page/{n}"] for n in range(PAGES)]
    found = acquire.verify(captures)
    with capsys.disabled():
        print(f" {PAGES} pages, {KILLS} kills, {sum(asked) - PAGES} asked for twice", end="")
    assert (found.archives, found.faults) == (PAGES, ())
    assert min(asked) == 1
    # What was on its way when a run was killed is asked for again, and nothing else.
    assert sum(asked) - PAGES <= KILLS
