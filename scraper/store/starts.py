"""Filled-in starts for what people write: a lesson pack, a teaching note, a case, a model.

The forms are in `data/starts/`. What is to be written over stands between 〈 and 〉; ids and a
first passage come from the library, so that a start can be read and built as it is.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from string import Template
from typing import Literal

from scraper.model import Case, CasebookError
from scraper.store.casefile import check_case_id
from scraper.store.files import write_text

Start = Literal["pack", "case", "model", "note"]

_FORMS: dict[Start, str] = {
    "pack": "pack.yaml",
    "case": "case.md",
    "model": "model.toml",
    "note": "note.yaml",
}
_NOBODY = "case-id#p-000000"
"""A passage for a library that has no case yet: it is reported as one that leads nowhere."""


def write_start(path: Path, kind: Start, id_: str, case: Case | None, other: str = "") -> Path:
    """Write the start of a pack, note, case or model with an id, and return its path.

    `case` gives the first passage of packs and notes; `other` is a model to relate a new one to.
    Raises `CasebookError` where the id cannot be one or the file is there already: nothing is
    ever written over.
    """
    check_case_id(id_, str(path))
    if path.exists():
        mend = "Choose another id, or edit that file"
        raise CasebookError(str(path), "the file is there already", mend)
    form = resources.files("scraper").joinpath("data", "starts", _FORMS[kind])
    passage = _first_passage(case)
    text = Template(form.read_text(encoding="utf-8")).substitute(
        id=id_, case=passage.partition("#")[0], passage=passage, other=other
    )
    write_text(path, text)
    return path


def _first_passage(case: Case | None) -> str:
    """Return the tie of a case's first paragraph."""
    if case is None:
        return _NOBODY
    first = next((p.id for p in case.paragraphs if p.kind == "p"), "p-000000")
    return f"{case.id}#{first}"
