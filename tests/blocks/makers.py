"""Small files of each kind, made when a test needs them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from scraper.model import Capture

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "柳桥街道请党员先做一件小事：敲开同一个单元的门，问一问住户最烦的是什么。"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def capture(content: bytes, media_type: str, name: str = "page") -> Capture:
    return Capture(content, "0" * 64, name, media_type)


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def document(body: str, namespaces: str = "") -> str:
    """The main part of a Word file."""
    return f'<w:document xmlns:w="{_W}" {namespaces}><w:body>{body}</w:body></w:document>'


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def word(main: str | bytes, parts: Mapping[str, str] | None = None) -> bytes:
    """A Word file of this main part; `parts` are further ones, by name within `word/`."""
    parts = parts or {}
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{name.removesuffix(".xml")}" Target="{name}"/>'
        for n, name in enumerate(parts, 1)
    )
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r0"'
            f' Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": main,
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f"{links}</Relationships>",
            **{f"word/{name}": content for name, content in parts.items()},
        }
    )


def part(name: str, content: str) -> str:
    """A further part, such as `numbering`, with this content."""
    return f'<w:{name} xmlns:w="{_W}">{content}</w:{name}>'


def pdf(*contents: bytes, filters: bytes = b"") -> bytes:
    """A PDF of pages with these content streams, in Helvetica; `filters` says how packed."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(contents), b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(contents)))),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, content in enumerate(contents):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> >> >>" % (5 + 2 * n),
            b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), filters, content),
        ]
    file, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return file + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, len(file))
    )


def packed(content: bytes, times: int = 1) -> tuple[bytes, bytes]:
    """A content stream deflated `times` over, and the entry that says so."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    return content, b"/Filter [%s]" % (b"/FlateDecode " * times)
