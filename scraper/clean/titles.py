"""Titles: chosen from what the page repeats, freed of labels, and taken out of the text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from scraper.clean.naming import (
    first_told,
    is_navigation,
    keyed_lines,
    likeliest_title,
    title_scores,
)
from scraper.clean.shape import is_markup, is_numbered_heading, opens_sentence, starts_new
from scraper.model import Line
from scraper.rules.cleaning import Lexicon
from scraper.text.chars import fold, is_han, letters, remembered

_LABEL = re.compile(r"^\s*[【\[]([^】\]]{2,30})[】\]]\s*(?![的之和与])")
_NOISE = (
    re.compile(r"^[\u4e00-\u9fff]{2,6}\s*[|｜丨]\s*(?=[^\s|｜丨]{4,}$)"),
    re.compile(r"(?<=.{8})(?:\s[-–—|｜_]\s[^-–—|｜_，。\s]{1,12}){2,}$"),
    re.compile(r"\.(?:docx?|pptx?|pdf|wps|txt|xlsx?|html?)(?:\s*VIP)?\s*$", re.IGNORECASE),
    re.compile(r"[（(]\s*共?\s*\d+\s*[字页][^）)]{0,6}[）)]"),
    re.compile(r"[（(](?:精选|通用|推荐|优秀|最新|集合|合集|共)?\s*\d+\s*篇[）)]"),
    re.compile(r"[（(](?:精选|感人|最新|完整|通用|优秀|精华|修改|打印)版[）)]\s*$"),
    re.compile(r"[_\s]*第\s*\d+\s*页\s*$"),
    re.compile(r"[-_—]\s*图文\s*$"),
    re.compile(r"(?<=.{8})(?:_[^_，。]{1,15})+$"),
    re.compile(r"(?<=.{8})范文(?:模板)?\s*$"),
    re.compile(r"\s+(?:下载|范文|全文|word版?|docx?|pdf)\s*$", re.IGNORECASE),
    re.compile(r"\s*[（(][^（）()]{0,8}VIP[）)]\s*$", re.IGNORECASE),
    re.compile(r"(?:VIP|免费下载|全文下载|在线阅读)\s*$", re.IGNORECASE),
)
_SITE_TAIL = re.compile(r"\s*[-_|—–]{1,2}\s*[^-_|—–]{1,30}$")
_SITE_NAME = re.compile(
    r"网|文库|频道|论坛|首页|正文|官网|平台|百科|powered by|\.(?:com|cn|net|org)", re.IGNORECASE
)
_CLOSING = re.compile(r"[”’》）)】]*\s*(?:[（(]\s*共?\s*\d+\s*[字页][^）)]{0,6}[）)])?")
_GOES_ON = re.compile("[的是，,、和与及了也就被把]")
"""What follows a title that is the subject of a sentence."""
_FIRST_GROUP = re.compile(r"\S++(?=\s)")
_PREFIX = re.compile(r"^[^：:。，]{1,12}[：:]")
NO_TITLE = -0.35
"""A line that names the text so badly is a record of the page, even where nothing else names it."""
SHORTEST_NAME = 2
"""Characters of a title in front of the names of section and site, at least."""
SHORTEST, LONGEST = 8, 50
"""Characters of a title that opens a text twice over."""
PARTIAL = 0.5
"""A line repeats a title in part where at least this share of the title begins it."""


@remembered
def tidy(title: str) -> tuple[str, str]:
    """A title without file ending, length and label, and the label (`2018年…`) or nothing."""
    text = unicodedata.normalize("NFC", title).strip()
    for pattern in (*_NOISE, _NOISE[0]):
        text = pattern.sub("", text).strip()
    label = _LABEL.match(text)
    if label and len(letters(text[label.end() :])) >= 6:
        return text[label.end() :].strip(), label[1]
    return text, ""


def without_site(title: str) -> str:
    """The title of a browser window without the names of section and site behind it."""
    while True:
        match = _SITE_TAIL.search(title)
        if not match or not _SITE_NAME.search(match[0]) or match.start() < SHORTEST_NAME:
            return title.strip()
        title = title[: match.start()]


def choose(
    head: list[Line], candidates: tuple[str, ...], body: Sequence[Line], lexicon: Lexicon
) -> str:
    """The title among the lines above the text and the names found in boilerplate.

    A heading the markup calls the first one wins, then a line that a file name or share-by
    sentence confirms, then the line that stands there most often, of these the one that says best
    what stands in the `body`, then such a name itself, then the title of the browser window. Empty
    where nothing names the text.
    """
    for line in head:
        if line.hint == "h1":
            return line.text
    known = {letters(tidy(c)[0]) for c in candidates}
    keyed = keyed_lines([x.text for x in head], lexicon)
    named = [x for at, x in enumerate(head) if at not in keyed] or head
    told = first_told([x.text for x in head], lexicon)
    named = [x for x in head[:told] if x in named and _may_name(x.text)] or named
    lines = [x for x in named if x.hint != "title" and _may_name(x.text)]
    confirmed = [x.text for x in lines if letters(tidy(x.text)[0]) in known]
    if confirmed:
        return confirmed[-1]
    if lines:
        texts = [letters(tidy(x.text)[0]) for x in lines]
        times = Counter(texts)
        most = max(times.values())
        often = [x.text for x, text in zip(lines, texts, strict=True) if times[text] == most]
        names = [*often, *(candidates[:1] if most == 1 else ())]
        at = likeliest_title(names, body, lexicon)
        return names[at] if title_scores(names, body, lexicon)[at] > NO_TITLE else ""
    if candidates:
        return candidates[0]
    return next((without_site(x.text) for x in head if x.hint == "title"), "")


def _may_name(text: str) -> bool:
    """Whether a line above the text may be its title: no heading of it, no salutation, no tags."""
    bare = text.strip()
    unfinished = bare.endswith(("：", ":", "，", ",", "、", "；"))
    named = len(letters(bare)) > 1 and not is_navigation(bare)
    return named and not (unfinished or is_markup(bare) or is_numbered_heading(bare))


def opening_of(text: str, candidates: Sequence[str]) -> str:
    """The name among the candidates with which a text begins, a space behind it; else nothing."""
    group = _FIRST_GROUP.match(text)
    known = {letters(tidy(name)[0]) for name in candidates}
    return group[0] if group and letters(group[0]) in known else ""


def doubled_opening(text: str) -> str:
    """The words with which a text begins twice over, if they may be a title; else nothing."""
    bare = text.strip()
    for length in range(min(LONGEST, len(bare) // 2), SHORTEST - 1, -1):
        head = bare[:length]
        if bare.startswith(head, length) and not any(mark in head for mark in "。！；，："):
            return head if is_han(head[0]) or head[0] in "“《" else ""
    return ""


def repeats(title: str, text: str) -> bool:
    """Whether a short line says the title again, whole or in part, perhaps behind a name."""
    bare, wanted = letters(tidy(text)[0]), letters(title)
    if not wanted:
        return False
    named = letters(text[_prefix(text) :])
    return bool(bare) and (bare in wanted or wanted in bare or (bool(named) and named in wanted))


def strip_title(title: str, text: str, lexicon: Lexicon | None = None) -> tuple[str, str]:
    """`text` without the title at its head, and what was taken away.

    Takes the whole title (punctuation and spaces free, a name and colon before it allowed) as
    often as it stands there, or the first half of it and more where a space follows. With a
    `lexicon`, a title with no space behind it goes too where a sentence plainly opens there.
    """
    gone = ""
    while True:
        end = _title_end(title, text, lexicon)
        if not end:
            return text, gone.strip()
        gone += text[:end]
        text = text[end:].lstrip()


def opens_with(title: str, text: str) -> bool:
    """Whether a text begins with the whole title, and goes on with no word that continues it."""
    end = _match(letters(title), text, 0)
    return bool(end) and not _GOES_ON.match(text[end:].lstrip())


def strip_opening(title: str, text: str) -> tuple[str, str]:
    """A text without the title with which it begins, and what was taken away."""
    end = _match(letters(title), text, 0) if opens_with(title, text) else 0
    return text[end:].lstrip(), text[:end]


def _title_end(title: str, text: str, lexicon: Lexicon | None) -> int:
    wanted = letters(title)
    for skip in (0, _prefix(text)):
        end = _match(wanted, text, skip)
        if end and _stands_apart(wanted, text, end, lexicon):
            return _after_noise(text, end)
    return _partial(wanted, text)


def _stands_apart(wanted: str, text: str, end: int, lexicon: Lexicon | None) -> bool:
    """Whether the title that ends at `end` is one, and not the subject of the first sentence.

    A space, the end of the line, a closing mark or bracket, or the title once more follows it, and
    no word that goes on with it.
    """
    rest = text[_after_noise(text, end) :]
    if _GOES_ON.match(rest.lstrip()):
        return False
    if lexicon is not None and wanted.endswith(lexicon.organisations):
        return opens_sentence(rest, lexicon) == "strong" or bool(_match(wanted, rest, 0))
    closed = len(rest) < len(text) - end
    if not rest or closed or not is_han(rest[0]) or _match(wanted, rest, 0):
        return True
    return lexicon is not None and _opens_text(wanted, rest, lexicon)


def _opens_text(wanted: str, rest: str, lexicon: Lexicon) -> bool:
    """Whether a text plainly begins with `rest` behind its title: with a heading, with words that
    open a sentence, or with words that may do so behind a word that ends titles."""
    opening = opens_sentence(rest, lexicon)
    closed = wanted.endswith(lexicon.title_closers)
    return starts_new(rest) or opening == "strong" or (opening == "weak" and closed)


def _prefix(text: str) -> int:
    match = _PREFIX.match(text)
    return match.end() if match else 0


def _match(wanted: str, text: str, start: int) -> int:
    """Position in `text` behind the last letter of `wanted`, read from `start`; 0 if not there."""
    at = 0
    for position in range(start, len(text)):
        for char in fold(text[position]):
            if not char.isalnum():
                continue
            if at == len(wanted) or char != wanted[at]:
                return 0
            at += 1
        if at == len(wanted):
            return position + 1
    return 0


def _after_noise(text: str, end: int) -> int:
    """Behind the closing marks and the `（共5311字）` that may follow a title."""
    match = _CLOSING.match(text, end)
    return match.end() if match else end


def _partial(wanted: str, text: str) -> int:
    """End of the first word group of `text` if it is the larger part of the title's beginning."""
    group = _FIRST_GROUP.match(text)
    if not group:
        return 0
    bare = letters(group[0])
    if bare == wanted:
        return 0  # judged before: it is the subject of the sentence
    enough = len(bare) >= max(4, PARTIAL * len(wanted))
    return group.end() if enough and wanted.startswith(bare) else 0
