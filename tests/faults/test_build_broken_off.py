"""A build that is killed or finds the disk full: the old site or the new one, and then the new one.

A whole new site takes the place of the old one at once. Where only some files change, each is the
old one or the new one. CASEBOOK_ALL_FAULTS=kinds tries the first and the last place of each kind
of operation (a folder, an ending, what is done there), which takes half an hour;
CASEBOOK_ALL_FAULTS=1 tries every place, which takes half a day.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.store import load_cases

from .disturbed import PROJECT, Driver, Kind

ALL = os.environ.get("CASEBOOK_ALL_FAULTS", "")
KINDS: tuple[Kind, ...] = ("kill", "full", "once")
BUILD = ["build", "--no-handouts"]
EDIT = "编辑者后来加的一句话。"


@pytest.fixture(scope="module")
def driver() -> Iterator[Driver]:
    with Driver() as driver:
        yield driver


class Library:
    """A library whose one case is now as it was captured, now as an editor changed it."""

    def __init__(self, folder: Path, driver: Driver) -> None:
        self.folder, self._driver = folder, driver
        page = min((PROJECT / "captures").glob("*.txt"), key=lambda path: path.stat().st_size)
        shutil.copy(page, folder / "page.txt")
        assert driver.run(folder, ["add", "page.txt"]).status == 0
        (parsed,) = load_cases(folder / "cases")[0]
        self._file = folder / "cases" / f"{parsed.case.id}.md"
        plain = self._file.read_text("utf-8")
        self._texts = plain, f"{plain.rstrip()}\n\n{EDIT} {{#p-zzzzzz}}\n"
        self.sites = [self._built(number) for number in (1, 0)][::-1]

    def _built(self, number: int) -> dict[str, bytes]:
        self.turn(number)
        assert self._driver.run(self.folder, BUILD).status == 0
        return self.site()

    def turn(self, number: int) -> None:
        """Write the case as one of the two."""
        self._file.write_text(self._texts[number], "utf-8")

    def site(self) -> dict[str, bytes]:
        site = self.folder / "site"
        files = (path for path in sorted(site.rglob("*")) if path.is_file())
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}

    def edit(self) -> bytes:
        return self._file.read_bytes()


@pytest.fixture(scope="module")
def library(driver: Driver, tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(tmp_path_factory.mktemp("library"), driver)


def tried(operations: tuple[str, ...], telling: str) -> list[tuple[Kind, int]]:
    """Where a build is broken off: everywhere, or once in its work and once in what tells."""
    places = len(operations)
    if ALL:
        numbers = kinds_of(operations) if ALL == "kinds" else range(1, places + 1)
        return [(kind, number) for kind in KINDS for number in numbers]
    change = [number for number, each in enumerate(operations, 1) if telling in each]
    return [("full", places // 3), ("kill", change[len(change) // 2])]


def kinds_of(operations: tuple[str, ...]) -> list[int]:
    """The first and the last place of each kind of operation."""
    places: dict[tuple[str, str, str], list[int]] = {}
    for number, each in enumerate(operations, 1):
        name, _, path = each.partition(" ")
        folder = re.sub(r"\d+", "0", str(Path(path).parent))
        places.setdefault((name, folder, Path(path).suffix[:5]), []).append(number)
    return sorted({place for found in places.values() for place in (found[0], found[-1])})


def test_a_new_site_takes_the_place_of_the_old_one_at_once(
    library: Library, driver: Driver, capsys: pytest.CaptureFixture[str]
) -> None:
    cache = library.folder / ".cache"
    shutil.rmtree(cache)
    whole = driver.run(library.folder, BUILD)
    now = 0
    runs = 0
    for kind, number in tried(whole.operations, "/.site-new/search/manifest.js"):
        now = 1 - now
        shutil.rmtree(cache, ignore_errors=True)
        library.turn(now)
        edit = library.edit()
        run = driver.run(library.folder, BUILD, kind, number)
        place = f"{kind} at {number}: {run.operations[-1]}\n{run.output[-600:]}"
        assert "Traceback" not in run.output, place
        assert library.site() in library.sites, place
        assert library.edit() == edit, place
        assert driver.run(library.folder, BUILD).status == 0, place
        assert library.site() == library.sites[now], place
        runs += 1
    with capsys.disabled():
        print(f" {runs} runs at {len(whole.operations)} places", end="")


def test_a_changed_site_has_old_files_and_new_ones_each_whole(
    library: Library, driver: Driver, capsys: pytest.CaptureFixture[str]
) -> None:
    library.turn(0)
    assert driver.run(library.folder, BUILD).status == 0
    library.turn(1)
    whole = driver.run(library.folder, BUILD)
    now = 1
    runs = 0
    for kind, number in tried(whole.operations, "os.rename /.site-new/"):
        now = 1 - now
        library.turn(now)
        edit = library.edit()
        run = driver.run(library.folder, BUILD, kind, number)
        place = f"{kind} at {number}: {run.operations[-1]}\n{run.output[-600:]}"
        assert "Traceback" not in run.output, place
        for name, content in library.site().items():
            assert content in [site.get(name) for site in library.sites], f"{name}: {place}"
        assert library.edit() == edit, place
        assert driver.run(library.folder, BUILD).status == 0, place
        assert library.site() == library.sites[now], place
        runs += 1
    with capsys.disabled():
        print(f" {runs} runs at {len(whole.operations)} places", end="")
