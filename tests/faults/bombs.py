"""Files made to do harm, each made when it is asked for: small ones that want to become large."""

from __future__ import annotations

import gzip
import io
import itertools
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

TEXT = "柳桥街道请党员先做一件小事：敲开同一个单元的门，问一问住户最烦的是什么。"
PAGE = f"<html><body><h1>敲门</h1><p>{TEXT * 3}</p></body></html>".encode()
CANARY = "canary-of-casebook"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
GIGABYTE = 10**9
LARGEST = 19_900_000
"""Just below the largest file that Casebook takes."""

Made = bytes | dict[str, bytes]
"""A file, or files of a folder by name."""


def zipped(members: dict[str, bytes], level: int = 9) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def spaces(size: int) -> bytes:
    """Deflated spaces: the same ten million over and over, so that making them costs nothing."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    part = packer.compress(b" " * 10**7) + packer.flush(zlib.Z_FULL_FLUSH)
    return part * (size // 10**7) + packer.flush()


def one_entry(name: str, packed: bytes, size: int, crc: int = 0, attributes: int = 0) -> bytes:
    """A zip archive with one deflated entry, its sizes and attributes as given."""
    raw = name.encode()
    fields = struct.pack("<HHHHHIIIHH", 20, 0x800, 8, 0, 0, crc, len(packed), size, len(raw), 0)
    local = b"PK\x03\x04" + fields + raw + packed
    central = b"PK\x01\x02\x14\x03" + fields + struct.pack("<HHHII", 0, 0, 0, attributes, 0) + raw
    end = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + b"PK\x05\x06" + end


def many_entries(count: int) -> bytes:
    """A zip archive that lists the same empty entry so many times, as ZIP64 does."""
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 0, 0, 0, 0, 5, 0)
    local = b"PK\x03\x04" + fields + b"a.txt"
    central = b"PK\x01\x02\x14\x03" + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0) + b"a.txt"
    size = len(central) * count
    place = len(local) + size
    end64 = b"PK\x06\x06" + struct.pack(
        "<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, size, len(local)
    )
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, place, 1)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, 2**32 - 1, 2**32 - 1, 0)
    return local + central * count + end64 + locator + end


def nested(depth: int, width: int) -> bytes:
    """A zip archive of zip archives …, a page at the bottom of each."""
    content = zipped({f"{n}.html": PAGE for n in range(width)})
    for _ in range(depth):
        content = zipped({f"{n}.zip": content for n in range(width)})
    return content


def word(main: str, parts: dict[str, str] | None = None, links: str = "") -> bytes:
    """A Word file of this main part; `links` are further relationships of it."""
    parts = parts or {}
    own = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{name.removesuffix(".xml")}" Target="{name}"/>'
        for n, name in enumerate(parts, 1)
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r0"'
        f' Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": main,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{own}'
        f"{links}</Relationships>",
    }
    files |= {f"word/{name}": content for name, content in parts.items()}
    return zipped({name: content.encode() for name, content in files.items()})


def body(inside: str, prolog: str = "") -> str:
    return (
        f'{prolog}<w:document xmlns:w="{_W}" xmlns:r="{_OFFICE}"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        f' xmlns:xi="http://www.w3.org/2001/XInclude"><w:body>{inside}</w:body></w:document>'
    )


def paragraph(text: str = TEXT) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def laughs(kind: str = "general") -> str:
    """A document type whose entities multiply: ten to the ninth, or one long one often."""
    if kind == "quadratic":
        return f'<!DOCTYPE d [<!ENTITY a "{"柳" * 100_000}">]>'
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE d [<!ENTITY a0 "{TEXT}">{levels}]>'


def pdf(*objects: bytes, root: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1."""
    file, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return file + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root %d 0 R %s >>\n"
        b"startxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, root, trailer, len(file))
    )


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), more, content)


def pdf_page(content: bytes, resources: bytes = b"", *more: bytes, filters: bytes = b"") -> bytes:
    """A PDF of one page; further objects are numbered from 5."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << %s >> >>" % resources,
        stream(content, filters),
        *more,
    )


def warc(headers: str, content: bytes, length: int | None = None) -> bytes:
    size = len(content) if length is None else length
    return (
        (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/x\r\n"
            f"WARC-Date: 2026-01-02T03:04:05Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
            f"Content-Type: application/http;msgtype=response\r\n{headers}"
            f"Content-Length: {size}\r\n\r\n"
        ).encode()
        + content
        + b"\r\n\r\n"
    )


def _repeated(opening: str, inside: str = TEXT) -> bytes:
    """An opening as often as the largest file has room for."""
    return (f"{opening}" * (LARGEST // len(opening.encode())) + inside).encode()


def archives() -> Iterator[tuple[str, Callable[[], Made]]]:
    """Zip archives by file name."""
    yield "nested.zip", lambda: nested(6, 4)
    yield "gigabyte.zip", lambda: one_entry("a.html", spaces(GIGABYTE), GIGABYTE)
    yield "lying-size.zip", lambda: one_entry("a.html", spaces(GIGABYTE), 1000)
    yield "ten-gigabytes.zip", lambda: one_entry("a.html", spaces(10**7) * 10, 2**32 - 2)
    yield "million-entries.zip", lambda: many_entries(10**6)
    yield (
        "link.zip",
        lambda: one_entry(
            "a.html",
            zlib.compress(b"../canary.txt", 9)[2:-4],
            13,
            zlib.crc32(b"../canary.txt"),
            (stat.S_IFLNK | 0o777) << 16,
        ),
    )
    names = ("../canary.html", "/canary.html", "C:\\canary.html", "..\\..\\canary.html")
    yield "names-up.zip", lambda: zipped(dict.fromkeys(names, PAGE))
    odd = ("a\x00b.html", "CON.html", "aux.txt", "a. .html", "\u202egnp.html", "柳" * 300 + ".html")
    yield "names-odd.zip", lambda: zipped(dict.fromkeys(odd, PAGE))
    yield "word-in-zip.zip", lambda: zipped({"a.docx": word(body(paragraph(), laughs()))})


def pages() -> Iterator[tuple[str, Callable[[], Made]]]:
    """HTML, Markdown, MHTML and plain text by file name."""
    for tag in ("div", "b", "a href=x", "table><tr><td", "ul><li", "font", "svg><g", "p", "q"):
        name = f"nested-{tag.split()[0].split('>')[0]}.html"
        yield name, lambda tag=tag: (f"<{tag}>" * 100_000 + TEXT * 3).encode()
    yield "nested-closed.html", lambda: ("<div>" * 100_000 + TEXT * 3 + "</div>" * 100_000).encode()
    yield "endless-open.html", lambda: _repeated("<")
    yield "endless-comment.html", lambda: _repeated("<!--")
    yield "endless-tags.html", lambda: _repeated("<p>柳")
    yield "endless-entities.html", lambda: _repeated("&amp;&#26611;")
    yield "endless-attributes.html", lambda: b"<p " + _repeated("a=b ") + b">" + PAGE
    yield "long-attribute.html", lambda: b'<p title="' + _repeated("柳") + b'">' + PAGE
    yield "long-line.html", lambda: b"<p>" + _repeated(TEXT)
    yield "long-line.txt", lambda: _repeated(TEXT)
    yield "long-line-of-one.txt", lambda: _repeated("柳")
    yield "line-ends.txt", lambda: _repeated("\n柳\n\n")
    yield "brackets.txt", lambda: _repeated("（【《")
    yield "spaces.txt", lambda: TEXT.encode() + _repeated(" \u3000")
    yield "digits.txt", lambda: _repeated("1")
    yield "question-marks.txt", lambda: _repeated("柳???")
    yield "declarations.html", lambda: _repeated('<meta charset="big5">')
    yield "wide.html", lambda: ("<p>" + TEXT * 100_000).encode("utf-16-le")[:LARGEST]
    for mark in ("[", "*", ">", "- ", "![](", "`", "    - ", "<b>", "|", "\\"):
        name = f"markdown-{mark.encode().hex()}.md"
        yield name, lambda mark=mark: (mark * 100_000 + "\n\n" + TEXT * 3).encode()
    aliases = "".join(f"a{n}: &a{n} [{f'*a{n - 1},' * 9}]\n" for n in range(1, 9))
    yield "aliases.md", lambda: f"---\na0: &a0 [{TEXT}]\n{aliases}---\n{TEXT * 3}".encode()
    yield (
        "page-and-sidecar",
        lambda: {
            "page.html": PAGE,
            "page.html.yaml": f"name: &a0 {TEXT}\n{aliases}".encode(),
        },
    )
    boundary = 'Content-Type: multipart/related; boundary="%d"\r\n\r\n--%d\r\n'
    yield (
        "nested.mhtml",
        lambda: (
            ("MIME-Version: 1.0\r\n" + "".join(boundary % (n, n) for n in range(5_000))).encode()
            + b"Content-Type: text/html\r\n\r\n"
            + PAGE
        ),
    )
    yield "headers.mhtml", lambda: b"MIME-Version: 1.0\r\n" + _repeated("X-A: b\r\n") + b"\r\n\r\n"
    yield (
        "empty-parts.mhtml",
        lambda: (
            b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="a"\r\n\r\n'
            + _repeated("--a\r\n\r\n")
        ),
    )


def words(canary: str) -> Iterator[tuple[str, Callable[[], Made]]]:
    """Word files by name; `canary` is the address of a file that must not be read."""
    external = f'<!DOCTYPE d [<!ENTITY a SYSTEM "{canary}">]>'
    parameter = f'<!DOCTYPE d [<!ENTITY % a SYSTEM "{canary}"> %a;]>'
    yield "laughs.docx", lambda: word(body(paragraph("&a9;"), laughs()))
    yield "quadratic.docx", lambda: word(body(paragraph("&a;" * 100_000), laughs("quadratic")))
    yield (
        "laughs-styles.docx",
        lambda: word(
            body(paragraph()), {"styles.xml": f'{laughs()}<w:styles xmlns:w="{_W}">&a9;</w:styles>'}
        ),
    )
    yield "entity.docx", lambda: word(body(paragraph("&a;") + paragraph(), external))
    yield "parameter.docx", lambda: word(body(paragraph(), parameter))
    yield "external-type.docx", lambda: word(body(paragraph(), f'<!DOCTYPE d SYSTEM "{canary}">'))
    yield (
        "include.docx",
        lambda: word(body(f'<xi:include href="{canary}" parse="text"/>{paragraph()}')),
    )
    yield (
        "chunk.docx",
        lambda: word(
            body(f'<w:altChunk r:id="x"/>{paragraph()}'),
            links=f'<Relationship Id="x" Type="{_OFFICE}/aFChunk" Target="{canary}"'
            ' TargetMode="External"/>',
        ),
    )
    picture = '<w:p><w:r><w:drawing><a:blip r:link="x" r:embed="x"/></w:drawing></w:r></w:p>'
    yield (
        "picture.docx",
        lambda: word(
            body(picture + paragraph()),
            links=f'<Relationship Id="x" Type="{_OFFICE}/image" Target="{canary}"'
            ' TargetMode="External"/>',
        ),
    )
    yield "outside.docx", lambda: zipped({"word/document.xml": body(paragraph()).encode()})
    yield (
        "nested-tables.docx",
        lambda: word(
            body("<w:tbl><w:tr><w:tc>" * 30_000 + paragraph() + "</w:tc></w:tr></w:tbl>" * 30_000)
        ),
    )
    yield (
        "nested-runs.docx",
        lambda: word(
            body("<w:p>" + "<w:ins>" * 100_000 + "<w:r><w:t>柳</w:t></w:r>" + "</w:ins>" * 100_000)
        ),
    )
    yield "paragraphs.docx", lambda: word(body(paragraph("柳") * 300_000))
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="n{n}"/>'
        f'<w:basedOn w:val="s{(n + 1) % 5_000}"/></w:style>'
        for n in range(5_000)
    )
    yield (
        "circle-of-styles.docx",
        lambda: word(
            body(f'<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>{TEXT}</w:t></w:r></w:p>'),
            {"styles.xml": f'<w:styles xmlns:w="{_W}">{styles}</w:styles>'},
        ),
    )
    yield (
        "gigabyte.docx",
        lambda: zipped(
            {"[Content_Types].xml": b"<Types/>", "word/document.xml": b" " * 200_000_000}, 1
        ),
    )
    yield (
        "utf-7.docx",
        lambda: zipped(
            {
                "word/document.xml": b"<?xml version='1.0' encoding='UTF-7'?>"
                + body(paragraph("a"), external).encode("utf-7")
            }
        ),
    )


def pdfs() -> Iterator[tuple[str, Callable[[], Made]]]:
    """PDF files by name."""
    yield "arrays.pdf", lambda: pdf_page(b"[" * 1_000_000)
    yield "dictionaries.pdf", lambda: pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<</A" * 500_000)
    yield (
        "page-circle.pdf",
        lambda: pdf(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1000000 /Kids [2 0 R 2 0 R 2 0 R] /Parent 2 0 R >>",
        ),
    )
    yield (
        "million-pages.pdf",
        lambda: pdf(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1000000 /Kids [%s] >>" % (b"3 0 R " * 1_000_000),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        ),
    )
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>"
    yield (
        "form-in-itself.pdf",
        lambda: pdf_page(
            b"/F Do " * 100, b"/XObject << /F 5 0 R >>", stream(b"/F Do " * 100, form)
        ),
    )
    yield (
        "table-circle.pdf",
        lambda: pdf(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [] /Count 0 >>",
            trailer=b"/Prev 100",
        ),
    )
    yield "reference-circle.pdf", lambda: pdf(b"2 0 R", b"1 0 R")
    yield (
        "deflated.pdf",
        lambda: pdf_page(
            zlib.compress(b"(a) Tj " * 10_000_000, 9), filters=b"/Filter /FlateDecode"
        ),
    )
    yield (
        "deflated-twice.pdf",
        lambda: pdf_page(
            zlib.compress(zlib.compress(b" " * 200_000_000, 9), 9),
            filters=b"/Filter [/FlateDecode /FlateDecode]",
        ),
    )
    yield (
        "run-lengths.pdf",
        lambda: pdf_page(
            b"\x81 " * 1_000_000, filters=b"/Filter [%s]" % (b"/RunLengthDecode " * 3)
        ),
    )
    yield (
        "texts.pdf",
        lambda: pdf_page(
            b"BT /F 1 Tf " + b"(abc) Tj " * 500_000 + b"ET",
            b"/Font << /F 5 0 R >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ),
    )
    yield "states.pdf", lambda: pdf_page(b"q " * 2_000_000)
    yield (
        "outside.pdf",
        lambda: pdf(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
            b"<< /F (../canary.txt) /Length 0 >>\nstream\n\nendstream",
        ),
    )
    yield (
        "object-stream.pdf",
        lambda: pdf(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            stream(b"2 0 << >>", b"/Type /ObjStm /N 1000000000 /First 4 /Extends 2 0 R"),
        ),
    )


def web_archives() -> Iterator[tuple[str, Callable[[], Made]]]:
    """WARC and WACZ files by name."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    packed = gzip.compress(b" " * 10**7) * (GIGABYTE // 10**7)
    yield "gigabyte.warc.gz", lambda: packed
    yield "packed-page.warc", lambda: warc("", head + b"Content-Encoding: gzip\r\n\r\n" + packed)
    yield "endless-length.warc", lambda: warc("", head + b"\r\n" + PAGE, 10**18)
    yield "long-header.warc", lambda: warc("X-A: " + "b" * 10_000_000 + "\r\n", head + b"\r\n")
    yield "headers.warc", lambda: warc("X-A: b\r\n" * 500_000, head + b"\r\n" + PAGE)
    yield "records.warc", lambda: warc("", b"HTTP/1.1 404 No\r\n\r\n") * 20_000
    yield (
        "chunked.warc",
        lambda: warc(
            "", head + b"Transfer-Encoding: chunked\r\n\r\n" + b"FFFFFFFFFFFFFFF\r\n" + PAGE
        ),
    )
    yield "gigabyte.wacz", lambda: one_entry("archive/a.warc", spaces(GIGABYTE), GIGABYTE)
    yield (
        "pages.wacz",
        lambda: zipped(
            {
                "pages/pages.jsonl": b"[" * 10_000_000,
                "archive/a.warc": warc("", head + b"\r\n" + PAGE),
            }
        ),
    )


def all_bombs(canary: str) -> Iterator[tuple[str, Callable[[], Made]]]:
    """Every file by name, with what makes it."""
    return itertools.chain(archives(), pages(), words(canary), pdfs(), web_archives())
