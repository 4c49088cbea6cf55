"""The text of a case page: its blocks, and at each block what a reader has to know there.

Before a block: anchors of passages that are gone, sub-cases that begin there. In it: restored and
lost characters, figures that do not agree with the text's own numbers. After it: notes on those
figures and on what was edited there, and the place where the text breaks off.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from scraper.model import BlockKind, Case, Check, Language, Paragraph, SubCase, TextState
from scraper.pages.terms import PageTerms
from scraper.reading.library import Library
from scraper.reading.marks import Span, mark, mark_words
from scraper.reading.passages import cut_paragraph
from scraper.reading.phrases import Phrase, Reading
from scraper.rules.glossary import Term
from scraper.rules.interface import Say
from scraper.rules.models import Model
from scraper.text.chars import HAN

_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile("[A-Za-z]{2,}")
_MARKED_IN_THE_TEXT = ("restored", "lacuna")


@dataclass(frozen=True, slots=True)
class ShownSubCase:
    """A case within the case, at the paragraph it begins with."""

    id: str
    name: Phrase
    place: Phrase
    year: str
    models: tuple[Model, ...]


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """What the text's own numbers say of a figure."""

    id: str
    note: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading of the text."""

    id: str
    kind: BlockKind
    phrase: Phrase
    spans: tuple[Span, ...]
    cut_here: bool
    lang: str = ""
    """Its language, where that is not the language of the page."""
    made: TextState | Literal[""] = ""
    """How far the translation can be relied on, where a reader has to be told."""
    now: tuple[Span, ...] = ()
    """The current Chinese of a passage whose translation is out of date."""
    gone: tuple[str, ...] = ()
    """Anchors of lost passages that lead here."""
    subcases: tuple[ShownSubCase, ...] = ()
    checks: tuple[ShownCheck, ...] = ()
    edited: tuple[str, ...] = ()
    """What was done in cleaning at this very place, and why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    id: str
    kind: str
    """`h2`, `h3` or `sub`."""
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class ReadText:
    """The text of a case in one language."""

    blocks: list[Block]
    terms: Mapping[Term, str]
    """The id of the explanation of each term in it, in reading order."""


def read_text(case: Case, library: Library) -> Mapping[Language, ReadText]:
    """Return the text of a case in both languages."""
    found: dict[Language, ReadText] = {}
    for language in get_args(Language):
        terms = PageTerms(library.glossary, language)
        blocks = text_blocks(library.read(case, language), library, terms)
        found[language] = ReadText(blocks, terms.shown)
    return found


def text_blocks(reading: Reading, library: Library, terms: PageTerms) -> list[Block]:
    """Return the text of a case in the language of the reading; `terms` takes up its terms."""
    case = reading.case
    say = library.words.speaker(reading.language)
    broken = "" if case.id in library.excerpts else cut_paragraph(case)
    checks = _checks(reading, say)
    subcases = _subcases(reading, library)
    gone = _gone(case, library)
    blocks = []
    for paragraph in case.paragraphs:
        phrase = reading.passage(paragraph.id, paragraph.text)
        english = reading.language == "en" and not phrase.foreign
        spans = mark(phrase.text, paragraph.id, case.cleaning, translated=english)
        here = [(check, shown) for check, shown in checks if check.paragraph == paragraph.id]
        for check, shown in here:
            words, start = _stated(reading, check, phrase)
            spans = mark_words(spans, words, start, shown.id)
        if paragraph.kind == "p" and not phrase.foreign:
            spans = terms.mark(spans)
        blocks.append(
            Block(
                paragraph.id,
                paragraph.kind,
                phrase,
                spans,
                cut_here=paragraph.id == broken,
                lang=_lang(phrase, reading.language),
                made=_made(phrase, paragraph, reading),
                now=mark(phrase.original, paragraph.id, case.cleaning) if phrase.stale else (),
                gone=gone.get(paragraph.id, ()),
                subcases=subcases.get(paragraph.id, ()),
                checks=tuple(shown for _, shown in here),
                edited=_edited(case, paragraph.id, library, reading.language),
            )
        )
    return blocks


def _lang(phrase: Phrase, language: Language) -> str:
    """Return the language of a passage where it is not that of the page.

    A Chinese text may hold a paragraph in English: the abstract of a journal.
    """
    if not phrase.foreign and language == "en":
        return ""
    if not _HAN.search(phrase.text) and len(_WORD.findall(phrase.text)) > 4:
        return "en" if language == "zh" else ""
    return "zh-Hans" if phrase.foreign else ""


def _made(phrase: Phrase, paragraph: Paragraph, reading: Reading) -> TextState | Literal[""]:
    """Return the state that a passage is marked with; none where it is reviewed.

    A page without any English says so once, and a Chinese heading among English text is seen to
    be one.
    """
    unmarked = phrase.state == "missing" and (
        paragraph.kind in ("h2", "h3") or not reading.progress.done
    )
    return "" if phrase.state == "reviewed" or unmarked else phrase.state


def left_over(reading: Reading, library: Library) -> list[ShownSubCase]:
    """Return the sub-cases whose paragraph is not on the page."""
    there = {paragraph.id for paragraph in reading.case.paragraphs}
    groups = _subcases(reading, library)
    return [sub for paragraph, group in groups.items() if paragraph not in there for sub in group]


def has_marks(case: Case, blocks: list[Block]) -> bool:
    """Whether restored or lost characters are marked in the text as a page shows it."""
    if not any(note.kind in _MARKED_IN_THE_TEXT for note in case.cleaning):
        return False
    spans = (span for block in blocks for span in (*block.spans, *block.now))
    return any(span.mark in _MARKED_IN_THE_TEXT for span in spans)


def contents(blocks: list[Block]) -> list[Entry]:
    """Return headings and sub-cases in reading order."""
    entries = []
    for block in blocks:
        entries += [Entry(sub.id, "sub", sub.name) for sub in block.subcases]
        if block.kind in ("h2", "h3"):
            phrase = block.phrase
            now = Phrase(phrase.original, foreign=True) if phrase.stale else phrase
            entries.append(Entry(block.id, block.kind, now))
    return entries


def _checks(reading: Reading, say: Say) -> list[tuple[Check, ShownCheck]]:
    found = []
    for number, check in enumerate(reading.case.checks, 1):
        stated = reading.phrase(f"check-{number}", check.stated).text
        note = say(f"check_{check.kind}", stated=stated, computed=check.computed)
        found.append((check, ShownCheck(f"check-{number}", note)))
    return found


def _stated(reading: Reading, check: Check, phrase: Phrase) -> tuple[str, int]:
    """Return the words of a check as the paragraph has them, and where to look for them."""
    number = reading.case.checks.index(check) + 1
    if phrase.foreign or reading.language == "zh":
        return check.stated, max(0, phrase.text.find(check.sentence))
    return reading.phrase(f"check-{number}", check.stated).text, 0


def _subcases(reading: Reading, library: Library) -> dict[str, tuple[ShownSubCase, ...]]:
    groups: dict[str, tuple[ShownSubCase, ...]] = {}
    for number, sub in enumerate(reading.case.subcases, 1):
        shown = ShownSubCase(
            id=sub.id,
            name=reading.phrase(f"subcase-{number}", sub.name),
            place=_place(sub, reading.language),
            year=library.words.say(reading.language, "year_one", start=sub.start)
            if sub.start
            else "",
            models=tuple(library.models[id] for id in sub.models if id in library.models),
        )
        groups[sub.paragraph] = (*groups.get(sub.paragraph, ()), shown)
    return groups


def _place(sub: SubCase, language: Language) -> Phrase:
    if language == "en" and sub.place.english:
        return Phrase(sub.place.english)
    return Phrase(sub.place.chinese, foreign=language == "en")


def _gone(case: Case, library: Library) -> dict[str, tuple[str, ...]]:
    """Return the lost anchors of this page by the anchor that comes next on it."""
    groups: dict[str, tuple[str, ...]] = {}
    for lost in library.moved.anchors.get(case.id, ()):
        if lost.case == case.id:
            groups[lost.anchor] = (*groups.get(lost.anchor, ()), lost.id)
    starts = {sub.id: sub.paragraph for sub in case.subcases}
    first = case.paragraphs[0].id if case.paragraphs else ""
    found: dict[str, tuple[str, ...]] = {}
    for anchor, ids in groups.items():
        place = starts.get(anchor, anchor) or first
        found[place] = (*found.get(place, ()), *ids)
    return found


def _edited(case: Case, paragraph: str, library: Library, language: Language) -> tuple[str, ...]:
    """Return what was done in cleaning at a paragraph, apart from the marks inside it."""
    here = [
        (note.kind, note.rule)
        for note in case.cleaning
        if note.paragraph == paragraph
        and note.kind not in _MARKED_IN_THE_TEXT
        and note.rule != "truncated"  # said where the text breaks off
    ]
    if not here:
        return ()
    say = library.words.speaker(language)
    return tuple(
        say("cleaning_here", done=say(f"change_{kind}"), reason=library.reason(rule, language))
        for kind, rule in dict.fromkeys(here)
    )
