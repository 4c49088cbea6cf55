"""The sentences that answer the questions of the case structure: problem, practice, results,
difficulties, lessons.

A heading that names a question gives its whole section to it; elsewhere each sentence speaks for
itself. What was only planned is no result, and what is hard at the end is a difficulty where the
same words before the practice are the problem.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from scraper.cases.document import Document
from scraper.model import Evidence, Point, Role
from scraper.rules.structure_types import PointRules, RoleRule
from scraper.text.sentences import split_sentences

SHORTEST = 10
"""Characters a sentence needs: shorter ones are headings inside a paragraph."""
HEADING = 26
"""Characters up to which a sentence with a list number is a heading inside a paragraph."""
EARLY = 0.5
"""Share of the text in which words of a problem tell the problem; later they are difficulties."""
_NUMBERED = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]|第[一二三四五六七八九十][，、]|[一二三四五六七八九]是)"
)
_ABSTRACT = re.compile(r"^[\[【［]?摘\s*要[\]】］]?[:：]?\s*")
ORDER: tuple[Role, ...] = ("problem", "practice", "results", "difficulties", "lessons")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence and where it stands."""

    text: str
    paragraph: str
    number: int
    at: float
    """Share of the text before it."""
    section: str | None
    """Role that the headings above it name."""
    leads: bool
    """Whether it is the first of its paragraph."""
    abstract: bool
    """Whether it stands in the abstract: that tells what was done, and why."""


def find_points(document: Document, rules: PointRules) -> tuple[Point, ...]:
    """Return the points by role, within a role in the order of the text."""
    by_role: defaultdict[Role, list[tuple[float, _Sentence]]] = defaultdict(list)
    for sentence in _sentences(document, rules):
        for role, weight in _roles(sentence, rules):
            by_role[role].append((weight, sentence))
    taken: set[int] = set()
    points: list[Point] = []
    for role in ("results", "problem", "difficulties", "lessons", "practice"):
        most = rules.most_practice if role == "practice" else rules.most
        free = [(w, s) for w, s in by_role[role] if s.number not in taken]
        for sentence in _best(free, most):
            taken.add(sentence.number)
            evidence = _evidence(sentence.text, rules) if role == "results" else ""
            points.append(Point(role, sentence.text, sentence.paragraph, evidence))
    return tuple(sorted(points, key=lambda point: ORDER.index(point.role)))


def _best(weighed: Sequence[tuple[float, _Sentence]], most: int) -> list[_Sentence]:
    """The weightiest sentences in the order of the text; each further one of a paragraph
    weighs less, so that the choice is spread over the text."""
    ranked = sorted(weighed, key=lambda entry: (-entry[0], entry[1].number))
    turns: Counter[str] = Counter()
    order: list[tuple[float, int, _Sentence]] = []
    for rank, (weight, sentence) in enumerate(ranked):
        order.append((turns[sentence.paragraph] - weight, rank, sentence))
        turns[sentence.paragraph] += 1
    chosen = sorted(order, key=lambda entry: entry[:2])[:most]
    return sorted((sentence for *_, sentence in chosen), key=lambda sentence: sentence.number)


def _sentences(document: Document, rules: PointRules) -> Iterator[_Sentence]:
    """Sentences of abstract and text, each with the role of its section."""
    total = sum(len(p.text) for p in document.body) or 1
    sections = dict(_sections(document, rules))
    passed = number = 0
    for paragraph in document.paragraphs:
        abstract = paragraph.kind == "meta" and _ABSTRACT.match(paragraph.text)
        role = "aside" if paragraph.kind in ("h2", "h3") else sections.get(paragraph.id)
        if role == "aside" or (paragraph.kind == "meta" and not abstract):
            passed += len(paragraph.text) if paragraph.kind != "meta" else 0
            continue
        leads = True
        for part in split_sentences(paragraph.text[abstract.end() if abstract else 0 :]):
            text = part.strip()
            number += 1
            if _says_something(text) and not rules.reported.search(text):
                where = 0.0 if abstract else passed / total
                yield _Sentence(text, paragraph.id, number, where, role, leads, bool(abstract))
                leads = False
            passed += 0 if abstract else len(part)


def _says_something(text: str) -> bool:
    """Whether a sentence is more than a heading that stands in a paragraph."""
    return len(text) >= (HEADING if _NUMBERED.match(text) else SHORTEST)


_Section = Role | Literal["aside"] | None


def _sections(document: Document, rules: PointRules) -> Iterator[tuple[str, _Section]]:
    """Each paragraph with the role its headings name: the nearer heading first, then the upper.

    `不足` before the practice is the problem, after it the difficulty. Under a heading that names
    both what is hard and what follows from it, the subsections tell what follows.
    """
    upper: frozenset[Role] = frozenset()
    lower: frozenset[Role] = frozenset()
    aside = practised = inside = False
    for paragraph in document.body:
        if paragraph.kind == "h2":
            upper, lower, inside = _named(paragraph.text, rules.roles), frozenset(), False
            aside = not upper & {"practice"} and rules.aside.search(paragraph.text) is not None
        elif paragraph.kind == "h3":
            lower, inside = _named(paragraph.text, rules.roles), True
            aside = not lower and rules.aside.search(paragraph.text) is not None
        else:
            role: _Section = "aside" if aside else _role(upper, lower, practised, inside)
            practised = practised or role == "practice"
            yield paragraph.id, role


def _role(
    upper: frozenset[Role], lower: frozenset[Role], practised: bool, inside: bool
) -> Role | None:
    """The role of a section from the roles its two headings name."""
    if inside and practised and {"difficulties", "lessons"} <= upper:
        return "lessons"
    if {"difficulties", "lessons"} <= upper:
        return None  # each sentence speaks for itself
    named = upper if lower <= {"practice"} and upper else lower
    if practised and named & {"difficulties", "problem"}:
        return "difficulties"
    order: tuple[Role, ...] = ("problem", "results", "lessons", "difficulties", "practice")
    role = next((role for role in order if role in named), None)
    return "problem" if role == "difficulties" else role


def _named(heading: str, roles: Sequence[RoleRule]) -> frozenset[Role]:
    return frozenset(rule.id for rule in roles if rule.heading.search(heading))


def _roles(sentence: _Sentence, rules: PointRules) -> Iterator[tuple[Role, float]]:
    """Roles a sentence may have and how strongly it speaks for them.

    An abstract tells problem and practice in one breath: its sentence is the practice.
    """
    wanted = rules.wanted.search(sentence.text) is not None
    for rule in rules.roles:
        cue = rule.cues.search(sentence.text) and not rule.unless.search(sentence.text)
        role: Role = rule.id
        if sentence.abstract and role != ("practice" if _practises(sentence, rules) else "problem"):
            continue
        if role == "problem" and sentence.at > EARLY and sentence.section != "problem":
            continue
        if role == "difficulties" and sentence.at < EARLY and sentence.section != "difficulties":
            continue
        if role in ("results", "lessons") and sentence.section in ("problem", "difficulties"):
            continue
        if role == "results" and wanted:
            continue
        if role == "practice" and sentence.section in ("problem", "difficulties", "lessons"):
            continue
        weight = _weight(sentence, role, bool(cue), rules)
        if role == "results" and cue:
            weight += {"award": 2.0, "measured": 1.0}.get(_evidence(sentence.text, rules), 0.0)
        if weight:
            yield role, weight


def _practises(sentence: _Sentence, rules: PointRules) -> bool:
    return any(r.id == "practice" and r.cues.search(sentence.text) for r in rules.roles)


def _weight(sentence: _Sentence, role: Role, cue: bool, rules: PointRules) -> float:
    """A cue in the section of its role counts most, a section alone needs its first sentence;
    of a problem or a difficulty it needs a sentence that tells some trouble."""
    if sentence.section == role:
        if cue:
            return 3.0 + (role == "practice" and sentence.leads)
        if role in ("problem", "difficulties"):
            return 1.0 if rules.trouble.told_by(sentence.text) else 0.0
        return 1.0 if sentence.leads and role != "results" else 0.0
    if role == "problem" and rules.trouble.before.search(sentence.text):
        cue = cue or rules.trouble.told_by(sentence.text)
    return 2.0 if cue else 0.0


def _evidence(sentence: str, rules: PointRules) -> Evidence:
    """What a result rests on, in the order of the rules; `stated` where on the text's word."""
    return next((e for e, words in rules.evidence.items() if words.search(sentence)), "stated")
