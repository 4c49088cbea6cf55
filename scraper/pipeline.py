"""The recipe: files into a library, a library into a site; and what goes on after a failure.

    add    file ─> Capture ─> Page ─> Cleaned ─> Cases ─> captures/ cases/ translations/
    build  cases/ translations/ ─> pages, index ─> site/

One bad file is a value (a `CasebookError` in the report), never the end of the run.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scraper import store
from scraper.adding import (
    Added,
    add,
    brought_here,
    clean_file,
    expand,
    in_store,
    is_in_store,
)
from scraper.building import build, digest, export, field_faults
from scraper.building.results import Built, Exported
from scraper.cases import as_duplicate
from scraper.model import CasebookError
from scraper.rules.glossary import load_glossary
from scraper.rules.models import load_models
from scraper.store.library import Library

__all__ = [
    "Added",
    "Built",
    "Exported",
    "Library",
    "add",
    "brought_here",
    "build",
    "clean_file",
    "digest",
    "expand",
    "export",
    "field_faults",
    "in_store",
    "is_in_store",
    "merge",
    "new",
    "rename",
    "split",
]


def rename(library: Library, old: str, new: str, *, dry_run: bool = False) -> store.Move:
    """Give a case another id; its old address leads to the new one. Raises CasebookError."""
    place = _place(library)
    return _moved(library, store.rename_case(place, old, new), (new,), dry_run=dry_run)


def merge(library: Library, gone: str, into: str, *, dry_run: bool = False) -> store.Move:
    """Make one case of two: `gone` becomes a duplicate of `into`. Raises CasebookError."""
    place = _place(library)
    duplicate = as_duplicate(*(store.load_case(place.case(id)).case for id in (gone, into)))
    return _moved(
        library, store.merge_cases(place, gone, into, duplicate), (into,), dry_run=dry_run
    )


def split(
    library: Library, case: str, at: str, new: str, title: str = "", *, dry_run: bool = False
) -> store.Move:
    """Make two cases of one: from paragraph `at` on, the text is `new`. Raises CasebookError."""
    place = _place(library)
    return _moved(
        library, store.split_case(place, case, at, new, title), (case, new), dry_run=dry_run
    )


def _place(library: Library) -> store.Place:
    return store.Place(library.cases, library.english, library.notes / "cases")


def _moved(
    library: Library, move: store.Move, changed: Sequence[str], *, dry_run: bool
) -> store.Move:
    """Carry a move out and bring the translations of the cases it changed up to date."""
    if not dry_run:
        store.carry_out(move, _place(library))
        for id_ in changed:
            path = library.cases / f"{id_}.md"
            store.sync_translation(library.english, store.load_case(path).case, load_glossary())
    return move


def new(library: Library, kind: store.Start, id_: str, about: str = "") -> Path:
    """Write a filled-in start for a pack, case, model or teaching note; return its path.

    `about` is the case whose first passage a pack or note begins with; without one, the first of
    the library. A note with the id of a model is one on that model. A model is a draft outside
    the library, because models come with Casebook. Raises CasebookError where the file is there
    already or the library has no such case.
    """
    models = {model.id for model in load_models()}
    paths = {
        "pack": library.packs / f"{id_}.yaml",
        "case": library.cases / f"{id_}.md",
        "note": library.notes / ("models" if id_ in models else "cases") / f"{id_}.yaml",
        "model": library.cases.parent / "drafts" / f"{id_}.toml",
    }
    if kind == "model" and id_ in models:
        raise CasebookError("models.toml", f"`{id_}` is a model already", "Choose another id", id_)
    cases = {p.case.id: p.case for p in store.load_cases(library.cases)[0]}
    wanted = about or (id_ if kind == "note" and id_ not in models else "")
    if wanted and wanted not in cases:
        mend = "Use the id of a case of the library"
        raise CasebookError(str(library.cases), f"there is no case `{wanted}`", mend)
    case = cases.get(wanted) or next(iter(cases.values()), None)
    return store.write_start(paths[kind], kind, id_, case, min(models))
