"""CSL-JSON items to references, by a CSL processor and the styles in `data/csl/`."""

from __future__ import annotations

import io
from functools import cache
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


def reference(item: Item, style: Style = "gb-t-7714-2015-numeric") -> str:
    """Return one reference as plain text, without the number it would have in a list.

    In GB/T 7714 the terms are those of the item's language (等 and et al.), by a locale for each
    item, as CSL-M and the bilingual Chinese styles have it. ISO 690 is in English here.
    """
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
