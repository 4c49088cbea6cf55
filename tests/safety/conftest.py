"""The site of a hostile library, and that of the same library in plain words, each made once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from .forms import RUNNING
from .hostile import SAMPLED, WHOLE, Made, make
from .shapes import Shape, shape_of
from .vectors import SCRIPTS, STEP, load

PLAIN_WORDS = tuple(f"平常话{number}" for number in range(130))
"""So many that lists go over several pages, where the hostile library's do."""

PAGER = {("li", "aria-hidden")}
"""The gap in the row of a list's pages, which only a library of a thousand cases has."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="take every vector, not every n-th")


@pytest.fixture(scope="session")
def everything(request: pytest.FixtureRequest) -> bool:
    """Whether all vectors are asked for."""
    return bool(request.config.getoption("--all", default=False))


@pytest.fixture(scope="session")
def words(everything: bool) -> Sequence[str]:
    """The hostile words: our own forms and the suites that are here."""
    found = [word for suite in SCRIPTS for word in load(suite)]
    return tuple(dict.fromkeys((*RUNNING, *found[:: 1 if everything else STEP["scripts"]])))


@pytest.fixture(scope="session")
def hostile(
    tmp_path_factory: pytest.TempPathFactory, words: Sequence[str], everything: bool
) -> Made:
    return make(tmp_path_factory.mktemp("hostile"), words, WHOLE if everything else SAMPLED)


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory, everything: bool) -> Made:
    words, scale = PLAIN_WORDS[:40], SAMPLED
    if everything:
        words, scale = PLAIN_WORDS, replace(WHOLE, hands=0)
    return make(tmp_path_factory.mktemp("plain"), words, scale)


@pytest.fixture(scope="session")
def shape(plain: Made) -> Shape:
    """What the templates produce."""
    found = shape_of(pages_of(plain.site))
    return replace(found, attributes=found.attributes | PAGER)


def pages_of(site: Path) -> list[Path]:
    """Every page of a site."""
    return sorted(site.rglob("*.html"))
