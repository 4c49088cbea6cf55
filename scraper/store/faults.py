"""What is wrong with the fields of a case file that can be read: checked on every build.

Types and choices are checked while a file is read. Here the fields are held against the text and
against the data: a sentence must stand in the paragraph it names, a model must be known.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from scraper.model import Case, CasebookError

FIRST_YEAR, LAST_YEAR = 1921, 2099
"""The Party was founded in 1921."""
_SUBCASE_ID = re.compile(r"s-[a-z0-9]{1,32}")
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_TITLE = "title"
"""Stands for a paragraph's id where a sentence is the title's."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the fields may name."""

    models: Mapping[str, Collection[str]]
    """Variants by the id of their model."""
    settings: Collection[str]


@dataclass(frozen=True, slots=True)
class _Fault:
    field: str
    problem: str
    mend: str


def find_faults(case: Case, file: str, known: Known) -> tuple[CasebookError, ...]:
    """Return what is wrong with a case's fields, each with the file, the field and the mend."""
    found = (*_models(case, known), *_years(case), *_sentences(case), *_rest(case, known))
    return tuple(CasebookError(file, f.problem, f.mend, f.field) for f in found)


def _models(case: Case, known: Known) -> Iterator[_Fault]:
    for number, match in enumerate(case.models, 1):
        place = f"models[{number}]"
        if match.id not in known.models:
            yield _unknown(f"{place}.id", match.id, "model", known.models)
        elif match.variant and match.variant not in known.models[match.id]:
            yield _unknown(
                f"{place}.variant", match.variant, "variant of it", known.models[match.id]
            )
    for number, subcase in enumerate(case.subcases, 1):
        for model in subcase.models:
            if model not in known.models:
                yield _unknown(f"subcases[{number}].models", model, "model", known.models)


def _unknown(field: str, value: str, what: str, allowed: Collection[str]) -> _Fault:
    mend = f"Use one of: {', '.join(allowed)}" if allowed else "Delete the line; it has none"
    return _Fault(field, f"`{value}` is no {what}", mend)


def _years(case: Case) -> Iterator[_Fault]:
    years = case.years
    given = {
        "years.start": years.start,
        "years.end": years.end,
        "years.published": years.published,
        "publication.year": case.publication.year,
        **{f"subcases[{n}].start": sub.start for n, sub in enumerate(case.subcases, 1)},
    }
    for field, year in given.items():
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            mend = f"Write a year from {FIRST_YEAR} to {LAST_YEAR}, or delete the line"
            yield _Fault(field, f"{year} is out of range", mend)
    if years.start and years.end and years.start > years.end:
        problem = f"the case ends in {years.end}, before it starts in {years.start}"
        yield _Fault("years.end", problem, "Correct one of the two years")


def _sentences(case: Case) -> Iterator[_Fault]:
    """Sentences that do not stand in the paragraph they name."""
    texts = {paragraph.id: paragraph.text for paragraph in case.paragraphs} | {_TITLE: case.title}
    lists = {
        name: getattr(case, name)
        for name in ("models", "figures", "checks", "points", "partners", "people", "awards")
    } | {"subcases": case.subcases}
    for name, entries in lists.items():
        for number, entry in enumerate(entries, 1):
            place = f"{name}[{number}]"
            if entry.paragraph not in texts:
                mend = "Write the id of a paragraph of this file, as it stands in {#p-…}"
                yield _Fault(
                    f"{place}.paragraph", f"there is no paragraph `{entry.paragraph}`", mend
                )
            elif entry.sentence not in (texts[entry.paragraph], case.title) and (
                entry.sentence.strip() not in texts[entry.paragraph]
            ):
                mend = "Copy the sentence from the paragraph as it reads now, or delete the entry"
                yield _Fault(f"{place}.sentence", f"it does not stand in {entry.paragraph}", mend)


def _rest(case: Case, known: Known) -> Iterator[_Fault]:
    if case.setting and case.setting not in known.settings:
        yield _unknown("setting", case.setting, "setting", known.settings)
    taken: set[str] = set()
    for number, subcase in enumerate(case.subcases, 1):
        field = f"subcases[{number}].id"
        if not _SUBCASE_ID.fullmatch(subcase.id):
            yield _Fault(field, f"`{subcase.id}` is no anchor", "Write s- and letters or digits")
        elif subcase.id in taken:
            yield _Fault(field, f"`{subcase.id}` is given twice", "Give one of them another id")
        taken.add(subcase.id)
    review = case.review
    if review.state == "reviewed" and not review.by:
        yield _Fault("review.by", "the reviewer is missing", "Write who compared the texts")
    if review.date and not _DATE.fullmatch(review.date):
        yield _Fault("review.date", f"`{review.date}` is no date", "Write it as 2026-05-31")
    if case.completeness.paragraph and case.completeness.paragraph not in {
        paragraph.id for paragraph in case.paragraphs
    }:
        problem = f"there is no paragraph `{case.completeness.paragraph}`"
        yield _Fault("completeness.paragraph", problem, "Write the id of a paragraph of this file")
