"""CSL-JSON items to the files that reference managers read: BibTeX, RIS and CSL-JSON itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import rispy
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from bibtexparser.writer import write

from scraper.cite.items import Item

_LANGUAGES = {"zh-CN": "chinese", "en-US": "english"}
"""Languages as biblatex names them (babel)."""
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{mark: f"\\{mark}" for mark in "$&#_%"},
    }
)
"""What TeX would take for markup. Braces get names, because BibTeX counts even escaped ones."""
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def bibtex(items: Sequence[Item]) -> bytes:
    """Return the items for BibTeX, in the fields of biblatex (`@online`, `urldate`, `langid`).

    UTF-8. Names and organizations stand in braces: they are whole, and an `and` in them joins
    nothing.
    """
    library = Library([Entry(_entry_type(item), item["id"], list(_fields(item))) for item in items])
    return write(library).encode("utf-8")


def _entry_type(item: Item) -> str:
    return "article" if item["type"] == "article-journal" else "online"


def _fields(item: Item) -> Iterator[Field]:
    journal = item["type"] == "article-journal"
    values = {
        "author": " and ".join(f"{{{_tex(name['literal'])}}}" for name in item.get("author", ())),
        "title": f"{{{_tex(item['title'])}}}",
        "origtitle": _tex(item.get("original-title", "")),
        "journaltitle": _tex(item.get("container-title", "")) if journal else "",
        "organization": f"{{{_tex(item['publisher'])}}}" if "publisher" in item else "",
        "date": _iso(item, "issued"),
        "year": _iso(item, "issued")[:4],
        "number": _tex(item.get("issue", "")),
        "pages": _tex(item.get("page", "")),
        "issn": _tex(item.get("ISSN", "")),
        "url": item.get("URL", "").translate(_IN_ADDRESS),
        "urldate": _iso(item, "accessed"),
        "langid": _LANGUAGES[item["language"]],
    }
    return (Field(name, f"{{{value}}}") for name, value in values.items() if value)


def _tex(text: str) -> str:
    return text.translate(_LATEX)


def ris(items: Sequence[Item]) -> bytes:
    """Return the items as RIS (Research Information Systems, tags of 2011): UTF-8."""
    text: str = rispy.dumps([_ris_entry(item) for item in items], implementation=_RisWriter)
    return text.encode("utf-8")


class _RisWriter(rispy.RisWriter):  # type: ignore[misc]
    """Without a running number between the entries, and with the line ends of RIS."""

    NEWLINE = "\r\n"

    def set_header(self, count: int) -> str:
        return ""


def _ris_entry(item: Item) -> dict[str, object]:
    journal = item["type"] == "article-journal"
    issued = _iso(item, "issued")
    entry: dict[str, object] = {
        "type_of_reference": "JOUR" if journal else "ELEC",
        "id": item["id"],
        "authors": [name["literal"] for name in item.get("author", ())],
        "title": item["title"],
        "translated_title": item.get("original-title", ""),
        "secondary_title": item.get("container-title", ""),
        "publisher": item.get("publisher", ""),
        "year": issued[:4],
        "date": issued.replace("-", "/") if len(issued) > len("2010") else "",
        "number": item.get("issue", ""),
        "start_page": item.get("page", ""),
        "issn": item.get("ISSN", ""),
        "urls": [item["URL"]] if "URL" in item else [],
        "access_date": _iso(item, "accessed").replace("-", "/"),
        "language": item["language"],
    }
    return {name: value for name, value in entry.items() if value}


def csl_json(items: Sequence[Item]) -> bytes:
    """Return the items as CSL-JSON: UTF-8, an item a line."""
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)
    return f"[{lines}]\n".encode()


def _iso(item: Item, name: str) -> str:
    """Return a date as ISO 8601, as much of it as there is; empty for none."""
    parts = item.get(name, {}).get("date-parts", [[]])[0]
    return "-".join(f"{part:04}" if n == 0 else f"{part:02}" for n, part in enumerate(parts))
