"""A page that changed is a new capture: both stay, and the case says which it was made from."""

from __future__ import annotations

import hashlib
from pathlib import Path

from scraper import acquire, pipeline
from scraper.evidence import Exchange, to_warc
from scraper.model import Case, CasebookError
from scraper.store import load_case, load_cases, machine_version
from scraper.store.library import Library

ADDRESS = "http://a.example/cases/1.html"
SENTENCES = [
    f"柳桥街道第{n}楼组的党员先做一件小事，敲开同一个单元的门，问一问住户最烦的是什么。"
    for n in "一二三四五六七八九"
]
NEW = "后来，街道把敲门问事写进了新党员的第一课。"
EDIT = "编辑者核对时加的一句话。"


def page(*sentences: str, charset: str = "utf-8") -> bytes:
    text = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return f"<html><body><h1>柳桥街道敲门问事</h1>{text}</body></html>".encode(charset)


def taken(folder: Path, content: bytes, date: str, address: str = ADDRESS) -> Path:
    """The WARC file of a page as it was on a day, taken into the captures."""
    headers = (("Content-Type", "text/html; charset=GBK"),)
    exchange = Exchange(address, 200, (), headers, content, f"{date}T08:00:00Z")
    path = folder / f"{date}.warc.gz"
    path.write_bytes(to_warc((exchange,), content, "test"))
    (found,) = acquire.take_from_archive(path, folder / "captures")
    assert isinstance(found, acquire.Taken)
    assert found.path
    return found.path


def filed(folder: Path, *files: Path) -> tuple[Case, ...]:
    library = Library(*(folder / name for name in ("captures", "cases", "po")))
    for file in files:
        for added in pipeline.add([file], library, "2000-01-01"):
            assert not isinstance(added, CasebookError), added
    return tuple(parsed.case for parsed in load_cases(library.cases)[0])


def key(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def test_the_later_state_is_the_case_and_the_earlier_one_stays(tmp_path: Path) -> None:
    old, new = page(*SENTENCES, "旧网页的一句话，新网页没有了。"), page(*SENTENCES, NEW)
    files = [taken(tmp_path, old, "2020-01-02"), taken(tmp_path, new, "2021-03-04")]
    (case,) = filed(tmp_path, *files)
    assert (case.source.capture, case.source.captured) == (key(new), "2021-03-04")
    (earlier,) = case.duplicates
    assert (earlier.capture, earlier.captured) == (key(old), "2020-01-02")
    assert earlier.only_there == ("旧网页的一句话，新网页没有了。",)
    assert {path.stem for path in (tmp_path / "captures").glob("*.html")} == {key(old), key(new)}
    assert not acquire.verify(tmp_path / "captures").faults
    # Filed again, in any order, it stays so.
    assert filed(tmp_path, *reversed(files)) == (case,)


def test_the_same_whichever_comes_first(tmp_path: Path) -> None:
    old, new = page(*SENTENCES, "旧网页的一句话。"), page(*SENTENCES, NEW)
    later, earlier = taken(tmp_path, new, "2021-03-04"), taken(tmp_path, old, "2020-01-02")
    (case,) = filed(tmp_path, later, earlier)
    assert case.source.capture == key(new)
    assert [(d.capture, d.captured) for d in case.duplicates] == [(key(old), "2020-01-02")]


def test_an_edit_and_its_ids_outlive_the_change_of_the_page(tmp_path: Path) -> None:
    (before,) = filed(tmp_path, taken(tmp_path, page(*SENTENCES), "2020-01-02"))
    file = tmp_path / "cases" / f"{before.id}.md"
    file.write_text(f"{file.read_text('utf-8').rstrip()}\n\n{EDIT}\n", "utf-8")
    (after,) = filed(tmp_path, taken(tmp_path, page(NEW, *SENTENCES), "2021-03-04"))
    texts = [paragraph.text for paragraph in after.paragraphs]
    assert EDIT in texts
    assert NEW in texts
    assert {p.id for p in before.paragraphs} <= {p.id for p in after.paragraphs}
    assert machine_version(tmp_path / "cases", load_case(file).case).source.captured == "2021-03-04"


def test_a_state_that_is_cut_short_does_not_take_the_place_of_a_whole_one(tmp_path: Path) -> None:
    whole = page(*SENTENCES)
    cut = page(*SENTENCES[:8], SENTENCES[8][:21])
    files = taken(tmp_path, whole, "2020-01-02"), taken(tmp_path, cut, "2021-03-04")
    (case,) = filed(tmp_path, *files)
    assert case.source.capture == key(whole)
    assert [d.captured for d in case.duplicates] == ["2021-03-04"]


def test_a_like_text_from_elsewhere_is_no_state_of_the_page(tmp_path: Path) -> None:
    there = "http://b.example/copy.html"
    files = (
        taken(tmp_path, page(*SENTENCES, NEW), "2020-01-02"),
        taken(tmp_path, page(*SENTENCES), "2021-03-04", there),
    )
    (case,) = filed(tmp_path, *files)
    assert case.source.address == ADDRESS
    assert [d.captured for d in case.duplicates] == [""]


def test_the_charset_that_the_server_declared_stays_with_the_capture(tmp_path: Path) -> None:
    (case,) = filed(tmp_path, taken(tmp_path, page(*SENTENCES, charset="gbk"), "2020-01-02"))
    assert SENTENCES[0] in [paragraph.text for paragraph in case.paragraphs]
    (sidecar,) = (tmp_path / "captures").glob("*.yaml")
    assert "charset: GBK" in sidecar.read_text("utf-8")
