"""Lines that a fixed width broke (form D7), as the text layer of a PDF gives them.

Told by the page as a whole: its lines without an end mark are nearly all of one length, and hardly
any line is longer. Only then is a line of that length one that goes on below. Where paragraphs open
indented, an indented line goes on with nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from scraper.clean.draft import Draft
from scraper.clean.meta import begins_with_key
from scraper.clean.shape import (
    is_numbered_heading,
    is_salutation,
    is_wording,
    opens_letter,
    starts_new,
)
from scraper.model import Change, Line
from scraper.rules.cleaning import Lexicon
from scraper.text.chars import ends_sentence, fold, remembered

RULE = "hard-wrap"
_BANNER = re.compile(r"[\s|>_-]")
"""What parts the names and links of a line above the title."""
_DATELINE = re.compile(r"(?:本报|本刊|本台|本网)?[\u4e00-\u9fff]{0,8}(?:讯|电)\s*[（(]")
"""How a report begins: `本报某地讯（记者 …`."""
_IN_BRACKETS = re.compile(r"[（(][^（）()]{6,40}[）)]")
_RECORD = re.compile(r"[：:][^：:]*\s{2,}[^\s：:]{2,8}[：:]")
"""Two keys with values, wide gaps between them."""
_KEYED = re.compile(r"[\[【〔（(]|[^：:]{2,12}[：:]")
"""How a line begins that may have a key."""
NARROWEST = 15
"""Lines of a wrapped text are at least this wide, in Chinese characters."""
SLACK = 2
"""How much shorter or longer a full line may be, because marks and figures do not break."""
FEWEST = 3
"""Lines of that width a page must have to count as wrapped."""
SHARE = 0.7
"""Share of the lines without an end mark that have the width, and of all that are no wider."""


@dataclass(frozen=True, slots=True)
class _Wrapping:
    """How a page was wrapped: how wide, measured how, and whether paragraphs open indented."""

    width: int
    measure: Callable[[str], int]
    indented: bool

    def is_full(self, text: str) -> bool:
        """Whether the line goes on below: it is as wide as the page and no sentence ends there."""
        full = abs(self.measure(text) - self.width) <= SLACK
        return full and len(bare := text.strip()) >= NARROWEST and _is_open(bare)

    def opens_paragraph(self, text: str) -> bool:
        """Whether the line begins something of its own and does not continue the one above."""
        return starts_new(text) or (self.indented and text[:1].isspace())

    def is_text(self, text: str) -> bool:
        """Whether the line is of a paragraph, and no longer of what stands above the text."""
        return (self.indented and text[:1].isspace()) or any(mark in text for mark in "，。")


def join_wraps(draft: Draft, lexicon: Lexicon) -> Draft:
    """The draft with wrapped lines joined to paragraphs; untouched where it is not wrapped."""
    wrapping = _wrapping([line.text for line in draft.lines if not line.hint])
    if not wrapping:
        return draft
    lines: list[Line] = []
    texts: list[str] = []
    changes: list[Change] = []
    full = False
    inside = False
    for line in draft.lines:
        text = line.text.strip()
        goes_on = full and text and not wrapping.opens_paragraph(line.text)
        goes_on = goes_on and not _stands_alone(text, texts[-1], lexicon)
        goes_on = goes_on and (inside or not opens_letter(text))
        may_go_on = goes_on and (inside or not _is_banner(texts[-1]))
        if may_go_on and not draft.spares(RULE, line.number):
            above = texts[-1].rstrip()
            glue = " " if _is_word(above[-1]) and _is_word(text[0]) else ""
            texts[-1] = above + glue + text
            seam, context = f"{above[-8:]}⏎{text[:8]}", above[-8:] + glue + text[:8]
            changes.append(Change("joined", RULE, seam, line=line.number, context=context))
        else:
            lines.append(line)
            texts.append(line.text)
        full = wrapping.is_full(line.text) and not _is_for(text)
        inside = inside or wrapping.is_text(line.text)
    return draft.keep([x._replace(text=t) for x, t in zip(lines, texts, strict=True)], changes)


def _wrapping(texts: Sequence[str]) -> _Wrapping | None:
    """How the page was wrapped; None where it was not.

    Programs wrap at a width on the page or at a number of characters: what fits more lines.
    """
    long = [text for text in texts if len(text.strip()) >= NARROWEST]
    is_open = [_is_open(text.strip()) for text in long]
    if sum(is_open) < FEWEST:
        return None
    fits = [(_fit(list(map(measure, long)), is_open), measure) for measure in _MEASURES]
    (near, _, width), measure = max(fits, key=lambda fit: fit[0])
    if not near:
        return None
    found = _Wrapping(width, measure, indented=False)
    full = [text for text in texts if found.is_full(text)]
    indented = sum(text[:1].isspace() for text in full)
    return replace(found, indented=0 < indented <= len(full) - FEWEST)


def _fit(widths: Sequence[int], is_open: Sequence[bool]) -> tuple[int, int, int]:
    """How many lines have the width the page was wrapped at, how many to the character, and the
    width; nothing but zeros where it was not wrapped. `is_open` tells which lines end nothing."""
    ending = list(compress(widths, is_open))
    times = Counter(ending)
    around = {n + away for n in times for away in range(-SLACK, SLACK + 1)}
    candidates = (n for n in around if min(ending) <= n <= max(ending))
    near, exact, width = max((_near(times, n), times[n], n) for n in candidates)
    narrow = sum(n <= width + SLACK for n in widths)
    wrapped = near >= max(FEWEST, SHARE * len(ending)) and narrow >= SHARE * len(widths)
    return (near, exact, width) if wrapped else (0, 0, 0)


def _near(times: Mapping[int, int], width: int) -> int:
    return sum(times.get(n, 0) for n in range(width - SLACK, width + SLACK + 1))


@remembered
def _columns(text: str) -> int:
    """Width of `text` in Chinese characters; two Latin letters or figures are as wide as one."""
    bare = text.strip()
    return round(len(bare) - len(bare.encode("ascii", "ignore")) / 2)


def _characters(text: str) -> int:
    """Number of characters of a line, its indentation included."""
    return len(text.rstrip())


_MEASURES = (_columns, _characters)


def _is_banner(text: str) -> bool:
    """Whether the line holds the names and links of a site, not the title of a text."""
    if _DATELINE.match(text.strip()):
        return False
    return not is_wording(text) or _BANNER.search(text.strip()) is not None


def _stands_alone(text: str, above: str, lexicon: Lexicon) -> bool:
    """Whether the line continues nothing, however full the one above is: the abstract or keywords
    of a paper, a line in brackets, which says where its author works, whom a notice is for, the
    page's record, and the title once more."""
    if _IN_BRACKETS.fullmatch(text) or text == above.strip():
        return True
    if _is_for(text):
        return True
    if _RECORD.search(text):
        return True
    if not _KEYED.match(text):
        return False
    return fold(text).partition(":")[0] in lexicon.record_keys or begins_with_key(text, lexicon)


def _is_for(text: str) -> bool:
    """Whether the line says whom a notice is for: `各社区党委，各居民小组：`."""
    return text.startswith("各") and is_salutation(text)


def _is_word(char: str) -> bool:
    """Whether a space belongs between this character and another such one: not between figures,
    which are broken off anywhere."""
    return char.isascii() and not char.isdigit()


@remembered
def _is_open(text: str) -> bool:
    return not ends_sentence(text) and not is_numbered_heading(text)
