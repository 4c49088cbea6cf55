"""What stands above the title and below the text, told by position.

Judged after page chunks and wrapped lines are joined, when the text stands together.
"""

from __future__ import annotations

import re
from collections import Counter

from scraper.clean.draft import Draft, remove
from scraper.clean.extent import find_text
from scraper.clean.naming import first_told, keyed_lines, likeliest_title, title_scores
from scraper.clean.shape import (
    is_address,
    is_collection_mark,
    is_numbered_heading,
    is_question_title,
    is_site_name,
    is_title_like,
    is_wording,
    opens_letter,
)
from scraper.clean.tails import below_text, furniture_of
from scraper.rules.cleaning import CleaningRules, Lexicon
from scraper.text.chars import letters

_RECORDS = frozenset({"record-line", "key-value", "date-account", "date-author"})
"""Rules that take what the page notes of the text right below its title."""
_SHORT = re.compile(r"[\u4e00-\u9fff]{2,3}")
POOR = 0.3
"""A line that names the text no better is hardly its title."""


def drop_edges(draft: Draft, rules: CleaningRules) -> Draft:
    """Short lines above the title and below the text go; what ends the text itself stays."""
    text = find_text([line.text for line in draft.lines])
    if text is None:
        gone = {at: "no-text" for at, line in enumerate(draft.lines) if line.text.strip()}
        return remove(draft, gone)
    gone = dict.fromkeys(_above_title(draft, text[0], rules.lexicon), "head-label")
    gone |= dict.fromkeys(
        below_text(draft.lines, text[1], furniture_of(draft), rules), "tail-label"
    )
    return remove(draft, gone)


def _above_title(draft: Draft, first_prose: int, lexicon: Lexicon) -> list[int]:
    """Positions of the lines that stand above the title (all but the title in a plain head)."""
    head = [at for at in range(first_prose) if draft.lines[at].text.strip()]
    known = {letters(title) for title in draft.titles}
    titles = [at for at in head if is_collection_mark(draft.lines[at].text)]
    titles = titles or [at for at in head if letters(draft.lines[at].text) in known]
    titles = titles or [at for at in head if draft.lines[at].hint in ("title", "h1")]
    titles = titles or _repeated(draft, head)
    titles = titles or _likely_titles(draft, head, first_prose, lexicon)
    told = first_told([draft.lines[at].text for at in head], lexicon)
    start = titles[0] if titles else first_prose
    start = min(start, head[told]) if told < len(head) else start
    start = min(start, next((at for at in head if is_address(draft.lines[at].text)), start))
    above = head[-1:] if head and opens_letter(draft.lines[head[-1]].text) else []
    start = min(start, *above) if above else start
    return [at for at in head if at < start and not is_numbered_heading(draft.lines[at].text)]


def _repeated(draft: Draft, head: list[int]) -> list[int]:
    texts = [letters(draft.lines[at].text) for at in head]
    times = Counter(texts)
    return [at for at, text in zip(head, texts, strict=True) if text[1:] and times[text] > 1]


def _likely_titles(draft: Draft, head: list[int], first_prose: int, lexicon: Lexicon) -> list[int]:
    keyed = keyed_lines([draft.lines[at].text for at in head], lexicon)
    unkeyed = [at for place, at in enumerate(head) if place not in keyed]
    told = first_told([draft.lines[at].text for at in head], lexicon)
    unkeyed = [at for at in unkeyed if at in head[:told]] or unkeyed
    likely = [at for at in unkeyed if _may_be_title(draft.lines[at].text, first=at == head[0])]
    below = draft.lines[first_prose:]
    short = _above_record(draft, [at for at in head if at > max(likely, default=-1)], lexicon)
    if short:
        scores = title_scores([draft.lines[at].text for at in likely], below, lexicon)
        if max(scores, default=0) < POOR:
            return short
    alone = [at for at in head if not is_address(draft.lines[at].text)]
    if not likely and len(alone) == 1 and not is_site_name(draft.lines[alone[0]].text):
        return alone  # a title of two or three characters
    worded = [at for at in likely if is_wording(draft.lines[at].text)] or likely
    if not worded:
        return []
    names = [draft.lines[at].text for at in worded]
    return [worded[likeliest_title(names, below, lexicon)]]


def _above_record(draft: Draft, head: list[int], lexicon: Lexicon) -> list[int]:
    """Of the lines below all others that may be titles, one of two or three characters, and no
    name, right above the page's record, which went: it has nothing else to be told by."""
    records = {change.line for change in draft.changes if change.rule in _RECORDS}
    return [
        at
        for at in head
        if _SHORT.fullmatch(draft.lines[at].text.strip())
        and not is_site_name(draft.lines[at].text)
        and not lexicon.person.fullmatch(draft.lines[at].text.strip())
        and draft.lines[at].number + 1 in records
    ][-1:]


def _may_be_title(text: str, *, first: bool) -> bool:
    return is_title_like(text) or (first and is_question_title(text))
