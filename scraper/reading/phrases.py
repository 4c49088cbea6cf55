"""A case read in one language: each text translated where it can be, and marked where it is not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.model import Case, Language, Translation
from scraper.text.sentences import split_sentences

_ENGLISH_STOP = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"‘(])|(?<=[.!?][”\"’)])\s+")


def english_sentences(text: str) -> list[str]:
    """Return the sentences of an English paragraph."""
    return [part for part in _ENGLISH_STOP.split(text) if part]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text as a page shows it."""

    text: str
    foreign: bool = False
    """In Chinese on an English page, so that it needs `lang`."""
    stale: bool = False
    """Untranslated because the source changed after it had been translated."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a case is translated."""

    done: int
    all: int
    stale: int

    @property
    def percent(self) -> int:
        """Share in whole percent, rounded down: 100 only where nothing is missing."""
        return 100 * self.done // self.all if self.all else 100


@dataclass(frozen=True, slots=True)
class Reading:
    """A case and the language it is read in."""

    case: Case
    language: Language
    translation: Translation | None = None
    """None on Chinese pages, and where a case has no translation at all."""

    def phrase(self, context: str, original: str) -> Phrase:
        """Return a text of the case in the language of the page, else in Chinese and marked."""
        if self.language == "zh":
            return Phrase(original)
        if self.translation is None:
            return Phrase(original, foreign=True)
        translated = self.translation.texts.get(context, "")
        if translated:
            return Phrase(translated)
        return Phrase(original, foreign=True, stale=context in self.translation.stale)

    @property
    def title(self) -> Phrase:
        """The title of the case."""
        return self.phrase("title", self.case.title)

    @property
    def place(self) -> Phrase:
        """The place in full; an empty text where the case names none."""
        place = self.case.place
        if self.language == "en" and place.english:
            return Phrase(place.english)
        return Phrase(place.chinese, foreign=self.language == "en")

    @property
    def progress(self) -> Progress:
        """How many of the texts of the case are in the language of the page."""
        contexts = [message.context for message in self.case.messages]
        if self.language == "zh" or self.translation is None:
            return Progress(len(contexts) if self.language == "zh" else 0, len(contexts), 0)
        done = sum(bool(self.translation.texts.get(context)) for context in contexts)
        stale = sum(context in self.translation.stale for context in contexts)
        return Progress(done, len(contexts), stale)

    def sentence(self, text: str, paragraph: str = "") -> Phrase:
        """Return a sentence of the case that a fact rests on, given in Chinese.

        On an English page that is the sentence at the same position in the translated paragraph;
        where the two paragraphs do not have the same number of sentences, the Chinese one.
        `paragraph` is its id; without one, the first paragraph that holds the sentence is meant.
        """
        original = Phrase(text, foreign=self.language == "en")
        if self.language == "zh" or self.translation is None:
            return original
        wanted = text.strip()
        holders = (p for p in self.case.paragraphs if wanted in p.text)
        source = next((p for p in holders if paragraph in (p.id, "")), None)
        if not wanted or source is None:
            return original
        chinese = [part.strip() for part in split_sentences(source.text)]
        translated = self.translation.texts.get(source.id, "")
        english = english_sentences(translated)
        places = [n for n, part in enumerate(chinese) if part in wanted or wanted in part]
        if not places or len(chinese) != len(english):
            return original
        return Phrase(" ".join(english[n] for n in places))
