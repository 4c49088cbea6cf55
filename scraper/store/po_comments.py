"""What a translator is told of each message of a case: what it is, where it stands, its terms.

Neighbours are named by their ids, not quoted: a sentence that changes must change its own message
alone, or a review of the file would show three where one wants a translator.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.model import Case, Message
from scraper.reading.terms import TermFinder, finder
from scraper.rules.glossary import Term

BEFORE, AFTER = "Before it: ", "After it: "
"""Begin the lines that name the messages before and after a paragraph."""
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

    It says what the message is, for a paragraph its heading and the messages before and after it,
    and the terms of the glossary in it, each with its English.
    """
    messages = case.messages
    places = dict(_fields(messages)) | dict(_paragraphs(case))
    search = finder(glossary, "zh") if glossary else None
    return {
        message.context: "\n".join((*places[message.context], *_terms(message.text, search)))
        for message in messages
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
    """Yield the ids of the messages before and after a paragraph, which translators' tools show."""
    if number:
        yield BEFORE + case.paragraphs[number - 1].id
    if number + 1 < len(case.paragraphs):
        yield AFTER + case.paragraphs[number + 1].id


def _terms(text: str, search: TermFinder | None) -> Iterator[str]:
    if search:
        for term in search.terms(text):
            yield f"Glossary: {term.term} = {term.english}"
