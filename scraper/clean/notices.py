"""What a site says to its visitors: numbered notices above the title, their leads, and pages on
which nothing else is left."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from scraper.clean.draft import Draft, remove
from scraper.clean.meta import begins_with_key
from scraper.clean.shape import is_prose
from scraper.model import Line
from scraper.rules.cleaning import CleaningRules
from scraper.rules.wording import Wording
from scraper.text.chars import count_han, fold, has_sentence_mark, letters
from scraper.text.sentences import split_sentences

_ITEM = re.compile(r"^\s*[（(]?(?P<number>\d{1,2})[)）.、．](?!\d)\s*\S")
FEWEST_ITEMS = 3
"""Items a numbered run of notices has at least."""
FEWEST_WORDS = 3
"""Words of notices in a line that has no number, at least."""
STRANGERS = 0.2
"""Share of the items of such a run that may hold no word of a site."""
LONGEST_VALUE = 30
"""Characters behind the key of a line that goes with a notice, at most."""
REMNANT = 60
"""Letters from which on what is left of a page may be an article."""
LONGEST_HELP, HELP_WORDS, HELP = 1500, 10, 11
"""Characters of the help of a site at most, words of sites in it at least, and letters for each of
them at most; of a hundred articles of the web none has more than one in twenty."""
KEYWORDS, KEYWORD = 6, 14
"""Words of a page of keywords at least, and characters of the longest at most."""
MESSAGE = 200
"""Letters from which on even sentences to visitors are no message of an empty page."""
_QUOTED = re.compile("“[^“”]*”")
SHORTEST_SPEECH, LONGEST_SPEECH = 12, 300
"""Length of what a site says in one line, in characters."""
THIN, LATIN = 12, 4
"""Characters for each of the words of a site's speech, at most; of Latin ones so many are one."""
_NOTICES = frozenset({"rights-notice", "site-notice", "preview-notice", "notice-run"})
"""Rules that take notices of the site."""


def drop_notices(before: Draft, after: Draft, rules: CleaningRules) -> Draft:
    """`after` without what belongs to the notices of the site and holds no certain word of one.

    `before` is the page with boilerplate, `after` the page without: lines of a numbered run of
    notices go, and short lines beside a notice that went (`温馨提示：` above, `支付方式：` below).
    """
    wording = rules.wording
    numbers = dict.fromkeys(_numbered_notices(before, wording), "notice-run")
    numbers |= dict.fromkeys(_beside(before, after, numbers.keys(), wording), "notice-lead")
    places = enumerate(after.lines)
    kept = remove(after, {at: numbers[x.number] for at, x in places if x.number in numbers})
    speech = [
        at
        for at in _at_edges(kept.lines, wording)
        if not begins_with_key(kept.lines[at].text, rules.lexicon)
    ]
    said = {kept.lines[at].number for at in speech}
    leads = set(_beside(before, after, said, wording)) - said
    gone = {at: "notice-lead" for at, x in enumerate(kept.lines) if x.number in leads}
    return remove(kept, dict.fromkeys(speech, "site-speech") | gone)


def _at_edges(lines: Sequence[Line], wording: Wording) -> list[int]:
    """Positions of the sentences of a site above and below the text.

    Short lines among them are passed over; the first line of prose that is of the text ends it.
    Where that would be most of a page, the page is a text about such things.
    """
    found: set[int] = set()
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        for at in order:
            text = lines[at].text
            if is_site_speech(text, wording):
                found.add(at)
            elif is_prose(text):
                break
    prose = [len(line.text) for line in lines if is_prose(line.text)]
    taken = sum(len(lines[at].text) for at in found)
    return sorted(found) if 2 * taken <= sum(prose) or taken <= LONGEST_SPEECH else []


def is_site_speech(text: str, wording: Wording) -> bool:
    """Whether a line is what a site says of itself, or to those who visit it.

    A sentence that speaks of the site needs few of its words; one that does not needs more of
    them, one in every `THIN` letters, and no word of a community. What it quotes does not count.
    """
    bare = _QUOTED.sub("", fold(text))
    if not SHORTEST_SPEECH <= len(bare) <= LONGEST_SPEECH:
        return False
    size = count_han(bare) + (len(bare) - count_han(bare)) // LATIN
    speech = len(set(wording.speech.findall(bare)))
    if not speech and wording.community.search(bare):
        return False
    words = set(wording.speech_words.findall(bare))
    if speech:
        thick = THIN * (2 * speech + len(words)) >= size
        enough = thick and speech + len(words) >= wording.fewest_speech
        return enough or (speech > 1 and THIN * 4 * speech >= size)
    dense = THIN * len(words) >= size and any(mark in bare for mark in ",。!?")
    return len(words) >= wording.fewest_words and dense


def _numbered_notices(draft: Draft, wording: Wording) -> list[int]:
    """Numbers of the lines of a run of notices (`1.` `2.` …) that stands above all prose.

    Such a run is told by its words: each item holds several that only sites use together. A list
    of the text has a title or prose above it and few of those words.
    """
    filled = [line for line in draft.lines if line.text.strip()]
    found: list[int] = []
    for run in _led_runs(filled, wording):
        found += [line.number for line in run]
    for run in (_first_run(filled, wording), _last_run(filled, wording)):
        if len(run) >= FEWEST_ITEMS and _is_of_site([line.text for line in run], wording):
            found += [line.number for line in run]
    return found


def _led_runs(filled: Sequence[Line], wording: Wording) -> Iterator[list[Line]]:
    """The lines numbered 1, 2, 3 … below a line that leads in notices, wherever it stands, if they
    speak of the site's files."""
    for at, lead in enumerate(filled):
        run: list[Line] = []
        if _leads(lead, wording):
            for line in filled[at + 1 :]:
                item = _ITEM.match(line.text)
                if not item or int(item["number"]) != len(run) + 1:
                    break
                run.append(line)
        words = [set(wording.site.findall(line.text)) for line in run]
        own = any(wording.site_own.search(line.text) for line in run)
        if own and sum(map(len, words)) >= len(run) >= 2 * words.count(set()):
            yield run


def _last_run(filled: Sequence[Line], wording: Wording) -> list[Line]:
    """The lines numbered 1, 2, 3 … below all prose of the text, if one speaks of the site."""
    run: list[Line] = []
    for line in reversed(filled):
        item = _ITEM.match(line.text)
        wanted = int(item["number"]) if item else 0
        above = _ITEM.match(run[-1].text) if run else None
        if item and (above is None or wanted == int(above["number"]) - 1):
            run.append(line)
        elif run or (is_prose(line.text) and not is_site_speech(line.text, wording)):
            break
    speaks = any(wording.speech.search(fold(line.text)) for line in run)
    return run[::-1] if speaks else []


def _first_run(filled: Sequence[Line], wording: Wording) -> list[Line]:
    """The lines numbered 1, 2, 3 … (or from 2 on) above the first prose that has no number."""
    run: list[Line] = []
    first: re.Match[str] | None = None
    for line in filled:
        item = _ITEM.match(line.text)
        number = int(item["number"]) if item else 0
        if number and number in ((int(first["number"]) + len(run),) if first else (1, 2)):
            first = first or item
            run.append(line)
        elif run or (is_prose(line.text) and not _speaks_of_site(line.text, wording)):
            break
    return run


def _speaks_of_site(text: str, wording: Wording) -> bool:
    """Whether a line above a run of notices may be one of the site's too."""
    if len(text) > LONGEST_SPEECH:
        return False
    words = set(wording.site.findall(text))
    return len(words) >= FEWEST_WORDS or is_site_speech(text, wording)


def _is_of_site(items: Sequence[str], wording: Wording) -> bool:
    if not any(wording.site_own.search(item) for item in items):
        return False
    found = [set(wording.site.findall(item)) for item in items]
    enough = sum(map(len, found)) >= wording.site_fewest * len(items)
    return enough and found.count(set()) <= STRANGERS * len(items)


def _beside(before: Draft, after: Draft, run: Collection[int], wording: Wording) -> list[int]:
    """Numbers of the short lines that lead in a notice, or follow it with what it costs.

    A notice is a line that went as one, or is to go with `run`.
    """
    rules = {change.line: change.rule for change in after.changes if change.kind == "removed"}
    notices = {n for n in after.removed if rules.get(n) in _NOTICES} | set(run)
    filled = [line for line in before.lines if line.text.strip()]
    return [
        *(x.number for x, y in pairwise(filled) if y.number in notices and _leads(x, wording)),
        *(y.number for x, y in pairwise(filled) if x.number in notices and _prices(y, wording)),
    ]


def _leads(line: Line, wording: Wording) -> bool:
    return fold(line.text).rstrip(":") in wording.site_leads


def _prices(line: Line, wording: Wording) -> bool:
    key, colon, value = fold(line.text).partition(":")
    return bool(colon) and key in wording.site_keys and len(value) <= LONGEST_VALUE


def drop_remnant(draft: Draft, wording: Wording) -> Draft:
    """The draft without any line where what is left of the page is no article.

    That is a scrap (a few letters on a page most lines of which went as boilerplate, or from which
    spam went), nothing but sentences to visitors (`您访问的页面不存在。`), or the help of a site.
    """
    if _is_help(draft, wording):
        return remove(draft, dict.fromkeys(draft.filled, "remnant"))
    filled = draft.filled
    length = 0
    for at in filled:
        text = draft.lines[at].text
        if length + len(letters(text[: 2 * MESSAGE])) >= MESSAGE:
            return draft
        length += len(letters(text))
    spam = sum(change.rule == "spam" for change in draft.changes)
    scrap = length < REMNANT and (len(draft.removed) > len(filled) or spam > 1)
    scrap = scrap or (length < REMNANT and _only_asks(draft.text)) or _is_keywords(draft.text)
    spoke = any(change.rule == "site-speech" for change in draft.changes)
    scrap = scrap or (spoke and length < 2 * REMNANT and "您" in draft.text)
    if not scrap and not _is_for_visitors(draft, wording, short=length < REMNANT):
        return draft
    return remove(draft, dict.fromkeys(filled, "remnant"))


def _only_asks(text: str) -> bool:
    """Whether all there is on a page is one question."""
    return text.strip().endswith(("？", "?")) and len(split_sentences(text)) == 1


def _is_keywords(text: str) -> bool:
    """Whether all there is on a page are words to be found by, with commas between."""
    words = re.split("[，,、；;|]", text.strip())
    return len(words) >= KEYWORDS and max(map(len, words)) <= KEYWORD and "。" not in text


def _is_help(draft: Draft, wording: Wording) -> bool:
    """Whether a page speaks of nothing but how a site is used, and of no community."""
    text = draft.text
    if len(text) > LONGEST_HELP or wording.community.search(text):
        return False
    words = wording.edge_words.findall(fold(text))
    return len(set(words)) >= HELP_WORDS and HELP * len(words) >= len(letters(text))


def _is_for_visitors(draft: Draft, wording: Wording, *, short: bool) -> bool:
    """Whether all that is said on a page is said to visitors; on a `short` one words of sites tell
    it too."""
    sentences = [s for line in draft.lines for s in split_sentences(line.text)]
    said = [s for s in sentences if has_sentence_mark(s)]
    words = [set(wording.edge_words.findall(fold(s))) for s in said]
    if short and words and all(words) and len(set().union(*words)) > len(said):
        return True
    return bool(said) and all(wording.to_visitors.search(s) for s in said)
