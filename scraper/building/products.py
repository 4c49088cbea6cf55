"""The things a site is made of, each made where it is not there already.

Whatever is about one case can be made by any process; what lists many is made here, from what is
kept of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from scraper import store
from scraper.building.making import (
    Order,
    Workshop,
    load_frames,
    load_opened,
    make_cases,
    make_handouts,
)
from scraper.building.parts import Parts
from scraper.building.planning import Plan
from scraper.building.recording import Record
from scraper.building.shelving import CHUNK, Tell, few_here
from scraper.building.surrounding import Shell
from scraper.building.versions import key
from scraper.exports import (
    cases_csv,
    cases_json,
    latest,
    render_feeds,
    render_models,
    render_sitemap,
)
from scraper.handouts import pack_handouts
from scraper.index import refresh_index
from scraper.model import CasebookError
from scraper.model import Record as Searched
from scraper.pages import (
    Planned,
    case_records,
    model_columns,
    model_records,
    planned_pages,
    pour_pages,
)
from scraper.reading.library import Library as Shown
from scraper.rules.lessons import Teaching
from scraper.spread import Over, spread


@dataclass(frozen=True, slots=True)
class Site:
    """A site being made."""

    plan: Plan
    shell: Shell
    state: store.BuildState
    record: Record
    over: Over
    tell: Tell

    def put(self, name: str, key_: bytes, files: Mapping[str, bytes]) -> None:
        """Stage a thing that was made."""
        store.write_files(self.record.staging, files)
        self.record.add(name, key_, files)


def make_all(site: Site, index: Path, parts: Parts) -> None:
    """Make everything that is not there already.

    `index` is the state of the search index, `parts` what it finds on other sites.
    """
    pages = tuple(planned_pages(site.plan.library))
    _refuse_clashes(site, pages)
    _shell(site)
    made = _cases(site)
    _handouts(site)
    _pages(site, pages)
    _data(site, pages)
    _search(site, made, index, parts)


def _refuse_clashes(site: Site, pages: Iterable[Planned]) -> None:
    """Raise `CasebookError` where a page written by hand stands where one is generated."""
    ours = {page.name for page in pages} | set(_case_pages(site.plan))
    for path in site.shell.files():
        if path in ours:
            problem = "a page written by hand stands where one is generated"
            raise CasebookError(f"docs: {path}", problem, "Move or delete it, then build again")


def _case_pages(plan: Plan) -> Iterator[str]:
    for id_ in plan.ids:
        yield f"cases/{id_}.html"
        yield f"en/cases/{id_}.html"


def _shell(site: Site) -> None:
    if not site.record.has("shell", site.shell.key):
        files = {path: (site.shell.folder / path).read_bytes() for path in site.shell.files()}
        site.put("shell", site.shell.key, files)


def _workshop(site: Site) -> Workshop:
    teaching = site.plan.library.teaching
    packs = Teaching(packs=teaching.packs, formats=teaching.formats)
    return Workshop(
        site.plan.library.settings, packs, site.shell.frames, site.record.staging.resolve()
    )


def _order(id_: str, site: Site) -> Order:
    plan, state = site.plan, site.state
    note = plan.library.teaching.cases.get(id_)
    return Order(
        text=state.text(id_),
        entries=(plan.entries[id_], *plan.beside(id_)),
        excerpt=plan.row(id_).excerpt,
        moved=plan.moved(id_),
        note=note,
        taught=tuple(state.text(other) for other in plan.taught) if note else (),
    )


def _cases(site: Site) -> Sequence[str]:
    """Make the pages of cases and what belongs to them; return the cases that were made."""
    keys = {id_: site.plan.case_key(id_) for id_ in site.plan.ids}
    return _spread(site, "pages of cases", "case", keys, make_cases)


def _handouts(site: Site) -> None:
    if site.plan.library.teaching.formats:
        keys = {id_: site.plan.handout_key(id_) for id_ in site.plan.ids}
        _spread(site, "handouts", "handouts", keys, make_handouts)
        _pack_handouts(site)


def _pack_handouts(site: Site) -> None:
    library = _with_taught(site)
    for pack in library.teaching.packs.values():
        name, mark = f"handouts/packs/{pack.id}", key(site.plan.core, site.plan.all_taught)
        if not site.record.has(name, mark):
            site.put(name, mark, dict(pack_handouts(pack, library)))


def _spread(site: Site, what: str, kind: str, keys: Mapping[str, bytes], make: Any) -> list[str]:
    """Have what is made of each case made where it is not there; return those cases."""
    ids = [id_ for id_, mark in keys.items() if not site.record.has(f"{kind}/{id_}", mark)]
    chunks = [ids[n : n + CHUNK] for n in range(0, len(ids), CHUNK)]
    orders = ([_order(id_, site) for id_ in chunk] for chunk in chunks)
    over, done = few_here(site.over, len(chunks)), 0
    made = spread(partial(make, _workshop(site)), orders, over, batch=1)
    for chunk, files in zip(chunks, made, strict=True):
        for id_, paths in zip(chunk, files, strict=True):
            site.record.add(f"{kind}/{id_}", keys[id_], paths)
        done += len(chunk)
        site.tell(what, done, len(ids))
    return ids


def _with_taught(site: Site) -> Shown:
    """Return the library with the cases open that packs and notes name."""
    opened = [load_opened(site.state.text(id_)) for id_ in site.plan.taught]
    return replace(
        site.plan.library,
        open={item.case.id: item.case for item in opened},
        translations={item.case.id: item.translation for item in opened if item.translation},
    )


def _pages(site: Site, pages: Iterable[Planned]) -> None:
    """Make the pages that are about many cases, or none."""
    frames = load_frames(site.shell.frames)
    keys = {page.name: site.plan.page_key(page) for page in pages}
    wanted = [page for page in pages if not site.record.has(f"page/{page.name}", keys[page.name])]
    taught: dict[str, Planned] = {}
    if any(page.teaches for page in wanted):
        taught = {page.name: page for page in planned_pages(_with_taught(site)) if page.teaches}
    for page in sorted(wanted, key=_without_language):  # the briefs of both are then at hand
        made = taught.get(page.name, page).make()
        files = dict(pour_pages((made,), frames))
        site.put(f"page/{page.name}", keys[page.name], files)


def _without_language(page: Planned) -> str:
    return page.name.removeprefix("en/")


def _data(site: Site, pages: Iterable[Planned]) -> None:
    """Make the files for reuse that hold all cases, and the site map."""
    plan, library = site.plan, site.plan.library
    models = key(plan.core, [[item.id for item in items] for items in library.showing.values()])
    rows = [plan.row(item.id) for item in latest(library)]
    feed = key(plan.core, [(row.entry_key, row.brief_key) for row in rows])
    forwards = {f"{root}cases/{old}.html" for old in library.moved.pages for root in ("", "en/")}
    html = [*_case_pages(plan), *(page.name for page in pages if page.name not in forwards)]
    html += [path for path in site.shell.files() if path.endswith(".html")]
    days = [item.updated for item in plan.entries.values()]
    lines = site.state.lines
    makers: dict[str, tuple[bytes, Any]] = {
        "cases.json": (
            key(plan.core, plan.all_texts),
            lambda: {"cases.json": cases_json(lines("json", plan.ids), library)},
        ),
        "cases.csv": (
            key(plan.core, plan.all_texts),
            lambda: {"cases.csv": cases_csv(lines("csv", plan.ids))},
        ),
        "models": (models, lambda: render_models(library)),
        "columns": (key(models, plan.all_entries), lambda: model_columns(library)),
        "feeds": (feed, lambda: render_feeds(library)),
        "sitemap": (key(plan.core, html, days), lambda: render_sitemap(library, html)),
    }
    for name, (mark, make) in makers.items():
        if not site.record.has(f"data/{name}", mark):
            site.put(f"data/{name}", mark, make())


def _search(site: Site, made: Iterable[str], index: Path, parts: Parts) -> None:
    """Bring the search index up to date with the cases that were made or are gone."""
    manifest = site.record.site / "search" / "manifest.bin"
    published = manifest.read_bytes() if not site.record.fresh and manifest.exists() else None
    library = site.plan.library
    changed: dict[str, Sequence[Searched]] = {}
    if published:
        changed |= {id_: _records(id_, site) for id_ in made}
    gone = (name for name in site.record.before if name.startswith("case/"))
    changed |= {name[5:]: () for name in gone if name not in site.record.after}
    for model in library.models.values():
        changed[f"model-{model.id}"] = model_records(model, library)

    def everything() -> Iterator[Searched]:
        for id_ in site.plan.ids:
            yield from _records(id_, site)
        for model in library.models.values():
            yield from model_records(model, library)
        yield from parts.records

    same_parts = site.state.get("parts") == parts.digest
    fresh = refresh_index(
        index,
        published,
        changed if same_parts else None,
        everything,
        library.glossary,
        over=site.over,
    )
    folder = site.record.staging / "search"
    kept: set[str] = set()
    for name, content in fresh.files:
        if content is None:
            site.record.deleted.add(f"search/{name}")
        else:
            store.write_files(folder, {name: content})
            kept.add(name)
    site.state.set("parts", parts.digest)
    if fresh.whole and published is not None:
        old = site.record.site / "search"
        files = (path.relative_to(old).as_posix() for path in old.rglob("*") if path.is_file())
        site.record.deleted.update(f"search/{name}" for name in files if name not in kept)


def _records(id_: str, site: Site) -> Sequence[Searched]:
    opened = load_opened(site.state.text(id_))
    library = replace(
        site.plan.library,
        translations={id_: opened.translation} if opened.translation else {},
    )
    return case_records(opened.case, library)
