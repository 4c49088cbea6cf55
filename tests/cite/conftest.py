"""The committed library, read once."""

from __future__ import annotations

import pytest
from cited_library import committed

from scraper.reading.library import Library


@pytest.fixture(scope="session")
def library() -> Library:
    return committed()
