"""Bytes become text: what a page declares, and where, against what it is in.

Every real encoding meets every declaration in every place, in HTML and in plain text, short and
long. Where the suites of others lie beside the repository, they are decoded too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from scraper.blocks import decode
from scraper.capture import read_capture
from scraper.decoding import declared_in, decode_as, decode_bytes, standard_name
from scraper.model import Capture, CasebookError
from scraper.rules.encodings import parse_encoding_differences

SUITES = Path(__file__).resolve().parents[3] / "shared" / "suites"
needs_suites = pytest.mark.skipif(not SUITES.is_dir(), reason="no suites beside the repository")

SIMPLIFIED = (
    "柳桥街道请党员先做一件小事：敲开同一个单元的门，问一问住户最烦的是什么。",
    "梧桐里有九个楼组，每组一位党员，手里一本册子，记下谁家的灯坏了、谁家的老人要送饭。",
    "过了三个月，册子上的事办成了七成；没办成的，写明了卡在哪一个部门。",
    "“敲门”这件事，后来成了街道给新党员上的第一课，书记自己也去敲过二十四扇门。",
)
TRADITIONAL = (
    "柳橋街道請黨員先做一件小事：敲開同一個單元的門，問一問住戶最煩的是什麼。",
    "梧桐里有九個樓組，每組一位黨員，手裡一本冊子，記下誰家的燈壞了、誰家的老人要送飯。",
    "過了三個月，冊子上的事辦成了七成；沒辦成的，寫明了卡在哪一個部門。",
    "「敲門」這件事，後來成了街道給新黨員上的第一課，書記自己也去敲過二十四扇門。",
)
RARE = "𠮷野街的龘先生。"
"""Characters that GB 18030 writes with four bytes."""
REAL = {
    "gbk": ("gbk", SIMPLIFIED),
    "gbk-traditional": ("gbk", tuple(text.replace("「", "“") for text in TRADITIONAL)),
    "gb18030": ("gb18030", (*SIMPLIFIED, RARE)),
    "big5": ("big5", TRADITIONAL),
    "utf-8": ("utf-8", (*SIMPLIFIED, RARE)),
    "utf-8-bom": ("utf-8-sig", TRADITIONAL),
    "utf-16le": ("utf-16-le", SIMPLIFIED),
    "utf-16be": ("utf-16-be", TRADITIONAL),
    "utf-16le-bom": ("utf-16-le", SIMPLIFIED),
    "utf-16be-bom": ("utf-16-be", SIMPLIFIED),
}
LABELS = ("gb2312", "GBK", "gb18030", "big5", "utf-8", "utf-16", "iso-8859-1", "shift_jis", "x-no")
PLACES = ("header", "meta", "pragma", "xml")
LENGTHS = (12, 40, 150, 3000)


def page(text: str, label: str, place: str) -> tuple[str, str]:
    """A page that holds a text and declares a label somewhere; the label of the header beside."""
    html = f"<html><head><title>{text[:8]}</title></head><body><p>{text}</p></body></html>\n"
    heads = {
        "plain": f"{text}\n",
        "meta": html.replace("<head>", f'<head><meta charset="{label}">'),
        "pragma": html.replace(
            "<head>",
            f'<head><meta http-equiv="Content-Type" content="text/html; charset={label}">',
        ),
        "xml": f'<?xml version="1.0" encoding="{label}"?>\n{html}',
    }
    return heads.get(place, html), label if place in ("header", "plain") else ""


def marked(real: str, text: str) -> bytes:
    """The text in an encoding, with a byte-order mark where its name says so."""
    codec, _ = REAL[real]
    mark = "\ufeff" if real.startswith("utf-16") and real.endswith("bom") else ""
    return (mark + text).encode(codec)


def combinations(real: str) -> Iterator[tuple[bytes, str, str]]:
    """Bytes, the charset of the header, and the text that they hold."""
    _, sentences = REAL[real]
    for length in LENGTHS:
        whole = "\n".join(sentences) * (1 + length // sum(map(len, sentences)))
        for label, place in product(LABELS, (*PLACES, "plain")):
            text, header = page(whole[:length], label, place)
            yield marked(real, text), header, text


@pytest.mark.parametrize("real", REAL)
def test_whatever_is_declared_the_text_is_right(
    real: str, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = []
    count = 0
    for content, header, text in combinations(real):
        count += 1
        try:
            found, _ = decode_bytes(content, "page", declared=header)
        except CasebookError as error:
            found = str(error)
        if found != text:
            wrong.append((header or text[:90], len(text), found[:40]))
    with capsys.disabled():
        print(f" {real}: {count - len(wrong)} of {count}", end="")
    assert not wrong


@pytest.mark.parametrize("real", REAL)
def test_text_without_a_declaration_is_right(real: str) -> None:
    for length in LENGTHS:
        text = "\n".join(REAL[real][1])[:length]
        for whole in (text, page(text, "", "none")[0]):
            assert decode_bytes(marked(real, whole), "page")[0] == whole


@pytest.mark.parametrize("real", ["utf-16le", "utf-16be"])
def test_wide_text_without_a_mark_is_no_binary_file(real: str, tmp_path: Path) -> None:
    for name, place in (("page.html", "header"), ("page.txt", "plain")):
        text, _ = page("\n".join(SIMPLIFIED), "", place)
        (tmp_path / name).write_bytes(marked(real, text))
        assert decode(read_capture(tmp_path / name))[0] == text


def test_where_there_is_little_text_the_declaration_decides() -> None:
    for encoding, text in (("gb18030", "柳桥"), ("big5", "柳橋")):
        assert decode_bytes(text.encode(encoding), "page", declared=encoding) == (text, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
@pytest.mark.parametrize("place", ["middle", "end"])
def test_a_few_damaged_bytes_cost_themselves_alone(encoding: str, place: str) -> None:
    sentences = TRADITIONAL if encoding == "big5" else SIMPLIFIED
    text = "".join(sentences)
    content = text.encode(encoding)
    if place == "end":
        damaged, expected = content[:-1], text[:-1] + "\ufffd"
    else:
        whole = "".join(sentences[:2]).encode(encoding)
        damaged = whole + b"\xff" + content[len(whole) :]
        expected = "".join(sentences[:2]) + "\ufffd" + "".join(sentences[2:])
    assert decode_bytes(damaged, "page") == (expected, encoding)


def test_much_damage_is_no_text() -> None:
    content = "".join(SIMPLIFIED).encode("gb18030")
    damaged = b"".join(content[n : n + 8] + b"\xff" for n in range(0, len(content), 8))
    with pytest.raises(CasebookError, match="cannot be told"):
        decode_bytes(damaged, "page")


def test_the_charset_of_the_server_comes_with_the_capture() -> None:
    capture = Capture("柳橋".encode("big5"), "0" * 64, "page", "text/plain", charset="Big5")
    assert decode(capture) == ("柳橋", "big5")


@pytest.mark.parametrize(
    ("content", "encoding", "text"),
    [
        # As the decoders of the WHATWG Encoding Standard, section 10.2 and 11.1, say.
        (b"\x80A", "gb18030", "\u20acA"),
        (b"\x81<p>", "gb18030", "\ufffd<p>"),
        (b"\x81\xffA", "gb18030", "\ufffdA"),
        (b"\xffA", "gb18030", "\ufffdA"),
        (b"\x81\x30\x81\x30", "gb18030", "\x80"),
        (b"\x81\x30\xff\x30", "gb18030", "\ufffd0\ufffd0"),
        (b"\x84\x31\xa5\x30", "gb18030", "\ufffd"),
        (b"\xd6\xd0\x81\x30\x81", "gb18030", "\u4e2d\ufffd"),
        (b"\xa6\xd9\xd6\xd0", "gb18030", "\ufe10\u4e2d"),
        (b"\x95\x32\x82\x36", "gb18030", "\U00020000"),
        (b"\x87\x7a", "big5", "\u3875"),
        (b"\x81\x40", "big5", "\ufffd@"),
        (b"\x81\xfe", "big5", "\ufffd"),
        (b"\x80\xffA", "big5", "\ufffd\ufffdA"),
        (b"\xa1\xfe\xa2\x41\xa2\x42\xa2\x40", "big5", "\uff0f\u2215\ufe68\uff3c"),
        (b"\xa4\xa2\x41", "big5", "\u4e10A"),
        (b"\x88\x62", "big5", "\u00ca\u0304"),
    ],
)  # fmt: skip
def test_bytes_are_decoded_by_the_standard(content: bytes, encoding: str, text: str) -> None:
    assert decode_as(content, encoding) == text


@pytest.mark.parametrize(
    ("label", "encoding"),
    [("GB2312", "gb18030"), (" x-gbk\n", "gb18030"), ("Big5-HKSCS", "big5"), ("utf-16", "utf-16le"),
     ("latin1", "windows-1252"), ("hz-gb-2312", ""), ("iso-2022-cn", ""), ("no-such", "")],
)  # fmt: skip
def test_labels_are_those_of_the_standard(label: str, encoding: str) -> None:
    assert standard_name(label) == encoding


@pytest.mark.parametrize("row", ["gb18030\tA6", "gb18030\tXY\t41", "gb18030\t41\tFFFFFFFFFF"])
def test_a_row_that_is_no_difference_is_named(row: str) -> None:
    with pytest.raises(CasebookError, match=r"encodings\.tsv:2: "):
        parse_encoding_differences(f"# head\n{row}\n")


@needs_suites
@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_the_whole_table_is_decoded_as_the_standard_says(encoding: str) -> None:
    folder = SUITES / "enc_encoding_rs"
    names = ("in.txt", "in_ref.txt", "out_ref.txt", "out.txt")
    files = [(folder / f"tests__test_data__{encoding}_{name}").read_bytes() for name in names]
    for content, reference in (files[:2], files[2:]):
        assert decode_as(content, encoding) == reference.decode("utf-8")


@needs_suites
def test_files_of_detectors_are_read_or_refused(capsys: pytest.CaptureFixture[str]) -> None:
    codecs = {"GB2312": "gb18030", "Big5": "big5", "EUC-TW": "", "CP949": "euc-kr"}
    outcomes: Counter[str] = Counter()
    wrong = []
    for path in sorted((SUITES / "enc_chardet").glob("*")):
        real = path.name.partition("__")[0]
        if real.startswith("LICENSE"):
            continue
        content = path.read_bytes()
        codec = codecs.get(real, real.lower())
        try:
            text, _ = decode_bytes(content, path.name)
        except CasebookError:
            outcomes["unsure"] += 1
            continue
        name = standard_name(codec)
        if real in ("UTF-16", "UTF-32"):  # these names leave it to the mark
            exact = text == content.decode(codec)
        else:
            exact = bool(codec) and text == decode_as(content, name or codec).lstrip("\ufeff")
        outcomes["exact" if exact else "wrong"] += 1
        if not exact:
            wrong.append((path.name, text[:60]))
    with capsys.disabled():
        print(f" {dict(outcomes)}", end="")
    assert not wrong


@needs_suites
def test_declarations_are_found_as_browsers_find_them(capsys: pytest.CaptureFixture[str]) -> None:
    folder = SUITES / "html5lib_encoding"
    lines = (folder / "cases.jsonl").read_text("utf-8").splitlines()
    # What a script writes into the page cannot be known without running it.
    cases = [case for case in map(json.loads, lines) if "scripted" not in case["source"]]
    right = sum(
        (declared_in((folder / case["file"]).read_bytes()) or "windows-1252")
        == standard_name(case["expected"])
        for case in cases
    )
    with capsys.disabled():
        print(f" {right} of {len(cases)}", end="")
    assert right == len(cases)
