"""Names of websites spliced into a sentence between two commas (form W3 inside the text)."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.model import Change
from scraper.rules.cleaning import Lexicon
from scraper.text.chars import HAN


@lru_cache(maxsize=4)
def _pattern(endings: tuple[str, ...], longest: int) -> re.Pattern[str]:
    names = "|".join(map(re.escape, endings))
    return re.compile(rf"，([{HAN}A-Za-z0-9]{{1,{longest}}}?(?:{names}))，")


@lru_cache(maxsize=4)
def _at_comma(endings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"{re.escape(ending)}，" for ending in endings))


def may_hold_splices(text: str, lexicon: Lexicon) -> bool:
    """Whether a clause anywhere in `text` ends as names of websites do; quick to tell."""
    return _at_comma(lexicon.splice_endings).search(text) is not None


def drop_splices(text: str, line: int, lexicon: Lexicon) -> tuple[str, tuple[Change, ...]]:
    """`text` without spliced site names, and what went.

    Only a clause that is nothing but a name goes; the sentence must read on without it, so a
    clause that closes a list (、 before it) stays.
    """
    changes: list[Change] = []
    pattern = _pattern(lexicon.splice_endings, lexicon.splice_longest)

    def drop(match: re.Match[str]) -> str:
        clause = text[text.rfind("，", 0, match.start()) + 1 : match.start()]
        if "、" in clause.split("。")[-1][-8:]:
            return match[0]
        context = text[max(0, match.start() - 8) : match.start()] + "，" + text[match.end() :][:8]
        changes.append(Change("removed", "splice", match[1], line=line, context=context))
        return "，"

    return pattern.sub(drop, text), tuple(changes)
