"""PDF files become lines: text, running heads, and files without a text or made to do harm."""

from __future__ import annotations

import io
import time

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from scraper.blocks import read_page
from scraper.model import CasebookError

from .makers import TEXT, capture, packed, pdf

FONT = "STSong-Light"
HALVES = TEXT[:19], TEXT[19:]


def made(pages: list[list[str]], password: str = "") -> bytes:
    """A PDF of these pages, line below line."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    file = io.BytesIO()
    encryption = StandardEncryption(password) if password else None
    canvas = Canvas(file, encrypt=encryption)
    for page in pages:
        canvas.setFont(FONT, 12)
        for n, text in enumerate(page):
            canvas.drawString(72, 780 - 20 * n, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def lines(content: bytes) -> list[tuple[str, str]]:
    page = read_page(capture(content, "application/pdf"))
    return [(line.text, line.hint) for line in page.lines]


def problem(content: bytes) -> str:
    with pytest.raises(CasebookError) as caught:
        read_page(capture(content, "application/pdf", "paper.pdf"))
    assert caught.value.file == "paper.pdf"
    assert caught.value.mend.endswith(".")
    return caught.value.problem


def test_chinese_text_is_read_line_by_line() -> None:
    assert [text for text, _ in lines(made([list(HALVES)]))] == list(HALVES)


def test_running_heads_and_page_numbers_are_told_from_text() -> None:
    bodies = [[f"{page}{sign}{HALVES[0]}。" for sign in "甲乙丙丁戊"] for page in "子丑寅卯"]
    pages = [["柳桥简报", *body, f"第 {n} 页"] for n, body in enumerate(bodies, 1)]
    found = lines(made(pages))
    assert {text for text, hint in found if hint == "nav"} == {
        "柳桥简报",
        *(f"第 {n} 页" for n in range(1, 5)),
    }
    assert [text for text, hint in found if not hint] == [text for body in bodies for text in body]


def layout(rows: list[tuple[float, float, float, str]]) -> list[tuple[str, str]]:
    """Lines of a page with rows of text at these places (x, y) and sizes."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    file = io.BytesIO()
    canvas = Canvas(file)
    for left, top, size, text in rows:
        canvas.setFont(FONT, size)
        canvas.drawString(left, 800 - top, text)
    canvas.save()
    return lines(file.getvalue())


FULL = "街道里每一个楼组都有一位肯敲门的党员和一本记事的册子"
ENDS = "街道里每一个楼组都有一位肯敲门的党员和记事的册子。"
INDENTED = "楼组里的每一位党员都肯敲门也都有一本记事的册子"


def test_rows_that_go_on_make_a_paragraph() -> None:
    rows = [
        (96.0, 0.0, 12.0, INDENTED),
        (72.0, 20.0, 12.0, ENDS),
        (72.0, 40.0, 12.0, FULL),
        (72.0, 60.0, 12.0, "就这样。"),
        (96.0, 80.0, 12.0, INDENTED),
        (72.0, 100.0, 12.0, ENDS),
        (96.0, 120.0, 12.0, INDENTED),
        (72.0, 140.0, 12.0, "也一样"),
        (72.0, 160.0, 12.0, FULL),
    ]
    assert layout(rows) == [
        (f"{INDENTED}{ENDS}{FULL}就这样。", ""),
        (f"{INDENTED}{ENDS}", ""),
        (f"{INDENTED}也一样", ""),
        (FULL, ""),
    ]


def test_without_indents_a_full_row_that_ends_a_sentence_ends_its_paragraph() -> None:
    rows = [(72.0, 20.0 * n, 12.0, text) for n, text in enumerate((FULL, ENDS, FULL, FULL, "完。"))]
    assert layout(rows) == [(f"{FULL}{ENDS}", ""), (f"{FULL}{FULL}完。", "")]


def test_rows_set_apart_are_paragraphs_of_their_own() -> None:
    rows = [(72.0, top, 12.0, FULL) for top in (0.0, 20.0, 40.0, 90.0, 110.0, 130.0)]
    assert layout(rows) == [(FULL * 3, ""), (FULL * 3, "")]


def test_larger_type_is_a_heading_and_one_of_two_rows_is_one() -> None:
    text = [
        (72.0, 120.0 + 20 * n, 12.0, f"{sign}，{FULL}。") for n, sign in enumerate("甲乙丙丁戊己")
    ]
    rows = [(120.0, 0.0, 22.0, "柳桥街道推进敲门"), (150.0, 32.0, 22.0, "问事的报告")]
    found = layout([*rows, (72.0, 80.0, 15.0, "从一封信开始"), *text])
    assert found[:2] == [("柳桥街道推进敲门问事的报告", "h1"), ("从一封信开始", "h2")]
    assert [hint for _, hint in found[2:]] == [""] * 6


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([(0, "来信"), (24.8, "二十")], "来信二十"),
        ([(0, "来信"), (27.6, "21"), (42.5, "封")], "来信21封"),
        ([(0, "第1节"), (34.0, "楼组")], "第1节 楼组"),
        ([(0, "社区"), (60, "来信")], "社区 来信"),
    ],
    ids=["stretched", "figures-apart", "space", "cells"],
)
def test_room_between_characters_is_a_space_where_it_is_wide(
    pieces: list[tuple[float, str]], text: str
) -> None:
    assert layout([(72 + left, 0.0, 12.0, piece) for left, piece in pieces]) == [(text, "")]


def test_a_line_that_recurs_amid_the_pages_or_on_two_of_them_stays() -> None:
    refrain = ["甲一", "乙二", "丙三", "敲门，再敲门", "丁四", "戊五", "己六"]
    distinct = [[f"{sign}{text}" for text in refrain] for sign in "子丑寅卯"]
    pages = [[*page[:3], refrain[3], *page[4:]] for page in distinct]
    assert not [line for line in lines(made(pages)) if line[1] == "nav"]
    assert not [line for line in lines(made([refrain, refrain])) if line[1] == "nav"]


def test_a_file_without_text_says_so() -> None:
    assert "no text layer" in problem(pdf(b"0 0 100 100 re f"))
    assert "no text layer" in problem(pdf(b""))


def test_a_file_under_a_password_says_so() -> None:
    assert "password" in problem(made([list(HALVES)], password="柳桥".encode().hex()))


def test_a_damaged_file_says_so() -> None:
    assert "damaged" in problem(b"%PDF-1.4\n1 0 obj")
    assert "damaged" in problem(b"%PDF-1.7\n" + bytes(range(256)) * 40)


@pytest.mark.parametrize("times", [1, 3])
def test_a_stream_that_inflates_to_a_gigabyte_ends_in_time(times: int) -> None:
    content, filters = packed(b" " * 200_000_000, times)
    start = time.monotonic()
    problem(pdf(*[content] * 5, filters=filters))
    assert time.monotonic() - start < 30
