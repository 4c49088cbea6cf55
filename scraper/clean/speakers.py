"""Who speaks, set on a line of its own above what is said (`问：` / `怎么申请？`; form D7).

Told by recurrence: such a key stands on the page again and again. A key that stands once may lead
in a list or address a letter.
"""

from __future__ import annotations

import re
from collections import Counter

from scraper.clean.draft import Draft
from scraper.clean.shape import starts_new
from scraper.model import Change, Line

RULE = "page-break"
_KEY = re.compile(r"[\u4e00-\u9fff]{1,6}[：:]")
FEWEST = 2
"""Times a key stands on the page, at least; two such keys take turns."""


def join_speakers(draft: Draft) -> Draft:
    """The draft in which what is said stands on the line of who says it."""
    ending = [line.text.strip() for line in draft.lines if line.text.rstrip()[-1:] in ("：", ":")]
    keys = Counter(filter(_KEY.fullmatch, ending))
    recurring = {key for key, times in keys.items() if times >= FEWEST}
    if len(recurring) < FEWEST:
        return draft
    lines: list[Line] = []
    changes: list[Change] = []
    for line in draft.lines:
        text, above = line.text.strip(), lines[-1].text.strip() if lines else ""
        joins = above in recurring and text and text not in keys and not starts_new(text)
        if joins and not draft.spares(RULE, line.number):
            context = f"{above}{text[:8]}"
            changes.append(Change("joined", RULE, f"{above}⏎", line=line.number, context=context))
            lines[-1] = lines[-1]._replace(text=above + text)
        else:
            lines.append(line)
    return draft.keep(lines, changes)
