"""BibTeX, RIS and CSL-JSON: read by pandoc, which shares no code with what writes them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import bibtexparser
import pypandoc
import pytest
from cited_library import shelve

from scraper.cite import Item, bibtex, case_item, csl_json, original_item, ris
from scraper.model import Case, Language, Publication
from scraper.reading.library import Library

WRITERS = {"biblatex": bibtex, "bibtex": bibtex, "ris": ris, "csljson": csl_json}
HOSTILE = (
    "}, author = {evil}, x = {",
    "TY  - JOUR",
    "一\nER  - \nTY  - JOUR\nTI  - 二",
    "50% of #1 & $x_y ~ ^ \\input{/etc/passwd}",
    '" , "author": [{"literal": "evil"}], "x": "',
    "@comment{ @online{x,",
)


def _items(library: Library, language: Language) -> list[Item]:
    items = []
    for case in (*library.cases, *library.documents):
        original = original_item(case)
        items += [case_item(library.read(case, language), library)]
        items += [original] if original else []
    return items


def _read(content: bytes, form: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(
        pypandoc.convert_text(content.decode("utf-8"), "csljson", format=form)
    )
    return read


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", WRITERS)
def test_every_case_reads_as_it_was_written(
    library: Library, form: str, language: Language
) -> None:
    items = _items(library, language)
    read = {entry["id"]: entry for entry in _read(WRITERS[form](items), form)}
    assert read.keys() == {item["id"] for item in items}
    for item in items:
        entry = read[item["id"]]
        for field in ("title", "publisher", "URL", "issue", "page", "ISSN"):
            assert entry.get(field, "") == item.get(field, ""), field
        assert _authors(entry) == _authors(item)
        assert _year(entry) == _year(item)
        if form != "ris":  # pandoc does not read the date of access there
            assert entry.get("accessed") == item.get("accessed")


def _authors(item: dict[str, Any]) -> list[str]:
    """Names as one text each: RIS has no way to say that a name is whole."""
    parts = ("dropping-particle", "given", "family", "literal")
    return [
        " ".join(name[part] for part in parts if part in name) for name in item.get("author", [])
    ]


def _year(item: dict[str, Any]) -> int | None:
    parts = item.get("issued", {}).get("date-parts", [[None]])
    year: int | None = parts[0][0]
    return year


@pytest.mark.parametrize("language", ["zh", "en"])
def test_ris_keeps_its_grammar_and_the_date_of_access(library: Library, language: Language) -> None:
    for item in _items(library, language):
        lines = ris([item]).decode("utf-8").split("\r\n")
        filled = [line for line in lines if line]
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in filled)
        assert filled[0][:6] == "TY  - "
        assert [line for line in filled if line.startswith("ER")] == [filled[-1]]
        days = [line[6:] for line in filled if line.startswith("Y2  - ")]
        accessed = item.get("accessed", {}).get("date-parts", [])
        assert days == ["/".join(f"{part:02}" for part in day) for day in accessed]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_titles_stay_titles(library: Library, words: str) -> None:
    case = replace(
        library.cases[0], id="hostile", title=words, retelling="", publication=Publication()
    )
    item = _one(case)
    title = " ".join(words.split("\n"))
    assert item["title"] == title
    for form in ("ris", "csljson"):
        (entry,) = _read(WRITERS[form]([item]), form)
        assert _plain(entry["title"]) == _plain(title)
        assert "author" not in entry
    parsed = bibtexparser.parse_string(bibtex([item]).decode("utf-8"))
    assert not parsed.failed_blocks
    assert [entry.key for entry in parsed.entries] == ["hostile"]
    assert "author" not in parsed.entries[0].fields_dict
    (entry,) = _read(bibtex([item]), "biblatex")
    assert "author" not in entry
    assert "passwd" not in entry["title"] or "input" in entry["title"]


def _plain(text: str) -> str:
    """A text without what pandoc sets anew: runs of spaces, straight quotes."""
    return " ".join(text.translate({0x201C: '"', 0x201D: '"'}).split())


def _one(case: Case) -> Item:
    library = shelve([case])
    return case_item(library.read(case, "zh"), library)


@pytest.mark.parametrize("write", [bibtex, ris, csl_json])
def test_the_same_items_give_the_same_bytes(library: Library, write: Any) -> None:
    assert write(_items(library, "zh")) == write(_items(library, "zh"))
