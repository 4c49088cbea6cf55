"""Choosing among the readings of a broken run, or leaving it alone."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import opencc

from scraper.model import LACUNA
from scraper.text.chars import is_han
from scraper.text.glosses import strip_glosses
from scraper.text.script import is_traditional_form
from scraper.text.slip.ranking import FREE, Choice, plain, rank
from scraper.text.slip.readings import GLOSS, LOST, Reading, Slot, readings
from scraper.text.slip.setting import Setting, clash
from scraper.text.words import cut, frequency

AHEAD = 8
"""Characters of context on either side of a run."""
BETTER = 7.0
"""By how much the restored words must be likelier (natural logarithm) than what stands there."""
BETTER_IN_SIMPLIFIED = 20.0
"""The same in Simplified text, where the slip is rare and `?!` is mostly meant."""
DOUBTFUL = 3.0
"""By how much they must be likelier for a mark to be set where they are not likely enough."""
ALONE = 30.0
"""The lead of a character that is the only one the bytes allow."""
CLOSE = 3.0
"""Readings that are less than this apart are about as likely."""
ENOUGH = {
    "mark": (3.0, 3.0),
    "long": (3.0, 3.0),
    "common": (3.0, 6.5),
    "known": (5.0, 3.2),
    "rare": (math.inf, 7.0),
    "particle": (math.inf, 5.2),
    "function": (math.inf, 6.0),
    "seam": (9.0, 6.5),
    "single": (math.inf, math.inf),
}
"""By how much a lost character must be likelier than the next one to be sure, by the kind of word
it stands in: where a mark broke the run (its second byte is known), and further on in the run.
Measured on damage made on prose: from here on none was wrong."""
FUNCTION_WORD = 100_000
"""Occurrences in jieba's corpus (60 million) from which one character is a word of every text."""
COMMON = 2000
"""Occurrences from which a word of two characters is common."""
UNCOMMON = 500
"""Occurrences below which a character hardly stands by itself."""
KNOWN = 200
"""Occurrences from which it is more than a name or a chance pair."""
_NEVER_ASKED = frozenset(";:,；：，。、")
"""Marks that do not follow a question mark."""
ODD = -6.0
"""What each pair of bytes weighs that was lost without a trace."""
_ENDINGS = frozenset("了的等吗呢吧过着人年月日")
"""Single characters that sentences end with; before any other a mark is as doubtful as a name."""
_NUMERALS = frozenset("一二两三四五六七八九十几数")
"""What measure words stand behind, of which one is as good as the other (一篇, 一片)."""
_PREPOSITIONS = frozenset("在从到于由往和与及是为把对向被")
"""What a new word begins behind."""
_STOP = re.compile(f"[{LOST}\n]")
_MARKS_OF_PRINT = frozenset("。、“”‘’《》…—·，；：？！（）")


@dataclass(frozen=True, slots=True)
class Found:
    """The restored text of a run, where the run ends, and how sure each lost character is."""

    text: str
    end: int
    evidence: str


@dataclass(frozen=True, slots=True)
class _Chosen:
    char: str
    ahead: float
    """How far it is ahead of the next one that its slot allows."""
    sure: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    reading: Reading
    score: float
    chosen: tuple[_Chosen, ...]


def choose(text: str, at: int, done: str, setting: Setting) -> Found | None:
    """The likeliest reading of the run at `at`; None where it had better be left alone.

    `done` is the text before it, restored.
    """
    line = _plain(strip_glosses(done[done.rfind("\n") + 1 :])[0])
    best = _best(text, list(readings(text, at)), line, setting)
    if best is None:
        return None
    end = best.reading.end
    around = line[-AHEAD:], _behind(text, end)
    gain = best.score - rank(_fixed(around[0] + text[at:end] + around[1]))[0][0]
    enough = BETTER if setting.traditional else BETTER_IN_SIMPLIFIED
    if gain >= (0.0 if best.reading.is_gloss else enough):
        return Found(_write(best), end, _evidence(best))
    doubtful = gain >= DOUBTFUL and (setting.traditional or text[at + 1] in _NEVER_ASKED)
    return Found(LACUNA, at + 1, "") if doubtful else None


def _best(text: str, found: Sequence[Reading], line: str, setting: Setting) -> _Candidate | None:
    """The likeliest of some readings of one run, weighed up to where the longest of them ends."""
    if not found:
        return None
    end = max(reading.end for reading in found)
    right = _behind(text, end)
    candidates = [
        _weigh(reading, line, _plain(_unglossed(text[reading.end : end])) + right, setting)
        for reading in found
    ]
    return _most_careful(sorted(candidates, key=lambda candidate: -candidate.score))


def _most_careful(candidates: Sequence[_Candidate]) -> _Candidate:
    """Of the candidates about as likely as the first, the one that leaves most open."""
    close = [c for c in candidates if c.score > candidates[0].score - CLOSE]
    return max(close, key=lambda candidate: _write(candidate).count(LACUNA))


def _behind(text: str, end: int) -> str:
    stretch = _STOP.split(text[end : end + 4 * AHEAD] or "\n")[0]
    if not stretch and text[end : end + 1] in ("", "\n"):
        return "\n"
    return _plain(_unglossed(stretch)[:AHEAD])


def _unglossed(text: str) -> str:
    """`text` without glosses, also without one at its beginning."""
    gloss = GLOSS.match(text)
    return strip_glosses(text[gloss.end() :] if gloss and text[0] in "(（" else text)[0]


def _plain(text: str) -> str:
    return "".join(map(plain, text))


def _fixed(text: str) -> tuple[Choice, ...]:
    return tuple((plain(char),) for char in text)


def _weigh(reading: Reading, line: str, right: str, setting: Setting) -> _Candidate:
    spellings = [_spellings(slot, setting.traditional) for slot in reading.slots]
    for here, after in pairwise(spellings):
        if len(after) == 1 < len(here):
            for mark in [char for char in here if clash(char, *after)]:
                del here[mark]
            if not here:
                here[LACUNA] = LACUNA
    slots = [tuple(allowed) for allowed in spellings]
    ranked = []
    for score, choice in rank((*_fixed(line[-AHEAD:]), *slots, *_fixed(right))):
        run = _fill(slots, choice)
        ranked.append((score + setting.bonus(line, run, right), run))
    ranked.sort(reverse=True)
    score, run = ranked[0]
    lost = [slot.known != "" for slot in reading.slots]
    kinds = _kinds(line[-AHEAD:], run, right, lost, setting)
    chosen = []
    for number, (char, allowed) in enumerate(zip(run, spellings, strict=True)):
        ahead = 0.0 if kinds[number] == "single" and _is_rare(char) else ALONE
        if reading.slots[number].known:
            others = [s for s, r in ranked if r[number] != char] or [ranked[-1][0]]
            ahead = score - others[0] if len(allowed) > 1 else ALONE
        else:
            chosen.append(_Chosen(allowed[char], ahead, ahead > 0.0))
            continue
        broken_by_mark = number == 0 and not reading.is_gloss
        at_mark, further_on = ENOUGH[kinds[number]]
        chosen.append(
            _Chosen(allowed[char], ahead, ahead >= (at_mark if broken_by_mark else further_on))
        )
    return _Candidate(reading, score + ODD * reading.odd, tuple(chosen))


def _kinds(left: str, run: str, right: str, lost: list[bool], setting: Setting) -> list[str]:
    """For each character of `run`, the kind of word it stands in."""
    words = cut(left + run + right)
    known = [True] * len(left) + [not one for one in lost] + [True] * len(right)
    found: list[str] = []
    for number, word in enumerate(words):
        at, end = len(found), len(found) + len(word)
        if at < len(left) < end and _may_end_with(words[:number], word):
            kind = "seam"
        elif len(word) == 2 and not any(known[at:end]):
            kind = "rare"
        elif is_han(word[0]):
            kind = _kind(word, setting)
        else:
            kind = "mark" if _can_end(words[:number], setting) else "single"
        found += [kind] * len(word)
    return found[len(left) : len(left) + len(run)]


def _kind(word: str, setting: Setting) -> str:
    """How much a word that holds a lost character proves; names prove nothing."""
    times = frequency(word)
    if len(word) == 2 and word[0] in _NUMERALS:
        return "single"
    if len(word) == 1:
        if times >= FREE:
            return "particle"
        return "function" if times >= FUNCTION_WORD else "single"
    if len(word) > 2:
        return "long"
    if times >= COMMON:
        return "common"
    return "known" if times >= KNOWN or setting.has(word) else "rare"


def _may_end_with(words: Sequence[str], word: str) -> bool:
    """Whether the first character of `word` may end the words before it (在…上, not 在上)."""
    if len(word) != 2 or not words or not is_han(words[-1][0]) or words[-1] in _PREPOSITIONS:
        return False
    return frequency(word[0]) >= FUNCTION_WORD


def _is_rare(char: str) -> bool:
    """Whether a character hardly stands by itself: where one does, bytes may be missing."""
    return is_han(char) and frequency(char) < UNCOMMON


def _can_end(words: Sequence[str], setting: Setting) -> bool:
    """Whether a sentence or clause can end behind these words, so that a mark may follow.

    Not behind two single characters, which may be the beginning of a name whose end is lost,
    unless the page has the two elsewhere.
    """
    last = words[-2:]
    if len(last) < 2 or last[-1] in _ENDINGS or setting.repeats("".join(last)):
        return True
    return not all(len(w) == 1 and is_han(w) and frequency(w) < FUNCTION_WORD for w in last)


def _fill(slots: Sequence[Choice], choice: Choice) -> str:
    """The text of a run under a choice of the characters that are open."""
    chosen = iter(choice)
    return "".join(slot[0] if len(slot) == 1 else next(chosen) for slot in slots)


def _spellings(slot: Slot, traditional: bool) -> dict[str, str]:
    """The characters a slot allows, by their Simplified form; of several the standard one."""
    if len(slot.options) == 1:
        return {plain(slot.options[0]): slot.options[0]}
    found: dict[str, str] = {}
    for char in slot.options:
        if _fits_script(char, traditional) and (
            plain(char) not in found or _standard(plain(char)) == char
        ):
            found[plain(char)] = char
    return found or {LACUNA: LACUNA}


def _fits_script(char: str, traditional: bool) -> bool:
    """Whether a text of that script has this character or mark."""
    if not is_han(char):
        return char in _MARKS_OF_PRINT
    if traditional:
        return _standard(char) == char or _in_big5(char)
    return not is_traditional_form(char)


@lru_cache(maxsize=16384)
def _standard(char: str) -> str:
    """The Traditional form that OpenCC prefers."""
    return str(_to_traditional().convert(char))


@lru_cache(maxsize=1)
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


@lru_cache(maxsize=16384)
def _in_big5(char: str) -> bool:
    """Whether Big5 has `char`: homographs such as 后 and 里, which one-to-one conversion leaves."""
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return False
    return True


def _write(best: _Candidate) -> str:
    """The restored run; a lost mark beside an unsure character is as unsure."""
    first, second = (*best.chosen, None, None)[:2]
    if first and second and not second.sure and not is_han(first.char):
        return LACUNA + "".join(one.char if one.sure else LACUNA for one in best.chosen[1:])
    return "".join(one.char if one.sure else LACUNA for one in best.chosen)


def _evidence(best: _Candidate) -> str:
    """`??A3 海 +6.1`: the known byte, the likeliest character and its lead on the next one."""
    lost = zip(best.reading.slots, best.chosen, strict=True)
    parts = [f"{slot.known} {one.char} +{one.ahead:.1f}" for slot, one in lost if slot.known]
    return "; ".join([best.reading.inserted, *parts])
