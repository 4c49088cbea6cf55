"""The drawings of a page as XML, for tests of what they say."""

from __future__ import annotations

import re

from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"


def drawings(markdown: str) -> list[etree._Element]:
    """The SVG drawings of a page; an XML error where one is not well-formed."""
    return [etree.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", markdown, re.S)]


def said(drawing: etree._Element) -> str:
    """All the letters of a drawing in order, without the white space at which it may wrap."""
    texts = drawing.iter(f"{SVG}text")
    return "".join("".join("".join(text.itertext()).split()) for text in texts)


def together(words: str) -> str:
    """Words without white space, to look for in what a drawing says."""
    return "".join(words.split())
