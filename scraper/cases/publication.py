"""Where a text was first published: its article number, or the journal issue it names.

Article numbers follow the rule of the China Academic Journal data standard (CAJ-CD B/T 1-1998):
ISSN, year in brackets, issue, first page, number of pages: `1009-928X(2010)05-0034-03`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from scraper.cases.document import Document
from scraper.model import Publication
from scraper.rules.journals import is_issn

ARTICLE_NUMBER = re.compile(
    r"(?P<issn>\d{4}-?\d{3}[\dXx])-?[(（](?P<year>(?:19|20)\d\d)[)）](?P<issue>\d{1,2})"
    r"(?:-(?P<page>\d{2,4})(?:-(?P<pages>\d{1,3}))?)?"
)
ISSUE = re.compile(
    r"《(?P<journal>[^》]{2,20})》[,，]?\s*(?P<year>(?:19|20)\d\d)\s*年?\s*[,，]?\s*第?\s*"
    r"(?P<issue>\d{1,2})\s*期"
)
_AUTHOR = re.compile(r"作\s*者(?:简介)?[:：]\s*(?P<names>[\u4e00-\u9fff·、，, ]{2,30})")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,6}")


def find_publication(document: Document, journals: Mapping[str, str]) -> Publication:
    """Return what the bibliographic matter says of the text's publication; empty where nothing.

    `journals` are names by ISSN: a journal named by its ISSN alone is looked up and marked so.
    """
    meta = "\n".join(p.text for p in document.paragraphs if p.kind == "meta")
    number, issue = ARTICLE_NUMBER.search(meta), ISSUE.search(meta)
    author = _author(meta) if number or issue else ()
    if number is None:
        if issue is None:
            return Publication()
        return Publication(
            issue["journal"], "", int(issue["year"]), str(int(issue["issue"])), "", author
        )
    issn = _issn(number["issn"])
    stated = issue["journal"] if issue else ""
    journal = stated or journals.get(issn, "")
    return Publication(
        journal=journal,
        issn=issn,
        year=int(number["year"]),
        issue=str(int(number["issue"])),
        page=str(int(number["page"])) if number["page"] else "",
        author=author,
        inferred=("journal",) if journal and not stated else (),
    )


def _issn(digits: str) -> str:
    """The ISSN as it is written; empty where its check digit says that it is none."""
    bare = digits.replace("-", "").upper()
    issn = f"{bare[:4]}-{bare[4:]}"
    return issn if is_issn(issn) else ""


def _author(meta: str) -> tuple[str, ...]:
    match = _AUTHOR.search(meta)
    if not match:
        return ()
    names = re.split(r"[、，, ]+", match["names"].strip())
    return tuple(name for name in names if _NAME.fullmatch(name))
