"""A case read in one language: each text translated where it can be, and marked where it is not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from scraper.model import Case, Language, Paragraph, TextState, Translation
from scraper.text.sentences import same_share, split_sentences

_ENGLISH_STOP = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"‘(])|(?<=[.!?][”\"’)])\s+")


def english_sentences(text: str) -> list[str]:
    """Return the sentences of an English paragraph."""
    return [part for part in _ENGLISH_STOP.split(text) if part]


@dataclass(slots=True, unsafe_hash=True)
class Phrase:
    """A text as a page shows it.

    Nobody changes one; it is not frozen, because making a frozen one takes thrice as long, and a
    page has hundreds.
    """

    text: str
    foreign: bool = False
    """In Chinese on an English page, so that it needs `lang`."""
    state: TextState = "reviewed"
    """How far it is translated; on Chinese pages nothing needs to be."""
    original: str = ""
    """The Chinese text, where `text` is a translation that is out of date."""

    @property
    def stale(self) -> bool:
        """Whether the source has changed since this was translated."""
        return self.state == "stale"

    @property
    def machine(self) -> bool:
        """Whether a program translated it and nobody has reviewed that."""
        return self.state == "machine"


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a case is translated."""

    reviewed: int
    machine: int
    stale: int
    missing: int

    @property
    def all(self) -> int:
        """How many texts there are."""
        return self.reviewed + self.machine + self.stale + self.missing

    @property
    def done(self) -> int:
        """How many are in the language of the page and up to date."""
        return self.reviewed + self.machine

    @property
    def percent(self) -> int:
        """Share of `done` in whole percent, rounded down: 100 only where nothing is missing."""
        return 100 * self.done // self.all if self.all else 100

    @property
    def english(self) -> int:
        """Share of what an English page has in English, also out of date, in whole percent."""
        return 100 * (self.all - self.missing) // self.all if self.all else 100


def _missing(context: str) -> TextState:
    return "missing"


@dataclass(frozen=True)
class Reading:
    """A case and the language it is read in."""

    case: Case
    language: Language
    translation: Translation | None = None
    """None on Chinese pages, and where a case has no translation at all."""
    _sentences: dict[tuple[str, str], Phrase] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Sentences found before: several facts rest on one, and several pages show each."""
    _split: dict[str, tuple[list[str], list[str]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Paragraphs cut into sentences before, by id: the Chinese and the English."""
    found: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What else was found for this reading before and is asked for more than once."""

    def phrase(self, context: str, original: str) -> Phrase:
        """Return a text of the case in the language of the page, else in Chinese and marked."""
        if self.language == "zh":
            return Phrase(original)
        state = self.state(context)
        translated = self.translated(context)
        return Phrase(translated or original, foreign=not translated, state=state)

    def passage(self, context: str, original: str) -> Phrase:
        """Return a passage of the text as its page shows it.

        Where the Chinese has changed, that is the old translation with the current Chinese. Only
        there and in titles: a fact has no room to say so, and keeps to `phrase`.
        """
        if self.language == "en" and self.translation and self.state(context) == "stale":
            return Phrase(self.translation.stale[context], state="stale", original=original)
        return self.phrase(context, original)

    def state(self, context: str) -> TextState:
        """Return how far a text of the case is translated."""
        if self.language == "zh":
            return "reviewed"
        return self.translation.state(context) if self.translation else "missing"

    def translated(self, context: str) -> str:
        """Return the English of a text as far as it is up to date; empty where there is none."""
        if self.translation is None:
            return ""
        texts, machine = self.translation.texts, self.translation.machine
        return texts.get(context, "") or machine.get(context, "")

    @property
    def title(self) -> Phrase:
        """The title of the case; where the Chinese has changed, the old translation, marked."""
        return self.passage("title", self.case.title)

    @property
    def place(self) -> Phrase:
        """The place in full; an empty text where the case names none."""
        place = self.case.place
        if self.language == "en" and place.english:
            return Phrase(place.english)
        return Phrase(place.chinese, foreign=self.language == "en")

    @cached_property
    def progress(self) -> Progress:
        """How many of the texts of the case are in the language of the page."""
        if self.language == "zh":
            return Progress(len(self.case.messages), 0, 0, 0)
        state = self.translation.state if self.translation else _missing
        states = Counter(state(message.context) for message in self.case.messages)
        return Progress(states["reviewed"], states["machine"], states["stale"], states["missing"])

    def sentence(self, text: str, paragraph: str = "") -> Phrase:
        """Return a sentence of the case that a fact rests on, given in Chinese.

        On an English page that is the sentence at the same position in the translated paragraph;
        where the two paragraphs do not have the same number of sentences, those that stand at the
        same share of it. `paragraph` is its id; without one, the first paragraph that holds the
        sentence is meant. Where another sentence of the paragraph has changed, the old translation
        still holds this one.
        """
        if (text, paragraph) not in self._sentences:
            self._sentences[text, paragraph] = self._sentence(text, paragraph)
        return self._sentences[text, paragraph]

    def _sentence(self, text: str, paragraph: str) -> Phrase:
        original = Phrase(text, foreign=self.language == "en")
        if self.language == "zh" or self.translation is None:
            return original
        wanted = text.strip()
        holders = (p for p in self.case.paragraphs if wanted in p.text)
        source = next((p for p in holders if paragraph in (p.id, "")), None)
        if not wanted or source is None:
            return original
        if source.id not in self._split:
            self._split[source.id] = self._sentences_of(source)
        chinese, english = self._split[source.id]
        if self.state(source.id) == "stale" and wanted not in self._made_from(source):
            english = []
        places = [n for n, part in enumerate(chinese) if part in wanted or wanted in part]
        if not places or not english:
            return original
        if len(chinese) != len(english):
            places = same_share(chinese, places, english)
        state = self.state(source.id)
        text = " ".join(english[n] for n in places)
        return Phrase(text, state="machine" if state == "machine" else "reviewed")

    def _sentences_of(self, paragraph: Paragraph) -> tuple[list[str], list[str]]:
        """Return the sentences of a paragraph and of its translation, also an old one."""
        chinese = [part.strip() for part in split_sentences(self._made_from(paragraph))]
        old = self.translation.stale.get(paragraph.id, "") if self.translation else ""
        return chinese, english_sentences(self.translated(paragraph.id) or old)

    def _made_from(self, paragraph: Paragraph) -> str:
        """Return the Chinese that the translation of a paragraph was made from."""
        sources = self.translation.sources if self.translation else {}
        return sources.get(paragraph.id, paragraph.text)
