"""What stands below the text: its last lines (who signed it, what is attached) stay, labels go."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from scraper.clean.bylines import minute_keys
from scraper.clean.documents import Part
from scraper.clean.draft import Draft, remove
from scraper.clean.extent import find_text
from scraper.clean.shape import (
    is_attachment,
    is_numbered_heading,
    is_signature,
    is_signed,
    is_signing,
    is_site_name,
    is_wording,
    starts_new,
)
from scraper.model import Line
from scraper.rules.cleaning import CleaningRules, Lexicon
from scraper.text.chars import fold, letters
from scraper.text.words import cut

_GOING_ON = "，、；：。！？…”’）》"
"""How a line ends that is part of a text (a poem, a quotation) and no label."""
_ENUMERATED = re.compile(
    r"[一二三四五六七八九]是|第[一二三四五六七八九]，|（[一二三四五六七八九十]）"
)
"""Chinese enumeration, with which no list of links is numbered."""
_ARTICLE = re.compile(r"第[一二三四五六七八九十百]{1,5}条\s")
"""How an article of a statute begins, be it cut short."""
_ATTACHMENT = re.compile(r"附\s*[件表录]?\s*[\d一二三四五六七八九十]{0,2}\s*[:：]?")
"""The heading of an attachment that stands below the text."""
_QUOTES = "“‘「（"
_COUNTED = re.compile(r"[（(]\d+[）)]")
_REFERENCE = re.compile(
    r"[【\[]?(?:参考文献|注释|参考资料|附录)[】\]]?[:：]?\s*(?:$|[\[［【]\d)|[\[［【]\d{1,3}[\]］】]\s*\S"
)
"""The heading of a list of references, and an entry of it."""
_REST = re.compile(r"\s*[\d(（:：,，.-]+\S*$")
"""What a line break leaves of an entry: volume, number and pages."""
_WITHIN = frozenset({"page-number", "running-header", "noise", "doubled-text"})
"""Rules that take lines out of a text; where others took one, the text is over."""
_BLANK = re.compile(r"_{2,}")
"""A place to fill in, on a form at the end of a text."""
SHORTEST_SENTENCE = 6
"""Characters of a sentence that is cut short, at least."""
LISTED, LISTED_WORD = 4, 10
"""Pieces between commas, and characters of the longest of them, of a list of keywords."""
LONG_SENTENCE = 20
"""From so many characters on it may hold a word that sites use as well."""
KEY_LENGTH = 6
"""Letters of a key of a page's record, at most."""


def drop_tails(draft: Draft, parts: Sequence[Part], rules: CleaningRules) -> Draft:
    """The draft without the short lines below the text of each document but the last, which
    `drop_edges` could not see for the text of the next one; and without the name of a document
    that has no text."""
    furniture = furniture_of(draft)
    starts = [bisect_left(draft.lines, part.first, key=lambda line: line.number) for part in parts]
    gone: dict[int, str] = {}
    for start, end in pairwise(starts):
        lines = draft.lines[start:end]
        text = find_text([line.text for line in lines])
        found = below_text(lines, text[1], furniture, rules) if text else []
        gone |= {start + at: "tail-label" for at in found}
    held = {line.number for part in parts for line in (*part.head, *part.body)}
    lost = (at for at in draft.filled if parts and draft.lines[at].number not in held)
    return remove(draft, dict.fromkeys(lost, "tail-label") | gone)


def furniture_of(draft: Draft) -> frozenset[int]:
    """Numbers of the lines that went as furniture, not from within a text."""
    within = {change.line for change in draft.changes if change.rule in _WITHIN}
    return draft.removed - within


def below_text(
    lines: Sequence[Line], last_prose: int, furniture: frozenset[int], rules: CleaningRules
) -> list[int]:
    """Positions of the lines below the text, from the first label on (or the place of one that
    has gone already)."""
    lexicon = rules.lexicon
    below = [at for at in range(last_prose + 1, len(lines)) if lines[at].text.strip()]
    above = lines[last_prose]
    told = _told_below([lines[at].text for at in below], below, lexicon)
    attached = listed = False

    def has_more(place: int) -> bool:
        numbers = [lines[at].number for at in below[place : place + 2]]
        return len(numbers) > 1 and furniture.isdisjoint(range(*numbers))

    for place, at in enumerate(below):
        line = lines[at]
        between = range(above.number + 1, line.number)
        listed = listed or (_ATTACHMENT.fullmatch(line.text.strip()) is not None)
        if not furniture.isdisjoint(between) or not (
            _ends_text(line, lexicon)
            or at in told
            or (listed and _is_listed(line.text, last=not has_more(place), rules=rules))
            or (attached and starts_new(line.text))
            or (place + 1 < len(below) and is_signed(line.text, lines[below[place + 1]].text))
            or (place == 0 and _breaks_off(line.text, rules))
            or is_signed(above.text, line.text)
            or _goes_on(above.text, line.text, rules)
        ):
            return below[place:]
        attached = attached or is_attachment(line.text)
        above = line
    return []


def _told_below(texts: list[str], places: list[int], lexicon: Lexicon) -> set[int]:
    """Positions of the lines that tell of a meeting, or who wrote the text, under keys no page's
    record has: `出席：…` with the keys beside it, `（执笔：…）`."""
    minutes = minute_keys(texts, lexicon)
    keys = lexicon.meeting_keys - lexicon.record_keys
    written = {
        at
        for at, text in enumerate(texts)
        if text.strip()[:1] in ("（", "(") and fold(text)[1:].partition(":")[0] in keys
    }
    return {places[at] for at in minutes | written}


def _ends_text(line: Line, lexicon: Lexicon) -> bool:
    """Whether a short line below the prose still belongs to it: verse, a heading over a text that
    is cut off, a row of a table, the closing of a letter, what is attached, who signed and when."""
    text = line.text.strip()
    return (
        (text[-1] in _GOING_ON and not _is_empty_key(text) and not _is_poll(text))
        or line.hint == "row"
        or text in lexicon.closings
        or is_numbered_heading(text)
        or _ARTICLE.match(text) is not None
        or is_signing(text)
        or _ENUMERATED.match(text) is not None
        or _REFERENCE.match(text) is not None
        or _BLANK.search(text) is not None
        or is_attachment(text)
        or is_signature(text, lexicon)
    )


def _is_listed(text: str, *, last: bool, rules: CleaningRules) -> bool:
    """Whether a line behind the heading of an attachment is of it (a list of names), and neither
    a heading with nothing below nor words of a site."""
    if _ATTACHMENT.fullmatch(text.strip()):
        return not last
    of_site = rules.wording.edge_words.search(fold(text)) is not None
    return not of_site and is_wording(text) and not is_site_name(text)


def _goes_on(above: str, text: str, rules: CleaningRules) -> bool:
    """Whether a short line goes on with the one above that belongs to the text: an item or a
    broken sentence under a numbered heading, the rest of an entry of a list of references."""
    if is_numbered_heading(above):
        of_site = rules.wording.edge_words.search(fold(text)) is not None
        return (starts_new(text) and not of_site) or _breaks_off(text, rules)
    entry = _REFERENCE.match(above.strip()) is not None and not above.rstrip().endswith(".")
    return entry and _REST.match(text) is not None


def _breaks_off(text: str, rules: CleaningRules) -> bool:
    """Whether a short line right below the prose is a sentence that is cut short: it holds a comma
    or words that stand in sentences and hardly in titles and labels, and hardly a word of a site.
    """
    bare = fold(text)
    of_site = len(rules.wording.edge_words.findall(bare))
    if len(bare) < SHORTEST_SENTENCE or of_site > ("," in bare and len(bare) >= LONG_SENTENCE):
        return False
    if not bare[-1].isalnum() or 0 <= bare.find(":") <= KEY_LENGTH or len(text.split()) > 1:
        return False
    pieces = bare.split(",")
    if len(pieces) >= LISTED and max(map(len, pieces)) <= LISTED_WORD:
        return False
    return "," in bare or not rules.lexicon.sentence_words.isdisjoint(cut(bare))


def _is_poll(text: str) -> bool:
    """Whether the line asks a visitor something, or counts the answers: `满意（12） 一般（3）`."""
    asks = "您" in text and text[-1] in "？?" and text[0] not in _QUOTES
    return asks or len(_COUNTED.findall(text)) > 1


def _is_empty_key(text: str) -> bool:
    """Whether the line is a key whose value stood below it: `附件下载：`."""
    return text.endswith("：") and len(letters(text)) <= KEY_LENGTH
