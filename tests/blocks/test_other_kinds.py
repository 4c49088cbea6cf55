"""MHTML and Markdown become lines."""

from __future__ import annotations

import base64

import pytest

from scraper.blocks import read_page
from scraper.model import CasebookError

from .makers import TEXT, capture


def lines(text: bytes, media_type: str) -> list[tuple[str, str]]:
    return [(line.text, line.hint) for line in read_page(capture(text, media_type)).lines]


def mhtml(page: str, encoding: str, charset: str, kind: str = "text/html") -> bytes:
    body = base64.encodebytes(page.encode(encoding)).decode()
    return (
        "From: <Saved by a browser>\r\nSubject: page\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--=_part"\r\n\r\n'
        "----=_part\r\nContent-Type: text/css\r\n\r\nbody { color: red }\r\n"
        f'----=_part\r\nContent-Type: {kind}; charset="{charset}"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{body}\r\n----=_part--\r\n"
    ).encode()


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [("utf-8", "utf-8"), ("gbk", "gb2312"), ("gb18030", "gb18030"), ("utf-8", "gbk")],
)
def test_the_page_in_mhtml_is_read_in_its_charset(encoding: str, charset: str) -> None:
    page = f"<h1>楼组</h1><p>{TEXT}</p>"
    assert lines(mhtml(page, encoding, charset), "multipart/related") == [
        ("楼组", "h1"),
        (TEXT, ""),
    ]


@pytest.mark.parametrize(
    "content", [mhtml("x", "utf-8", "utf-8", kind="image/png"), b"MIME-Version: 1.0\r\n\r\n"]
)
def test_mhtml_without_a_page_is_named(content: bytes) -> None:
    with pytest.raises(CasebookError, match="no text"):
        lines(content, "multipart/related")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 楼组\n\n甲**乙**丙\n", [("楼组", "h1"), ("甲乙丙", "")]),
        ("甲\n乙\n\n丙", [("甲", ""), ("乙", ""), ("丙", "")]),
        ("- 甲\n- 乙", [("甲", "li"), ("乙", "li")]),
        ("| 社区 | 来信 |\n| --- | --- |\n| 梧桐里 | 21 |",
         [("社区 | 来信", "row"), ("梧桐里 | 21", "row")]),
        ("---\ntitle: '楼组'\ntags: [甲]\n---\n乙", [("楼组", "title"), ("乙", "")]),
        ("---\n\n甲", [("甲", "")]),
        ("    缩进的一段。", [("缩进的一段。", "")]),
        ("**市柳桥街道", [("**市柳桥街道", "")]),
        ("![图](a.png)甲乙丙[丁](b)", [("甲乙丙丁", "")]),
        ("<script>甲</script>\n\n乙", [("乙", "")]),
        ("2 < 3 & 4", [("2 < 3 & 4", "")]),
    ],
)  # fmt: skip
def test_markdown_is_read_as_its_rendered_page(text: str, expected: list[tuple[str, str]]) -> None:
    assert lines(text.encode(), "text/markdown") == expected
