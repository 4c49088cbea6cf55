"""Partners: the units that took part beside the lead organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from scraper.cases.document import Document
from scraper.model import Figure, Named
from scraper.rules.structure_types import PartnerRules
from scraper.text.words import cut, part_of_speech

LONGEST = 18
_CLAUSE = re.compile("[^，。；：！？“”（）《》]+")
_LEAD = re.compile(
    r"^(?:的|了|和|与|由|各|有|一些|多|几|某|其|本|该|省市?|\d+[家所个]|[十百几多]+[家所个])+"
)


def find_partners(
    document: Document, figures: Sequence[Figure], own: str, rules: PartnerRules
) -> tuple[Named, ...]:
    """Return the partners in order of first mention, each once, at most `rules.most`.

    `own` is the lead organisation, which is none of its own partners. `figures` name partners
    that are counted (`130家机关、部队和企业参加`).
    """
    found: dict[str, Named] = {}
    for sentence, paragraph in document.sentences():
        for name in (*_counted(sentence, figures, rules), *_named(sentence, rules)):
            if name in rules.empty or name == own or _is_known(name, found, rules):
                continue
            found[name] = Named(name, sentence, paragraph)
    return tuple(found.values())[: rules.most]


def _is_known(name: str, found: dict[str, Named], rules: PartnerRules) -> bool:
    """Whether a name is part of one known, or a second general name for all partners."""
    general = rules.always.fullmatch(name) is not None
    return any(name in known or (general and rules.always.search(known)) for known in found)


def _counted(sentence: str, figures: Sequence[Figure], rules: PartnerRules) -> Iterator[str]:
    """What a figure of this sentence counts, where the words after it say that it took part."""
    for figure in figures:
        if figure.sentence != sentence or figure.unit not in ("家", "所", "个"):
            continue
        _, what, after = sentence.partition(figure.what)
        if what.endswith(rules.endings) and rules.after.search(after):
            yield what


def _named(sentence: str, rules: PartnerRules) -> Iterator[str]:
    for clause in _CLAUSE.finditer(sentence):
        for ending in _any_of(rules.endings).finditer(clause[0]):
            name = _name(clause[0], ending, sentence[clause.start() + ending.end() :], rules)
            if name:
                yield name
    always = rules.always.search(sentence)
    if always:
        yield always[0]


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


def _name(clause: str, ending: re.Match[str], after: str, rules: PartnerRules) -> str:
    """Name of a unit that ends here and takes part; empty where it does not."""
    lead, takes_part = clause[: ending.start()], rules.after.search(after) is not None
    for start in range(max(0, ending.start() - LONGEST), ending.start()):
        cue = rules.before.search(clause[:start])
        if cue and (len(cue[0].rstrip("了")) > 1 or takes_part):
            return _proper(clause[start : ending.end()], rules)
    name = _proper(lead + ending[0], rules) if takes_part and len(lead) <= LONGEST else ""
    return "" if name and part_of_speech(cut(name)[0]).startswith(("v", "d", "p")) else name


def _proper(name: str, rules: PartnerRules) -> str:
    """A name without the words that lead to it; empty where no name of its own is left."""
    name = _LEAD.sub("", name)
    return "" if len(cut(name)) < 2 or set(name) & rules.never else name
