"""Whether a text breaks off, and how one can tell."""

from __future__ import annotations

import re

from scraper.clean.documents import Part
from scraper.clean.extent import FREE_LINES, is_free_verse
from scraper.clean.flags import is_slide_text
from scraper.clean.shape import (
    is_attachment,
    is_date,
    is_prose,
    is_row,
    is_signature,
    is_signed,
    is_signing,
    without_credit,
)
from scraper.clean.titles import repeats
from scraper.model import Block
from scraper.rules.cleaning import Lexicon
from scraper.text.chars import ends_sentence, fold

KEY = 8
"""Characters at the head of a line in which the key of minutes ends."""
_LIST_END = re.compile(
    r"^[\[［【]\d{1,3}[\]］】]|[A-Za-z]{2}\.[\"”]?$|\d-\d+\.$|(?:19|20)\d\d\.$|_{2,}\s*$"
)


def why_cut(
    title: str, blocks: tuple[Block, ...], part: Part, lexicon: Lexicon, *, says_cut: bool
) -> str:
    """`preview-limit`, `mid-sentence`, `page-says-so`, or empty for a text that ends.

    A text breaks off where its last paragraph has no end of a sentence, or where it ends on a
    heading with nothing below; who signed it, and when, is left aside. The length of the page's
    text tells a preview limit. Of a text that has lost its full stops it cannot be told. What the
    page says of a preview counts for nothing where the text is signed and dated at its end.
    """
    texts = [block for block in blocks if block.kind != "meta"]
    texts = texts[: _attachments(texts)]
    below = ""
    while len(texts) > 1 and _is_closing(texts[-1].text, below, lexicon):
        below = texts.pop().text
    if not texts:
        return ""
    if is_slide_text(texts):
        return ""
    if is_free_verse([block.text for block in texts[-FREE_LINES:]]):
        return ""
    broken = texts[-1].kind != "p" or not _ends(texts[-1].text)
    if broken and _length(part, title) in lexicon.preview_limits:
        return "preview-limit"
    if broken:
        return "mid-sentence"
    return "page-says-so" if says_cut and not below else ""


def _ends(text: str) -> bool:
    """Whether a text ends with this paragraph: with a sentence, who wrote it in brackets behind it,
    a row of a table, an entry of a list of references or a place to fill in."""
    bare = without_credit(text)
    return ends_sentence(bare) or not bare or is_row(text) or _LIST_END.search(text) is not None


def _attachments(blocks: list[Block]) -> int:
    """Position of the list of attachments that ends a text; their number where it has none."""
    first = next((at for at, block in enumerate(blocks) if is_attachment(block.text)), len(blocks))
    ends = not any(is_prose(block.text) for block in blocks[first:])
    return first if first and ends else len(blocks)


def _is_closing(text: str, below: str, lexicon: Lexicon) -> bool:
    key, colon, _ = fold(text[:KEY]).partition(":")
    if (colon and key in lexicon.meeting_keys) or is_signing(text):
        return True
    return (
        is_date(text)
        or is_signature(text, lexicon)
        or is_signed(text, below)
        or text in lexicon.closings
    )


def _length(part: Part, title: str) -> int:
    """Characters from the (first) title line on, line ends not counted."""
    head = [line for line in part.head if repeats(title, line.text)]
    return sum(len(line.text) for line in (*head, *part.body))
