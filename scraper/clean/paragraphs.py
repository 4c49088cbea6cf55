"""Lines -> paragraphs: broken lines joined, flat text set apart at spaces.

Two damages meet here. Text cut by page or line breaks (D7) and by stray spaces (D14) wants
joining; paragraphs run together with a space between them (D9) want setting apart. What stands on
either side of the seam tells which it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from scraper.clean.shape import (
    UNNUMBERED,
    is_numbered_heading,
    is_plain_heading,
    is_prose,
    starts_new,
    without_credit,
)
from scraper.model import Change, Line
from scraper.rules.cleaning import Lexicon
from scraper.text.chars import CLOSERS, ends_sentence, is_han, letters
from scraper.text.words import crosses

_SPACE = re.compile(r"[ \t\u3000\xa0\u2002\u2003\u200b][ \t\u3000\xa0\u2002\u2003\u200b]*")
"""One and more: `re` skips to a first character that is named, and not to one that is repeated."""
_NAME = re.compile(r"(?:^|[、，：\s])[\u4e00-\u9fff]$")
_BEFORE_MARK = re.compile(r" (?<=[\u4e00-\u9fff\d] )(?=[，。、；：）”])")
_BARE_NUMBER = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)])\s*"
)
_SPACED_NUMBER = re.compile(
    r"\s*(?:第[一二三四五六七八九十百]{1,5}(?:章|节|条|款|部分|编)|\d{1,2}(?:\.\d{1,2})+|0\d)"
)
_LATIN_END = re.compile(r"[A-Za-z]{2}[.][\"'”’)]*$")
"""The end of an English sentence; an initial or `Nr.` inside one hardly ends a line."""
_BETWEEN_HAN = re.compile(r" (?<=[\u4e00-\u9fff] )(?=[\u4e00-\u9fff])")
LOOKED_AT = 12
"""Spaces of a line that are looked at to tell whether they break its words."""
BROKEN_WORDS = 0.34
"""Share of them that stand inside a word, at least: at random it is about two in five."""
SEEN = 8
"""Characters looked at on either side of such a space."""
_MARK = re.compile("[，。、；：]")
_PREDICATE = re.compile("[把将被向]|积极|坚持|始终|认真|深入")
"""What follows an organisation that is the subject of a sentence."""
_CLAUSE = re.compile("[。；：！？“]|如下|以下")
SALUTATION = 40
"""Whom a letter or notice is for, with the colon behind it, is at most this long."""
_SeamRule = Callable[[str, str, bool, Lexicon], str]
NEAR = 120
"""Characters looked at on either side of a space: more than any heading has."""
NOISY = 2
"""A line with this many spaces before a mark has spaces everywhere: they part no paragraphs."""
VERSE = 14
"""Two lines of at most this many characters, the first with a comma at its end, may be verse."""
BROKEN_LINE = 30
"""A line without an end mark that is longer than this was broken off, not ended."""


class Text(NamedTuple):
    """A paragraph in the making, with where it stood and what the markup says of it."""

    text: str
    line: int
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Paragraphs of a document and what was joined or split to get them."""

    texts: tuple[Text, ...]
    changes: tuple[Change, ...]


def join_lines(
    lines: tuple[Line, ...], lexicon: Lexicon, spares: Callable[[str, int], bool]
) -> Paragraphs:
    """Lines joined where a page or line break cut a sentence; not where an editor `spares` one."""
    texts: list[Text] = []
    changes: list[Change] = []
    for line in lines:
        text = line.text.strip()
        goes_on = bool(texts) and _is_broken(texts, text, line.hint, lexicon)
        if goes_on and not spares("page-break", line.number):
            last = texts.pop()
            glue = "" if is_han(last.text[-1:]) or is_han(text[:1]) else " "
            context = last.text[-8:] + glue + text[:8]
            seam = f"{last.text[-8:]}⏎{text[:8]}"
            changes.append(Change("joined", "page-break", seam, line=line.number, context=context))
            texts.append(Text(last.text + glue + text, last.line, last.hint))
        else:
            texts.append(Text(text, line.number, line.hint))
    return Paragraphs(tuple(texts), tuple(changes))


def _is_broken(texts: list[Text], text: str, hint: str, lexicon: Lexicon) -> bool:
    """Whether the last of `texts` goes on with `text`."""
    last = texts[-1].text
    if (
        ends_sentence(last)
        or ends_sentence(without_credit(last))
        or _LATIN_END.search(last)
        or last.endswith(("：", "；", ":", ";"))
        or last in lexicon.closings
    ):
        return False
    apart = any(h == "row" or h.startswith("h") for h in (texts[-1].hint, hint))
    if apart or starts_new(text) or text.startswith(("【", "[", "［")) or is_numbered_heading(last):
        return False
    long = len(last) >= BROKEN_LINE and len(letters(last[-2 * BROKEN_LINE :])) >= UNNUMBERED.stop
    within = is_han(last[-1:]) and is_han(text[:1]) and crosses(last, text)
    if long or within:
        return True
    first = len(texts) == 1 or ends_sentence(texts[-2].text) or is_numbered_heading(texts[-2].text)
    if first and is_plain_heading(last, text, lexicon) and is_prose(text):
        return False
    verse = len(last) <= VERSE and len(text) <= VERSE
    return len(last) >= BROKEN_LINE or (last.endswith(("，", "、")) and not verse)


def split_flat(texts: tuple[Text, ...], lexicon: Lexicon) -> Paragraphs:
    """Paragraphs set apart where one line holds several; stray spaces taken out."""
    done: list[Text] = []
    changes: list[Change] = []
    for text in texts:
        if text.hint == "row":
            done.append(text)
            continue
        pieces, made = _split_one(text, lexicon)
        done += pieces
        changes += made
    return Paragraphs(tuple(done), tuple(changes))


def _split_one(source: Text, lexicon: Lexicon) -> tuple[list[Text], list[Change]]:
    if not _SPACE.search(source.text):
        whole = source.text.strip()
        return ([Text(whole, source.line, source.hint)] if whole else []), []
    pieces: list[str] = []
    changes: list[Change] = []
    current, at = "", 0
    skips = _misled(source.text)
    for match in _SPACE.finditer(source.text):
        current += source.text[at : match.start()]
        at = match.end()
        rest = source.text[at : at + NEAR]
        verdict = _seam(current[-NEAR:], rest, len(match[0]) > 1, skips, lexicon)
        if verdict != "keep":
            changes.append(_at_space(verdict, match[0], current, rest, source.line))
        if verdict == "break":
            pieces.append(current)
            current = ""
        elif verdict == "keep":
            current += " "
    pieces.append(current + source.text[at:])
    return [Text(p.strip(), source.line, source.hint) for p in pieces if p.strip()], changes


def _misled(text: str) -> tuple[_SeamRule, ...]:
    """The rules that the single spaces of a line tell nothing, because it has them everywhere."""
    around = len(_BEFORE_MARK.findall(text))
    if around >= NOISY and 2 * around >= len(_MARK.findall(text)):
        return (_heading_above, _ended)
    return (_heading_above,) if around >= NOISY or _is_broken_by_spaces(text) else ()


def _is_broken_by_spaces(text: str) -> bool:
    """Whether single spaces between Chinese characters stand in the line at any place: inside a
    word as well."""
    gaps = list(islice(_BETWEEN_HAN.finditer(text), LOOKED_AT))
    inside = sum(
        bool(crosses(text[max(0, gap.start() - SEEN) : gap.start()], text[gap.end() :][:SEEN]))
        for gap in gaps
    )
    return inside > 0 and len(gaps) >= NOISY and inside >= BROKEN_WORDS * len(gaps)


def _at_space(verdict: str, space: str, left: str, right: str, line: int) -> Change:
    if verdict == "break":
        return Change("split", "fused-paragraph", space, "¶", line=line, context=right[:12])
    return Change("joined", "stray-space", space, line=line, context=left[-8:] + right[:8])


def _seam(left: str, right: str, wide: bool, skips: tuple[_SeamRule, ...], lexicon: Lexicon) -> str:
    """What a space between `left` and `right` is: `break`, `join` or `keep`.

    `wide`: it is more than one space; `skips`: rules that single spaces of this line mislead.
    """
    if not left or not right:
        return "join"
    rules = (_numbered, _ended, _word_across, _in_name, _heading_above, _wide_gap, _chinese_gap)
    for rule in rules:
        skipped = not wide and rule in skips
        verdict = "" if skipped else rule(left, right, wide, lexicon)
        if verdict:
            return verdict
    return "keep"


def _numbered(left: str, right: str, wide: bool, lexicon: Lexicon) -> str:
    """Behind the number of a heading: `（一） …` closes up, `第一节 …` and `1.1 …` keep a space."""
    if _BARE_NUMBER.fullmatch(left):
        return "join"
    return "keep" if _SPACED_NUMBER.fullmatch(left) and is_han(right[0]) else ""


def _ended(left: str, right: str, wide: bool, lexicon: Lexicon) -> str:
    latin = left.rstrip(CLOSERS).endswith(("!", "?")) and not wide
    if ends_sentence(left) and not latin and not right.startswith(tuple(CLOSERS)):
        return "break"
    if left[-1] == "：" and len(left) <= SALUTATION and not _CLAUSE.search(left[:-1]):
        return "break" if is_prose(right) else ""
    if left[-1] in "，、；：" and is_han(right[0]) and not wide:
        return "break" if left[-1] == "：" and starts_new(right) else "join"
    return ""


def _word_across(left: str, right: str, wide: bool, lexicon: Lexicon) -> str:
    return "join" if is_han(left[-1]) and is_han(right[0]) and crosses(left, right) else ""


def _in_name(left: str, right: str, wide: bool, lexicon: Lexicon) -> str:
    """Inside 《》 a space parts the two halves of a title, as it does in the title itself; in
    `张 某` it stands for the given name left out."""
    in_title = left.count("《") > left.count("》")
    return "keep" if not wide and (in_title or right.startswith("某")) else ""


def _heading_above(left: str, right: str, wide: bool, lexicon: Lexicon) -> str:
    if is_numbered_heading(left):
        return "break" if _stands_alone(left, right) else ""
    if starts_new(left) and left[0] not in "一二三四五六七八九十（(":
        return ""
    if not wide and not ((is_han(left[-1]) or left[-1] in "”》）") and _opens_chinese(right)):
        return ""
    if not wide and left.endswith(lexicon.organisations) and _PREDICATE.match(right):
        return ""
    return "break" if is_plain_heading(left, right, lexicon) else ""


def _opens_chinese(text: str) -> bool:
    return is_han(text[0]) or text[0] in "“《（*×"


def _stands_alone(left: str, right: str) -> bool:
    return not right.startswith(("的", "和", "与", "，", "、"))


def _wide_gap(left: str, right: str, wide: bool, lexicon: Lexicon) -> str:
    if wide and (starts_new(right) or right[0] in "[【"):
        return "break"
    return ""


def _chinese_gap(left: str, right: str, wide: bool, lexicon: Lexicon) -> str:
    a, b = left[-1], right[0]
    if _NAME.search(left) and is_han(b) and not wide:
        return "keep"
    return "join" if _closes(a, b) else ""


def _closes(a: str, b: str) -> bool:
    """Whether no space belongs between these two characters."""
    return (_is_chinese(a) and (_is_chinese(b) or b.isdigit())) or (_is_chinese(b) and a.isdigit())


def _is_chinese(char: str) -> bool:
    return is_han(char) or char in "，。、；：？！“”‘’《》（）"


def close_spaces(text: str) -> str:
    """`text` without spaces between Chinese characters, marks and figures."""
    return _SPACE.sub(lambda m: _space(text, m), text)


def _space(text: str, match: re.Match[str]) -> str:
    start, end = match.span()
    a, b = text[start - 1 : start], text[end : end + 1]
    return "" if a and b and _closes(a, b) and a not in "]】）" else " "
