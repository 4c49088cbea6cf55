"""Bytes become lines: encodings, the structure of HTML, and hostile pages."""

from __future__ import annotations

import time

import pytest

from scraper.blocks import decode, read_page
from scraper.model import Capture, CasebookError, Line

TEXT = "柳桥街道请党员先做一件小事：敲开同一个单元的门，问一问住户最烦的是什么。"


def capture(content: bytes, media_type: str = "text/plain") -> Capture:
    return Capture(content, "0" * 64, "page", media_type)


def html(markup: str) -> list[tuple[str, str]]:
    """Lines of an HTML page with their hints."""
    page = read_page(capture(markup.encode(), "text/html"))
    return [(line.text, line.hint) for line in page.lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312"])
def test_text_is_decoded_without_a_declaration(encoding: str) -> None:
    text, _ = decode(capture(TEXT.encode(encoding)))
    assert text == TEXT


def test_traditional_text_is_decoded_from_big5() -> None:
    text = "柳橋街道請黨員先做一件小事，敲開同一個單元的門，問一問住戶最煩的是什麼。" * 3
    assert decode(capture(text.encode("big5")))[0] == text


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "GB18030"])
def test_a_declared_encoding_is_read_as_its_superset(declared: str) -> None:
    page = f'<meta charset="{declared}"><p>{TEXT}镕</p>'  # 镕 is not in GB 2312
    assert decode(capture(page.encode("gb18030"), "text/html"))[0] == page


def test_a_wrong_declaration_does_not_win_over_valid_utf8() -> None:
    page = f'<meta charset="gbk"><p>{TEXT}</p>'
    assert decode(capture(page.encode(), "text/html"))[0] == page


def test_bytes_in_no_encoding_are_refused_with_a_mend() -> None:
    with pytest.raises(CasebookError, match="encoding") as caught:
        read_page(capture(b"\x81\xff\xfe\xff\x80\x90\xa0\xff" * 40))
    assert "UTF-8" in caught.value.mend


def test_plain_text_keeps_its_lines_and_numbers() -> None:
    page = read_page(capture("一\r\n\r\n二\r三".encode()))
    assert page.lines == (Line("一", 1), Line("", 2), Line("二", 3), Line("三", 4))


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<h1>甲</h1><p>乙<b>丙</b>丁</p>", [("甲", "h1"), ("乙丙丁", "")]),
        ("<p>甲<br>乙</p>", [("甲", ""), ("乙", "")]),
        ("<ul><li>甲</li><li>乙</li></ul>", [("甲", "li"), ("乙", "li")]),
        ("<nav>甲</nav><footer><p>乙</p></footer>", [("甲", "nav"), ("乙", "nav")]),
        ("<p><a href='/'>甲乙丙</a></p>", [("甲乙丙", "link")]),
        ("<p>甲乙丙丁<a href='/'>戊</a></p>", [("甲乙丙丁戊", "")]),
        ("<script>甲</script><style>乙</style><p>丙<!-- 丁 --></p>", [("丙", "")]),
        ("<div>甲<p>乙</p>丙</div>", [("甲", ""), ("乙", ""), ("丙", "")]),
        ("<title>甲</title><p>乙</p>", [("甲", "title"), ("乙", "")]),
        ("<p>&#30002;&nbsp;&lt;乙&gt;</p>", [("甲\xa0<乙>", "")]),
        (
            "<table><tr><th>社区</th><th>来信</th></tr><tr><td>梧桐里</td><td>21</td></tr></table>",
            [("社区 | 来信", "row"), ("梧桐里 | 21", "row")],
        ),
        ("<table><tr><td>甲</td><td></td></tr></table>", [("甲", "")]),
        (
            "<table><tr><td>甲<br>乙</td><td>丙</td></tr></table>",
            [("甲", ""), ("乙", ""), ("丙", "")],
        ),
        ("<table><tr><td><p>甲</p></td><td><p>乙</p></td></tr></table>", [("甲 | 乙", "row")]),
        ("<p>甲", [("甲", "")]),
        ("<p>甲</div></td>乙", [("甲乙", "")]),
    ],
)
def test_html_lines(markup: str, lines: list[tuple[str, str]]) -> None:
    assert html(markup) == lines


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 10_000 + TEXT + "</div>" * 10_000,
        "<b>" * 10_000 + TEXT,
        "<div>甲" * 5_000,
        "<table><tr><td>" * 3_000 + TEXT,
        f"<p>{TEXT * 10_000}</p>",
        "<p>甲</p>" * 20_000,
        "<br>" * 50_000 + TEXT,
        f"<p>{TEXT}" + "&#xFFFFFF;&bogus;<![>" * 500,
    ],
    ids=["deep", "deep-inline", "deep-text", "deep-tables", "huge-line", "wide", "breaks", "bogus"],
)
def test_hostile_html_is_read_quickly(markup: str) -> None:
    start = time.process_time()  # of this process alone, however busy the machine is
    lines = html(markup)
    assert time.process_time() - start < 5
    text = "".join(line for line, _ in lines)
    assert text.count("甲") == markup.count("甲")
    assert text.count(TEXT) == markup.count(TEXT)
