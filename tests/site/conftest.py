"""The small library built into a real site, once for each generator."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_library import hostile_pages, write

from scraper.site import build_site

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def config() -> Path:
    return ROOT / "mkdocs.yml"


@pytest.fixture(scope="session")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    docs = tmp_path_factory.mktemp("library") / "docs"
    write(docs, hostile_pages())
    return docs


@pytest.fixture(scope="session")
def site(config: Path, docs: Path) -> Path:
    out = docs.parent / "site"
    build_site(config, docs, out)
    return out


@pytest.fixture(scope="session")
def properdocs_site(config: Path, docs: Path) -> Path:
    out = docs.parent / "properdocs"
    build_site(config, docs, out, generator="properdocs")
    return out
