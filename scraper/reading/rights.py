"""What of the library may be published, by the rights notices found on the captures. Pure.

cases, translations ──notices, configuration──> those that pages, records, exports and
                                                handouts are made from
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from scraper.model import Case, ModelMatch, Paragraph, Translation
from scraper.reading.phrases import english_sentences
from scraper.rules.rights import RightsRules
from scraper.rules.settings import Rights
from scraper.text.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Publishable:
    """The part of a library that may be published."""

    cases: tuple[Case, ...]
    translations: Mapping[str, Translation]
    excerpts: frozenset[str] = frozenset()
    """Ids of cases of which the facts and an excerpt are published."""
    withheld: tuple[str, ...] = ()
    """Ids of cases of which nothing is."""
    forbidden: tuple[str, ...] = ()
    """Ids of all cases whose notice forbids it, whatever was decided."""


def publishable(
    cases: Sequence[Case],
    translations: Mapping[str, Translation],
    decision: Rights,
    rules: RightsRules,
) -> Publishable:
    """Return what may be published of a library.

    `decision` says what becomes of a case whose rights notice forbids publishing: it stays
    (`full`), is cut down to facts and excerpt (`excerpt`), or is left out (`nothing`). A
    retelling is in our own words, and the notice of the page it retells does not bind it.
    """
    forbidden = tuple(c.id for c in cases if not c.retelling and rules.forbids(c.rights))
    if decision == "full" or not forbidden:
        return Publishable(tuple(cases), translations, forbidden=forbidden)
    if decision == "nothing":
        kept = tuple(case for case in cases if case.id not in forbidden)
        return Publishable(kept, translations, withheld=forbidden, forbidden=forbidden)
    shortened = {
        case.id: _excerpt(case, translations.get(case.id), rules.longest_excerpt)
        for case in cases
        if case.id in forbidden
    }
    own = {id: english for id, (_, english) in shortened.items() if english}
    return Publishable(
        cases=tuple(shortened[c.id][0] if c.id in shortened else c for c in cases),
        translations={**translations, **own},
        excerpts=frozenset(forbidden),
        forbidden=forbidden,
    )


def _excerpt(
    case: Case, translation: Translation | None, longest: int
) -> tuple[Case, Translation | None]:
    """Return a case cut down to its facts and the first sentences, and its translation."""
    paragraph, count = _first_sentences(case.paragraphs, longest)
    kept = (paragraph,) if paragraph else ()
    text = paragraph.text if paragraph else ""
    short = replace(
        case,
        paragraphs=kept,
        years=replace(case.years, sentence=_if_in(case.years.sentence, text)),
        models=tuple(_without_quotation(match, text) for match in case.models),
        figures=tuple(
            replace(f, sentence=_if_in(f.sentence, text), paragraph=_link(f.sentence, text, kept))
            for f in case.figures
        ),
        points=tuple(point for point in case.points if point.sentence in text),
        checks=tuple(
            replace(check, sentence=_if_in(check.sentence, text)) for check in case.checks
        ),
        people=tuple(replace(item, sentence=_if_in(item.sentence, text)) for item in case.people),
        awards=tuple(replace(item, sentence=_if_in(item.sentence, text)) for item in case.awards),
        partners=tuple(
            replace(item, sentence=_if_in(item.sentence, text)) for item in case.partners
        ),
        subcases=tuple(replace(sub, sentence=_if_in(sub.sentence, text)) for sub in case.subcases),
        duplicates=tuple(replace(other, only_there=()) for other in case.duplicates),
        cleaning=tuple(
            replace(note, text="") if note.text not in text else note for note in case.cleaning
        ),
    )
    return short, _english_excerpt(translation, case.paragraphs, paragraph, count)


def _first_sentences(paragraphs: Iterable[Paragraph], longest: int) -> tuple[Paragraph | None, int]:
    """Return the first paragraph of prose cut after as many whole sentences as fit, and their
    number; at least one sentence, itself cut where it alone is too long."""
    prose = next((paragraph for paragraph in paragraphs if paragraph.kind == "p"), None)
    if prose is None:
        return None, 0
    text, count = "", 0
    for sentence in split_sentences(prose.text):
        if text and len(text) + len(sentence) > longest:
            break
        text, count = text + sentence, count + 1
    return replace(prose, text=text[:longest]), count


def _if_in(sentence: str, text: str) -> str:
    return sentence if sentence in text else ""


def _link(sentence: str, text: str, kept: Sequence[Paragraph]) -> str:
    return kept[0].id if kept and sentence and sentence in text else ""


def _without_quotation(match: ModelMatch, text: str) -> ModelMatch:
    return match if match.sentence in text else replace(match, sentence="", paragraph="")


def _english_excerpt(
    translation: Translation | None,
    paragraphs: Sequence[Paragraph],
    kept: Paragraph | None,
    count: int,
) -> Translation | None:
    """Return a translation without the passages left out.

    Of the excerpt it holds the same number of sentences, where the whole paragraph has as many
    sentences in English as in Chinese; else none.
    """
    if translation is None:
        return None
    ids = {paragraph.id for paragraph in paragraphs}
    original = next((p.text for p in paragraphs if kept and p.id == kept.id), "")

    def without(texts: Mapping[str, str]) -> dict[str, str]:
        left = {context: text for context, text in texts.items() if context not in ids}
        if kept and kept.id in texts:
            english = english_sentences(texts[kept.id])
            if kept.text == original:
                left[kept.id] = texts[kept.id]
            elif len(english) == len(split_sentences(original)):
                left[kept.id] = " ".join(english[:count])
        return left

    return replace(
        translation,
        texts=without(translation.texts),
        machine=without(translation.machine),
        stale={c: text for c, text in translation.stale.items() if c not in ids},
        sources={c: text for c, text in translation.sources.items() if c not in ids},
    )
