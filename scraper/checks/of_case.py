"""What one case leaves open: its facts, its text, its versions, its translation and review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from scraper.checks.finding import Finding, Holdings
from scraper.model import Case, CleaningNote
from scraper.reading.facts import CUTS
from scraper.reading.marks import mark
from scraper.reading.passages import cut_paragraph
from scraper.rules.texts import Text

TRUNCATED = "truncated"
"""Rule of the notes that say what `completeness` says."""
Hits = Iterator[tuple[str, str, dict[str, Text | str | int]]]
"""Kind of finding, place, and what fills the message."""


def of_case(case: Case, holdings: Holdings) -> Iterator[Finding]:
    """Yield the findings of a case, whether it was reviewed or not."""
    checks = (*_CHECKS, *(_CHECKS_OF_A_CASE if case.kind == "case" else ()))
    for check in checks:
        for id, place, values in check(case, holdings):
            file = holdings.config if id.startswith("rights-") else holdings.file(case.id)
            yield Finding(id, file, case.id, place, values=values)


def _models(case: Case, holdings: Holdings) -> Hits:
    if not case.models:
        yield "model-none", "", {}
        return
    close = [id for id in holdings.close_models.get(case.id, ()) if id in holdings.models]
    if case.models[0].id in close:
        yield "model-tied", "", {"models": _list(holdings.models[id].name for id in close)}
    for match in case.models:
        model = holdings.models.get(match.id)
        if model and model.variants and not match.variant:
            variants = _list((variant.name for variant in model.variants), " / ", " / ")
            named: dict[str, Text | str | int] = {"model": model.name, "variants": variants}
            yield "variant-undecided", match.paragraph, named


def _place(case: Case, holdings: Holdings) -> Hits:
    if not case.place:
        yield "place-none", "", {}
    elif case.place.inferred:
        levels = _list(holdings.say(f"level_{level}") for level in case.place.inferred)
        place = Text(case.place.chinese, case.place.english or case.place.chinese)
        yield "place-inferred", "", {"place": place, "levels": levels}


def _years(case: Case, holdings: Holdings) -> Hits:
    years = case.years
    if years.start is None and years.end is None and years.published is None:
        yield "years-unknown", "", {}


def _completeness(case: Case, holdings: Holdings) -> Hits:
    state = case.completeness
    if state.state == "cut":
        why = holdings.say(f"cut_why_{state.why if state.why in CUTS else 'unknown'}")
        yield "cut", cut_paragraph(case), {"why": why}
    elif state.state == "unclear":
        yield "unclear", state.paragraph, {}


def _cleaning(case: Case, holdings: Holdings) -> Hits:
    for note in case.cleaning:
        reason = Text(*holdings.reasons.get(note.rule, (note.rule, note.rule)))
        if note.kind == "flagged" and note.rule != TRUNCATED:
            yield "text-flagged", note.paragraph, {"reason": reason}
        elif note.kind == "removed" and note.paragraph:
            yield "splice", note.paragraph, {"reason": reason}
        elif note.kind in ("lacuna", "restored") and not note.paragraph:
            yield note.kind, "", {"words": note.text}
    for paragraph in case.paragraphs:
        yield from _marks(paragraph.id, paragraph.text, case.cleaning)


def _marks(paragraph: str, text: str, notes: tuple[CleaningNote, ...]) -> Hits:
    """Lost and supplied characters that still stand in a paragraph, with the words around."""
    at = 0
    for span in mark(text, paragraph, notes):
        end = at + len(span.text)
        if span.mark in ("lacuna", "restored"):
            yield span.mark, paragraph, {"words": _around(text, at, end)}
        at = end


_AROUND = 12
"""Characters shown before and after."""


def _around(text: str, start: int, end: int) -> str:
    before, after = max(start - _AROUND, 0), end + _AROUND
    return f"{'…' if before else ''}{text[before:after]}{'…' if after < len(text) else ''}"


def _figures(case: Case, holdings: Holdings) -> Hits:
    for check in case.checks:
        values: dict[str, Text | str | int] = {"stated": check.stated, "computed": check.computed}
        yield "figure-disagrees", check.paragraph, values


def _duplicates(case: Case, holdings: Holdings) -> Hits:
    for other in case.duplicates:
        if other.only_there:
            share, count = f"{other.similarity:.0%}", len(other.only_there)
            yield "duplicate", "", {"title": other.title, "share": share, "n": count}


def _rights(case: Case, holdings: Holdings) -> Hits:
    if case.id not in holdings.forbidden or holdings.settings is None:
        return
    decision = holdings.settings.rights
    if decision == "full":
        yield "rights-published", "", {"notice": case.rights}
    else:
        done = holdings.say(f"check_rights_{decision}")
        yield "rights-kept-back", "", {"done": done, "notice": case.rights}


def _capture(case: Case, holdings: Holdings) -> Hits:
    source = case.source
    if source.capture and source.capture not in holdings.captures:
        yield "capture-missing", "", {"capture": source.capture, "name": source.name}


def _translation(case: Case, holdings: Holdings) -> Hits:
    translation = holdings.translations.get(case.id)
    if translation is None:
        return
    states = Counter(translation.state(message.context) for message in case.messages)
    for state in ("stale", "machine", "missing"):
        if states[state]:
            yield f"translation-{state}", "", {"n": states[state], "of": states.total()}


def _review(case: Case, holdings: Holdings) -> Hits:
    if case.review.state == "unreviewed":
        yield "unreviewed", "", {}


def _list(texts: Iterable[Text], zh: str = "、", en: str = ", ") -> Text:
    found = list(texts)
    return Text(zh.join(text.zh for text in found), en.join(text.en for text in found))


_CHECKS: tuple[Callable[[Case, Holdings], Hits], ...] = (
    _capture,
    _rights,
    _completeness,
    _cleaning,
    _figures,
    _duplicates,
    _translation,
    _review,
)
_CHECKS_OF_A_CASE: tuple[Callable[[Case, Holdings], Hits], ...] = (_models, _place, _years)
"""Plans, lists of problems and essays tell of no deeds in a place."""
