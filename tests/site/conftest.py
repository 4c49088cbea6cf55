"""The small library built into a real site, once for each generator."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_library import HOSTILE, ROOT, hostile_library, write

from scraper import store
from scraper.exports import render_exports
from scraper.pages import compare_files, render_site, twin_files
from scraper.site import build_site


@pytest.fixture(scope="session")
def config() -> Path:
    return ROOT / "mkdocs.yml"


@pytest.fixture(scope="session")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    docs = tmp_path_factory.mktemp("library") / "docs"
    write(docs, render_site(hostile_library()))
    return docs


def finish(staging: Path) -> None:
    """Write the files that pages link to, as the pipeline does.

    Half a surrogate pair, which no file can hold, is left out of them.
    """
    library = hostile_library(words.encode("utf-8", "replace").decode() for words in HOSTILE)
    store.write_files(
        staging, {**render_exports(library), **compare_files(library), **twin_files(library)}
    )


@pytest.fixture(scope="session")
def site(config: Path, docs: Path) -> Path:
    out = docs.parent / "site"
    build_site(config, docs, out, finish=finish)
    return out


@pytest.fixture(scope="session")
def properdocs_site(config: Path, docs: Path) -> Path:
    out = docs.parent / "properdocs"
    build_site(config, docs, out, generator="properdocs", finish=finish)
    return out
