"""Killed or with the disk full at the N-th operation: nothing is lost, and the next run mends.

For every verb that writes a library, every operation on files is a place to break off: before it
the process is killed, or from then on the disk is full, or it alone fails. Here some of the
places are tried; CASEBOOK_ALL_FAULTS=1 tries all of them, which takes minutes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import polib
import pytest

from scraper.store import load_capture, load_case, load_cases

from .disturbed import PROJECT, Driver, Kind, Run

ALL = bool(os.environ.get("CASEBOOK_ALL_FAULTS"))
EVERY = 13
"""Of the places in a run, how many there are to one that is tried where not all are."""
EDIT = "编辑者亲手加的一句话，哪一次断电都不该丢。"
TRANSLATED = "A sentence that a translator wrote."
KINDS: tuple[Kind, ...] = ("kill", "full", "once")
IGNORED = frozenset({".casebook.lock", ".casebook.holder"})


@pytest.fixture(scope="module")
def driver() -> Iterator[Driver]:
    with Driver() as driver:
        yield driver


@pytest.fixture(scope="module")
def library(driver: Driver, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of two cases, of which each was edited and translated by hand; more to add."""
    folder = tmp_path_factory.mktemp("library")
    pages = sorted((PROJECT / "captures").glob("*.txt"), key=lambda path: path.stat().st_size)
    for name, some in (("first", pages[:2]), ("more", pages[2:4])):
        (folder / name).mkdir()
        for page in some:
            shutil.copy(page, folder / name / f"page-{page.name}")
    assert driver.run(folder, ["add", "first"]).status == 0
    for parsed in load_cases(folder / "cases")[0]:
        file = folder / "cases" / f"{parsed.case.id}.md"
        file.write_text(f"{file.read_text('utf-8').rstrip()}\n\n{EDIT}\n", "utf-8")
        path = folder / "translations" / "en" / f"{parsed.case.id}.po"
        messages = polib.pofile(str(path))
        messages[0].msgstr = TRANSLATED
        messages.save(str(path))
    return folder


def first_two(folder: Path) -> tuple[str, str]:
    cases = [parsed.case.id for parsed in load_cases(folder / "cases")[0]]
    return cases[0], cases[1]


def added(folder: Path) -> list[str]:
    return ["add", "more"]


def translated(folder: Path) -> list[str]:
    return ["translate"]


def renamed(folder: Path) -> list[str]:
    return ["rename", first_two(folder)[0], "new-name"]


def merged(folder: Path) -> list[str]:
    return ["merge", *first_two(folder)]


def split(folder: Path) -> list[str]:
    id_ = first_two(folder)[0]
    case = load_case(folder / "cases" / f"{id_}.md").case
    return ["split", id_, "--at", case.paragraphs[2].id, "second-half"]


VERBS: tuple[Callable[[Path], list[str]], ...] = (added, translated, renamed, merged, split)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in ("captures", "cases", "translations")
        for path in sorted((folder / name).rglob("*"))
        if path.is_file() and path.name not in IGNORED
    }


def check_whole(folder: Path, start: dict[str, bytes]) -> None:
    """Every file can be read, and what people wrote and what was captured is there."""
    cases, errors = load_cases(folder / "cases")
    assert not errors
    assert any(EDIT in paragraph.text for p in cases for paragraph in p.case.paragraphs)
    files = tree(folder)
    for path in sorted((folder / "cases" / ".machine").glob("*.md")):
        load_case(path)
    for path in sorted((folder / "translations").rglob("*.po")):
        polib.pofile(str(path))
    assert any(TRANSLATED.encode() in files[name] for name in files if name.endswith(".po"))
    for name, content in start.items():
        if name.startswith("captures/"):
            assert files.get(name) == content, name
    for path in sorted((folder / "captures").glob("*.txt")):
        if path.with_suffix(".yaml").exists():  # it comes after the bytes
            load_capture(path)


def check_told(run: Run, kind: Kind) -> None:
    """A run that was not killed says what is wrong, as a person can read it."""
    if kind != "kill" and run.status != 0:
        assert run.status == 1, run.output
        assert "error:" in run.output
        assert "Traceback" not in run.output


def tried(places: int) -> list[tuple[Kind, int]]:
    """Where runs are broken off, and how: everywhere in each way, or here and there in turn."""
    if ALL:
        return [(kind, number) for kind in KINDS for number in range(1, places + 1)]
    return list(zip(cycle(KINDS), range(2, places + 1, EVERY)))


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)
def test_a_run_that_is_broken_off_loses_nothing_and_is_mended(
    verb: Callable[[Path], list[str]],
    library: Path,
    driver: Driver,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    args, start = verb(library), tree(library)
    goal = tmp_path / "goal"
    shutil.copytree(library, goal)
    whole = driver.run(goal, args)
    assert whole.status == 0, whole.output
    assert driver.run(goal, ["translate"]).status == 0
    check_whole(goal, start)
    runs = 0
    for kind, number in tried(len(whole.operations)):
        folder = tmp_path / f"{kind}-{number}"
        shutil.copytree(library, folder)
        run = driver.run(folder, args, kind, number)
        place = f"{kind} at {number}: {run.operations[-1]}"
        assert len(run.operations) >= number, place
        check_told(run, kind)
        check_whole(folder, start)
        again = driver.run(folder, args)
        assert "Traceback" not in again.output, f"{place}\n{again.output}"
        assert driver.run(folder, ["translate"]).status == 0, place
        assert tree(folder) == tree(goal), f"{place}\n{again.output}"
        shutil.rmtree(folder)
        runs += 1
    with capsys.disabled():
        print(f" {verb.__name__}: {runs} runs at {len(whole.operations)} places", end="")
