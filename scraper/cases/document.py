"""A document as the questions of this stage see it: title, paragraphs and where each counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scraper.model import Paragraph
from scraper.text.sentences import sentence_around, split_sentences

TITLE = "title"
"""Stands for the id of a paragraph where a sentence is found in the title."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article whose paragraphs have their lasting ids."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    label: str = ""
    """Collection label cut from the title."""

    @property
    def text(self) -> str:
        """Title and paragraphs, a line each."""
        return "\n".join((self.title, *(paragraph.text for paragraph in self.paragraphs)))

    @property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs without bibliographic matter."""
        return tuple(p for p in self.paragraphs if p.kind != "meta")

    def passages(self) -> Iterator[Passage]:
        """Title and paragraphs in order, each with its rank."""
        yield Passage(self.title, TITLE, "title")
        opening = 2
        for paragraph in self.paragraphs:
            if paragraph.kind == "meta":
                rank = "meta"
            elif paragraph.kind in ("h2", "h3"):
                rank = "heading"
            elif opening:
                rank, opening = "opening", opening - 1
            else:
                rank = "text"
            yield Passage(paragraph.text, paragraph.id, rank)

    def sentences(self) -> Iterator[tuple[str, str]]:
        """Sentences of the paragraphs of the text in order, each with its paragraph's id."""
        for paragraph in self.paragraphs:
            if paragraph.kind == "p":
                for sentence in split_sentences(paragraph.text):
                    yield sentence.strip(), paragraph.id


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document and its rank: what stands in the title says more than the rest."""

    text: str
    paragraph: str
    rank: str
    """`title`, `meta`, `heading`, `opening` (the first two paragraphs) or `text`."""

    def sentence(self, position: int) -> str:
        """The sentence in which the character at `position` stands."""
        return self.text if self.rank == "title" else sentence_around(self.text, position)
