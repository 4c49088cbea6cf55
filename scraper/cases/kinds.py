"""What kind of document a text is: a case, or a plan, a list of problems, an essay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scraper.cases.document import Document
from scraper.model import DocumentKind, Place
from scraper.rules.kinds import Kind

MASKS = ("**", "××", "＊＊", "XX", "xx")
"""What uploaders put in place of a name."""
MOST_HITS = 5
"""A signal of the text counts so often at most: a long case also says `不够` now and then."""


def find_kind(document: Document, place: Place, kinds: Sequence[Kind]) -> DocumentKind:
    """Return the first kind whose signals suffice and whose exceptions do not hold; else `case`."""
    facts = {"place": bool(place), "masked": any(mask in document.text for mask in MASKS)}
    parts = {
        "title": document.title,
        "meta": "\n".join(p.text for p in document.paragraphs if p.kind == "meta"),
        "text": "\n".join(p.text for p in document.body),
    }
    for kind in kinds:
        if _weight(kind, parts) >= kind.enough and not any(facts[fact] for fact in kind.unless):
            return kind.id
    return "case"


def _weight(kind: Kind, parts: Mapping[str, str]) -> float:
    """Weight of the kind's signals; without one in the title or the meta the text says nothing."""
    total = {"title": 0.0, "meta": 0.0, "text": 0.0}
    for signal in kind.signals:
        hits = len(signal.pattern.findall(parts[signal.where]))
        total[signal.where] += signal.weight * min(hits, MOST_HITS if signal.where == "text" else 1)
    telling = total["title"] + total["meta"]
    return telling + total["text"] if telling else 0.0
