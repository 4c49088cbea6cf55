"""Adding over processes and engines: the same library wherever the work was done."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import fsspec
import pytest

from scraper import adding
from scraper.model import CasebookError
from scraper.spread import HERE, Over, spread
from scraper.store.library import Library

from .deadly import always_dies, squared

PAGES = Path(__file__).parent.parent / "clean" / "pages"
FILES = sorted(path for path in PAGES.iterdir() if path.suffix in (".txt", ".html"))[::4]
OVERS = {
    "two processes": Over(jobs=2),
    "Dask with four workers": Over("dask", 4),
}


def added(files: list[Path | str], folder: Path, over: Over = HERE) -> dict[str, bytes]:
    """Every file of the library that files make, by its path."""
    library = Library(*(folder / name for name in ("captures", "cases", "translations")))
    for result in adding.add(files, library, "2000-01-01", over=over):
        assert not isinstance(result, CasebookError) or "no article" in result.problem, result
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The library made in this process."""
    assert len(FILES) >= 20
    return added([*FILES], tmp_path_factory.mktemp("here"))


@pytest.mark.parametrize("over", OVERS.values(), ids=OVERS)
def test_the_library_is_the_same_wherever_it_was_made(
    here: dict[str, bytes], over: Over, tmp_path: Path
) -> None:
    assert added([*FILES], tmp_path, over) == here


def test_a_store_gives_what_a_folder_gives(here: dict[str, bytes], tmp_path: Path) -> None:
    store = fsspec.filesystem("memory")
    for path in FILES:
        store.pipe(f"/pages/{path.name}", path.read_bytes())
        sidecar = path.with_name(f"{path.name}.yaml")
        if sidecar.exists():
            store.pipe(f"/pages/{sidecar.name}", sidecar.read_bytes())
    found = adding.in_store("memory://pages/")
    assert [address.rpartition("/")[2] for address in found] == [path.name for path in FILES]
    assert added([*found], tmp_path) == here


def test_a_sidecar_in_a_store_is_read(tmp_path: Path) -> None:
    store = fsspec.filesystem("memory")
    store.pipe("/one/a.txt", FILES[0].read_bytes())
    store.pipe("/one/a.txt.yaml", b"address: https://example.org/a\n")
    library = Library(*(tmp_path / name for name in ("captures", "cases", "translations")))
    (result,) = adding.add([*adding.in_store("memory://one")], library, "2000-01-01")
    assert not isinstance(result, CasebookError)
    assert result.capture.address == "https://example.org/a"


@pytest.mark.parametrize("address", ["memory://nowhere/", "nosuchstore://bucket/pages/"])
def test_a_store_that_gives_nothing_is_named(address: str) -> None:
    with pytest.raises(CasebookError) as fault:
        adding.in_store(address)
    assert fault.value.file == address
    assert fault.value.mend


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("over", OVERS.values(), ids=OVERS)
def test_a_worker_that_dies_costs_nothing(over: Over, tmp_path: Path) -> None:
    work = partial(squared, once=tmp_path / "killed", killer=70)
    assert list(spread(work, range(200), over)) == [number * number for number in range(200)]
    assert (tmp_path / "killed").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_what_kills_every_worker_is_named(tmp_path: Path) -> None:
    results = spread(always_dies, range(8), Over(jobs=2))
    with pytest.raises(CasebookError, match="its worker died 3 times"):
        list(results)


def test_a_scheduler_that_does_not_answer_is_named() -> None:
    over = Over("dask", scheduler="tcp://127.0.0.1:9")
    with pytest.raises(CasebookError, match="no Dask scheduler answers"):
        list(spread(abs, [1], over))
