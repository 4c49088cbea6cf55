"""The text of a case in the other language, for the side-by-side view: a script beside its page.

A page opened from a folder may load scripts but not fetch files, and a page that carried both
texts would weigh twice as much: so both.js loads this one where a reader asks for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from scraper.model import Case, Language
from scraper.pages.case_text import Block, ReadText
from scraper.reading.library import Library
from scraper.reading.marks import Span
from scraper.rules.glossary import Term
from scraper.text.escape import one_line

_as_json = json.JSONEncoder(ensure_ascii=False).encode

Piece = str | list[str]
"""Plain text, or text, its mark and the id of the note on it."""
Twin = tuple[list[Piece], str]
"""A passage in the other language and its state; no state where it is the original."""
Links = Mapping[str, str]
"""Of each term: the id its own text gives it, to the one of the page it is shown on."""


def has_twin(case: Case, library: Library) -> bool:
    """Whether any of the text of a case can be shown in both languages."""
    reading = library.read(case, "en")
    return any(reading.state(paragraph.id) != "missing" for paragraph in case.paragraphs)


def twin_files(
    case: Case, library: Library, texts: Mapping[Language, ReadText]
) -> dict[str, bytes]:
    """Return the scripts with the text in the other language, by their path in the site."""
    if not has_twin(case, library):
        return {}
    return {
        f"{'' if language == 'zh' else f'{language}/'}cases/{case.id}.both.js": script
        for language, script in twin_scripts(texts).items()
    }


def twin_scripts(texts: Mapping[Language, ReadText]) -> dict[Language, bytes]:
    """Return the script beside the page of a case in each language."""
    chinese, english = texts["zh"].blocks, texts["en"].blocks
    zh, en = texts["zh"].terms, texts["en"].terms
    from_english, from_chinese = _links(en, zh), _links(zh, en)
    return {
        "zh": _script({block.id: _english(block, from_english) for block in english}),
        "en": _script(dict(_chinese(chinese, english, from_chinese))),
    }


def _links(own: Mapping[Term, str], page: Mapping[Term, str]) -> Links:
    return {ref: page.get(term, "") for term, ref in own.items()}


def _english(block: Block, links: Links) -> Twin:
    state = block.phrase.state
    return ([] if state == "missing" else _pieces(block.spans, links)), state


def _chinese(
    chinese: list[Block], english: list[Block], links: Links
) -> Iterator[tuple[str, Twin]]:
    """Yield the Chinese of what an English page has in English; the rest is Chinese already."""
    for block, translated in zip(chinese, english, strict=True):
        if translated.phrase.state != "missing":
            yield block.id, (_pieces(block.spans, links), "")


def _pieces(spans: tuple[Span, ...], links: Links) -> list[Piece]:
    """Return a passage as pieces; its terms lead to the explanations that the page has."""
    pieces: list[Piece] = []
    for span in spans:
        text = one_line(span.text)
        ref = links.get(span.ref, "") if span.mark == "term" else span.ref
        if span.mark in ("restored", "lacuna") or (span.mark and ref):
            pieces.append([text, span.mark, ref])
        else:
            pieces.append(text)
    return pieces


def _script(twins: dict[str, Twin]) -> bytes:
    return f"casebookBoth({_as_json(twins)});\n".encode()
