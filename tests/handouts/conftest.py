"""The library of the repository, and a few handouts of it."""

from __future__ import annotations

import pytest
from handout_library import CASE, PACK, only, whole_library

from scraper.handouts import render_handouts
from scraper.reading.library import Library


@pytest.fixture(scope="session")
def library() -> Library:
    return whole_library()


@pytest.fixture(scope="session")
def handouts(library: Library) -> dict[str, bytes]:
    """One case and one pack, in both languages and all formats, by path."""
    pack = library.teaching.packs[PACK]
    small = only(library, CASE, *pack.cases, pack=PACK)
    kept = {f"{CASE}.", f"packs/{PACK}."}
    return {
        path: content
        for path, content in render_handouts(small)
        if any(name in path for name in kept)
    }
