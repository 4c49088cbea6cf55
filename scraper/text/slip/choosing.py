"""Choosing among the readings of a broken run, or leaving it alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from scraper.model import LACUNA, RESTORED_CLOSE, RESTORED_OPEN
from scraper.text.chars import is_han
from scraper.text.glosses import strip_glosses
from scraper.text.slip.pairs import likely
from scraper.text.slip.ranking import Choice, plain, rank
from scraper.text.slip.readings import GLOSS, LOST, PINYIN, Reading, readings
from scraper.text.slip.setting import IMPOSSIBLE, Setting, clash
from scraper.text.slip.spelling import spellings

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
SURE = 7.0
"""By how much a character must be likelier than any other to be taken as known."""
SURE_AT_MARK = 6.0
"""The same for the character that a mark broke: its second byte is known."""
SURE_IN_WORD = 5.0
"""The same where it also makes a common word with its neighbour, and is not part of a name."""
RARE = -13.0
"""Logarithm of the share up to which a word is as rare as a name."""
SURE_MARK = 4.5
"""The same for a mark: 。 is what most breaks destroy."""
UNSURE = 6.0
"""The most that a character can be ahead in a run of which a pair of bytes was lost."""
LIKELY = 2.0
"""By how much it must be likelier to be supplied in 〔 〕. Below, a lacuna is set."""
_NEVER_ASKED = frozenset(";:,；：，。、")
"""Marks that do not follow a question mark."""
ODD = -6.0
"""What each pair of bytes weighs that was lost without a trace."""
_HALF_GLOSS = re.compile(f"[{PINYIN}]{{1,7}}[)）]")
"""A reading whose bracket went with the lost byte."""
_STOP = re.compile(f"[{LOST}\n]")


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
    """How far it is ahead of the next one that the bytes allow."""
    enough: float
    """How far it must be ahead to be sure."""

    @property
    def shown(self) -> str:
        """The character; in brackets or as a lacuna where it is not plainly the likeliest."""
        if self.ahead >= self.enough or self.char == LACUNA:
            return self.char
        return RESTORED_OPEN + self.char + RESTORED_CLOSE if self.ahead >= LIKELY else LACUNA


@dataclass(frozen=True, slots=True)
class _Candidate:
    reading: Reading
    score: float
    chosen: tuple[_Chosen, ...]
    rest: str
    """The text between the end of this reading and the end of the longest one."""

    @property
    def text(self) -> str:
        """What it would restore in Simplified script, up to the end of the longest reading."""
        return _plain("".join(one.char for one in self.chosen)) + self.rest


def choose(text: str, at: int, done: str, setting: Setting) -> Found | None:
    """The likeliest reading of the run at `at`; None where it had better be left alone.

    `done` is the text before it, restored.
    """
    line = _plain(strip_glosses(done[done.rfind("\n") + 1 :])[0])
    best = _best(text, list(readings(text, at, setting.keeps)), line, setting)
    if best is None:
        return _left_open(text, at) if setting.traditional else None
    end = best.reading.end
    as_it_stands = rank(_fixed(line[-AHEAD:] + text[at:end] + best.rest + _behind(text, end)))[0][0]
    gain = best.score - as_it_stands + _never_meant(text[at : end + 1], setting)
    if gain >= _enough(best.reading, text, setting):
        return Found(_write(best), _past_gloss(text, best), _evidence(best))
    if setting.traditional and gain >= DOUBTFUL:
        return Found(LACUNA, at + 1, "")
    return _left_open(text, at) if setting.traditional else None


def _enough(reading: Reading, text: str, setting: Setting) -> float:
    """By how much a reading must be likelier than what stands there."""
    if not setting.traditional:
        return 0.0 if reading.is_gloss else BETTER_IN_SIMPLIFIED
    lost_again = _STOP.search(text, reading.start + 1, reading.end)
    return 0.0 if reading.is_gloss or lost_again else BETTER


def _left_open(text: str, at: int) -> Found | None:
    """A lacuna for a byte that is plainly lost, where no reading fits: `?,` and `?wù)`."""
    if gloss := _HALF_GLOSS.match(text, at + 1):
        return Found(LACUNA, gloss.end(), "")
    return Found(LACUNA, at + 1, "") if text[at + 1] in _NEVER_ASKED else None


def _never_meant(run: str, setting: Setting) -> float:
    """What speaks against a run by itself: question marks before marks that never follow one."""
    never = sum(here in LOST and after in _NEVER_ASKED for here, after in pairwise(run))
    return -IMPOSSIBLE * never if setting.traditional else 0.0


def _best(text: str, found: Sequence[Reading], line: str, setting: Setting) -> _Candidate | None:
    """The likeliest of some readings of one run, weighed up to where the longest of them ends."""
    if not found:
        return None
    end = max(reading.end for reading in found)
    right = _behind(text, end)
    candidates = [
        _weigh(reading, line, _plain(_unglossed(text[reading.end : end])), right, setting)
        for reading in found
    ]
    best, *others = sorted(candidates, key=lambda candidate: -candidate.score)
    for other in others:
        best = _challenged(best, other)
    return best


def _challenged(best: _Candidate, other: _Candidate) -> _Candidate:
    """The best candidate, no surer than it is ahead of another where the two differ."""
    gap = best.score - other.score
    mine, theirs = best.text, other.text
    if mine == theirs:
        return best
    first, last = sorted(
        (_common(mine, theirs), len(mine) - _common(mine[::-1], theirs[::-1])),
    )
    chosen = (
        replace(one, ahead=min(one.ahead, gap)) if first <= at < last else one
        for at, one in enumerate(best.chosen)
    )
    return replace(best, chosen=tuple(chosen))


def _common(one: str, other: str) -> int:
    """How many characters the two begin with in common."""
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(one, other, strict=False)))


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


def _weigh(reading: Reading, line: str, rest: str, right: str, setting: Setting) -> _Candidate:
    """The likeliest characters of one reading, between a line's text and what follows the run."""
    allowed = _allowed(reading, setting)
    slots = [tuple(one) for one in allowed]
    left, right = line[-AHEAD:], rest + right
    ranked = []
    for score, choice in rank((*_fixed(left), *slots, *_fixed(right))):
        run = _fill(slots, choice)
        ranked.append((score + setting.bonus(line, run, right), run))
    ranked.sort(reverse=True)
    score, run = ranked[0]
    chosen = []
    for number, (char, spelling) in enumerate(zip(run, allowed, strict=True)):
        others = (s for s, other in ranked if other[number] != char)
        lead = ALONE
        if len(spelling) > 1:
            lead = min(score - next(others, ranked[-1][0]), UNSURE if reading.odd else ALONE)
        enough = SURE if is_han(char) else SURE_MARK
        if is_han(char) and number == 0 and not reading.is_gloss:
            enough = _enough_at_mark(left, run + right)
        chosen.append(_Chosen(spelling[char], lead, enough))
    return _Candidate(reading, score + ODD * reading.odd, tuple(chosen), rest)


def _enough_at_mark(left: str, run: str) -> float:
    """By how much the first character of a run must be likelier than another one."""
    words = (left[-1:] + run[:1], run[:2])
    is_word = any(len(word) == 2 and (likely(word) or RARE) > RARE for word in words)
    return SURE_IN_WORD if is_word else SURE_AT_MARK


def _allowed(reading: Reading, setting: Setting) -> list[dict[str, str]]:
    """What each slot of a reading allows, without marks that clash with the next character."""
    allowed = [
        spellings(setting.glossed.get(slot.reading, slot.options), setting.traditional)
        for slot in reading.slots
    ]
    for here, after in pairwise(allowed):
        if len(after) == 1 < len(here):
            for mark in [char for char in here if clash(char, *after)]:
                del here[mark]
            if not here:
                here[LACUNA] = LACUNA
    return allowed


def _fill(slots: Sequence[Choice], choice: Choice) -> str:
    """The text of a run under a choice of the characters that are open."""
    chosen = iter(choice)
    return "".join(slot[0] if len(slot) == 1 else next(chosen) for slot in slots)


def _write(best: _Candidate) -> str:
    """The restored run."""
    return "".join(one.shown for one in best.chosen).replace(RESTORED_CLOSE + RESTORED_OPEN, "")


def _past_gloss(text: str, best: _Candidate) -> int:
    """Where the run ends, with a gloss behind a last character that is unsure or lost."""
    end, last = best.reading.end, best.chosen[-1]
    gloss = GLOSS.match(text, end)
    unsure = last.shown != last.char or last.char == LACUNA
    return gloss.end() if gloss and unsure else end


def _evidence(best: _Candidate) -> str:
    """`??A3 海 +6.1`: the known byte, the likeliest character and its lead on the next one."""
    lost = zip(best.reading.slots, best.chosen, strict=True)
    parts = [f"{slot.known} {one.char} +{one.ahead:.1f}" for slot, one in lost if slot.known]
    return "; ".join([best.reading.inserted, *parts])
