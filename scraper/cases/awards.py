"""Awards that the text says were given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.cases.document import Document
from scraper.model import Named
from scraper.rules.structure_types import AwardRules

LONGEST = 24
_QUOTED = re.compile("“(?P<name>[^”]{2,30})”")
_END = re.compile("[，。；：！？]")
_ASIDE = re.compile(r"（[^）]*）")


def find_awards(document: Document, rules: AwardRules) -> tuple[Named, ...]:
    """Return the awards in order, each once, with the sentence that names it."""
    found: dict[str, Named] = {}
    for sentence, paragraph in document.sentences():
        if rules.wanted.search(sentence):
            continue
        for name in _names(sentence, rules):
            found.setdefault(name, Named(name, sentence, paragraph))
    return tuple(found.values())


def _names(sentence: str, rules: AwardRules) -> Iterator[str]:
    """Names in quotation marks behind a verb of giving; else the words behind it."""
    last = 0
    for verb in rules.given.finditer(sentence):
        if verb.start() < last:
            continue
        clause = _END.split(_ASIDE.sub("", sentence[verb.end() :]))[0]
        quoted = [match["name"] for match in _QUOTED.finditer(clause)]
        if quoted and rules.name.search(clause):
            yield from quoted
        elif not quoted and rules.name.search(clause) and len(clause) <= LONGEST:
            yield re.sub("^(?:了|过|为)", "", clause)
        else:
            continue
        last = verb.end() + len(clause)
