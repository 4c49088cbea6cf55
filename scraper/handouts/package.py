"""Office packages (ISO/IEC 29500-2) with the same bytes for the same content."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Protocol

from scraper.handouts.content import Handout
from scraper.text.escape import one_line

_MEMBER_DATE = (1980, 1, 1, 0, 0, 0)
"""The oldest date that zip files can hold."""


class Properties(Protocol):
    """The core properties of a document, as python-docx and python-pptx both have them."""

    author: str
    category: str
    comments: str
    created: datetime.datetime
    keywords: str
    language: str
    last_modified_by: str
    modified: datetime.datetime
    revision: int
    subject: str
    title: str


def set_properties(properties: Properties, handout: Handout) -> None:
    """Fill in the core properties of a document, its dates from the handout's own."""
    date = datetime.datetime.fromisoformat(f"{handout.date}T00:00:00")
    properties.title = one_line(handout.title.text)[:255]
    properties.subject = handout.kind
    properties.author = properties.last_modified_by = one_line(handout.site)[:255]
    properties.keywords = one_line("; ".join(handout.keywords))[:255]
    properties.language = "zh-CN" if handout.language == "zh" else "en-US"
    properties.comments = ""
    properties.category = handout.kind
    properties.created = properties.modified = date
    properties.revision = 1


def settled(package: bytes) -> bytes:
    """Return a package with fixed dates on its members, in their order."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            member = zipfile.ZipInfo(info.filename, _MEMBER_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(info))
    return out.getvalue()
