"""Boilerplate goes: by rule, by run, by markup, and by position around the text.

Position is judged last (`drop_edges`), when page chunks are joined and the text stands together.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from scraper.clean.draft import Draft, remove, rewrite
from scraper.clean.shape import is_numbered_heading, is_prose, is_title_like
from scraper.rules.cleaning import CleaningRules, Lexicon, Rule
from scraper.text.chars import fold, letters
from scraper.text.marks import widen

_RUN_NUMBER = re.compile(r"^\s*(?:\d+\.|-)\s*\d+、")
_RIGHTS = re.compile(
    r"(?:未经[^。,，;；]{0,14}[,，])?严禁[^。]*"
    r"|(?:未经[^。]*)?不得(?:转载|复制)[^。]*|版权归[^。]*"
)
_SIGNED = re.compile(r"^[（(]?\s*(?:二〇|\d{4}年|[一二三四五六七八九〇]{4}年).{0,12}日?[）)]?$")
SIGNATURE_LENGTH = 30
"""A signature below the text is at most this long."""


def drop_boilerplate(draft: Draft, rules: CleaningRules) -> Draft:
    """The draft without boilerplate; file names and share-by sentences are noted as titles."""
    draft = _strip(draft, rules)
    draft = _drop_by_rule(draft, rules)
    return _drop_furniture(draft)


def _strip(draft: Draft, rules: CleaningRules) -> Draft:
    for rule in rules.rules:
        if rule.action == "strip" and rule.pattern is not None:
            draft = rewrite(draft, rule.id, "removed", partial(_without, rule.pattern))
    return draft


def _without(pattern: re.Pattern[str], text: str) -> tuple[str, list[str]]:
    return pattern.sub("", text), [match[0] for match in pattern.finditer(text)]


def _drop_by_rule(draft: Draft, rules: CleaningRules) -> Draft:
    gone: dict[int, str] = {}
    titles: list[str] = []
    rights = draft.rights
    for at, line in enumerate(draft.lines):
        found = _first_match(fold(line.text), rules)
        if found is None:
            continue
        rule, match = found
        gone[at] = rule.id
        below = _below(draft, at)
        if rule.value_below and below:
            gone.setdefault(below, rule.id)
        if rule.action == "title":
            titles.append(widen(match["title"]))
        if rule.rights and not rights:
            rights = _notice(line.text)
    _extend_runs(draft, gone)
    says_cut = any(rule == "preview-notice" for rule in gone.values())
    noted = replace(draft, titles=(*draft.titles, *titles), rights=rights, says_cut=says_cut)
    return remove(noted, gone)


def _below(draft: Draft, at: int) -> int:
    """Position of the next line with text; 0 where there is none."""
    rest = range(at + 1, len(draft.lines))
    return next((n for n in rest if draft.lines[n].text.strip()), 0)


def _first_match(folded: str, rules: CleaningRules) -> tuple[Rule, re.Match[str]] | None:
    if not folded:
        return None
    for rule in rules.rules:
        if rule.action in ("drop", "title") and rule.pattern is not None:
            match = rule.pattern.search(folded)
            if match:
                return rule, match
    return None


def _notice(text: str) -> str:
    """The part of a rights notice that says what is forbidden, without what stands around it."""
    match = _RIGHTS.search(text)
    return match[0].strip(" 。，") + "。" if match else text.strip()


def _extend_runs(draft: Draft, gone: dict[int, str]) -> None:
    """Items of the same numbered run as a notice (`3. 3、…`, `- 3、…`) are notices too."""
    if not any(_RUN_NUMBER.match(draft.lines[at].text) for at in gone):
        return
    for at, line in enumerate(draft.lines):
        if at not in gone and _RUN_NUMBER.match(line.text):
            gone[at] = "notice-run"


def _drop_furniture(draft: Draft) -> Draft:
    names = {"nav": "furniture", "link": "links"}
    gone = {at: names[x.hint] for at, x in enumerate(draft.lines) if x.hint in names}
    return remove(draft, gone)


def drop_edges(draft: Draft, lexicon: Lexicon) -> Draft:
    """Short lines above the title and below the text go; a signature below the text stays."""
    prose = [at for at, line in enumerate(draft.lines) if is_prose(line.text)]
    if not prose:
        gone = {at: "no-text" for at, line in enumerate(draft.lines) if line.text.strip()}
        return remove(draft, gone)
    first, last = prose[0], prose[-1]
    gone = dict.fromkeys(_above_title(draft, first), "head-label")
    signing = True
    for at in range(last + 1, len(draft.lines)):
        text = draft.lines[at].text.strip()
        if not text:
            continue
        signing = signing and _is_signature(text, lexicon)
        if not signing:
            gone[at] = "tail-label"
    return remove(draft, gone)


def _above_title(draft: Draft, first_prose: int) -> list[int]:
    """Positions of the lines that stand above the title (all but the title in a plain head)."""
    head = [at for at in range(first_prose) if draft.lines[at].text.strip()]
    known = {letters(title) for title in draft.titles}
    titles = [at for at in head if letters(draft.lines[at].text) in known]
    titles = titles or [at for at in head if draft.lines[at].hint in ("title", "h1")]
    titles = titles or _repeated(draft, head) or _likely_titles(draft, head)
    start = titles[0] if titles else first_prose
    return [at for at in head if at < start and not is_numbered_heading(draft.lines[at].text)]


def _repeated(draft: Draft, head: list[int]) -> list[int]:
    texts = [letters(draft.lines[at].text) for at in head]
    return [at for at, text in zip(head, texts, strict=True) if text and texts.count(text) > 1]


def _likely_titles(draft: Draft, head: list[int]) -> list[int]:
    likely = [at for at in head if is_title_like(draft.lines[at].text)]
    return likely[:1] if len(likely) <= 2 else likely[-1:]


def _is_signature(text: str, lexicon: Lexicon) -> bool:
    """Whether a line below the text names who signed it, or when."""
    if len(text) > SIGNATURE_LENGTH:
        return False
    return text.endswith(tuple(lexicon.organisations)) or _SIGNED.match(text) is not None
