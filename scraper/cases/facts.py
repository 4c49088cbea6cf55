"""One article read as a case: every question of this stage asked in turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scraper.cases.awards import find_awards
from scraper.cases.checks import find_checks
from scraper.cases.cleaning_notes import cleaning_notes
from scraper.cases.document import Document
from scraper.cases.figure_places import with_places
from scraper.cases.figures import find_figures
from scraper.cases.kinds import find_kind
from scraper.cases.mechanisms import find_mechanisms
from scraper.cases.models import find_models
from scraper.cases.organisation import find_organisation
from scraper.cases.partners import find_partners
from scraper.cases.people import find_people
from scraper.cases.place import find_place
from scraper.cases.points import find_points
from scraper.cases.publication import ARTICLE_NUMBER, ISSUE, find_publication
from scraper.cases.seams import find_seams
from scraper.cases.slogans import find_slogans
from scraper.cases.standing import find_setting, find_tier
from scraper.cases.subcases import find_subcases
from scraper.cases.units import Units
from scraper.cases.years import find_years
from scraper.model import Article, Capture, Case, Completeness, Paragraph, Source, SubCase
from scraper.rules.filing import FilingRules
from scraper.text.chars import ends_sentence

_LONGEST_OPENING = 30
"""Characters of a text's first words that stand for its title."""


def read_case(
    article: Article,
    paragraphs: tuple[Paragraph, ...],
    capture: Capture,
    rules: FilingRules,
    subcases: Sequence[SubCase] = (),
) -> Case:
    """Return the case an article makes, without an id: that depends on its neighbours.

    `subcases` are those of its last version, whose ids are kept.
    """
    document = Document(article.title, paragraphs, article.label)
    structure = rules.structure
    place = find_place(document, rules.gazetteer, rules.places)
    kind = find_kind(document, place, rules.kinds)
    units = Units(place, rules.gazetteer, rules.places, structure.subcases.not_in_a_name)
    organisation = find_organisation(document, place, rules.facts.organisations)
    setting = find_setting(document, place, structure.settings, rules.places)
    figures = with_places(find_figures(document, rules.facts.figures), document, units)
    completeness = _completeness(article, paragraphs)
    seams = find_seams(document, place, rules.gazetteer, rules.places, structure.seam)
    case = Case(
        id="",
        kind=kind,
        title=article.title or _opening(paragraphs) or capture.name,
        paragraphs=paragraphs,
        place=place,
        years=find_years(document, rules.facts.years),
        organisation=organisation,
        tier=find_tier(organisation, setting, structure.tiers),
        setting=setting,
        models=find_models(document, rules.signals),
        mechanisms=find_mechanisms(document, rules.facts.mechanisms),
        figures=figures,
        checks=find_checks(document, figures, structure.checks, is_cut=completeness.state == "cut"),
        publication=find_publication(document, structure.journals),
        completeness=completeness,
        source=_source(article, document, capture),
        rights=capture.rights,
        retelling=capture.retelling,
        cleaning=(*cleaning_notes(article.changes, paragraphs), *seams),
    )
    return case if kind != "case" else _structured(case, document, units, rules, subcases)


def _opening(paragraphs: Sequence[Paragraph]) -> str:
    """Return the first words of a text, as catalogues name one that has no title."""
    first = next((p.text.strip() for p in paragraphs if p.text.strip()), "")
    return first if len(first) <= _LONGEST_OPENING else f"{first[:_LONGEST_OPENING]}……"


def _structured(
    case: Case,
    document: Document,
    units: Units,
    rules: FilingRules,
    subcases: Sequence[SubCase],
) -> Case:
    """A case with what only a case has: plans, problem lists and essays tell of no deeds."""
    structure, speeches = rules.structure, rules.signals.speeches
    return replace(
        case,
        slogans=find_slogans(document, structure.slogans, speeches),
        partners=find_partners(document, case.figures, case.organisation, structure.partners),
        points=find_points(document, structure.points),
        people=find_people(document, structure.people, speeches),
        awards=find_awards(document, structure.awards),
        subcases=find_subcases(
            document, units, structure.subcases, rules.signals, rules.facts.years, subcases
        ),
    )


def _completeness(article: Article, paragraphs: tuple[Paragraph, ...]) -> Completeness:
    """Cut where the cleaner says so; unclear where the text ends without the end of a sentence."""
    last = paragraphs[-1] if paragraphs else None
    if article.truncated:
        return Completeness("cut", article.cut, last.id if last else "")
    if last and not ends_sentence(last.text):
        return Completeness("unclear", paragraph=last.id)
    return Completeness()


def _source(article: Article, document: Document, capture: Capture) -> Source:
    meta = "\n".join(p.text for p in document.paragraphs if p.kind == "meta")
    publication = ARTICLE_NUMBER.search(meta) or ISSUE.search(meta)
    return Source(
        capture=capture.key,
        name=capture.name,
        article=article.number,
        captured=capture.captured,
        address=capture.address,
        publication=publication[0] if publication else "",
    )
