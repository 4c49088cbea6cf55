"""Lines that a fixed width broke (form D7), as the text layer of a PDF gives them.

Told by the page as a whole: its lines without an end mark are nearly all of one length, and hardly
any line is longer. Only then is a line of that length one that goes on below.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from scraper.clean.draft import Draft
from scraper.clean.shape import is_numbered_heading, starts_new
from scraper.model import Change, Line
from scraper.text.chars import ends_sentence, is_han

RULE = "hard-wrap"
_NARROW = re.compile(r"[\x00-\x7f\uff61-\uff9f]")
"""Characters half as wide as a Chinese one: ASCII and half-width forms."""
NARROWEST = 15
"""Lines of a wrapped text are at least this wide, in Chinese characters."""
SLACK = 2
"""How much shorter or longer a full line may be, because marks and figures do not break."""
FEWEST = 3
"""Lines of that width a page must have to count as wrapped."""
SHARE = 0.7
"""Share of the lines without an end mark that have the width, and of all that are no wider."""


def join_wraps(draft: Draft) -> Draft:
    """The draft with wrapped lines joined to paragraphs; untouched where it is not wrapped."""
    width = _width([line.text.strip() for line in draft.lines if not line.hint])
    if not width:
        return draft
    lines: list[Line] = []
    changes: list[Change] = []
    full = False
    for line in draft.lines:
        text = line.text.strip()
        if full and text and not starts_new(text) and not draft.spares(RULE, line.number):
            above = lines[-1].text.rstrip()
            glue = "" if is_han(above[-1:]) or is_han(text[:1]) or not text[0].isascii() else " "
            lines[-1] = replace(lines[-1], text=above + glue + text)
            seam, context = f"{above[-8:]}⏎{text[:8]}", above[-8:] + glue + text[:8]
            changes.append(Change("joined", RULE, seam, line=line.number, context=context))
        else:
            lines.append(line)
        full = _is_full(text, width)
    return draft.keep(lines, changes)


def _width(texts: list[str]) -> int:
    """Width the page was wrapped at; 0 where it was not."""
    measured = [(_columns(text), _is_open(text)) for text in texts if len(text) >= NARROWEST]
    widths = [columns for columns, _ in measured]
    ending = [columns for columns, is_open in measured if is_open]
    if len(ending) < FEWEST:
        return 0
    width = Counter(ending).most_common(1)[0][0]
    near = sum(abs(width - n) <= SLACK for n in ending)
    narrow = sum(n <= width + SLACK for n in widths)
    wrapped = near >= max(FEWEST, SHARE * len(ending)) and narrow >= SHARE * len(widths)
    return width if wrapped else 0


def _columns(text: str) -> int:
    """Width of `text` in Chinese characters; two Latin letters or figures are as wide as one."""
    return round(len(text) - len(_NARROW.findall(text)) / 2)


def _is_open(text: str) -> bool:
    return not ends_sentence(text) and not is_numbered_heading(text)


def _is_full(text: str, width: int) -> bool:
    return len(text) >= NARROWEST and abs(_columns(text) - width) <= SLACK and _is_open(text)
