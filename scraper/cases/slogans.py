"""Slogans: numbers and parallel clauses in quotation marks, made to be remembered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.cases.document import Document, Passage
from scraper.rules.structure_types import SloganRules
from scraper.text.chars import letters

_QUOTED = re.compile("“(?P<words>[^“”]{2,60}?)(?:”|[，,]即)")
_CLAUSE_END = re.compile("[、，；,;]")
_WORDS = re.compile(r"[\u4e00-\u9fff]+")


def find_slogans(
    document: Document, rules: SloganRules, speeches: re.Pattern[str]
) -> tuple[str, ...]:
    """Return the slogans in order of first appearance, each once, at most `rules.most`.

    What a sentence of `speeches` quotes is somebody else's.
    """
    found: dict[str, str] = {}
    for passage in document.passages():
        if passage.rank != "meta":
            for words in _slogans(passage, rules, speeches):
                found.setdefault(letters(words), words)
    return tuple(found.values())[: rules.most]


def _slogans(passage: Passage, rules: SloganRules, speeches: re.Pattern[str]) -> Iterator[str]:
    for match in _QUOTED.finditer(passage.text):
        words = match["words"].strip("。！，")
        after = passage.text[match.end() :]
        if rules.not_one.search(words) or rules.not_after.search(after):
            continue
        if speeches.search(passage.sentence(match.start())):
            continue
        listed = rules.list_follows.search(after)
        if rules.numbered.search(words) or (not listed and _is_parallel(words, rules)):
            yield words


def _is_parallel(words: str, rules: SloganRules) -> bool:
    """Whether words are clauses of about one length (`强核心、建网格`)."""
    clauses = [clause for clause in _CLAUSE_END.split(words) if clause]
    lengths = [len(clause) for clause in clauses]
    if len(clauses) < rules.clauses or not all(map(_WORDS.fullmatch, clauses)):
        return False
    if min(lengths) < rules.shortest or max(lengths) > rules.longest:
        return False
    if len(clauses) == 2 and (lengths[0] != lengths[1] or rules.spoken.search(words)):
        return False
    enough = rules.short_clauses if min(lengths) == rules.shortest else rules.clauses
    return len(clauses) >= enough and max(lengths) - min(lengths) <= rules.uneven
