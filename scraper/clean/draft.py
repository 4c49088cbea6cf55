"""The working copy of a page while its lines are cleaned."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from scraper.model import Change, ChangeKind, Line, Page


@dataclass(frozen=True)
class Draft:
    """Lines still on the page, what was changed so far, and what was learnt from the rest."""

    lines: tuple[Line, ...]
    changes: tuple[Change, ...] = ()
    titles: tuple[str, ...] = ()
    """Candidates for the title, from lines that went (file names, share-by sentences)."""
    rights: str = ""
    removed: frozenset[int] = frozenset()
    """Numbers of the lines that went as boilerplate."""
    says_cut: bool = False
    """Whether the page itself says that it shows a part only."""
    kept: frozenset[str] = frozenset()
    """What an editor overruled: `rule` or `rule:line`."""

    @classmethod
    def of(cls, page: Page, overrules: Sequence[str] = ()) -> Draft:
        """A page before cleaning."""
        return cls(page.lines, kept=frozenset(overrules))

    def spares(self, rule: str, line: int) -> bool:
        """Whether an editor said that this rule is not to be applied to this line."""
        return bool(self.kept) and (rule in self.kept or f"{rule}:{line}" in self.kept)

    def keep(self, lines: Sequence[Line], changes: Sequence[Change] = ()) -> Draft:
        """The draft with these lines, and with `changes` added to what was done."""
        return replace(self, lines=tuple(lines), changes=(*self.changes, *changes))

    @cached_property
    def text(self) -> str:
        """All lines, one below the other."""
        return "\n".join([line.text for line in self.lines])

    @cached_property
    def filled(self) -> tuple[int, ...]:
        """Positions of the lines that are not blank."""
        return tuple([at for at, line in enumerate(self.lines) if line.text.strip()])


def rewrite(
    draft: Draft,
    rule: str,
    kind: ChangeKind,
    edit: Callable[[str], tuple[str, Sequence[str]]],
    within: Container[int] | None = None,
) -> Draft:
    """Apply `edit` to each line; each string it reports becomes a Change of `rule`.

    `edit` takes a line and returns its new text and what was changed in it (nothing: no change).
    `within`: the positions of the lines it is applied to; None: all of them.
    """
    lines: list[Line] = []
    changes: list[Change] = []
    for at, line in enumerate(draft.lines):
        text, done = edit(line.text) if within is None or at in within else (line.text, ())
        if done and not draft.spares(rule, line.number):
            changes += [Change(kind, rule, before, line=line.number) for before in done]
            line = line._replace(text=text)
        lines.append(line)
    return draft.keep(lines, changes) if changes else draft


def remove(draft: Draft, gone: dict[int, str]) -> Draft:
    """The draft without the lines at the positions in `gone`, each with the rule that took it.

    A line stays where an editor overruled its rule.
    """
    gone = {at: r for at, r in gone.items() if not draft.spares(r, draft.lines[at].number)}
    if not gone:
        return draft
    changes = [
        Change("removed", rule, draft.lines[at].text.strip(), line=draft.lines[at].number)
        for at, rule in sorted(gone.items())
    ]
    kept = draft.keep([x for at, x in enumerate(draft.lines) if at not in gone], changes)
    numbers = {draft.lines[at].number for at in gone}
    return replace(kept, removed=draft.removed | numbers)
