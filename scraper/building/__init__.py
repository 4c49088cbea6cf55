"""A library into a site.

    cases/ translations/ ──filing, shelving──> entries of all cases ──planning──> digests
                                                                         │
                 site/ <──recording── staged files <──making, products── what has changed

The site is the same, byte for byte, whether it is built from nothing or after a change, and by
however many processes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal

from scraper import store
from scraper.building.compiled import Compiled
from scraper.building.filing import Row, known, read_sources, shelf
from scraper.building.making import load_opened
from scraper.building.parts import read_parts
from scraper.building.planning import Plan
from scraper.building.products import Site, make_all
from scraper.building.recording import record
from scraper.building.results import Built, Exported, Restrained
from scraper.building.scanning import scan
from scraper.building.shelving import (
    Tell,
    addresses,
    read_library,
    save_addresses,
    shelved,
)
from scraper.building.surrounding import ready_shell
from scraper.building.versions import key, program_key
from scraper.engines import ENGINES, Engine, export_records
from scraper.handouts import formats_here
from scraper.index import write_records
from scraper.model import Case, CasebookError
from scraper.pages import search_records, templates_kept
from scraper.reading.library import Library as Shown
from scraper.reading.passages import stale_ties
from scraper.rules.settings import load_settings
from scraper.spread import HERE, Over
from scraper.store.library import Library

__all__ = ["TARGETS", "Built", "Exported", "Target", "build", "digest", "export", "field_faults"]

Target = Engine | Literal["records"]
"""What an export is for: a search engine, or the search of another site."""
TARGETS: tuple[Target, ...] = (*ENGINES, "records")


def build(
    library: Library,
    config: Path,
    docs: Path,
    site: Path,
    *,
    handouts: bool = True,
    over: Over = HERE,
    tell: Tell = lambda what, done, all_: None,
    generator: str = "mkdocs",
) -> Built:
    """Build the site of a library; what is there already and would be the same is left alone.

    `docs` holds pages written by hand that stand for those of the project. Case files and
    translations that cannot be read are left out and named in the result. Raises CasebookError
    where nothing can be built at all; the old site then stays as it is. Without `handouts` none
    are made, which is quicker. `over` says by how many processes, `tell` is told how far it is.
    What is kept for the next build lies in `.cache` beside the site.
    """
    settings, program = load_settings(config), program_key()
    cache = site.resolve().parent / ".cache" / f"casebook-{site.resolve().name}"
    teaching, lesson_faults = store.load_teaching(library.packs, library.notes)
    formats, fonts = formats_here() if handouts and settings.handouts != "none" else ((), ())
    teaching = replace(teaching, formats=formats)
    with store.site_lock(cache, site), store.build_state(cache / "state.sqlite") as state:
        base = key(program, settings, str(library.cases), str(library.english))
        if state.get("base") != base.hex():
            state.clear()
            state.set("base", base.hex())
        kept = read_library(library, settings, state, over, tell)
        rows: dict[str, Row] = {id_: item.row for id_, item in kept.items()}
        given = addresses(library.cases, rows, state)
        state.commit()
        shown = shelved(kept, given.redirects, teaching, settings, state)
        parts = read_parts(settings)
        shown = replace(shown, parts=parts.shown)
        shell = ready_shell(config, docs, cache / "shell", program, generator)
        plan = Plan(shown, kept, key(program, settings, formats), shell.key)
        with record(state, site) as recorded, templates_kept(partial(Compiled, state)):
            site_ = Site(plan, shell, state, recorded, over, tell)
            make_all(site_, cache / "index.sqlite", parts)
            save_addresses(library.cases, given, rows, state)
            changes = recorded.finish()
        ties = stale_ties(teaching, _opened(plan, state))
    errors = (*(error for row in rows.values() for error in row.errors), *given.errors)
    return Built(
        cases=sum(row.readable for row in rows.values()),
        pages=changes,
        translations=tuple(row.synced for row in rows.values() if row.synced),
        given_ids=tuple(id_ for row in rows.values() for id_ in row.given),
        errors=(*errors, *lesson_faults, *parts.errors),
        rights=_restrained(rows),
        retired=given.retired,
        address=settings.address,
        lessons=ties,
        handouts=changes.handouts,
        fonts=fonts,
    )


def _opened(plan: Plan, state: store.BuildState) -> Shown:
    """Return the library with the cases open that packs and notes name."""
    cases = (load_opened(state.text(id_)).case for id_ in plan.taught)
    return replace(plan.library, open={case.id: case for case in cases})


def _restrained(rows: Mapping[str, Row]) -> Restrained:
    forbidden = tuple(id_ for id_, row in rows.items() if row.forbidden)
    return Restrained(
        forbidden,
        withheld=tuple(id_ for id_ in forbidden if rows[id_].entry is None),
        excerpts=tuple(id_ for id_ in forbidden if rows[id_].excerpt),
    )


def export(library: Library, config: Path, target: Target, out: Path) -> Exported:
    """Write what a search engine needs into `out`: documents, settings, synonyms, README; or the
    search records that another site's search reads.

    Case files and translations that cannot be read are left out and named in the result. What a
    rights notice keeps from the site is kept from the engine too.
    """
    settings = load_settings(config)
    read = read_sources(settings, tuple(scan(library).values()))
    opened = [load_opened(texts.text) for kept, texts in read if kept.row.entry]
    entries = [kept.row.entry for kept, _ in read if kept.row.entry]
    shown = shelf(entries, opened, settings)
    records = search_records(shown)
    if target == "records":
        files = {"records.jsonl": write_records(records)}
    else:
        files = export_records(target, records, shown.glossary)
    store.write_files(out, files)
    errors = tuple(error for kept, _ in read for error in kept.row.errors)
    return Exported(tuple(files), errors)


def field_faults(library: Library, cases: Iterable[Case]) -> tuple[CasebookError, ...]:
    """What is wrong with the fields of cases: the cases are shown, and an editor told."""
    return tuple(
        fault
        for case in cases
        for fault in store.find_faults(case, str(library.cases / f"{case.id}.md"), known())
    )


def digest(folder: Path) -> str:
    """SHA-256 over all files of a folder, names and bytes: the same folder, the same digest."""
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()
