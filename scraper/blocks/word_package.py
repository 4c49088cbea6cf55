"""A Word file (.docx) as a package of XML parts (ECMA-376), taken apart safely.

Nothing is read but the XML parts: pictures, macros and embedded files stay packed. No entity is
expanded, no file outside the package is opened, and a part with a DTD is refused, as ECMA-376
part 2 forbids one.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

from lxml import etree

from scraper.guard.zips import open_zip, read_entry, refuse_bomb, refuse_large
from scraper.model import CasebookError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
LARGEST_PART = 50_000_000
"""Bytes of the largest part, unpacked. The text of a long book has 20 million."""

_DOCUMENTS = (f"{W}document", f"{STRICT_W}document")
_SAVE_AGAIN = "Open it in Word or WPS, save it again and add the new file."

Parts = dict[str, etree._Element]


def open_package(content: bytes, name: str) -> Parts:
    """The XML parts of a Word file by name; `name` names the file in errors.

    Raises CasebookError where the file is damaged, no Word file, or made to do harm.
    """
    archive = open_zip(name, BytesIO(content))
    entries = [e for e in archive.infolist() if e.filename.endswith((".xml", ".rels"))]
    refuse_large(name, entries, LARGEST_PART)
    for entry in entries:
        refuse_bomb(name, entry, LARGEST_PART)
    parts = {e.filename: _parse(read_entry(name, archive, e), name, e.filename) for e in entries}
    if document_part(parts) is None:
        raise CasebookError(name, "this is no Word file: it has no document in it", _SAVE_AGAIN)
    return parts


def document_part(parts: Mapping[str, etree._Element]) -> etree._Element | None:
    """The part that holds the text; its name varies with the program that wrote it."""
    return next((root for root in parts.values() if root.tag in _DOCUMENTS), None)


def _parse(content: bytes, name: str, part: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        problem = "the Word file is damaged: its XML is broken"
        raise CasebookError(name, problem, _SAVE_AGAIN, part) from error
    if root.getroottree().docinfo.doctype:
        mend = "It is made to do harm, or by a faulty program. Save its text as .txt and add that."
        raise CasebookError(name, "the Word file holds a DTD, which none may", mend, part)
    return root


def pack(parts: Mapping[str, etree._Element]) -> BytesIO:
    """A package of these parts, as a file."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part, root in parts.items():
            archive.writestr(part, etree.tostring(root, encoding="utf-8", xml_declaration=True))
    file.seek(0)
    return file
