"""The committed library, built once into a site with its zip file, by the command itself."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from scraper.__main__ import main

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tests" / "cite"))

from cited_library import committed  # noqa: E402 -- beside the tests of citations

from scraper.reading.library import Library  # noqa: E402


@pytest.fixture(scope="session")
def library() -> Library:
    return committed()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `site/`, and `handed-over.zip` of it."""
    folder = tmp_path_factory.mktemp("exports")
    for name in ("captures", "cases", "translations"):
        shutil.copytree(ROOT / name, folder / name)
    arguments = ["build", "--config", ROOT / "mkdocs.yml", "--zip", folder / "handed-over.zip"]
    for name in ("captures", "cases", "translations", "site", "docs"):
        arguments += [f"--{name}", folder / name]
    run = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert run.exit_code == 0, run.output
    assert "placeholder https://casebook.example/" in run.output
    return folder


@pytest.fixture(scope="session")
def site(built: Path) -> Path:
    return built / "site"
