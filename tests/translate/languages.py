"""What a page says in which language: every text node with the language of its nearest `lang`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import html

HAN = re.compile(r"[\u3400-\u9fff]")
SENTENCE = re.compile(r"(?:[A-Za-z’'-]{2,}[ ,;:]+){4,}[A-Za-z]{2,}")
"""Five English words in a row: more than a name or an abbreviation in Chinese text."""
_UNREAD = ("script", "style", "template", "pre", "code")


def wrong_language(page: Path) -> Iterator[str]:
    """Yield the texts of a page that a screen reader would read in the wrong language.

    Chinese outside `lang="zh…"`, and English sentences outside `lang="en"`; in attributes that
    are read aloud (`title`, `alt`, `aria-label`, `placeholder`) too.
    """
    root = html.document_fromstring(page.read_bytes().decode())
    for element in root.iter():
        if not isinstance(element.tag, str) or any(
            e.tag in _UNREAD for e in (element, *element.iterancestors())
        ):
            continue
        own = _language(element)
        texts = [element.text or ""]
        texts += [element.get(name, "") for name in ("title", "alt", "aria-label", "placeholder")]
        yield from _wrong(texts, own)
        parent = element.getparent()
        if parent is not None:
            yield from _wrong([element.tail or ""], _language(parent))


def _language(element: html.HtmlElement) -> str:
    found = element.xpath("ancestor-or-self::*[@lang][1]/@lang")
    return str(found[0]) if found else ""


def _wrong(texts: list[str], language: str) -> Iterator[str]:
    for text in texts:
        if HAN.search(text):
            wrong = not language.startswith("zh")
        else:
            wrong = language != "en" and SENTENCE.search(text) is not None
        if wrong:
            yield f"{language}: {text.strip()}"
