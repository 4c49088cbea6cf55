"""Which line of a page is its headline, and what the page calls itself."""

from __future__ import annotations

import pytest

from scraper.blocks.html import html_lines
from scraper.clean.headline import best_title, find_headline

WINDOW = "<title>老楼装电梯，先把账算清_社区_示例新闻网</title>"


@pytest.mark.parametrize(
    ("markup", "headline"),
    [
        (WINDOW + "<h1>示例新闻网</h1><h2>老楼装电梯，先把账算清</h2>", "老楼装电梯，先把账算清"),
        (WINDOW + "<div>老楼装电梯 先把账算清</div><p>正文。</p>", "老楼装电梯 先把账算清"),
        (
            WINDOW
            + "<p>首页 &gt; 社区 &gt; 老楼装电梯，先把账算清</p><h1>老楼装电梯，先把账算清</h1>",
            "老楼装电梯，先把账算清",
        ),
        (
            WINDOW + "<div style='display: none'><h1>老楼装电梯，先把账算清</h1></div>"
            "<h3>老楼装电梯，先把账算清（图）</h3>",
            "老楼装电梯，先把账算清（图）",
        ),
        (WINDOW + "<li><a href='/'>老楼装电梯，先把账算清</a></li><p>正文。</p>", ""),
        (WINDOW + "<h1>别的一篇文章的标题</h1>", ""),
        ("<h1>没有窗口标题的页面</h1>", "没有窗口标题的页面"),
        ("<p>没有标题的页面。</p>", ""),
    ],
    ids=["site", "div", "crumb", "hidden", "link", "other", "windowless", "none"],
)
def test_headline(markup: str, headline: str) -> None:
    lines = list(html_lines(markup))
    at = find_headline(lines)
    assert (lines[at].text if at is not None else "") == headline


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>老楼装电梯_示例新闻网</title>", "老楼装电梯"),
        (
            "<title>示例网：老楼装电梯</title><meta property='og:title' content='老楼装电梯'>",
            "老楼装电梯",
        ),
        ("<meta property='og:title' content='老楼装电梯'>", "老楼装电梯"),
        ("<p>没有标题的页面。</p>", ""),
    ],
)
def test_title_of_the_page(head: str, title: str) -> None:
    assert best_title(list(html_lines(head))) == title
