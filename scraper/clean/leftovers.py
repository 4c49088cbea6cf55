"""Markup that a page shows as text (`</p>`, `&nbsp;`, `[size=4]`; form G1), where it is left over.

A text may speak of markup (请使用<b>标签) or quote some; then each mark of it is the text's own.
So markup goes from a page only where it stands in Chinese prose that does not speak of it. Where no
prose holds any, it goes only from lines of nothing else between lines of prose, and not where it
tells an address.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from html import unescape

from scraper.clean.draft import Draft, rewrite
from scraper.rules.cleaning import CleaningRules
from scraper.text.chars import count_han
from scraper.text.lists import found_in

PROSE = 6
"""Chinese characters from which on a line is taken for prose."""
_REFERENCE = re.compile(r"&(?:[A-Za-z]{2,8}\d{0,2}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});")
_BEGINNING = re.compile(r"[<&\[]|^/")
_ADDRESS = re.compile("href|src", re.IGNORECASE)
_SPACES = re.compile("[\u00a0\u2002\u2003\u2009]")
_Pattern = re.Pattern[str]


def mend_leftovers(draft: Draft, rules: CleaningRules) -> Draft:
    """The draft without left-over tags, and with left-over references turned into characters.

    Names of references are those of HTML
    (https://html.spec.whatwg.org/multipage/named-characters.html); what is none of them stays.
    """
    if not any(mark in draft.text for mark in "<&[/"):
        return draft
    (tags,) = (rule.pattern for rule in rules.rules if rule.action == "markup" and rule.pattern)
    within = _left_over([line.text for line in draft.lines], tags, rules.lexicon.markup_words)
    if not within:
        return draft
    draft = rewrite(draft, "tag-text", "removed", partial(_without, tags), within)
    return rewrite(draft, "entity", "converted", _decoded, within)


def _left_over(texts: Sequence[str], tags: _Pattern, spoken: tuple[str, ...]) -> frozenset[int]:
    """Positions of the lines whose markup, if any, is left over."""
    bare = {at: _bare(text, tags) for at, text in enumerate(texts) if _BEGINNING.search(text)}
    marked = {at: text for at, text in bare.items() if text != texts[at]}
    silent = [at for at in marked if not found_in(texts[at], spoken)]
    if any(count_han(marked[at]) >= PROSE for at in silent):
        return frozenset(at for at in silent if count_han(marked[at]) or not marked[at].strip())
    full = {at: text for at, text in enumerate(texts) if bare.get(at, text).strip()}
    empty = (at for at in silent if at not in full and not _ADDRESS.search(texts[at]))
    return frozenset(at for at in empty if _in_prose(at, full))


def _in_prose(at: int, full: dict[int, str]) -> bool:
    """Whether what stands above and below a line of nothing but markup is prose, or nothing."""
    above = next((full[n] for n in range(at - 1, -1, -1) if n in full), "")
    below = next((full[n] for n in range(at + 1, max(full, default=0) + 1) if n in full), "")
    return all(count_han(text) >= PROSE for text in (above, below) if text)


def _bare(text: str, tags: _Pattern) -> str:
    return _decoded(tags.sub("", text))[0]


def _without(pattern: _Pattern, text: str) -> tuple[str, list[str]]:
    found = [match[0] for match in pattern.finditer(text)]
    return (pattern.sub("", text) if found else text), found


def _decoded(text: str) -> tuple[str, Sequence[str]]:
    done: list[str] = []

    def decode(match: re.Match[str]) -> str:
        char = unescape(match[0])
        if char != match[0]:
            done.append(match[0])
        return _SPACES.sub(" ", char)

    return (_REFERENCE.sub(decode, text) if "&" in text else text), done
