"""The terms of the glossary in a text: where they stand, and what they are in the other language.

Of terms that overlap the longest counts: in 社区党建 it is that one, not 党建. English terms are
found in either case and in the plural too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from scraper.model import Language
from scraper.rules.glossary import Term

_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, which a hostile file may hold and the search refuses."""
_ARTICLE = re.compile(r"(?:the|a|an) (?=\w)", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^)]*)\)")
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(("a", "an", "the", "of", "for", "and", "to", "in", "on", "s", "has"))
"""Words that a translation may put otherwise; the `s` is that of a genitive."""
_ENDINGS = ("s", "es", "'s", "’s", "s’", "s'")


class Found(NamedTuple):
    """A term and where it stands: the text from `start` to `end`."""

    start: int
    end: int
    term: Term


class TermFinder:
    """Finds the terms of a glossary in texts of one language."""

    def __init__(self, glossary: Sequence[Term], language: Language) -> None:
        self._language = language
        self._terms: dict[str, Term] = {}
        for term in glossary:
            for name in term.names if language == "zh" else map(plain, term.renderings):
                self._terms.setdefault(name.lower(), term)
        self._names = list(self._terms)
        self._search = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> Iterator[Found]:
        """Yield the terms of a text in reading order; none overlaps another one."""
        lowered = text.lower()
        if len(lowered) != len(text):  # İ and its like: places would no longer agree
            return
        for number, start, end in self._matches(lowered):
            if self._language == "en":
                end = _plural_end(lowered, end)
                if _inside_a_word(lowered, start, end):
                    continue
            yield Found(start, end, self._terms[self._names[number]])

    def _matches(self, text: str) -> list[tuple[int, int, int]]:
        try:
            return self._search.find_matches_as_indexes(text)
        except UnicodeEncodeError:
            return self._search.find_matches_as_indexes(_SURROGATE.sub("\ufffd", text))

    def terms(self, text: str) -> tuple[Term, ...]:
        """Return the terms of a text, each once."""
        return tuple(dict.fromkeys(found.term for found in self.find(text)))


_last: dict[Language, tuple[Sequence[Term], TermFinder]] = {}


def finder(glossary: Sequence[Term], language: Language) -> TermFinder:
    """Return the finder for a glossary and a language.

    It is made once for as long as the glossary is the same object: to compare glossaries term by
    term takes longer than to find the terms of a page.
    """
    last = _last.get(language)
    if last is None or last[0] is not glossary:
        last = _last[language] = glossary, TermFinder(glossary, language)
    return last[1]


def says(text: str, term: Term) -> bool:
    """Whether an English text has the English of a term.

    It has it where all the words of one of its renderings stand in the text, in either number:
    `in-service and migrant Party members` has `in-service Party member`.
    """
    words = set(_words(text))
    return any(
        wanted and wanted <= words
        for rendering in (*_alternatives(term), *term.also)
        if (wanted := set(_words(rendering)))
    )


def departures(text: str, term: Term) -> tuple[str, ...]:
    """Return the English a text has that is never right for a term."""
    sequence = f" {' '.join(_words(text))} "
    return tuple(wrong for wrong in term.avoid if f" {' '.join(_words(wrong))} " in sequence)


def _alternatives(term: Term) -> Iterator[str]:
    """Yield the renderings of a term; what stands in brackets at the end is one as well."""
    for rendering in term.renderings:
        yield plain(rendering)
        if rendering.endswith(")"):
            yield _BRACKETS.findall(rendering)[-1]


def _words(text: str) -> list[str]:
    """Return the words of an English text in lower case and in the singular."""
    return [_singular(word) for word in _WORD.findall(text.lower()) if word not in _SMALL]


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def plain(rendering: str) -> str:
    """Return a rendering without what it says of itself: `(adj.)`, `(CPC)`, a leading article."""
    return _ARTICLE.sub("", re.sub(r"\s*\([^)]*\)\s*", " ", rendering).strip(), count=1)


def _plural_end(text: str, end: int) -> int:
    for ending in _ENDINGS:
        if (
            text.startswith(ending, end)
            and not text[end + len(ending) : end + len(ending) + 1].isalpha()
        ):
            return end + len(ending)
    return end


def _inside_a_word(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()
