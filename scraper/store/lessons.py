"""Lesson packs and teaching notes on disk: `packs/<id>.yaml`, `teaching/cases|models/<id>.yaml`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from scraper.model import CasebookError
from scraper.rules.lessons import Note, Pack, Teaching, check_note, check_pack
from scraper.store.casefile import check_case_id
from scraper.store.fields import load_fields
from scraper.store.files import read_text


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Named)


def load_teaching(packs: Path, notes: Path) -> tuple[Teaching, tuple[CasebookError, ...]]:
    """Read the packs in a folder and the notes in another one; what is wrong is left out.

    Returns the errors with it, each with file, field and mend. A missing folder holds nothing.
    """
    errors: list[CasebookError] = []
    teaching = Teaching(
        packs=_load(packs, Pack, check_pack, errors),
        cases=_load(notes / "cases", Note, check_note, errors),
        models=_load(notes / "models", Note, check_note, errors),
    )
    return teaching, tuple(errors)


def load_pack(path: Path) -> Pack:
    """Read one lesson pack. Raises `CasebookError` with line or field and the mend."""
    return _load_one(path, Pack, check_pack)


def load_note(path: Path) -> Note:
    """Read one teaching note. Raises `CasebookError` with line or field and the mend."""
    return _load_one(path, Note, check_note)


def _load(
    folder: Path, kind: type[T], check: Callable[[T, str], None], errors: list[CasebookError]
) -> dict[str, T]:
    found: dict[str, T] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name.startswith("."):
            continue
        try:
            found[path.stem] = _load_one(path, kind, check)
        except CasebookError as error:
            errors.append(error)
    return found


def _load_one(path: Path, kind: type[T], check: Callable[[T, str], None]) -> T:
    file = str(path)
    loaded = load_fields(read_text(path), kind, file)
    check_case_id(loaded.id, file)
    if loaded.id != path.stem:
        mend = f"Rename the file to {loaded.id}.yaml, or correct `id`"
        raise CasebookError(file, f"the file says `id: {loaded.id}`", mend, "id")
    check(loaded, file)
    return loaded
