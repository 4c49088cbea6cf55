"""The diagram of a model in `data/models.toml`: who does what to whom, step by step.

The form is that of a sequence diagram (UML 2.5.1, clause 17.8): actors side by side, what they do
from top to bottom. A thing that several do together replaces what would be a bundle of messages.
"""

from __future__ import annotations

from dataclasses import dataclass

from scraper.rules.reader import Table
from scraper.rules.texts import Text, read_text

_MOST_ACTORS = 4
"""As many as stand side by side, legibly, on a phone."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One of those who act, a column of the diagram."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that is done, a row of the diagram."""

    step: int
    """Number of the step it belongs to, from 1."""
    who: tuple[str, ...]
    """Ids of the actors who do it; several do it together."""
    to: tuple[str, ...]
    """Ids of those it is done to; empty where the actors do it among themselves."""
    label: Text


@dataclass(frozen=True, slots=True)
class Diagram:
    """The actors from left to right and their moves in order."""

    actors: tuple[Actor, ...]
    moves: tuple[Move, ...]


def read_diagram(table: Table, steps: int) -> Diagram:
    """Return the diagram of a model with that many steps.

    Raises `CasebookError` for fewer than two or more than four actors, an actor without moves, a
    move of an unknown actor, and steps that do not exist or go backward.
    """
    actors = tuple(_actor(actor) for actor in table.tables("actors"))
    ids = [actor.id for actor in actors]
    if not 2 <= len(actors) <= _MOST_ACTORS or len(set(ids)) < len(ids):
        mend = f"Give two to {_MOST_ACTORS}, each with an id of its own"
        raise table.fault("actors", "are too few, too many or the same", mend)
    moves: list[Move] = []
    for entry in table.tables("moves"):
        move = _move(entry, ids)
        first, last = moves[-1].step if moves else 1, steps
        if not first <= move.step <= last:
            mend = f"Use a step from {first} to {last}, in the order of the steps"
            raise entry.fault("step", f"is {move.step}", mend)
        moves.append(move)
    table.close()
    idle = set(ids).difference(*((*move.who, *move.to) for move in moves))
    if idle:
        problem = f"holds “{min(idle)}”, who does nothing"
        raise table.fault("actors", problem, "Give the actor a move, or leave it out")
    return Diagram(actors, tuple(moves))


def _actor(table: Table) -> Actor:
    return Actor(table.text("id"), read_text(table))


def _move(table: Table, known: list[str]) -> Move:
    who, to = table.texts("who"), table.texts("to", ())
    move = Move(table.number("step"), who, to, read_text(table))
    for key, ids in (("who", who), ("to", to)):
        unknown = [id for id in ids if id not in known]
        if unknown:
            mend = f"Use one of: {', '.join(known)}"
            raise table.fault(key, f"names “{unknown[0]}”", mend)
    if to and (len(who) > 1 or who[0] in to):
        mend = "Name one actor in `who`, and others in `to`"
        raise table.fault("to", "needs one who acts and others it is done to", mend)
    return move
