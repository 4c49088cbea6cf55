"""The elements and attributes that the site's own templates produce, and pages held against them.

What may stand in a page is not listed by hand: it is read off a site built by the same means from
plain words. A page into which hostile words went may hold nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

_LINKS = ("href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href")
_FIXED = ("class", "http-equiv", "name", "property", "rel", "role", "scope", "target", "type")
"""Attributes whose values are the templates' own; `content` of a policy is compared as well."""
_LANGUAGES = ("zh", "zh-Hans", "en")
"""What `lang` may say, on any element."""
_SCHEMES = ("", "http", "https")
_ANCHOR = re.compile(r'[^\s"<>]*')
_OUTSIDE = {("a", "href"), ("link", "href"), ("meta", "content")}
"""Where an address of another host may stand: links that a reader follows, and what machines are
told of the page's own address."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What occurs in the pages of a site."""

    attributes: frozenset[tuple[str, str]]
    """Element and attribute; an element alone with the empty text."""
    values: frozenset[tuple[str, str, str]]
    """Element, attribute and value (word by word) of attributes that hold none of the words."""


def shape_of(pages: Iterator[Path]) -> Shape:
    """What occurs in these pages."""
    attributes: set[tuple[str, str]] = set()
    values: set[tuple[str, str, str]] = set()
    for page in pages:
        for node in _elements(parsed(page)):
            attributes.update(_pairs(node))
            values.update(_fixed_values(node))
    return Shape(frozenset(attributes), frozenset(values))


def departures(page: Path, shape: Shape) -> Iterator[str]:
    """What stands in a page that no template put there."""
    for node in _elements(parsed(page)):
        for pair in _pairs(node):
            if pair not in shape.attributes:
                yield f"{page}: {pair}"
        for value in _fixed_values(node):
            if value not in shape.values:
                yield f"{page}: {value}"
        yield from (f"{page}: {fault}" for fault in (*_addresses(node), *_script(node)))


def parsed(page: Path) -> LexborHTMLParser:
    """A page as the HTML standard parses it."""
    return LexborHTMLParser(page.read_text(encoding="utf-8"))


def _elements(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Every element of a page, those in templates too."""
    assert tree.root is not None
    for node in tree.root.traverse(include_text=False):
        yield node
        if node.tag == "template":
            inner = LexborHTMLParser(node.inner_html or "")
            yield from _elements(inner)


def _pairs(node: LexborNode) -> Iterator[tuple[str, str]]:
    yield node.tag or "", ""
    yield from ((node.tag or "", name) for name in node.attributes if name != "lang")


def _fixed_values(node: LexborNode) -> Iterator[tuple[str, str, str]]:
    for name, value in node.attributes.items():
        if name in _FIXED:
            words = (re.sub("--.*", "--…", word) for word in (value or "").split())
            yield from ((node.tag or "", name, word) for word in words)
        if name == "lang" and value not in _LANGUAGES:
            yield node.tag or "", name, value or ""
        if name == "content" and "http-equiv" in node.attributes:
            # A page that forwards names the other page here.
            yield node.tag or "", name, re.sub(r"(?<=url=)[\w%.-]+\.html$", "…", value or "")


def _addresses(node: LexborNode) -> Iterator[str]:
    for name, value in node.attributes.items():
        if name not in _LINKS or value is None:
            continue
        parts = urlsplit(value)
        if parts.scheme not in _SCHEMES or value != value.strip() or not _ANCHOR.fullmatch(value):
            yield f"{name}={value!r}"
        elif parts.netloc and (node.tag, name) not in _OUTSIDE:
            yield f"{node.tag} {name}={value!r} is on another host"


def _script(node: LexborNode) -> Iterator[str]:
    if node.tag != "script":
        return
    text = node.text(deep=True)
    if "src" in node.attributes:
        assert not text.strip()
    elif str(node.attributes.get("type")).endswith("json"):
        json.loads(text)
    else:
        yield f"a script in the page: {text[:80]!r}"
