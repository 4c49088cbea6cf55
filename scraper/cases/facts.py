"""One article read as a case: every question of this stage asked in turn."""

from __future__ import annotations

import re

from scraper.cases.cleaning_notes import cleaning_notes
from scraper.cases.document import Document
from scraper.cases.figures import find_figures
from scraper.cases.kinds import find_kind
from scraper.cases.mechanisms import find_mechanisms
from scraper.cases.models import find_models
from scraper.cases.organisation import find_organisation
from scraper.cases.place import find_place
from scraper.cases.years import find_years
from scraper.model import Article, Capture, Case, Completeness, Paragraph, Source
from scraper.rules.filing import FilingRules
from scraper.text.chars import ends_sentence

_PUBLICATION = re.compile(
    r"\d{4}-?\d{3}[\dXx]-?[(（](?:19|20)\d\d[)）][\d-]+|《[^》]{2,20}》(?:19|20)\d\d年第?\d{1,2}期"
)


def read_case(
    article: Article, paragraphs: tuple[Paragraph, ...], capture: Capture, rules: FilingRules
) -> Case:
    """Return the case an article makes, without an id: that depends on its neighbours."""
    document = Document(article.title, paragraphs, article.label)
    place = find_place(document, rules.gazetteer, rules.places)
    return Case(
        id="",
        kind=find_kind(document, place, rules.kinds),
        title=article.title,
        paragraphs=paragraphs,
        place=place,
        years=find_years(document, rules.facts.years),
        organisation=find_organisation(document, place, rules.facts.organisations),
        models=find_models(document, rules.signals),
        mechanisms=find_mechanisms(document, rules.facts.mechanisms),
        figures=find_figures(document, rules.facts.figures),
        completeness=_completeness(article, paragraphs),
        source=_source(article, document, capture),
        rights=capture.rights,
        retelling=capture.retelling,
        cleaning=cleaning_notes(article.changes, paragraphs),
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
    publication = _PUBLICATION.search(meta)
    return Source(
        capture=capture.key,
        name=capture.name,
        article=article.number,
        captured=capture.captured,
        address=capture.address,
        publication=publication[0] if publication else "",
    )
