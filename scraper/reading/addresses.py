"""Where addresses lead that were given once: pages that only forward, anchors of lost passages.

cases/redirects.tsv ──store──> Redirects ──here──> Moved ──pages──> small pages, empty anchors
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scraper.model import Case, Redirect
from scraper.text.addresses import follow, split_address


@dataclass(frozen=True, slots=True)
class MovedAnchor:
    """A passage that is no longer where it was."""

    id: str
    case: str
    """Case in which it, or what comes nearest to it, is now."""
    anchor: str
    """Id of that passage; empty for the top of the page."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Every address that has moved and still leads somewhere."""

    pages: Mapping[str, str] = field(default_factory=dict)
    """Id of a case that is gone, to that of the case it became."""
    anchors: Mapping[str, tuple[MovedAnchor, ...]] = field(default_factory=dict)
    """By the case, present or gone, on whose page they stood: its passages that have moved."""

    def case(self, id: str) -> str:
        """Return the id that a case has now."""
        return self.pages.get(id, id)


NOTHING_MOVED = Moved()


def moved(redirects: Sequence[Redirect], cases: Iterable[Case]) -> Moved:
    """Return where the old addresses lead among the cases that are published.

    Those of cases that are not published are left out. Raises `CircleError` where rows go round
    in a circle; reading the file has refused that before.
    """
    return moved_among(redirects, {case.id: anchors_of(case) for case in cases})


def moved_among(redirects: Sequence[Redirect], present: Mapping[str, Collection[str]]) -> Moved:
    """Return the same for cases of which only the anchors are given, by case id."""
    rows = {row.old: row.new for row in redirects}
    pages: dict[str, str] = {}
    anchors: dict[str, list[MovedAnchor]] = {}
    for old in rows:
        case, anchor = split_address(follow(rows, old))
        if case not in present:
            continue
        from_case, from_anchor = split_address(old)
        if not from_anchor and from_case not in present:
            pages[from_case] = case
        elif from_anchor and from_anchor not in present.get(from_case, ()):
            known = anchor if anchor in present[case] else ""
            anchors.setdefault(from_case, []).append(MovedAnchor(from_anchor, case, known))
    return Moved(pages, {case: tuple(found) for case, found in anchors.items()})


def anchors_of(case: Case) -> tuple[str, ...]:
    """Return the lasting anchors on the page of a case, in reading order.

    That of a sub-case comes before the paragraph it begins with.
    """
    starts: dict[str, list[str]] = {}
    for sub in case.subcases:
        starts.setdefault(sub.paragraph, []).append(sub.id)
    found: list[str] = []
    for paragraph in case.paragraphs:
        found += [*starts.pop(paragraph.id, []), paragraph.id]
    return (*found, *(id for ids in starts.values() for id in ids))
