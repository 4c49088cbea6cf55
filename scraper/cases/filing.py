"""Articles become cases: each keeps the identity it had, and versions of one text become one case.

Of several versions the fuller one is the case: the one that is not cut, then the longer one. Of
several states of one page, captured at different times, it is the latest one that is not cut. The
others are kept as its duplicates, with the sentences that stand only there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from scraper.cases.duplicates import (
    SAME,
    containment,
    most_alike,
    only_in,
    shingles,
    text_of,
)
from scraper.cases.facts import read_case
from scraper.cases.identity import case_id
from scraper.cases.known import Known
from scraper.model import Article, Capture, Case, Duplicate
from scraper.rules.filing import FilingRules
from scraper.text.ids import assign_ids

ITSELF = 0.3
"""Containment from which on an article and a case of one capture are taken for the same text:
cleaning again, or an editor, may have changed much of it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What one text of a capture is, whatever else the library holds."""

    article: Article
    """The fullest of several versions of the text."""
    case: Case
    """The case it makes where none is known, without an id."""
    duplicates: tuple[Duplicate, ...] = ()
    """The other versions."""


def draft_articles(
    articles: Sequence[Article], capture: Capture, rules: FilingRules
) -> tuple[Draft, ...]:
    """Return the drafts that the articles of one capture make, in the order of the articles.

    Nothing of the library goes in: drafts of many captures can be made side by side.
    """
    groups: list[tuple[Article, tuple[Duplicate, ...]]] = []
    for article in sorted(articles, key=lambda a: (a.truncated, -len(a.body), a.number)):
        index, likeness = most_alike(text_of(article), [text_of(kept) for kept, _ in groups])
        if likeness < SAME:
            groups.append((article, ()))
            continue
        kept, others = groups[index]
        texts = text_of(article), text_of(kept)
        version = _duplicate(article.title, *texts, capture.key, article.number)
        groups[index] = kept, (*others, version)
    return tuple(
        Draft(
            article,
            read_case(article, assign_ids(article.blocks, ()), capture, rules),
            duplicates,
        )
        for article, duplicates in sorted(groups, key=lambda group: group[0].number)
    )


def file_drafts(
    drafts: Sequence[Draft], capture: Capture, known: Known, rules: FilingRules
) -> tuple[Case, ...]:
    """Return the cases that the drafts of one capture make, in their order.

    `known` are the cases of the library; it is left as it is. A case that was made from this
    capture before is made again under its id, its paragraph ids carried over. Where a known case
    of another capture is a version of a draft, the fuller text is kept under the known id, and the
    other becomes a duplicate; the known case is then among those returned.
    """
    filed: dict[str, Case] = {}
    for draft, before in _with_predecessors(drafts, known.of_capture(capture.key)):
        case = _refiled(draft, before, capture, rules)
        version = None if before else _version(draft, capture, known, filed)
        if version:
            case = _merged(case, draft, version, capture, rules)
        elif before is None:
            id_ = case_id(
                case.place,
                case.title,
                lambda name: name in filed or name in known,
                rules.places.readings,
            )
            case = replace(case, id=id_)
        filed[case.id] = case
    return tuple(filed.values())


def _refiled(draft: Draft, before: Case | None, capture: Capture, rules: FilingRules) -> Case:
    """The case a draft makes; under the id of the case it made before, where there is one."""
    if before is None:
        return replace(draft.case, duplicates=draft.duplicates)
    paragraphs = assign_ids(draft.article.blocks, before.paragraphs)
    case = draft.case
    if (paragraphs, before.subcases) != (case.paragraphs, case.subcases):
        case = read_case(draft.article, paragraphs, capture, rules, before.subcases)
    elsewhere = (d for d in before.duplicates if d.capture != capture.key)
    return replace(case, id=before.id, duplicates=(*draft.duplicates, *elsewhere))


def _duplicate(title: str, text: str, kept: str, capture: str, number: int) -> Duplicate:
    likeness = containment(shingles(text), shingles(kept))
    return Duplicate(title, capture, number, likeness, only_in(text, kept))


# --- versions in the library --------------------------------------------------------------------


def _with_predecessors(
    drafts: Iterable[Draft], own: Sequence[Case]
) -> list[tuple[Draft, Case | None]]:
    """Each draft with the case it made when the capture was filed before, most alike first."""
    pairs: list[tuple[Draft, Case | None]] = []
    left = sorted(own, key=lambda case: -len(text_of(case)))  # a whole before what was split off
    for draft in drafts:
        index, likeness = most_alike(text_of(draft.article), [text_of(case) for case in left])
        pairs.append((draft, left.pop(index) if likeness >= ITSELF else None))
    return pairs


def _version(
    draft: Draft, capture: Capture, known: Known, filed: Mapping[str, Case]
) -> Case | None:
    """The case of another capture that is a version of this text, or that an editor merged it into.

    It is returned as it stands after what was filed of this capture so far.
    """
    listing = known.listing(capture, draft.article.number)
    if listing:
        return filed.get(listing.id, listing)
    text = text_of(draft.article)
    others = [filed.get(case.id, case) for case in known.like(text, besides=capture.key)]
    index, likeness = most_alike(text, [text_of(case) for case in others])
    return others[index] if likeness >= SAME else None


def _is_listed(capture: Capture, number: int, case: Case) -> bool:
    """Whether an article is known as a duplicate of a case."""
    return any((d.capture, d.article) == (capture.key, number) for d in case.duplicates)


def _merged(case: Case, draft: Draft, other: Case, capture: Capture, rules: FilingRules) -> Case:
    """One case out of a new one and a known version of it, under the known id."""
    listed = _is_listed(capture, draft.article.number, other)
    if not listed and _is_better(case, other):
        known = _kept_beside(other, case)
        paragraphs = assign_ids(draft.article.blocks, other.paragraphs)
        again = read_case(draft.article, paragraphs, capture, rules, other.subcases)
        duplicates = _added(other.duplicates, (*case.duplicates, known))
        return replace(again, id=other.id, duplicates=duplicates)
    new = _kept_beside(case, other)
    return replace(other, duplicates=_added(other.duplicates, (new, *case.duplicates)))


def _is_better(case: Case, other: Case) -> bool:
    """Whether a version is to be the case: the later state of a page, else the fuller text.

    Of two states of one day, that which comes later is taken for the later one.
    """
    if _is_same_page(case, other):
        states = [(c.completeness.state != "cut", c.source.captured) for c in (case, other)]
        return states[0] >= states[1]
    return _fullness(case) > _fullness(other)


def _kept_beside(away: Case, kept: Case) -> Duplicate:
    """A version that is not the case; of another state of the page, with its date."""
    source = away.source
    texts = text_of(away), text_of(kept)
    duplicate = _duplicate(away.title, *texts, source.capture, source.article)
    return replace(duplicate, captured=source.captured if _is_same_page(away, kept) else "")


def _is_same_page(one: Case, other: Case) -> bool:
    return bool(one.source.address) and one.source.address == other.source.address


def _fullness(case: Case) -> tuple[bool, int]:
    return case.completeness.state != "cut", len(text_of(case))


def _added(kept: Iterable[Duplicate], new: Iterable[Duplicate]) -> tuple[Duplicate, ...]:
    """Duplicates, each article of a capture once, the newer entry in place of the older."""
    entries = {(d.capture, d.article): d for d in (*kept, *new)}
    return tuple(entries.values())
