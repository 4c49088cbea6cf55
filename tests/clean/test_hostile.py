"""Pages that hold no article give none, and no page takes long."""

from __future__ import annotations

import time

import pytest

from scraper.clean import clean_page
from scraper.model import Line, Page
from scraper.rules.cleaning import load_cleaning_rules

SENTENCE = "柳桥街道请党员先做一件小事，敲开同一个单元的门，问一问住户最烦的是什么。"


def page(text: str) -> Page:
    lines = text.split("\n")
    return Page("page.txt", tuple(Line(line, n) for n, line in enumerate(lines, 1)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n　\n",
        "社区党建工作经验材料",
        "查看更多\n文档评论(0)\n相关文档\n最新文档",
        "1、本文档共3页，可免费预览。\n2、成为VIP后，下载本文档扣除1次下载次数。",
        "足球投注网站_百家乐平台_老虎机",
        "首页 | 新闻 | 党建\n当前位置：首页 > 党建\n版权所有：示例网 京ICP备00000000号",
        "?\n??\n" * 20,
    ],
    ids=["empty", "spaces", "keyword", "labels", "notices", "spam", "furniture", "marks"],
)
def test_a_page_without_text_gives_no_article(text: str) -> None:
    result = clean_page(page(text), load_cleaning_rules())
    assert result.articles == ()
    assert all(change.kind in ("removed", "converted") for change in result.changes)


@pytest.mark.parametrize(
    "unit",
    [
        SENTENCE,
        SENTENCE + " ",
        SENTENCE + "\n",
        "一、敲门问事的做法" + SENTENCE,
        "敲门问事的做法\n" + SENTENCE + "\n",
        "社区 党建 ，",
        "登???簿",
        "标题\n",
        "第一篇：敲门\n" + SENTENCE + "\n",
        "1、" + SENTENCE[:-1] + "\n",
        "（" + SENTENCE,
        "“敲门、",
        "《社区 ",
        "首页>",
        "上传人：某某\n",
        "区(qū)區(qū)，",
    ],
)
def test_cost_grows_with_length_and_not_with_its_square(unit: str) -> None:
    _seconds(page(unit * 10 + SENTENCE))  # loads the dictionaries
    costs = []
    for characters in (20_000, 80_000):
        source = page(unit * (characters // len(unit)) + "\n" + SENTENCE)
        costs.append(min(_seconds(source) for _ in range(3)))  # the least disturbed of three
    assert costs[1] < 9 * costs[0] + 0.1  # four times the text; sixteen if it were the square


def _seconds(source: Page) -> float:
    start = time.process_time()
    clean_page(source, load_cleaning_rules())
    return time.process_time() - start
