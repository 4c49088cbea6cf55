"""Terms of the glossary in the text of a case: a link at the first place, the explanation below.

Without a script the link leads to the list of terms at the end of the page; terms.js shows the
explanation beside the term.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from scraper.model import Language
from scraper.reading.marks import Span
from scraper.reading.terms import TermFinder, finder
from scraper.rules.glossary import Term


@dataclass(slots=True)
class PageTerms:
    """The terms a page has explained so far; grows as its text is read from the top."""

    glossary: tuple[Term, ...]
    language: Language
    shown: dict[Term, str] = field(default_factory=dict)
    """The id of its explanation by term, in reading order."""
    _finder: TermFinder = field(init=False)

    def __post_init__(self) -> None:
        self._finder = finder(self.glossary, self.language)

    def mark(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """Return the spans of a paragraph, each term that is new to the page marked.

        What carries a mark of its own stays as it is, and so do words in no need of explanation.
        """
        return tuple(new for span in spans for new in ((span,) if span.mark else self._split(span)))

    def _split(self, span: Span) -> list[Span]:
        parts: list[Span] = []
        end = 0
        for found in self._finder.find(span.text):
            if found.term.plain or found.term in self.shown:
                continue
            id_ = self.shown.setdefault(found.term, f"term-{len(self.shown) + 1}")
            parts += [
                Span(span.text[end : found.start]),
                Span(span.text[found.start : found.end], "term", id_),
            ]
            end = found.end
        return [part for part in (*parts, Span(span.text[end:])) if part.text]
