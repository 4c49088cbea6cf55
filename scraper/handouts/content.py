"""What a handout says, in order, whatever the format: the types the writers take. All frozen.

case or pack ──plans──> Handout (blocks, slides) ──word, pdf, slides──> bytes
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from scraper.model import Language
from scraper.reading.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 for the parts of the handout, 2 and 3 for the headings of a text."""

    level: Literal[1, 2, 3]
    words: Phrase


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph: of the text, of bibliographic matter, or the editors' note on either."""

    words: Phrase
    kind: Literal["text", "meta", "note"] = "text"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a label and what it stands for."""

    rows: tuple[tuple[str, Phrase], ...]


@dataclass(frozen=True, slots=True)
class Pointer:
    """The way to a page or passage: the address behind a QR code, or words where it has none."""

    caption: str
    """Under the code; empty where there is no address."""
    address: str = ""
    where: str = ""
    """Title and paragraph, where the site has no address."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage quoted, with its citation and the way to it."""

    words: Phrase
    source: Phrase
    pointer: Pointer
    notes: tuple[str, ...] = ()
    """That it breaks off, that it is in Chinese."""


@dataclass(frozen=True, slots=True)
class Source:
    """The source line of a case or pack: how to cite it, and the way to its page."""

    lines: tuple[Phrase, ...]
    pointer: Pointer


@dataclass(frozen=True, slots=True)
class Ask:
    """A discussion question."""

    label: str
    """`Question 1`, and its minutes."""
    words: str
    see: tuple[Phrase, ...] = ()
    """The passages it rests on, by title and heading."""
    pointer: Pointer | None = None
    """The way to the first of them, where it is not quoted just above."""


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a page of its own: it is for the trainer alone."""


NOTHING = Phrase("")
"""No words."""

Block = Heading | Text | Bullets | Table | Quote | Source | Ask | NewPage


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: a title and lines; the writer splits what does not fit."""

    title: Phrase
    lines: tuple[Phrase, ...] = ()
    kind: Literal["title", "section", "list", "quote", "question"] = "list"
    footer: Phrase = NOTHING
    """The source, in small print."""
    pointer: Pointer | None = None
    notes: tuple[str, ...] = ()
    """Speaker notes: what the audience does not see."""


@dataclass(frozen=True, slots=True)
class Handout:
    """A handout in one language, for all three formats."""

    name: str
    """Path under `handouts/<language>/`, without the ending: `nanjing`, `packs/joint`."""
    language: Language
    title: Phrase
    kind: str
    """`Case handout`, `Lesson pack`."""
    site: str
    """Name of the site, for the head of the page and the properties."""
    date: str
    """ISO 8601; the newest capture it rests on, so that the same library gives the same bytes."""
    keywords: tuple[str, ...]
    blocks: tuple[Block, ...]
    slides: tuple[Slide, ...] = field(default=())
