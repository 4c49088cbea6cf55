"""Where a figure was counted, if that is not the place of the case: the unit named before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from scraper.cases.document import Document
from scraper.cases.units import Units
from scraper.model import Figure
from scraper.text.sentences import split_sentences

_SAME_UNIT = re.compile(
    r"^(?:(?:19|20)?\d\d年[^，]{0,6}?)?(?:他们|该区|该街道|该社区|区里|为此|当年|同年|其中)"
    "|(?:^|[，、（])全(?:区|街道|社区)"
)


def with_places(figures: Sequence[Figure], document: Document, units: Units) -> tuple[Figure, ...]:
    """Return the figures, each with the smaller unit that its sentence counts it in.

    A sentence that goes on about `他们` or `全区` keeps the unit of the one before.
    """
    paragraphs = {paragraph.id: paragraph.text for paragraph in document.paragraphs}
    return tuple(
        replace(figure, where=_where(figure, paragraphs[figure.paragraph], units))
        for figure in figures
    )


def _where(figure: Figure, paragraph: str, units: Units) -> str:
    sentences = [sentence.strip() for sentence in split_sentences(paragraph)]
    number = sentences.index(figure.sentence) if figure.sentence in sentences else 0
    before = figure.sentence.partition(figure.text)[0]
    found = units.find(before)
    while not found and number > 0 and _SAME_UNIT.search(sentences[number]):
        number -= 1
        found = units.find(sentences[number])
    return found[-1].name if found else ""
