"""Captures are kept byte for byte, with their provenance."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from scraper.model import Capture, CasebookError
from scraper.store import find_captures, load_capture, save_capture


def capture(
    content: bytes = b"\xef\xbb\xbf<p>\r\n", name: str = "页面.html", **more: str
) -> Capture:
    digest = hashlib.sha256(content).hexdigest()
    return Capture(content, digest, name, **{"media_type": "text/html", **more})


def test_a_capture_comes_back_as_it_was(tmp_path: Path) -> None:
    saved = capture(captured="2024-03-01", address="https://example.org/1", rights="版权所有：某站")
    assert save_capture(tmp_path, saved)
    assert not save_capture(tmp_path, saved)
    (path,) = find_captures(tmp_path)
    assert path.name == f"{saved.key}.html"
    assert path.read_bytes() == saved.content
    assert load_capture(path) == saved


@pytest.mark.parametrize(
    ("name", "media_type", "extension"),
    [
        ("a.TXT", "text/plain", ".txt"),
        ("a.htm", "text/html", ".htm"),
        ("无扩展名", "text/plain", ".txt"),
        ("a.yaml", "text/html", ".html"),
        ("a.社区", "text/plain", ".txt"),
        ("a", "application/x-unknown", ".bin"),
    ],
)
def test_the_extension(tmp_path: Path, name: str, media_type: str, extension: str) -> None:
    save_capture(tmp_path, capture(name=name, media_type=media_type))
    (path,) = find_captures(tmp_path)
    assert path.suffix == extension


def test_the_same_content_under_another_name_is_the_same_capture(tmp_path: Path) -> None:
    save_capture(tmp_path, capture(name="a.html"))
    assert not save_capture(tmp_path, capture(name="b.txt"))
    (path,) = find_captures(tmp_path)
    assert load_capture(path).name == "a.html"


def test_only_fields_that_are_left_out_are_filled_in(tmp_path: Path) -> None:
    saved = capture(address="https://example.org/1")
    save_capture(tmp_path, saved)
    sidecar = tmp_path / f"{saved.key}.yaml"
    edited = sidecar.read_text(encoding="utf-8").replace("页面", "改过的名字")
    edited += "retelling: ''  # 查过，不是转述\n"
    sidecar.write_text(edited, encoding="utf-8")
    save_capture(tmp_path, replace(saved, rights="版权所有", retelling="某文"))
    assert sidecar.read_text(encoding="utf-8") == edited + "rights: 版权所有\n"
    loaded = load_capture(*find_captures(tmp_path))
    assert (loaded.name, loaded.retelling, loaded.rights) == ("改过的名字.html", "", "版权所有")


def test_bytes_are_never_overwritten(tmp_path: Path) -> None:
    saved = capture()
    save_capture(tmp_path, saved)
    (path,) = find_captures(tmp_path)
    path.write_bytes(b"changed")
    with pytest.raises(CasebookError, match="which has the same key"):
        save_capture(tmp_path, saved)
    with pytest.raises(CasebookError, match="does not match its SHA-256"):
        load_capture(path)
    assert path.read_bytes() == b"changed"


def test_a_capture_with_a_wrong_digest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="does not match its SHA-256"):
        save_capture(tmp_path, replace(capture(), content=b"other"))
    assert find_captures(tmp_path) == ()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("name: ", "names: "), r"\.yaml:1: unknown field `names`"),
        (("media_type", " media_type"), r"\.yaml:2: the YAML cannot be read"),
        (("sha256: ", "sha256: 0"), r"does not match its SHA-256"),
    ],
)
def test_a_malformed_sidecar_is_named(
    tmp_path: Path, change: tuple[str, str], problem: str
) -> None:
    saved = capture()
    save_capture(tmp_path, saved)
    sidecar = tmp_path / f"{saved.key}.yaml"
    sidecar.write_text(sidecar.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(CasebookError, match=problem):
        load_capture(*find_captures(tmp_path))


def test_a_lost_sidecar_is_named_and_written_again(tmp_path: Path) -> None:
    saved = capture()
    save_capture(tmp_path, saved)
    (tmp_path / f"{saved.key}.yaml").unlink()
    with pytest.raises(CasebookError, match="has no sidecar"):
        load_capture(*find_captures(tmp_path))
    assert not save_capture(tmp_path, saved)
    assert load_capture(*find_captures(tmp_path)) == saved


def test_other_files_are_no_captures(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("说明", encoding="utf-8")
    assert find_captures(tmp_path) == ()
    assert find_captures(tmp_path / "missing") == ()
