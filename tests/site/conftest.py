"""The small library built into a real site, once for each generator."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_library import HOSTILE, ROOT, hostile_library, scripts

from scraper import store
from scraper.exports import render_exports
from scraper.pages import cut, frame_pages, pour_pages, render_site
from scraper.site import render_shell


@pytest.fixture(scope="session")
def config() -> Path:
    return ROOT / "mkdocs.yml"


def make(out: Path, generator: str) -> Path:
    """The site of the hostile library.

    Half a surrogate pair, which no file can hold, is left out of the files that pages link to.
    """
    shell = render_shell(ROOT / "mkdocs.yml", ROOT / "docs", frame_pages(), out, generator)
    frames = {key: cut(html) for key, html in shell.items()}
    store.write_files(out, dict(pour_pages(render_site(hostile_library()), frames)))
    library = hostile_library(words.encode("utf-8", "replace").decode() for words in HOSTILE)
    store.write_files(out, {**render_exports(library), **scripts(library)})
    return out


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("library") / "site", "mkdocs")


@pytest.fixture(scope="session")
def properdocs_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("library") / "site", "properdocs")
