"""The diagram of a model as shapes: who does what to whom, from top to bottom.

Pure geometry: `templates/drawings.jinja` writes the shapes as SVG. The drawing is as wide as the
text of a phone, so that its letters are as large there as those around them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from scraper.model import Language
from scraper.reading.facts import joined
from scraper.rules.diagrams import Diagram, Move
from scraper.rules.interface import Say
from scraper.text.wrap import wrap, wrap_evenly

WIDTH = 356
NAME_SIZE, LABEL_SIZE = 13, 14
_NAME_LINE, _LABEL_LINE = 17, 20
_LABEL_LEFT = 30
_GAP = 8
"""Between the boxes of the actors, and inside them at the sides."""
_HEAD = 6
"""Length of an arrow head."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, on its base line."""

    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class ActorBox:
    """An actor's name in a box, and the middle of its column."""

    x: int
    width: int
    height: int
    middle: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A straight line to the actor something is done to, and its head as an SVG path."""

    start: int
    end: int
    head: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A numbered label, and under it what it is about: dots for those who act, arrows or a bar."""

    step: int
    top: int
    height: int
    """Of the label."""
    lines: tuple[Line, ...]
    at: int
    """Height at which the dots and arrows stand."""
    dots: tuple[int, ...]
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A diagram drawn: its parts, its size, and the same in words."""

    width: int
    height: int
    actors: tuple[ActorBox, ...]
    rows: tuple[MoveRow, ...]
    columns: tuple[tuple[int, int], ...]
    """From where to where the lines below the actors run: they stop at the labels."""
    words: str
    """Text alternative: the moves in order."""


def draw(diagram: Diagram, language: Language, say: Say) -> Drawing:
    """Return the diagram in a language; `say` gives the words of its text alternative."""
    actors = _actors(diagram, language)
    middles = {actor.id: box.middle for actor, box in zip(diagram.actors, actors, strict=True)}
    top = actors[0].height + 6
    rows = []
    for move in diagram.moves:
        row = _row(move, middles, top, language)
        rows.append(row)
        top = row.at + 12
    bottom = top + 4
    columns = _between(actors[0].height, rows, bottom)
    words = _words(diagram, language, say)
    return Drawing(WIDTH, bottom, actors, tuple(rows), columns, words)


def _actors(diagram: Diagram, language: Language) -> tuple[ActorBox, ...]:
    column = WIDTH / len(diagram.actors)
    room = (column - 2.5 * _GAP) / NAME_SIZE
    names = [wrap_evenly(actor.name.in_language(language), room) for actor in diagram.actors]
    height = max(map(len, names)) * _NAME_LINE + 12
    boxes = []
    for number, lines in enumerate(names):
        middle = round(column * (number + 0.5))
        first = (height - len(lines) * _NAME_LINE) // 2 + 13
        boxes.append(
            ActorBox(
                x=round(column * number + _GAP / 2),
                width=round(column - _GAP),
                height=height,
                middle=middle,
                lines=tuple(
                    Line(line, middle, first + at * _NAME_LINE) for at, line in enumerate(lines)
                ),
            )
        )
    return tuple(boxes)


def _row(move: Move, middles: dict[str, int], top: int, language: Language) -> MoveRow:
    room = (WIDTH - _LABEL_LEFT) / LABEL_SIZE
    lines = wrap(move.label.in_language(language), room)
    height = len(lines) * _LABEL_LINE + 6
    first = top + 18
    dots = tuple(sorted(middles[id] for id in move.who))
    start = dots[0]
    targets = sorted(middles[id] for id in move.to)
    return MoveRow(
        step=move.step,
        top=top,
        height=height,
        lines=tuple(
            Line(line, _LABEL_LEFT, first + at * _LABEL_LINE) for at, line in enumerate(lines)
        ),
        at=top + height + 10,
        dots=dots,
        arrows=tuple(_arrow(start, end, top + height + 10) for end in targets),
    )


def _arrow(start: int, end: int, at: int) -> Arrow:
    """Return an arrow whose tip touches the middle of the column it leads to."""
    back = end - _HEAD if end > start else end + _HEAD
    return Arrow(start, back, f"M{end} {at}L{back} {at - 5}V{at + 5}Z")


def _words(diagram: Diagram, language: Language, say: Say) -> str:
    names = {actor.id: actor.name.in_language(language) for actor in diagram.actors}
    told = []
    for move in diagram.moves:
        who = joined([names[id] for id in move.who], say)
        label = move.label.in_language(language)
        if move.to:
            to = joined([names[id] for id in move.to], say)
            told.append(say("diagram_to", step=move.step, who=who, to=to, label=label))
        else:
            told.append(say("diagram_by", step=move.step, who=who, label=label))
    return " ".join(told)


def _between(top: int, rows: list[MoveRow], bottom: int) -> tuple[tuple[int, int], ...]:
    """Return the stretches of height that no label takes: there the columns' lines show."""
    edges = [top, *(y for row in rows for y in (row.top, row.top + row.height)), bottom]
    return tuple(pairwise(edges))[::2]
