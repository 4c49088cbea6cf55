"""What the search index knows of the pages: a record a page and language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.model import Language, Record, Section
from scraper.reading.entries import province_name, state, years_of
from scraper.reading.facts import joined, years_long
from scraper.reading.library import Library
from scraper.reading.phrases import Reading
from scraper.rules.models import Model, Text

_PREFIX: dict[Language, str] = {"zh": "", "en": "en/"}


def case_record(reading: Reading, library: Library) -> Record | None:
    """Return the record of a case; None where nothing of it is in the language of the reading.

    Untranslated paragraphs stay out of an English record: the Chinese one holds them. A translation
    that is out of date is found still; the page says so at the passage.
    """
    if not reading.progress.done:
        return None
    return Record(
        id=reading.case.id,
        url=f"{_PREFIX[reading.language]}cases/{reading.case.id}.html",
        lang=reading.language,
        title=reading.title.text,
        sections=tuple(_case_sections(reading, library)),
        facets=_case_facets(reading, library) | _made(reading),
    )


def _made(reading: Reading) -> dict[str, tuple[str, ...]]:
    """Return how the title was translated, where nobody has reviewed it."""
    state = reading.title.state
    return {"made": (state,)} if state in ("machine", "stale") else {}


def _case_facets(reading: Reading, library: Library) -> dict[str, tuple[str, ...]]:
    """Return what a search can be narrowed by, in the language of the reading."""
    case, language = reading.case, reading.language
    say = library.words.speaker(language)
    models = (library.models.get(match.id) for match in case.models)
    facets = {
        "model": tuple(model.name.in_language(language) for model in models if model),
        "place": (reading.place.text,),
        "province": (province_name(case, language),),
        "year": tuple(map(str, years_of(case))),
        "completeness": (say(f"complete_{state(case)}"),),
        "kind": (say(f"kind_{case.kind}"),),
    }
    found = {name: tuple(filter(None, values)) for name, values in facets.items()}
    return {name: values for name, values in found.items() if values}


def _case_sections(reading: Reading, library: Library) -> Iterator[Section]:
    """Yield each paragraph under its heading, then the cases within the case, then the facts.

    The text first: where nothing speaks for another passage, a search shows the first.
    """
    case = reading.case
    heading = ""
    for paragraph in case.paragraphs:
        phrase = reading.passage(paragraph.id, paragraph.text)
        if paragraph.kind in ("h2", "h3"):
            heading = "" if phrase.foreign else phrase.text
        if not phrase.foreign:
            yield Section(paragraph.id, heading, phrase.text)
    for number, sub in enumerate(case.subcases, 1):
        name, told = reading.phrase(f"subcase-{number}", sub.name), reading.sentence(sub.sentence)
        if not name.foreign:
            yield Section(sub.id, name.text, "" if told.foreign else told.text)
    say = library.words.speaker(reading.language)
    words = _facts(reading, library)
    if words:
        yield Section("facts", say("facts"), joined(words, say))


def _facts(reading: Reading, library: Library) -> list[str]:
    case = reading.case
    phrases = [
        reading.place,
        reading.phrase("organisation", case.organisation),
        *(reading.phrase(f"mechanism-{n}", name) for n, name in enumerate(case.mechanisms, 1)),
    ]
    words = [phrase.text for phrase in phrases if phrase.text and not phrase.foreign]
    if case.years.start or case.years.published:
        words.append(years_long(case.years, library.words.speaker(reading.language)))
    return words


def model_record(model: Model, library: Library, language: Language) -> Record:
    """Return the record of a model's page."""
    say = library.words.speaker(language)

    def told(texts: Sequence[Text]) -> str:
        return " ".join(text.in_language(language) for text in texts)

    parts = [
        ("what", told((model.one_line, model.what))),
        ("fits", told((model.fits,))),
        ("steps", told(model.steps)),
        ("mechanisms", told(model.mechanisms)),
        ("difficulties", told(model.difficulties)),
    ]
    sections = [Section(key, say(f"model_{key}"), text) for key, text in parts if text]
    sections += [
        Section(
            variant.id, variant.name.in_language(language), told((variant.what, *variant.steps))
        )
        for variant in model.variants
    ]
    return Record(
        id=f"model-{model.id}",
        url=f"{_PREFIX[language]}models/{model.id}.html",
        lang=language,
        title=model.name.in_language(language),
        sections=tuple(sections),
        facets={"kind": (say("kind_model"),)},
    )
