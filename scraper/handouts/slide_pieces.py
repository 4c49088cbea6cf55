"""Slides that case handouts and lesson packs share: a passage quoted, a question asked."""

from __future__ import annotations

from scraper.handouts import pieces
from scraper.handouts.content import Slide
from scraper.handouts.pieces import Desk
from scraper.reading.facts import joined
from scraper.reading.passages import Passage
from scraper.reading.phrases import Phrase
from scraper.rules.lessons import Question


def passage_slide(passage: Passage, title: Phrase, desk: Desk) -> Slide:
    """Return a slide that quotes a passage, with its citation and QR code."""
    quoted = pieces.quote(passage, desk)
    lines = (quoted.words, *(Phrase(note) for note in quoted.notes))
    return Slide(title, lines, "quote", quoted.source, quoted.pointer)


def question_slide(
    question: Question, number: int, desk: Desk, quoted: frozenset[str] = frozenset()
) -> Slide:
    """Return the slide of a question; its hint goes to the speaker notes.

    `quoted` holds the ties of passages that stand on slides of their own.
    """
    ask = pieces.asked((question,), desk, quoted, number)[0]
    hint = question.hint.in_language(desk.language)
    return Slide(
        Phrase(ask.label),
        (Phrase(ask.words),),
        "question",
        Phrase(joined([see.text for see in ask.see], desk.say)),
        ask.pointer,
        (f"{desk.say('teach_hint')}{desk.colon}{hint}",),
    )
