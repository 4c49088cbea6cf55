"""Breaks made, undone and judged: what the tests and the benchmark of the byte slip share."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from scraper.model import LACUNA, RESTORED_CLOSE, RESTORED_OPEN
from scraper.text.glosses import strip_glosses
from scraper.text.slip import undo_slips

from .mirror import Damaged, Mirror, any_mirror, damage, mirrored

PARAGRAPHS = 12
"""Paragraphs on a page; a page has one set of glossed characters."""
_WIDE = str.maketrans(",;:?!()", "，；：？！（）")
_NO_BRACKETS = str.maketrans("", "", RESTORED_OPEN + RESTORED_CLOSE)


@dataclass(slots=True)
class Score:
    """How many breaks ended how, and the lines that ended badly."""

    exact: int = 0
    """Restored exactly; `supplied` of them with a character in 〔 〕, as likely and not sure."""
    supplied: int = 0
    marked: int = 0
    untouched: int = 0
    wrong: int = 0
    harmed: int = 0
    """Lines without a break that were changed."""
    bad: list[tuple[str, str]] = field(default_factory=list)
    """What was meant and what came out, for wrong, untouched and harmed lines."""

    @property
    def breaks(self) -> int:
        """All breaks judged."""
        return self.exact + self.marked + self.untouched + self.wrong


def trial(
    breaks: int,
    seed: int,
    paragraph: Callable[[random.Random], str],
    mirror: Callable[[random.Random, str], Mirror] = any_mirror,
) -> Score:
    """Damage pages of such paragraphs until that many breaks are made, undo and judge them."""
    chance = random.Random(seed)
    score = Score()
    while score.breaks < breaks:
        page = [mirrored(paragraph(chance)) for _ in range(PARAGRAPHS)]
        site = mirror(chance, "".join(page))
        lines = [damage(line, site) for line in page]
        whole = "\n".join(["[摘? 要]", *(line.shown for line in lines)])
        for line in lines:
            judge(line, whole, score)
    return score


def judge(line: Damaged, whole: str, score: Score) -> None:
    """Undo one line and count its breaks."""
    found, slips = undo_slips(line.shown, whole)
    got, meant = _comparable(found), _comparable(line.meant)
    unsure = sum(not slip.sure for slip in slips)
    if got.translate(_NO_BRACKETS) == meant:
        score.exact += line.breaks
        score.supplied += min(unsure, line.breaks)
    elif not line.breaks:
        score.harmed += 1
        score.bad.append((meant, got))
    elif unsure and _is_marked(got, meant):
        score.marked += min(unsure, line.breaks)
        score.exact += line.breaks - min(unsure, line.breaks)
    elif _shows_it(got, meant):
        score.untouched += line.breaks
        score.bad.append((meant, got))
    else:
        score.wrong += line.breaks
        score.bad.append((meant, got))


def _comparable(text: str) -> str:
    """`text` as later stages see it: without glosses, with full-width marks."""
    return strip_glosses(text)[0].translate(_WIDE)


def _shows_it(got: str, meant: str) -> bool:
    """Whether each place that is not as meant still shows a lost byte or a lacuna."""
    places = SequenceMatcher(None, meant, got, autojunk=False).get_opcodes()
    changed = [
        got[max(0, start - 1) : end + 1] for kind, _, _, start, end in places if kind != "equal"
    ]
    return all(set("？" + LACUNA + RESTORED_OPEN + RESTORED_CLOSE) & set(part) for part in changed)


def _is_marked(got: str, meant: str) -> bool:
    """Whether `got` is `meant` but for lacunae and characters in 〔 〕, four for each at most."""
    places = re.split(rf"({LACUNA}|{RESTORED_OPEN}.*?{RESTORED_CLOSE})", got)
    pattern = "".join(
        f".{{0,{4 * len(part)}}}" if number % 2 else re.escape(part)
        for number, part in enumerate(places)
    )
    return re.fullmatch(pattern, meant) is not None
