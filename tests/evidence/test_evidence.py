"""Evidence can be replayed, a change in it is noticed, and what other tools wrote is read."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from warcio.archiveiterator import ArchiveIterator

from scraper.evidence import (
    CutShortError,
    Exchange,
    TooLargeError,
    UnknownCodingError,
    check_archive,
    decoded,
    is_whole,
    name_of,
    read_pages,
    to_warc,
    unpacked,
    why_no_document,
)
from scraper.model import CasebookError
from scraper.rules.fetching import load_fetch_rules

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

SUITE = Path(__file__).resolve().parents[3] / "shared" / "suites" / "warc_warcio"
PAGE = ("<html><body><p>" + "示例社区的议事厅。" * 30 + "</p></body></html>").encode()
DATE = "2026-01-02T03:04:05Z"


def exchange(body: bytes = PAGE, url: str = "http://site.example/a", **headers: str) -> Exchange:
    kind = {"Content-Type": "text/html; charset=utf-8"}
    response = tuple((kind | {k.replace("_", "-"): v for k, v in headers.items()}).items())
    return Exchange(url, 200, (("User-Agent", "Casebook"),), response, body, DATE, "192.0.2.1")


def write(folder: Path, *exchanges: Exchange) -> tuple[Path, str]:
    content = unpacked(exchanges[-1], 10**7)
    key = hashlib.sha256(content).hexdigest()[:16]
    path = folder / f"{key}.warc.gz"
    path.write_bytes(to_warc(exchanges, content, "Casebook/0"))
    return path, key


# --- writing ----------------------------------------------------------------------------------


def test_a_page_comes_back_as_it_was_sent(tmp_path: Path) -> None:
    moved = Exchange("http://site.example/", 302, (), (("Location", "/a"),), b"", DATE)
    sent = exchange(gzip.compress(PAGE), Content_Encoding="gzip", Transfer_Encoding="chunked")
    path, key = write(tmp_path, moved, sent)
    (page,) = read_pages(path)
    assert isinstance(page, Exchange)
    assert unpacked(page, 10**7) == PAGE
    assert (page.address, page.date, page.ip) == (sent.address, DATE, "192.0.2.1")
    assert check_archive(path, key) == 5


def test_the_file_is_one_that_replay_tools_take(tmp_path: Path) -> None:
    path, _ = write(tmp_path, exchange())
    with path.open("rb") as stream:
        records = []
        for record in ArchiveIterator(stream, check_digests="raise"):
            record.content_stream().read()
            records.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI")))
    address = "http://site.example/a"
    kinds = ["response", "request", "metadata"]
    assert records == [("warcinfo", None), *((kind, address) for kind in kinds)]


def test_headers_cannot_write_records(tmp_path: Path) -> None:
    path, key = write(
        tmp_path, exchange(X_Evil="a\r\n\r\nWARC/1.1\r\nWARC-Type: response", Y="中文")
    )
    assert check_archive(path, key) == 4
    assert len(list(read_pages(path))) == 1


def test_every_changed_byte_is_noticed(tmp_path: Path) -> None:
    path, key = write(tmp_path, exchange())
    whole = path.read_bytes()
    # gzip's own header names a time, a level and a system, of which nothing depends.
    starts = [n for n in range(len(whole)) if whole[n : n + 3] == b"\x1f\x8b\x08"]
    free = {start + n for start in starts for n in range(3, 10)}
    unnoticed = []
    for place in sorted(set(range(len(whole))) - free):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            check_archive(path, key)
        except CasebookError:
            continue
        unnoticed.append(place)
    assert not unnoticed


def test_a_cut_file_is_noticed(tmp_path: Path) -> None:
    path, key = write(tmp_path, exchange())
    whole = path.read_bytes()
    for length in range(0, len(whole), 97):
        path.write_bytes(whole[:length])
        with pytest.raises(CasebookError):
            check_archive(path, key)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://a.example/t123.html", "t123.html"),
        ("http://a.example/show.php?id=1", "show.php.html"),
        ("http://a.example/", "a.example.html"),
        ("http://a.example/%E6%A1%88%E4%BE%8B.htm", "案例.htm"),
        ("http://a.example/%2e%2e%2f%00%e2%80%aeetc", "etc.html"),
        ("http://a.example/a/..", "a.example.html"),
        ("http://a.example/" + "长" * 300, "长" * 80 + ".html"),
    ],
)
def test_names_are_names(url: str, name: str) -> None:
    assert name_of(exchange(url=url)) == name


# --- reading ----------------------------------------------------------------------------------

# Pages in each file of the suite, and faults that must be named.
FOREIGN = {
    "bad.arc": (0, 0),
    "example-bad-non-chunked.warc.gz": (1, 0),
    "example-bad.warc.gz.bad": (1, 0),
    "example-digest.warc": (0, 1),
    "example-iana.org-chunked.warc": (1, 0),
    "example-resource.warc.gz": (1, 0),
    "example-space-in-target-uri.warc.gz": (0, 0),
    "example-space-in-url.arc": (0, 1),
    "example-trunc.warc": (0, 2),
    "example-wget-bad-target-uri.warc.gz": (1, 0),
    "example-wrong-chunks.warc.gz": (0, 2),
    "example.arc": (1, 0),
    "example.arc.gz": (1, 0),
    "example.warc": (1, 0),
    "example.warc.gz": (1, 0),
    "post-test.warc.gz": (0, 0),
}


@pytest.mark.parametrize(("name", "counts"), FOREIGN.items())
def test_archives_of_other_tools_are_read(name: str, counts: tuple[int, int]) -> None:
    path = SUITE / f"test__data__{name}"
    if not path.exists():
        pytest.skip("no suites beside the repository")
    found = list(read_pages(path))
    pages = [page for page in found if isinstance(page, Exchange)]
    assert (len(pages), len(found) - len(pages)) == counts
    assert all(page.date and page.address.startswith("http") for page in pages)


def test_a_wacz_file_gives_the_pages_it_lists(tmp_path: Path) -> None:
    pages = [exchange(PAGE + b"%d" % n, f"http://site.example/{n}") for n in range(3)]
    warc = b"".join(to_warc((page,), page.body, "other tool") for page in pages)
    listed = [{"format": "json-pages-1.0"}, {"url": pages[0].address}, {"url": pages[2].address}]
    path = tmp_path / "export.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.warc.gz", warc)
        archive.writestr("pages/pages.jsonl", "\n".join(map(json.dumps, listed)))
    found = [page.address for page in read_pages(path) if isinstance(page, Exchange)]
    assert found == [pages[0].address, pages[2].address]


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04", b"\x1f\x8b\x08" * 9])
@pytest.mark.parametrize("ending", [".warc", ".warc.gz", ".arc", ".wacz"])
def test_what_is_no_archive_is_an_error_or_empty(
    content: bytes, ending: str, tmp_path: Path
) -> None:
    path = tmp_path / f"file{ending}"
    path.write_bytes(content)
    assert not [page for page in read_pages(path) if isinstance(page, Exchange)]


# --- unpacking and judging --------------------------------------------------------------------


def raw_deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()


PACKED = {
    "none": (PAGE, ""),
    "identity": (PAGE, "identity"),
    "gzip": (gzip.compress(PAGE), "gzip"),
    "x-gzip": (gzip.compress(PAGE), "X-GZIP"),
    "two members": (gzip.compress(PAGE[:99]) + gzip.compress(PAGE[99:]), "gzip"),
    "padding": (gzip.compress(PAGE) + b"\x00" * 20, "gzip"),
    "zlib": (zlib.compress(PAGE), "deflate"),
    "raw deflate": (raw_deflate(PAGE), "deflate"),
    "twice": (zlib.compress(gzip.compress(PAGE)), "gzip, deflate"),
    "brotli": (brotli.compress(PAGE), "br"),
    "zstandard": (zstd.compress(PAGE), "zstd"),
    "two frames": (zstd.compress(PAGE[:99]) + zstd.compress(PAGE[99:]), "ZSTD"),
}


@pytest.mark.parametrize(("body", "coding"), PACKED.values(), ids=PACKED.keys())
def test_packed_bodies_are_unpacked(body: bytes, coding: str) -> None:
    assert decoded(body, coding, 10**6) == PAGE


@pytest.mark.parametrize("name", ["gzip", "zlib", "brotli", "zstandard"])
def test_no_cut_passes(name: str) -> None:
    body, coding = PACKED[name]
    for length in range(len(body)):
        with pytest.raises(CutShortError):
            decoded(body[:length], coding, 10**6)


@pytest.mark.parametrize("pack", [gzip.compress, brotli.compress, zstd.compress])
def test_a_bomb_is_given_up_at_the_limit(pack: Callable[[bytes], bytes]) -> None:
    coding = {gzip.compress: "gzip", brotli.compress: "br"}.get(pack, "zstd")
    with pytest.raises(TooLargeError):
        decoded(pack(b"0" * 20_000_000), coding, 10**6)


def test_what_was_not_asked_for_is_named() -> None:
    with pytest.raises(UnknownCodingError, match="compress"):
        decoded(b"abc", "compress", 10**6)


@pytest.mark.parametrize("sign", load_fetch_rules().no_page, ids=lambda sign: sign.fault)
def test_examples_are_no_pages_and_long_texts_stay(sign: object) -> None:
    rules = load_fetch_rules()
    example = sign.example  # type: ignore[attr-defined]
    kind, address = "text/html; charset=utf-8", "http://site.example/a"
    page = f"<html><body>{example}</body></html>".encode()
    long = f"<html><body>{example}{'示例社区的议事厅。' * 100}</body></html>".encode()
    assert why_no_document(page, kind, address, rules.no_page) == sign.fault  # type: ignore[attr-defined]
    assert not why_no_document(long, kind, address, rules.no_page)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \r\n\x00",
        b"\xef\xbb\xbf",
        b"<html><script>var a='text'</script></html>",
        b"<!--x-->",
    ],
)
def test_empty_pages_are_empty(body: bytes) -> None:
    assert why_no_document(body, "text/html", "http://a.example/", ()) == "empty"


def test_a_hundred_thousand_nested_tags_are_judged() -> None:
    body = b"<div>" * 100_000 + "示例".encode()
    why_no_document(body, "text/html; charset=nonsense", "http://a.example/", ())


@pytest.mark.parametrize(
    ("content", "kind", "whole"),
    [
        (PAGE, "text/html", True),
        (PAGE + b"\n<!-- cached -->\n", "text/html", True),
        (PAGE[:-20], "text/html", False),
        (b"%PDF-1.4 x %%EOF\n", "application/pdf", True),
        (b"%PDF-1.4 x", "application/pdf", False),
        (b"text", "text/plain", False),
    ],
)
def test_the_end_tells_a_whole_page(content: bytes, kind: str, whole: bool) -> None:
    assert is_whole(content, kind) is whole


def test_an_archive_in_one_gzip_member_is_read(tmp_path: Path) -> None:
    plain = gzip.decompress(to_warc((exchange(),), PAGE, "x"))
    path = tmp_path / "one.warc.gz"
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as out:
        out.write(plain)
    path.write_bytes(packed.getvalue())
    assert [isinstance(found, Exchange) for found in read_pages(path)] == [True]
