"""The glossary of official and working terms: `data/glossary.tsv`, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, get_args

from scraper.model import CasebookError, Language

FILE = "glossary.tsv"
COLUMNS = (
    "term",
    "english",
    "also",
    "avoid",
    "tag",
    "source",
    "apart",
    "note_zh",
    "note_en",
    "plain",
)

Tag = Literal["A", "S", "R", "M"]
"""A read in an official English text, S in a secondary one, R our rendering, M from memory."""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the glossary."""

    term: str
    """Chinese; alternatives are parted by ` / `."""
    english: str
    """English; alternatives are parted by `; `."""
    tag: Tag
    source: str
    """Where it was read; empty for R and M."""
    apart: str
    """A term it must not be confused with; may be empty."""
    note_zh: str
    note_en: str
    also: tuple[str, ...] = ()
    """Further English that a translation may have for it."""
    avoid: tuple[str, ...] = ()
    """English that is never right for it."""
    plain: bool = False
    """Whether no reader of a case needs it explained."""

    def __hash__(self) -> int:
        """By its Chinese, which no two terms share: whole glossaries are keys of caches."""
        return hash(self.term)

    @property
    def names(self) -> tuple[str, ...]:
        """The Chinese alternatives, one by one, without what they say of themselves."""
        return tuple(name.partition("（")[0] for name in self.term.split(" / "))

    @property
    def renderings(self) -> tuple[str, ...]:
        """The English alternatives, one by one."""
        return tuple(self.english.split("; "))

    def note(self, language: Language) -> str:
        """Return the note in one language; may be empty."""
        return self.note_zh if language == "zh" else self.note_en


@cache
def load_glossary() -> tuple[Term, ...]:
    """Return the glossary that ships with Casebook; `CasebookError` where the file is wrong."""
    text = resources.files("scraper").joinpath("data", FILE).read_text(encoding="utf-8")
    return parse_glossary(text)


def parse_glossary(text: str, file: str = FILE) -> tuple[Term, ...]:
    """Return the terms of a tab-separated text; lines that begin with `#` are comments.

    Raises `CasebookError`, with the line, for another header, a wrong number of columns, an
    empty term, an unknown tag, a source where there can be none or none where there must be one,
    a note in one language only, and a term given twice.
    """
    lines = [
        (number, line.split("\t"))
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]
    if not lines or tuple(lines[0][1]) != COLUMNS:
        raise CasebookError(file, "the header line is missing", "Write: " + " ".join(COLUMNS))
    terms = tuple(_term(cells, number, file) for number, cells in lines[1:])
    seen: set[str] = set()
    for (number, _), term in zip(lines[1:], terms, strict=True):
        if term.term in seen:
            raise CasebookError(file, f"“{term.term}” is given twice", "Keep one", str(number))
        seen.add(term.term)
    return terms


def _term(cells: list[str], number: int, file: str) -> Term:
    def fault(problem: str, mend: str) -> CasebookError:
        return CasebookError(file, problem, mend, str(number))

    if len(cells) != len(COLUMNS):
        raise fault(f"{len(cells)} columns", f"Give {len(COLUMNS)}, parted by tabs")
    term, english, also, avoid, letter, source, apart, *rest = (cell.strip() for cell in cells)
    note_zh, note_en, plain = rest
    if not term or not english:
        raise fault("term or English is empty", "Fill in both")
    tag = next((tag for tag in get_args(Tag) if tag == letter), None)
    if tag is None:
        raise fault(f"unknown tag “{letter}”", "Use A, S, R or M")
    if bool(source) != (tag in ("A", "S")):
        raise fault("source and tag do not agree", "A and S name a source, R and M have none")
    if bool(note_zh) != bool(note_en):
        raise fault("a note in one language only", "Give it in both")
    if plain not in ("", "yes"):
        raise fault(f"`plain` is “{plain}”", "Write yes or leave it empty")
    return Term(
        term,
        english,
        tag,
        source,
        apart,
        note_zh,
        note_en,
        _parts(also),
        _parts(avoid),
        plain == "yes",
    )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("; ")))
