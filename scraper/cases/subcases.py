"""Cases within the case: what a smaller unit of the place did on its own, told in passing.

Two forms of writing are known: a list of what units have (`甲街道的“一”，乙街道的“二”`), and a
sentence that begins with a unit and says what it did, together with the sentences that go on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scraper.cases.document import Document
from scraper.cases.units import Unit, Units
from scraper.cases.years import first_year
from scraper.model import SubCase
from scraper.rules.facts import YearRules
from scraper.rules.signals import SignalRules
from scraper.rules.structure_types import SubcaseRules
from scraper.text.ids import lasting_ids

TELLING = 2.0
"""Weight of a signal that names a model for one sentence."""
LONGEST = 14
"""Characters of a practice named without quotation marks."""
_QUOTED = re.compile("“(?P<name>[^”]{2,20})”")
_LIST = re.compile("(?P<all>“[^”]{2,20}”(?:[、和与及]?“[^”]{2,20}”)*)")
_CLAUSE = re.compile("[，。；：！？]")


@dataclass(frozen=True, slots=True)
class _Told:
    """What a unit did, before it has an id."""

    unit: Unit
    name: str
    sentence: str
    paragraph: str
    told: str
    """The sentence and those that go on from it; for an item of a list, the item."""


def find_subcases(
    document: Document,
    units: Units,
    rules: SubcaseRules,
    signals: SignalRules,
    years: YearRules,
    previous: Sequence[SubCase] = (),
) -> tuple[SubCase, ...]:
    """Return the cases within a document in order, with the ids they had in `previous`."""
    found = _once(_all(document, units, rules))[: rules.most]
    texts = [told.name + told.sentence for told in found]
    ids = lasting_ids("s", texts, [(case.id, case.name + case.sentence) for case in previous])
    return tuple(
        SubCase(
            id=name,
            name=told.name,
            paragraph=told.paragraph,
            sentence=told.sentence,
            place=told.unit.place,
            start=first_year(told.told, years),
            models=_models(told.told, signals),
        )
        for name, told in zip(ids, found, strict=True)
    )


def _once(found: Iterator[_Told]) -> list[_Told]:
    """Each name once: the first time it is told."""
    named: dict[str, _Told] = {}
    for told in found:
        named.setdefault(told.name, told)
    return list(named.values())


def _all(document: Document, units: Units, rules: SubcaseRules) -> Iterator[_Told]:
    sentences = list(document.sentences())
    for number, (sentence, paragraph) in enumerate(sentences):
        here = [unit for unit in units.find(sentence) if _may_act(sentence, unit, rules)]
        items = list(_items(sentence, here, rules))
        if items:
            for unit, practice, item in items:
                yield _Told(unit, unit.name + practice, sentence, paragraph, item)
            continue
        if not here or not _is_about(sentence, here[0]):
            continue
        told = [sentence, *_going_on(sentences[number + 1 :], paragraph, rules)]
        practice = _owned(sentence, here[0]) or _practice(told, rules)
        if practice:
            name = here[0].name + practice
            yield _Told(here[0], name, sentence, paragraph, "".join(told))


def _may_act(sentence: str, unit: Unit, rules: SubcaseRules) -> bool:
    before, after = sentence[: unit.start], sentence[unit.end :]
    return not rules.not_before.search(before) and not rules.not_after.search(after)


def _items(
    sentence: str, units: Sequence[Unit], rules: SubcaseRules
) -> Iterator[tuple[Unit, str, str]]:
    """What each unit of a list has: names in quotation marks, or the practice behind 的.

    An item is a clause that names one unit; one item alone is no list.
    """
    items: list[tuple[Unit, str, str]] = []
    start = 0
    for clause in re.split("；" if "；" in sentence else "，", sentence):
        here = [unit for unit in units if start <= unit.start < start + len(clause)]
        start += len(clause) + 1
        if len(here) == 1:
            practice = _item(clause, here[0], rules)
            items += [(here[0], practice, clause)] if practice else []
    if len(items) > 1:
        yield from items


def _item(clause: str, unit: Unit, rules: SubcaseRules) -> str:
    """Name of what a unit has, from the clause of a list that names it; empty where none is."""
    listed = _LIST.search(clause)
    if listed:
        return listed["all"]
    _, _, item = clause.partition(unit.name + "的")
    item = _CLAUSE.split(item)[0]
    return item if item.endswith(rules.practices) and len(item) <= LONGEST else ""


def _is_about(sentence: str, unit: Unit) -> bool:
    """Whether the sentence begins with the unit, or says that something came about in it."""
    lead = sentence[: unit.start]
    if re.fullmatch("(?:[^，。；]{0,10}[，：])?", lead) or re.fullmatch("[如在]", lead[-1:] or "x"):
        return len(lead) <= 12
    return re.search(r"(?:落户|进驻|入驻|搬进)$", lead) is not None


def _owned(sentence: str, unit: Unit) -> str:
    """Name in quotation marks of what a unit has (`甲街道的“一”，…`); empty where none follows."""
    follows = sentence.startswith("的", unit.end)
    quoted = _QUOTED.match(sentence, unit.end + 1) if follows else None
    return quoted[0] if quoted else ""


def _going_on(
    sentences: Sequence[tuple[str, str]], paragraph: str, rules: SubcaseRules
) -> Iterator[str]:
    """The next sentences of the paragraph that still speak of the unit."""
    for sentence, where in sentences:
        if where != paragraph or not rules.goes_on.search(sentence):
            return
        yield sentence


def _practice(told: Sequence[str], rules: SubcaseRules) -> str:
    """Name of what was done: in quotation marks, what was taken as something, what was set up."""
    text = "".join(told)
    taken = rules.taken_as.search(text)
    deed = any(rules.deeds.search(sentence) for sentence in told)
    quoted = _QUOTED.search(text)
    if quoted and deed:
        return quoted[0]
    if taken:
        return taken["name"]
    for verb in rules.deeds.finditer(text):
        clause = _CLAUSE.split(text[verb.end() :])[0]
        ends = [clause.find(ending) + len(ending) for ending in rules.practices if ending in clause]
        name = clause[: min(ends)] if ends else ""
        if 2 < len(name) <= LONGEST:
            return re.sub(r"^[^的]*的(?=.{3})", "", name)
    return ""


def _models(told: str, signals: SignalRules) -> tuple[str, ...]:
    """Models that the words name, in the order of the signals."""
    found = {
        signal.model: None
        for signal in signals.signals
        if signal.weight >= TELLING and signal.pattern.search(told)
    }
    return tuple(found)
