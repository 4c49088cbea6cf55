"""A server that misbehaves, and limits under which a test of it is short."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scraper.rules.fetching import Limits, load_fetch_rules

sys.path.insert(0, str(Path(__file__).parent))

from bad_server import BadServer, running


@pytest.fixture
def server() -> Iterator[BadServer]:
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def limits() -> Limits:
    return replace(
        load_fetch_rules().limits,
        seconds=2,
        largest=2_000_000,
        delay=0,
        retries=1,
        backoff=1,
        longest_wait=5,
    )
