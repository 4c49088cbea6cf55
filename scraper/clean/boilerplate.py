"""Boilerplate goes by rule, by run and by markup; what stands around the text goes in `edges`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from scraper.clean.draft import Draft, remove, rewrite
from scraper.clean.labels import is_label_line
from scraper.clean.likely import first_matches, likely
from scraper.clean.naming import TITLED
from scraper.clean.shape import is_prose
from scraper.model import Change, Line
from scraper.rules.cleaning import CleaningRules, Lexicon, Rule
from scraper.rules.wording import Wording
from scraper.text.chars import fold
from scraper.text.marks import widen
from scraper.text.sentences import split_sentences

_RUN_NUMBER = re.compile(r"^\s*(?:\d+\.|-)\s*\d+、")
_RIGHTS = re.compile(
    r"(?:未经[^。,，;；]{0,14}[,，])?严禁[^。]*"
    r"|(?:未经[^。]*)?不得(?:转载|复制)[^。]*|版权归[^。]*"
)
_RECORDS = {"key-value", "record-line", "record-run"}
_LABELS = {"label", "share-bar", "divider"}
_PAIR = re.compile(r"-?([^:。]{2,6}):[^。,;]{0,40}")
_BRACKETED = re.compile(r"【([^【】。]{2,6})】[^。;]{0,40}")
_DIVIDER = re.compile(r"[|/·>=_]+")
ATTACHED = "file-name"
"""Below the text it names what is attached, not the text."""
LONGEST_KEY = 12
"""Characters at the head of a line in which the key of minutes ends."""
LONG_LINE = 300
"""A line longer than any notice seen: of a longer one only the sentences at its ends are judged,
so that a notice run together with the text does not take the text along."""
MIXED = 60
"""A line of several sentences is at least this long, in characters."""

_Found = tuple[Rule, re.Match[str]]


def drop_boilerplate(draft: Draft, rules: CleaningRules) -> Draft:
    """The draft without boilerplate; file names and share-by sentences are noted as titles."""
    draft = _strip(draft, rules)
    draft = _trim_long_lines(draft, rules)
    draft = _drop_by_rule(draft, rules)
    return _drop_furniture(draft)


def _strip(draft: Draft, rules: CleaningRules) -> Draft:
    texts = [line.text for line in draft.lines]
    places = likely(rules.strips, texts)
    found = {rule.id for rule, at in places if rule.pattern and rule.pattern.search(texts[at])}
    for rule in rules.strips.rules:
        if rule.pattern and rule.id in found:
            draft = rewrite(draft, rule.id, "removed", partial(_without, rule.pattern))
    return draft


def _without(pattern: re.Pattern[str], text: str) -> tuple[str, list[str]]:
    found = [match[0] for match in pattern.finditer(text)]
    return (pattern.sub("", text) if found else text), found


def _trim_long_lines(draft: Draft, rules: CleaningRules) -> Draft:
    """Long lines without the sentences of boilerplate at their head and tail."""
    if all(len(line.text) <= LONG_LINE for line in draft.lines):
        return draft
    lines: list[Line] = []
    for line in draft.lines:
        if len(line.text) > LONG_LINE:
            draft, line = _trim(draft, line, rules)
        lines.append(line)
    return draft.keep(lines)


def _trim(draft: Draft, line: Line, rules: CleaningRules) -> tuple[Draft, Line]:
    sentences = list(split_sentences(line.text))
    for end in (0, -1):
        while sentences and (found := _sentence_match(sentences[end], rules)):
            if draft.spares(found[0].id, line.number):
                break
            gone = sentences.pop(end)
            change = Change("removed", found[0].id, gone.strip(), line=line.number)
            draft = _learn(draft, gone, found).keep(draft.lines, [change])
    return draft, line._replace(text="".join(sentences))


def _without_notices(draft: Draft, line: Line, rules: CleaningRules) -> tuple[Draft, Line]:
    """A line without the sentences that are boilerplate by themselves, wherever they stand."""
    kept: list[str] = []
    for sentence in split_sentences(line.text):
        found = _sentence_match(sentence, rules)
        if not found or draft.spares(found[0].id, line.number):
            kept.append(sentence)
            continue
        change = Change("removed", found[0].id, sentence.strip(), line=line.number)
        draft = _learn(draft, sentence, found).keep(draft.lines, [change])
    return draft, line._replace(text="".join(kept))


def _sentence_match(sentence: str, rules: CleaningRules) -> _Found | None:
    short = len(sentence) <= LONG_LINE
    return first_matches(rules.of_lines, [fold(sentence)]).get(0) if short else None


def _drop_by_rule(draft: Draft, rules: CleaningRules) -> Draft:
    short = (line.text if len(line.text) <= LONG_LINE else "" for line in draft.lines)
    found = first_matches(rules.of_lines, [fold(text) for text in short])
    for at in [at for at in found if _is_mixed(draft.lines[at].text, rules.wording)]:
        draft, line = _without_notices(draft, draft.lines[at], rules)
        draft = draft.keep([*draft.lines[:at], line, *draft.lines[at + 1 :]])
        del found[at]
    gone: dict[int, str] = {}
    last = max(
        (at for at, line in enumerate(draft.lines) if is_prose(line.text)), default=len(draft.lines)
    )
    for at in sorted(found.keys() - _quoted(draft.lines, found)):
        rule = found[at][0]
        gone[at] = rule.id
        below = _below(draft, at)
        if rule.value_below and below:
            gone.setdefault(below, rule.id)
        attached = rule.id == ATTACHED and (at >= last or draft.lines[at].text.startswith("附"))
        if not attached:
            draft = _learn(draft, draft.lines[at].text, found[at])
    _extend_labels(draft, gone, rules.wording)
    _extend_notices(draft, gone)
    _extend_neighbours(draft, gone, rules.lexicon)
    return remove(draft, gone)


def _is_mixed(text: str, wording: Wording) -> bool:
    """Whether a line holds a notice among sentences of the text: at least half of it speaks of a
    community and of nothing that sites speak of."""
    if not is_prose(text) or len(text) < MIXED:
        return False
    folded = [fold(sentence) for sentence in split_sentences(text)]
    own = [s for s in folded if wording.community.search(s) and not wording.edge_words.search(s)]
    return len(folded) > 1 and 2 * sum(map(len, own)) >= len(fold(text))


def _learn(draft: Draft, text: str, found: _Found) -> Draft:
    """What a piece of boilerplate tells of the page: a title, its rights, that it shows a part."""
    rule, match = found
    titles = (*draft.titles, widen(match["title"])) if rule.action == "title" else draft.titles
    rights = _notice(text) if rule.rights and not draft.rights else draft.rights
    says_cut = draft.says_cut or rule.id == "preview-notice"
    return replace(draft, titles=titles, rights=rights, says_cut=says_cut)


def _quoted(lines: tuple[Line, ...], found: dict[int, _Found]) -> set[int]:
    """Positions of prose that looks like a notice but stands alone between two paragraphs.

    Notices stand together, or above and below the text; one inside it is the author's own.
    """
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    return {
        at
        for above, at, below in zip(filled, filled[1:], filled[2:], strict=False)
        if at in found
        and not _RUN_NUMBER.match(lines[at].text)
        and all(is_prose(lines[n].text) for n in (above, at, below))
        and not {above, below} & found.keys()
    }


def _below(draft: Draft, at: int) -> int:
    """Position of the next line with text; 0 where there is none."""
    rest = range(at + 1, len(draft.lines))
    return next((n for n in rest if draft.lines[n].text.strip()), 0)


def _notice(text: str) -> str:
    """The part of a rights notice that says what is forbidden, without what stands around it."""
    match = _RIGHTS.search(text)
    return match[0].strip(" 。，") + "。" if match else text.strip()


def _extend_labels(draft: Draft, gone: dict[int, str], wording: Wording) -> None:
    for at, line in enumerate(draft.lines):
        short = len(line.text) <= LONG_LINE and at not in gone
        if short and is_label_line(fold(line.text), wording):
            gone[at] = "label"


def _extend_notices(draft: Draft, gone: dict[int, str]) -> None:
    """Items of the same numbered run as a notice (`3. 3、…`, `- 3、…`) are notices too."""
    if any(_RUN_NUMBER.match(draft.lines[at].text) for at in gone):
        for at, line in enumerate(draft.lines):
            if at not in gone and _RUN_NUMBER.match(line.text):
                gone[at] = "notice-run"


def _extend_neighbours(draft: Draft, gone: dict[int, str], lexicon: Lexicon) -> None:
    """Lines too common to go by themselves go next to others of their kind.

    Short key:value lines next to the page's record, share words next to labels, dividing lines
    next to any.
    """
    if not gone:
        return
    filled = draft.filled
    minutes: set[int] | None = None
    for order in (filled, filled[::-1]):
        for before, at in pairwise(order):
            beside = gone.get(before)
            rule = beside and _neighbour(draft.lines[at].text, beside, lexicon)
            if not rule or at in gone:
                continue
            if minutes is None:  # hardly ever asked for
                minutes = _minutes(draft.lines, filled, lexicon)
            if at not in minutes:
                gone[at] = rule


def _neighbour(text: str, beside: str, lexicon: Lexicon) -> str:
    """The rule by which a line goes because the line beside it went by the rule `beside`."""
    if _DIVIDER.fullmatch(fold(text)):
        return "divider"
    if beside in _RECORDS or (beside == "credits" and _BRACKETED.fullmatch(fold(text))):
        return "record-run" if _is_record(fold(text), lexicon) else ""
    return "label" if beside in _LABELS and fold(text) in lexicon.label_words else ""


def _is_record(bare: str, lexicon: Lexicon) -> bool:
    """Whether a line beside the page's record is of its kind: a key of records with its value, or
    any short key in brackets but that of an abstract."""
    pair, bracketed = _PAIR.fullmatch(bare), _BRACKETED.fullmatch(bare)
    if bracketed:
        return bracketed[1] not in (*lexicon.meta_long, *lexicon.meta_class)
    return pair is not None and pair[1] in lexicon.record_keys and not TITLED.search(bare)


def _minutes(lines: Sequence[Line], filled: Sequence[int], lexicon: Lexicon) -> set[int]:
    """Positions of the lines at the head of minutes (`时间：…` above `地点：…`): each has a key of
    meetings, and one right beside it has a key that no page's record has."""
    keys = {at: fold(lines[at].text[:LONGEST_KEY]).partition(":")[0] for at in filled}
    own = lexicon.meeting_keys - lexicon.record_keys
    pairs = [(a, b) for a, b in pairwise(filled) if keys[a] in own or keys[b] in own]
    return {at for pair in pairs for at in pair if keys[at] in lexicon.meeting_keys}


def _drop_furniture(draft: Draft) -> Draft:
    names = {"nav": "furniture", "link": "links"}
    gone = {at: names[x.hint] for at, x in enumerate(draft.lines) if x.hint in names}
    return remove(draft, gone)
