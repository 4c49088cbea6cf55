"""The library of sixty pages as a site, from a server and from a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .browsing import write_site
from .corpus import corpus


@pytest.fixture(scope="session")
def searchable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("searchable")
    write_site(folder, corpus())
    return folder


@pytest.fixture(scope="session", params=["http", "file"])
def base(request: pytest.FixtureRequest, searchable: Path, serve: Callable[[Path], str]) -> str:
    """The address of the site, with a slash."""
    return serve(searchable) if request.param == "http" else f"{searchable.as_uri()}/"
