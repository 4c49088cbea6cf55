"""A library on disk into which hostile words come through every way, by the real pipeline.

captures   live HTML, HTML that shows markup as text, .txt, .docx; their titles, file names
           and sidecars
by hand    front matter and text of case files, PO messages, lesson packs, teaching notes,
           the configuration of the site
"""

from __future__ import annotations

import html
import random
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import docx
import polib
import yaml

from scraper import pipeline, store
from scraper.model import CasebookError
from scraper.rules.glossary import load_glossary
from scraper.store.casefile import dump_case

from .filled import filled_case, filled_note, filled_pack
from .prose import paragraph

ROOT = Path(__file__).parents[2]
_NOT_IN_NAMES = re.compile(r"[/\x00\ud800-\udfff]")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OPEN = re.compile(r"<!|<(?:plaintext|textarea|script|style|title|xmp|no\w+|iframe|svg|math)", re.I)
"""What may swallow the rest of a page: such a vector gets a page of its own."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How many vectors share a page."""

    live: int
    """Live in a page of HTML; those that may swallow the rest of it have one to themselves."""
    block: int
    """Paragraphs in a page of text."""
    named: int
    """Files that are called by a vector and have it for a title; 0 for all vectors."""
    hands: int
    """Cases written by hand; every vector stands in one of them."""
    most_live: int
    shorter_than: int


SAMPLED = Scale(live=8, block=20, named=9, hands=9, most_live=16, shorter_than=5_000)
WHOLE = Scale(live=8, block=20, named=0, hands=60, most_live=10**9, shorter_than=10**9)


@dataclass(frozen=True, slots=True)
class Made:
    """A library that was composed, and its site."""

    site: Path
    captured: int
    """Files that were filed as cases."""
    refused: tuple[CasebookError, ...]
    """Files that were not: each with its error."""
    built: pipeline.Built


def make(folder: Path, vectors: Sequence[str], scale: Scale) -> Made:
    """Compose a library in `folder`, add its captures, and build its site.

    Raises nothing that is not `CasebookError`: an uncaught exception is a fault.
    """
    words = [word for word in vectors if len(word) < scale.shorter_than]
    library = pipeline.Library(folder / "captures", folder / "cases", folder / "translations")
    sources = folder / "sources"
    write_sources(sources, words, scale)
    files = [file for file in pipeline.expand([sources]) if isinstance(file, Path)]
    added = list(pipeline.add(files, library, "2026-01-31"))
    write_by_hand(folder, library, words, scale)
    config = write_project(folder, words)
    built = pipeline.build(library, config, folder / "docs", folder / "site", handouts=False)
    return Made(
        folder / "site",
        sum(isinstance(one, pipeline.Added) for one in added),
        tuple(one for one in added if isinstance(one, CasebookError)),
        built,
    )


def write_sources(folder: Path, words: Sequence[str], scale: Scale) -> None:
    """Write the files to be captured."""
    folder.mkdir(parents=True)
    chance = random.Random(7)
    swallowing = [word for word in words if _OPEN.search(word)]
    others = [word for word in words if not _OPEN.search(word)]
    live = [*_batches(others, scale.live), *([word] for word in swallowing)]
    live = live[:: -(-len(live) // scale.most_live)]
    for number, batch in enumerate(live):
        body = "".join(f"<p>{paragraph(chance)}</p>{word}" for word in batch)
        title = words[number % len(words)]
        _save(folder / f"live-{number}.html", _page(title, body, chance))
    for number, batch in enumerate(_batches(words, scale.block)):
        told = [f"{word}" for word in batch]
        shown = "".join(f"<p>{paragraph(chance)}</p><p>{html.escape(x)}</p>" for x in told)
        _save(folder / f"shown-{number}.html", _page(words[number % len(words)], shown, chance))
        lines = "\n\n".join(f"{paragraph(chance)}\n\n{x}" for x in told)
        _save(
            folder / f"text-{number}.txt", f"街道札记{number}\n\n{lines}\n\n{paragraph(chance)}\n"
        )
        _save_docx(folder / f"word-{number}.docx", f"街道手记{number}", told, chance)
    for number, word in enumerate(_spread(words, scale.named)):
        _save_named(folder, word, number, chance)


def _page(title: str, body: str, chance: random.Random) -> str:
    start = paragraph(chance, 5)
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f"<h1>{title}</h1><p>{start}</p>{body}<p>{paragraph(chance, 5)}</p></body></html>"
    )


def _save(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", errors="replace")


def _save_docx(file: Path, title: str, words: Sequence[str], chance: random.Random) -> None:
    document = docx.Document()
    document.add_heading(title, level=0)
    for word in words:
        document.add_paragraph(paragraph(chance))
        document.add_paragraph(_NOT_IN_XML.sub("", word))
    document.core_properties.title = _NOT_IN_XML.sub("", words[0])[:200]
    document.save(str(file))


def _save_named(folder: Path, word: str, number: int, chance: random.Random) -> None:
    """Write a file whose name, first line and sidecar are hostile."""
    name = _NOT_IN_NAMES.sub("_", word).encode("utf-8", "replace")[:180].decode("utf-8", "ignore")
    file = folder / f"n{number}{name}.txt"
    _save(file, f"{word}\n\n{paragraph(chance, 9)}\n")
    sidecar = {"address": f"https://a.example/{word}", "retelling": word, "name": f"{word}.txt"}
    _save(file.with_suffix(".yaml"), yaml.safe_dump(sidecar, allow_unicode=True))


def write_by_hand(
    folder: Path, library: pipeline.Library, words: Sequence[str], scale: Scale
) -> None:
    """Write case files, their translations, packs and notes as a person, or an attacker, may."""
    supply = cycle(words)
    library.cases.mkdir(exist_ok=True)
    titles = list(_spread(words, scale.hands))
    passages = max(6, -(-len(words) // len(titles)))
    for number, title in enumerate(titles):
        case = filled_case(f"hand-{number}", title, supply, passages)
        file = library.cases / f"{case.id}.md"
        file.write_text(dump_case(case), encoding="utf-8", errors="replace")
        case = store.load_case(file).case
        po = store.sync_translation(library.english, case, load_glossary()).path
        _translate(po, supply)
    _save_yaml(folder / "packs" / "hostile.yaml", filled_pack("hostile", "hand-0", supply))
    _save_yaml(folder / "teaching/cases/hand-0.yaml", filled_note("hand-0", "hand-0", supply))
    _save_yaml(folder / "teaching/models/grid.yaml", filled_note("grid", "hand-0", supply))


def _translate(file: Path, supply: Iterator[str]) -> None:
    """Fill in a PO file as a translator would."""
    messages = polib.pofile(str(file))
    for message in messages:
        message.msgstr = next(supply)
        message.flags = [flag for flag in message.flags if flag != "fuzzy"]
    file.write_text(str(messages), encoding="utf-8", errors="replace")


def _save_yaml(file: Path, fields: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    _save(file, yaml.safe_dump(fields, allow_unicode=True, sort_keys=False))


def write_project(folder: Path, words: Sequence[str]) -> Path:
    """Write the project beside the library: the theme, our own pages, a hostile configuration."""
    project = folder / "project"
    for name in ("theme", "docs"):
        shutil.copytree(ROOT / name, project / name)
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        settings = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
        settings["site_name"], settings["site_description"] = words[0], words[1]
        settings["extra"]["words"]["footer"] = words[2]
        settings["extra"]["words"]["name"] = words[3]
        _save(project / name, yaml.safe_dump(settings, allow_unicode=True, sort_keys=False))
    return project / "mkdocs.yml"


def _batches(words: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(words), size):
        yield words[start : start + size]


def _spread(words: Sequence[str], count: int) -> Iterator[str]:
    """So many of the words, from all over them; all of them where `count` is 0."""
    step = len(words) / count if count else 1
    return (words[int(number * step)] for number in range(min(count or len(words), len(words))))
