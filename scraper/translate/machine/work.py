"""Untranslated messages sent to a translation service, one by one, each answer saved at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polib

from scraper.model import CasebookError
from scraper.reading.terms import finder
from scraper.rules.glossary import Term
from scraper.rules.machine import MachineRules
from scraper.store.po import write_po
from scraper.store.po_comments import AFTER, BEFORE
from scraper.translate.filling import fill, untranslated
from scraper.translate.machine.answers import cleaned, why_refused
from scraper.translate.machine.services import Request, Service

_NEAR = 80
"""Characters of a neighbouring text that a service is told."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A message that stays untranslated, and why."""

    context: str
    reason: str


@dataclass(frozen=True, slots=True)
class Spent:
    """What a translation service did for one file."""

    filled: int = 0
    refused: tuple[Refused, ...] = ()
    characters: int = 0
    """Chinese characters sent."""
    tokens: int = 0
    """As the service counts them."""
    left: int = 0
    """Messages that were not sent because the budget of the run was spent, or it was ended."""
    error: CasebookError | None = None
    """Why the service was given up; no further text of the run is sent then."""


@dataclass(slots=True)
class Worker:
    """A translation service at work: the one thing here that changes, from message to message."""

    service: Service
    rules: MachineRules
    name: str
    """What its translations are marked with."""
    date: str
    """Date of the run, ISO 8601."""
    budget: int
    """Chinese characters that may still be sent."""
    given_up: bool = field(default=False)


def fill_by_machine(
    file: polib.POFile, worker: Worker, glossary: tuple[Term, ...], path: Path
) -> Spent:
    """Have the untranslated messages of a PO file translated; save the file after each.

    So a run that breaks off loses nothing, and the next one goes on where it ended. A message
    that no longer fits into the budget is left, and so is every one after the service has failed.
    """
    refused: list[Refused] = []
    filled = characters = tokens = left = 0
    problem: CasebookError | None = None
    texts = {str(entry.msgctxt): entry.msgid for entry in file if not entry.obsolete}
    for entry in list(untranslated(file)):
        if worker.given_up or len(entry.msgid) > worker.budget:
            left += 1
            continue
        request = _request(entry, texts, glossary)
        worker.budget -= len(request.text)
        characters += len(request.text)
        try:
            answer = worker.service.translate(request)
        except CasebookError as error:
            worker.given_up, problem = True, error
            left += 1
            continue
        tokens += answer.tokens
        reason = why_refused(request, answer, worker.rules)
        if reason:
            refused.append(Refused(str(entry.msgctxt), reason))
            continue
        fill(entry, cleaned(answer), f"{worker.name}, {worker.date}")
        filled += 1
        write_po(path, file)
    return Spent(filled, tuple(refused), characters, tokens, left, problem)


def _request(entry: polib.POEntry, texts: Mapping[str, str], glossary: tuple[Term, ...]) -> Request:
    terms = finder(glossary, "zh").terms(entry.msgid)
    return Request(entry.msgid, " ".join(_told(entry.comment, texts)), terms)


def _told(comment: str, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield what the comment says of a message, its neighbours quoted; the terms go apart."""
    for line in comment.split("\n"):
        if line.startswith(BEFORE):
            yield BEFORE + texts.get(line.removeprefix(BEFORE), "")[-_NEAR:]
        elif line.startswith(AFTER):
            yield AFTER + texts.get(line.removeprefix(AFTER), "")[:_NEAR]
        elif not line.startswith("Glossary:"):
            yield line
