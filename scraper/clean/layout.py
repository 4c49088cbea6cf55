"""The layout of an HTML page: its containers as a tree, with the text and links each holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scraper.model import Container, Line

_MARK = re.compile(r"[，。！？；、,!?;…]|\. ")
_END = re.compile(r"[。！？!?…．.][”’」』）)》】\"'\s]*$")
_SHORTEST = 8
"""A sentence has at least this many characters outside links."""
_UNFINISHED = 20
"""A line that ends no sentence, but holds a mark, counts as prose from this length on."""


@dataclass(slots=True)
class Region:
    """A container with what it holds, the containers in it included. Filled in step by step."""

    container: Container
    parent: Region | None
    children: list[Region] = field(default_factory=list)
    text: int = 0
    """Characters, white space aside."""
    linked: int = 0
    """How many of them stand in links."""
    prose: int = 0
    """Characters of its lines that are prose."""
    weight: float = 0.0
    """Its prose, weighed by where it stands."""
    furniture: bool = False
    """Whether it, or a container around it, is furniture of the page."""
    main: bool = False
    """Whether it is the main region of the page or stands in it."""

    @property
    def kind(self) -> tuple[str, str]:
        """Tag and names: what near-equal siblings (posts, comments, teasers) share."""
        return self.container.tag, self.container.names


@dataclass(frozen=True, slots=True)
class Layout:
    """The regions of a page, each before those it holds, and those of its lines."""

    regions: tuple[Region, ...]
    innermost: tuple[Region, ...]
    """For each line the innermost region around it; the page itself for the window's title."""
    prose: tuple[int, ...]
    """For each line its characters of prose."""
    lengths: tuple[int, ...]
    """For each line its characters, white space aside."""

    @property
    def root(self) -> Region:
        """The whole page."""
        return self.regions[0]

    def upward(self) -> Iterator[tuple[Region, Region]]:
        """Each region with the one around it, from the innermost out."""
        for region in reversed(self.regions):
            if region.parent is not None:
                yield region, region.parent

    def downward(self) -> Iterator[tuple[Region, Region]]:
        """Each region with the one around it, from the outermost in."""
        for region in self.regions:
            if region.parent is not None:
                yield region, region.parent


def layout(lines: Sequence[Line]) -> Layout:
    """The layout of a page's lines, with text, links and prose added up."""
    root = Region(Container(0, "page"), None)
    known = {0: root}
    innermost = tuple(_region(line, root, known) for line in lines)
    lengths = tuple(len("".join(line.text.split())) for line in lines)
    prose = tuple(prose_length(line, length) for line, length in zip(lines, lengths, strict=True))
    page = Layout(tuple(known.values()), innermost, prose, lengths)
    for region, line, length, characters in zip(innermost, lines, lengths, prose, strict=True):
        if line.hint != "title":
            region.text += length
            region.linked += min(length, line.linked)
            region.prose += characters
    for region, parent in page.upward():
        parent.text += region.text
        parent.linked += region.linked
        parent.prose += region.prose
    return page


def _region(line: Line, root: Region, known: dict[int, Region]) -> Region:
    """The region of the line's innermost container; those not known yet are made."""
    path, new = line.path, len(line.path)
    while new and path[new - 1].number not in known:
        new -= 1
    around = known[path[new - 1].number] if new else root
    for container in path[new:]:
        region = known[container.number] = Region(container, around)
        around.children.append(region)
        around = region
    return around


def prose_length(line: Line, length: int) -> int:
    """Characters of a line outside links, where it reads as prose; else 0.

    Prose holds marks of sentences, of either width, and ends one or is of some length.
    """
    if line.hint == "title":
        return 0
    own = length - line.linked
    if own < _SHORTEST or not _MARK.search(line.text):
        return 0
    return own if own >= _UNFINISHED or _END.search(line.text) else 0
