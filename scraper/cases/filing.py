"""Articles become cases: each keeps the identity it had, and versions of one text become one case.

Of several versions the fuller one is the case: the one that is not cut, then the longer one. The
others are kept as its duplicates, with the sentences that stand only there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from scraper.cases.duplicates import SAME, containment, most_alike, only_in, shingles
from scraper.cases.facts import read_case
from scraper.cases.identity import case_id
from scraper.model import Article, Capture, Case, Duplicate
from scraper.rules.filing import FilingRules
from scraper.text.ids import assign_ids

ITSELF = 0.3
"""Containment from which on an article and a case of one capture are taken for the same text:
cleaning again, or an editor, may have changed much of it."""


@dataclass(frozen=True, slots=True)
class _Group:
    """The fullest of several versions of one text, and the others."""

    article: Article
    duplicates: tuple[Duplicate, ...] = ()


def file_articles(
    articles: Sequence[Article],
    capture: Capture,
    known: Sequence[Case],
    rules: FilingRules,
    former: Collection[str] = (),
) -> tuple[Case, ...]:
    """Return the cases that the articles of one capture make, in the order of the articles.

    `known` are the cases of the library. A case that was made from this capture before is made
    again under its id, its paragraph ids carried over. Where a known case of another capture is a
    version of an article, the fuller text is kept under the known id, and the other becomes a
    duplicate; the known case is then among those returned. `former` are ids that cases had once:
    they are given to no other.
    """
    own = [case for case in known if case.source.capture == capture.key]
    others = {case.id: case for case in known if case.source.capture != capture.key}
    taken = {case.id for case in known} | set(former)
    filed: dict[str, Case] = {}
    groups = _groups(articles, capture)
    for group, before in _with_predecessors(groups, own):
        case = _refiled(group, before, capture, rules)
        version = _version(group.article, capture, list(others.values()))
        if before is None and version:
            case = _merged(case, group, version, capture, rules)
            others[case.id] = case
        elif before is None:
            case = replace(case, id=case_id(case.place, case.title, taken, rules.places.readings))
        taken.add(case.id)
        filed[case.id] = case
    return tuple(filed.values())


def _refiled(group: _Group, before: Case | None, capture: Capture, rules: FilingRules) -> Case:
    """The case a group makes; under the id of the case it made before, where there is one."""
    previous = before.paragraphs if before else ()
    paragraphs = assign_ids(group.article.blocks, previous)
    subcases = before.subcases if before else ()
    case = read_case(group.article, paragraphs, capture, rules, subcases)
    elsewhere = [d for d in before.duplicates if d.capture != capture.key] if before else []
    return replace(case, id=before.id if before else "", duplicates=(*group.duplicates, *elsewhere))


# --- versions within a capture ------------------------------------------------------------------


def _groups(articles: Sequence[Article], capture: Capture) -> tuple[_Group, ...]:
    """Versions of one text put together, in the order of their fullest."""
    groups: list[_Group] = []
    for article in sorted(articles, key=lambda a: (a.truncated, -len(a.body), a.number)):
        index, likeness = most_alike(_text(article), [_text(g.article) for g in groups])
        if likeness < SAME:
            groups.append(_Group(article))
            continue
        kept = groups[index]
        duplicate = _duplicate(
            article.title, _text(article), _text(kept.article), capture.key, article.number
        )
        groups[index] = replace(kept, duplicates=(*kept.duplicates, duplicate))
    return tuple(sorted(groups, key=lambda group: group.article.number))


def _duplicate(title: str, text: str, kept: str, capture: str, number: int) -> Duplicate:
    likeness = containment(shingles(text), shingles(kept))
    return Duplicate(title, capture, number, likeness, only_in(text, kept))


def _text(document: Article | Case) -> str:
    """Text of an article or case without its bibliographic matter, a line a block."""
    blocks = document.blocks if isinstance(document, Article) else document.paragraphs
    return "\n".join(block.text for block in blocks if block.kind != "meta")


# --- versions in the library --------------------------------------------------------------------


def _with_predecessors(
    groups: Iterable[_Group], own: Sequence[Case]
) -> list[tuple[_Group, Case | None]]:
    """Each group with the case it made when the capture was filed before, most alike first."""
    pairs: list[tuple[_Group, Case | None]] = []
    left = sorted(own, key=lambda case: -len(_text(case)))  # a whole before what was split off
    for group in groups:
        index, likeness = most_alike(_text(group.article), [_text(case) for case in left])
        pairs.append((group, left.pop(index) if likeness >= ITSELF else None))
    return pairs


def _version(article: Article, capture: Capture, others: Sequence[Case]) -> Case | None:
    """The case of another capture that is a version of this text, or that an editor merged it
    into."""
    for case in others:
        if _is_listed(capture, article.number, case):
            return case
    index, likeness = most_alike(_text(article), [_text(case) for case in others])
    return others[index] if likeness >= SAME else None


def _is_listed(capture: Capture, number: int, case: Case) -> bool:
    """Whether an article is known as a duplicate of a case."""
    return any((d.capture, d.article) == (capture.key, number) for d in case.duplicates)


def _merged(case: Case, group: _Group, other: Case, capture: Capture, rules: FilingRules) -> Case:
    """One case out of a new one and a known version of it, under the known id."""
    listed = _is_listed(capture, group.article.number, other)
    if not listed and _fullness(case) > _fullness(other):
        known = _duplicate(
            other.title, _text(other), _text(case), other.source.capture, other.source.article
        )
        paragraphs = assign_ids(group.article.blocks, other.paragraphs)
        again = read_case(group.article, paragraphs, capture, rules, other.subcases)
        duplicates = _added(other.duplicates, (*case.duplicates, known))
        return replace(again, id=other.id, duplicates=duplicates)
    new = _duplicate(case.title, _text(case), _text(other), capture.key, case.source.article)
    return replace(other, duplicates=_added(other.duplicates, (new, *case.duplicates)))


def _fullness(case: Case) -> tuple[bool, int]:
    return case.completeness.state != "cut", len(_text(case))


def _added(kept: Iterable[Duplicate], new: Iterable[Duplicate]) -> tuple[Duplicate, ...]:
    """Duplicates, each article of a capture once, the newer entry in place of the older."""
    entries = {(d.capture, d.article): d for d in (*kept, *new)}
    return tuple(entries.values())
