"""The recipe of `casebook translate --words`: data files and catalogs, brought together on disk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from scraper.model import CasebookError
from scraper.rules.glossary import Term
from scraper.store.files import read_text, write_text
from scraper.store.po import read_po, write_po
from scraper.store.po_writing import content
from scraper.store.translations import Counts, count_messages
from scraper.translate.words import sources
from scraper.translate.words.catalogs import brought_together
from scraper.translate.words.sources import Changes, Pair

_NO_TRANSLATIONS = ("search.toml",)
"""Its `zh` and `en` are two lists of words, not one in two languages."""
_CATALOGS = {"interface.toml": "interface", "models.toml": "models", "glossary.tsv": "glossary"}
"""Data files with a catalog of their own; the others share `rules`."""


@dataclass(frozen=True, slots=True)
class _Source:
    """A file that holds English, and its pairs."""

    catalog: str
    path: Path
    """The file that English is put back into."""
    name: str
    """What its contexts begin with."""
    pairs: Sequence[Pair]
    put_back: Callable[[str, Changes], str]


@dataclass(frozen=True, slots=True)
class Catalog:
    """What became of one catalog."""

    path: Path
    outcome: Literal["new", "unchanged", "updated"]
    counts: Counts
    written: tuple[Path, ...] = ()
    """Data files that English went back into."""


def translate_words(
    root: Path, library: Path, english: Path, glossary: tuple[Term, ...], *, dry_run: bool = False
) -> Iterator[Catalog | CasebookError]:
    """Bring the catalogs of our own words and their data files together; yields each catalog.

    `root` holds `mkdocs.yml`, `docs/` and `scraper/data/`, `library` the packs and teaching
    notes; the catalogs lie in `english`/site. What was changed on both sides is yielded as an
    error and left alone. With `dry_run` nothing is written.
    """
    by_catalog: defaultdict[str, list[_Source]] = defaultdict(list)
    for source in _sources(root, library):
        by_catalog[source.catalog].append(source)
    for name, found in by_catalog.items():
        try:
            yield from _together(english / "site" / f"{name}.po", found, glossary, dry_run=dry_run)
        except CasebookError as error:
            yield error


def _together(
    path: Path, found: Sequence[_Source], glossary: tuple[Term, ...], *, dry_run: bool
) -> Iterator[Catalog | CasebookError]:
    old = read_po(path)
    pairs = [
        replace(pair, context=f"{source.name}: {pair.context}")
        for source in found
        for pair in source.pairs
    ]
    done = brought_together(old, pairs, glossary)
    for context in done.conflicts:
        problem = f"the English of `{context}` was changed here and in the data file"
        yield CasebookError(str(path), problem, "Make both the same", context)
    written = [source.path for source in found if _changes(source, done.back)]
    if not dry_run:
        for source in found:
            changes = _changes(source, done.back)
            if changes:
                write_text(source.path, source.put_back(read_text(source.path), changes))
    same = [content(e) for e in done.file] == [content(e) for e in old]
    outcome: Literal["new", "unchanged", "updated"] = "unchanged" if same else "updated"
    if not path.exists():
        outcome = "new"
    if outcome != "unchanged" and not dry_run:
        write_po(path, done.file)
    yield Catalog(path, outcome, count_messages(done.file), tuple(written))


def _changes(source: _Source, back: Changes) -> dict[str, str]:
    start = f"{source.name}: "
    return {c.removeprefix(start): text for c, text in back.items() if c.startswith(start)}


def _sources(root: Path, library: Path) -> Iterator[_Source]:
    data = root / "scraper" / "data"
    for path in sorted(data.glob("*.toml")):
        if path.name in _NO_TRANSLATIONS:
            continue
        pairs = sources.toml_pairs(read_text(path))
        if pairs:
            catalog = _CATALOGS.get(path.name, "rules")
            yield _Source(catalog, path, path.name, pairs, sources.toml_with)
    glossary = data / "glossary.tsv"
    if glossary.exists():
        pairs = sources.glossary_pairs(read_text(glossary))
        yield _Source("glossary", glossary, glossary.name, pairs, sources.glossary_with)
    for path in (*sorted(library.glob("packs/*.yaml")), *sorted(library.glob("teaching/*/*.yaml"))):
        name = path.relative_to(library).as_posix()
        yield _Source("lessons", path, name, sources.yaml_pairs(read_text(path)), sources.yaml_with)
    yield from _pages(root)
    config = root / "mkdocs.en.yml"
    if config.exists():
        pairs = sources.config_pairs(read_text(root / "mkdocs.yml"), read_text(config))
        yield _Source("interface", config, config.name, pairs, sources.config_with)


def _pages(root: Path) -> Iterator[_Source]:
    """Yield the hand-written pages; raises `CasebookError` where two have not the same shape."""
    for path in sorted((root / "docs" / "en").glob("*.md")):
        chinese = root / "docs" / "zh" / path.name
        text = read_text(path)
        if not chinese.exists():
            continue
        pairs = sources.page_pairs(read_text(chinese), text)
        if not pairs:
            mend = f"Give it as many blocks as {chinese.name} in Chinese, in the same order"
            raise CasebookError(str(path), "it has not the shape of its Chinese page", mend)
        yield _Source("pages", path, path.name, pairs, sources.page_with)
