"""The headline of an HTML page: the line of its body that the window's title repeats."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.clean.titles import without_site
from scraper.model import Line
from scraper.text.chars import letters

_SEPARATOR = re.compile(r"[-_|·—–|»>]+")
_LONGEST = 120
"""No headline is longer, in characters."""
_SHORTEST = 4
"""A shorter line may stand in the window's title by chance: the name of a channel."""
_LATER = 0.5
"""How much less a line counts that is not the beginning of the title: the name of the site."""
_HEADING = 1.5
"""How much more a line counts that the markup calls a heading."""


def find_headline(lines: Sequence[Line]) -> int | None:
    """Position of the headline: the line that says most of the window's title, the first of them.

    On a page without a window title it is the first heading of the first rank. None where no line
    of the body says the title.
    """
    names = [name for line in lines if line.hint == "title" for name in _names(line.text)]
    if not names:
        return next((at for at, line in enumerate(lines) if line.hint == "h1"), None)
    scores = {at: _score(line, names) for at, line in enumerate(lines) if _may_be(line)}
    best = max(scores, key=lambda at: scores[at], default=None)
    return best if best is not None and scores[best] > 0 else None


def _names(title: str) -> list[str]:
    """Letters of a window's title, whole and part by part: `headline_channel_site`."""
    parts = (title, *_SEPARATOR.split(title))
    return [name for part in parts if len(name := letters(part).lower()) >= _SHORTEST]


def _may_be(line: Line) -> bool:
    shown = not any(container.hidden for container in line.path)
    return shown and line.hint not in ("title", "link", "nav") and len(line.text) <= _LONGEST


def _score(line: Line, names: list[str]) -> float:
    """How much of a title the line says; 0 where it says anything else."""
    said = letters(line.text).lower()
    if len(said) < _SHORTEST:
        return 0.0
    shared = max((_shared(said, name, names[0]) for name in names), default=0.0)
    return shared * (_HEADING if line.hint.startswith("h") else 1.0)


def _shared(said: str, name: str, whole: str) -> float:
    """Letters that a line shares with a part of the `whole` title.

    Weighed by where that part stands, and by how much the line says besides (a breadcrumb).
    """
    if said not in name and name not in said:
        return 0.0
    shorter = min(said, name, key=len)
    place = 1.0 if whole.startswith(shorter) else _LATER
    return len(shorter) * place * min(1.0, len(name) / len(said))


def best_title(lines: Sequence[Line]) -> str:
    """The title the page gives itself, without the name of the site; empty where it has none.

    Of the window's title and the one for sharing, the one that stands within the other.
    """
    names = [line.text for line in lines if line.hint == "title"]
    if not names:
        return ""
    within = [name for name in names if all(letters(name) in letters(other) for other in names)]
    return min(within, key=len) if within and len(names) > 1 else without_site(names[0])
