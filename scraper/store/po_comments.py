"""What a translator is told of each message of a case: what it is, where it stands, its terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.model import Case, Message
from scraper.reading.terms import finder
from scraper.rules.glossary import Term
from scraper.text.sentences import split_sentences

_LONGEST = 32
"""Characters of a neighbouring sentence that are shown; a comment line stays a line then."""
_FIELDS = {
    "title": "Title of the case",
    "organisation": "Organization that leads the work",
    "retelling": "What the page retells",
    "journal": "Journal that published the text",
    "mechanism": "Name that the text gives a mechanism",
    "slogan": "Slogan",
    "partner": "Unit that took part",
    "person": "Name of a person",
    "award": "Award",
    "subcase": "Name of a case within the case",
    "check": "What the text states and its own numbers do not give",
    "figure": "What is counted",
    "figure-text": "The figure in the words of the text",
    "figure-where": "Where it was counted",
}


def case_comments(case: Case, glossary: tuple[Term, ...] = ()) -> dict[str, str]:
    """Return the comment for each message of a case, by its context.

    It says what the message is, for a paragraph its heading and the sentences before and after,
    and the terms of the glossary in it, each with its English.
    """
    places = dict(_fields(case.messages)) | dict(_paragraphs(case))
    return {
        message.context: "\n".join((*places[message.context], *_terms(message.text, glossary)))
        for message in case.messages
    }


def _fields(messages: Sequence[Message]) -> Iterator[tuple[str, list[str]]]:
    for message in messages:
        name, _, rest = message.context.partition("-")
        if name in _FIELDS:
            last = rest.rpartition("-")[2]
            yield message.context, [_FIELDS.get(f"{name}-{last}", _FIELDS[name])]


def _paragraphs(case: Case) -> Iterator[tuple[str, list[str]]]:
    heading = ""
    for number, paragraph in enumerate(case.paragraphs):
        if paragraph.kind in ("h2", "h3"):
            heading = paragraph.text
            yield paragraph.id, ["Heading"]
            continue
        what = "Bibliographic matter" if paragraph.kind == "meta" else "Paragraph"
        what += f" under the heading: {heading}" if heading else " before the first heading"
        yield paragraph.id, [" ".join(what.split()), *_neighbours(case, number)]


def _neighbours(case: Case, number: int) -> Iterator[str]:
    """Yield the last sentence before a paragraph and the first one after it."""
    before, after = case.paragraphs[:number], case.paragraphs[number + 1 :]
    if before and before[-1].kind == "p":
        last = _sentences(before[-1].text)[-1]
        yield "Before it: " + ("…" + last[-_LONGEST:] if len(last) > _LONGEST else last)
    if after and after[0].kind == "p":
        first = _sentences(after[0].text)[0]
        yield "After it: " + (first[:_LONGEST] + "…" if len(first) > _LONGEST else first)


def _sentences(text: str) -> list[str]:
    return [" ".join(sentence.split()) for sentence in split_sentences(text)] or [""]


def _terms(text: str, glossary: tuple[Term, ...]) -> Iterator[str]:
    if glossary:
        for term in finder(glossary, "zh").terms(text):
            yield f"Glossary: {term.term} = {term.english}"
