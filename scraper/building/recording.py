"""What is made and what is left: a site brought from its last state to the next one.

    names and keys ──todo──> what to make ──made──> staged files ──finish──> site, state

A site that is built from nothing is staged as a whole and takes the place of the old one at once.
Otherwise only the files that change are staged, and each takes the place of the old one by
renaming: a reader gets the old page or the new one, each whole. While that goes on the state says
that the site is in doubt; a run that finds it so, or finds a folder of the site other than it was
left, makes everything anew.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from scraper.model import CasebookError
from scraper.site import publish, staging_folder
from scraper.store import BuildState, Product

_FOLDERS = "folders"
"""Note in the state: the folders of the site as they were left; nothing while it is in doubt."""


@dataclass
class Record:
    """The site as it was and as it will be."""

    state: BuildState
    site: Path
    staging: Path
    fresh: bool
    """Whether nothing of the old site is used."""
    before: Mapping[str, Product]
    after: dict[str, Product] = field(default_factory=dict)
    """Everything planned so far."""
    made: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    """Paths that go, beside those of products that are gone."""

    def has(self, name: str, key: bytes) -> bool:
        """Return whether a thing is there already, made from the same; it is then kept."""
        old = self.before.get(name)
        if old is None or old.key != key:
            return False
        self.after[name] = old
        return True

    def add(self, name: str, key: bytes, files: Iterable[str]) -> None:
        """Take down a thing whose files have been staged."""
        self.after[name] = Product(key, tuple(files))
        self.made.add(name)

    def finish(self) -> Changes:
        """Bring the site to the new state."""
        gone = self._gone()
        if self.fresh:
            publish(self.staging, self.site)
        else:
            self.state.set(_FOLDERS, "")
            self.state.commit()
            _apply(self.staging, self.site, gone)
        self.state.drop_products(self.before.keys() - self.after.keys())
        for name in self.made:
            self.state.keep_product(name, self.after[name])
        self.state.set(_FOLDERS, _folders(self.site, self._parents()))
        self.state.commit()
        return self._changes(gone)

    def _gone(self) -> set[str]:
        """Return the paths that belong to nothing any more."""
        stale = set(self.deleted)
        for name, old in self.before.items():
            new = self.after.get(name)
            if new is not old:
                stale.update(set(old.files) - set(new.files if new else ()))
        if stale:
            stale -= {path for product in self.after.values() for path in product.files}
        return stale

    def _parents(self) -> set[str]:
        files = (path for product in self.after.values() for path in product.files)
        search = (path for path in (self.site / "search").glob("*") if path.is_dir())
        return {path.rpartition("/")[0] for path in files} | {
            path.relative_to(self.site).as_posix() for path in search
        }

    def _changes(self, gone: Iterable[str]) -> Changes:
        pages = {
            name: sum(path.endswith(".html") for path in product.files)
            for name, product in self.after.items()
        }
        written = sum(pages[name] for name in self.made)
        deleted = sum(path.endswith(".html") for path in gone)
        handouts = sum(
            len(product.files)
            for name, product in self.after.items()
            if name.startswith("handouts/")
        )
        return Changes(written, sum(pages.values()) - written, deleted, handouts)


@dataclass(frozen=True, slots=True)
class Changes:
    """Pages, by what was done to them."""

    written: int
    unchanged: int
    deleted: int
    handouts: int
    """Handouts that the site has."""


@contextmanager
def record(state: BuildState, site: Path) -> Iterator[Record]:
    """Begin a new state of a site; what is staged and not finished is removed at the end."""
    staging = staging_folder(site)
    folders = state.get(_FOLDERS)
    fresh = not folders or _folders(site, json.loads(folders)) != folders
    if fresh:
        state.drop_products(state.products())
    staging.mkdir()
    try:
        yield Record(state, site, staging, fresh, {} if fresh else state.products())
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _folders(site: Path, parents: Iterable[str]) -> str:
    """Return number and time of each folder of a site: a file put or deleted changes its folder."""
    found = {}
    for parent in sorted({"", *parents}):
        with suppress(OSError):
            stat = (site / parent).stat()
            found[parent] = [stat.st_ino, stat.st_mtime_ns]
    return json.dumps(found)


def _apply(staging: Path, site: Path, gone: Iterable[str]) -> None:
    """Put the staged files in their places, those of lists last, and delete what is gone."""
    staged = [path for path in staging.rglob("*") if path.is_file()]
    try:
        for path in sorted(staged, key=_last):
            target = site / path.relative_to(staging)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
        for name in gone:
            (site / name).unlink(missing_ok=True)
    except OSError as error:
        problem = f"the site cannot be written ({error.strerror})"
        mend = "Check the space on the disk and who may write there, and build again"
        raise CasebookError(str(site), problem, mend) from error


def _last(path: Path) -> tuple[bool, bool, str]:
    """Order files so that what leads to others comes after them."""
    return path.stem == "manifest", path.stem.partition("_")[0] in ("index", "sitemap"), str(path)
