"""Files become captures, or an error that names the file and its mend."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from scraper.capture import MAX_BYTES, find_files, read_capture
from scraper.model import CasebookError

TEXT = "柳桥街道请党员敲门问事。\n".encode()
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("empty.txt", b"", "empty"),
        ("spaces.txt", b" \r\n\t\n  ", "empty"),
        ("wide-spaces.txt", "　\u00a0\u200b\ufeff\n".encode(), "empty"),
        ("mark.txt", b"\xef\xbb\xbf", "empty"),
        ("pages.txt", b"PK\x03\x04\x14\x00", "a zip archive"),
        ("sheet.docx", b"PK\x03\x04\x14\x00xl/workbook.xml", "an Excel file"),
        ("sheet.doc", OLE + "Workbook".encode("utf-16-le"), "an Excel file"),
        ("locked.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        ("notes.doc", b"{\\rtf1 text}", "an RTF file"),
        ("picture.html", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("packed.txt", b"\x1f\x8b\x08\x00", "a gzip file"),
        ("packed.rar", b"Rar!\x1a\x07\x00", "a RAR archive"),
        ("packed.7z", b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        ("paper.caj", b"HN\x00\x00\xc8\x00" * 9, "a CAJ file"),
        ("slides.ppt", bytes(range(32)) * 9, "a PowerPoint file"),
        ("program.txt", b"\x7fELF" + bytes(range(256)) * 20, "binary data"),
        ("noise.txt", b"\x01\x02\x03\x04\x05\x06\x07\x08" * 50, "binary data"),
    ],
)
def test_what_is_no_text_is_refused(
    tmp_path: Path, name: str, content: bytes, problem: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CasebookError) as caught:
        read_capture(path)
    assert caught.value.file == str(path)
    assert problem in caught.value.problem
    assert caught.value.mend.endswith(".")


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(CasebookError, match="more than the 20,000,000"):
        read_capture(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_bytes(TEXT)
    path.chmod(0)
    with pytest.raises(CasebookError, match=r"closed\.txt: cannot be read"):
        read_capture(path)


def test_a_missing_file_and_a_folder_without_text_are_named(tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="no such file or folder"):
        list(find_files(tmp_path / "missing"))
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    with pytest.raises(CasebookError, match="no file in this folder"):
        list(find_files(tmp_path))


def test_a_folder_gives_its_documents_in_order_and_leaves_the_rest(tmp_path: Path) -> None:
    documents = ["a.html", "b.TXT", "c/d.htm", "e.pdf", "f.docx", "g.md", "h.mht", "i.rar", "j.wps"]
    others = ["a_files/logo.png", "a_files/page.js", "a_files/page.css", "~$f.docx", "._a.html"]
    for name in (*others, *documents):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(TEXT)
    assert [p.relative_to(tmp_path).as_posix() for p in find_files(tmp_path)] == documents


def test_a_capture_holds_the_bytes_their_hash_and_type(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(TEXT)
    capture = read_capture(path, "2020-01-02")
    assert capture.content == TEXT
    assert capture.sha256 == hashlib.sha256(TEXT).hexdigest()
    assert (capture.media_type, capture.captured) == ("text/plain", "2020-01-02")


@pytest.mark.parametrize(
    ("name", "start", "media_type"),
    [
        ("a.html", "柳桥", "text/html"),
        ("a.txt", "\ufeff<!DOCTYPE html><p>柳桥", "text/html"),
        ("a.txt", "  <div>柳桥", "text/html"),
        ("a.txt", "柳桥<p>街道", "text/plain"),
        ("a.md", "# 柳桥", "text/markdown"),
        ("a.md", "<div>柳桥", "text/html"),
        ("a.doc", "<html><p>柳桥", "text/html"),
        ("a.doc", "MIME-Version: 1.0\nContent-Type: multipart/related;\n", "multipart/related"),
        ("a.txt", "From: a\nX-B: c\n d\nContent-Type: multipart/related\n", "multipart/related"),
        ("a.txt", "说明：content-type 是 multipart/related", "text/plain"),
        ("a.mht", "柳桥", "multipart/related"),
        ("a.txt", "%PDF-1.4", "application/pdf"),
        ("a.pdf", "\n\n%PDF-1.4", "application/pdf"),
        ("a.bin", "PK\x03\x04 word/document.xml xl/workbook.xml", f"{OFFICE}.document"),
        ("a.txt", "A < B", "text/plain"),
    ],
)
def test_the_kind_is_told_by_content_then_by_ending(
    tmp_path: Path, name: str, start: str, media_type: str
) -> None:
    path = tmp_path / name
    path.write_text(start, "utf-8")
    assert read_capture(path).media_type == media_type
