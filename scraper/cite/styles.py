"""CSL-JSON items to references, by a CSL processor and the styles in `data/csl/`.

The processor takes 2 to 5 ms a reference, more than all else on a page together. But what it does
with a title does not depend on its words: so each form of item (which fields it has, its dates,
the marks its words begin and end with) is set once with places for the words, and these are put in.
"""

from __future__ import annotations

import io
import json
import re
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON

from scraper.cite.items import Item

Style = Literal["gb-t-7714-2015-numeric", "iso690-numeric-en"]
"""GB/T 7714-2015, and ISO 690, the international standard it follows, for readers of English."""

_CSL = {"csl": "http://purl.org/net/xbiblio/csl"}
_NUMBERS = ".//csl:bibliography//csl:text[@variable='citation-number']"
_WORDS = ("title", "original-title", "container-title", "publisher", "URL", "ISSN")
"""Fields that go into a reference letter for letter."""
_NUMBERED = ("issue", "page")
"""Fields that do so where they are plain numbers: ranges and other words are set as such."""
_SEAM = frozenset(" .,;:!?")
"""What the processor does not double where two parts meet (citeproc-py, `normalize_seam`)."""
_FIRST, _LAST = 0xE000, 0xE0FF
_as_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_PLACE = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
"""Characters for private use: a place each for the words of a field."""


def reference(item: Item, style: Style = "gb-t-7714-2015-numeric") -> str:
    """Return one reference as plain text, without the number it would have in a list.

    In GB/T 7714 the terms are those of the item's language (等 and et al.), by a locale for each
    item, as CSL-M and the bilingual Chinese styles have it. ISO 690 is in English here.
    """
    form, words = _form(item)
    text = _as_json(form)
    if len(_PLACE.findall(text)) != len(words):  # the item itself holds such characters
        return _set(json.dumps(item), style)
    return _PLACE.sub(lambda place: words[ord(place[0]) - _FIRST], _set(text, style)).strip()


def _form(item: Item) -> tuple[Item, list[str]]:
    """Return an item with places in the place of its words, and the words."""
    words: list[str] = []

    def place(word: str) -> str:
        if len(word) < 2:
            return word
        first, last = (mark if mark in _SEAM else "" for mark in (word[0], word[-1]))
        words.append(word[len(first) : len(word) - len(last)])
        return f"{first}{chr(_FIRST + len(words) - 1)}{last}"

    form = dict(item) | {"id": "item"}
    for name in _WORDS:
        if name in item:
            form[name] = place(item[name])
    for name in _NUMBERED:
        if item.get(name, "").isdecimal():
            form[name] = place(item[name])
    for number, name in enumerate(item.get("author", ())):
        literal = name.get("literal", "")
        if literal and literal.upper() == literal.lower():  # Latin names are put in capitals
            authors = form["author"] = list(form["author"])
            authors[number] = {"literal": place(literal)}
    return form, words


@lru_cache(maxsize=4096)
def _set(text: str, style: Style) -> str:
    """Return the reference of an item that is given as JSON."""
    item: Item = json.loads(text)
    prepared = _style(style, "en-US" if style == "iso690-numeric-en" else item["language"])
    bibliography = CitationStylesBibliography(prepared, CiteProcJSON([item]), formatter.plain)
    bibliography.register(Citation([CitationItem(item["id"])]))
    return str(bibliography.bibliography()[0]).strip()


@cache
def _style(name: Style, locale: str) -> CitationStylesStyle:
    path = resources.files("scraper").joinpath("data", "csl", f"{name}.csl")
    style = CitationStylesStyle(io.BytesIO(path.read_bytes()), locale=locale, validate=False)
    for number in style.root.iterfind(_NUMBERS, _CSL):
        number.getparent().remove(number)
    return style
