"""Long lists in pages of a size that a phone loads and draws at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

LONGEST = 100
"""Cards of a page: about 10 KB compressed, and 100 KB from a server that does not compress."""


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """A page of a list."""

    items: tuple[T, ...]
    number: int
    """From 1."""
    count: int
    """How many pages the list has."""
    first: str
    """Path of the first page from the root of its language, without `.html`."""

    @property
    def path(self) -> str:
        """Path of this page, without `.html`."""
        return path_of(self.first, self.number)

    def links(self) -> tuple[tuple[int, str], ...]:
        """Return the pages to link to with their file names: first, last, those around this one.

        A number of 0 stands for pages left out.
        """
        near = range(self.number - 2, self.number + 3)
        kept = sorted({n for n in (1, *near, self.count) if 1 <= n <= self.count})
        links: list[tuple[int, str]] = []
        for before, number in zip((0, *kept), kept, strict=False):
            if number - before > 1:
                links.append((0, ""))
            links.append((number, path_of(self.first, number).rpartition("/")[2] + ".html"))
        return tuple(links)


def path_of(first: str, number: int) -> str:
    """Return the path of a page; `_` stands in no id, so that no case or model has it."""
    return first if number == 1 else f"{first}_{number}"


def parts_of(items: Sequence[T], first: str) -> tuple[Part[T], ...]:
    """Return a list in pages; an empty one has one page."""
    starts = range(0, max(1, len(items)), LONGEST)
    return tuple(
        Part(tuple(items[start : start + LONGEST]), number, len(starts), first)
        for number, start in enumerate(starts, 1)
    )
