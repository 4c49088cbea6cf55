"""The words of class and id names: what each list finds and leaves alone, and errors."""

from __future__ import annotations

import pytest

from scraper.model import CasebookError
from scraper.rules.markup import load_markup_rules, parse_markup_rules

TABLE = {
    "furniture": (
        [
            "main-nav",
            "breadcrumb",
            "relatednews",
            "hot-list",
            "side_bar",
            "share-box",
            "xgwz",
            "ad",
        ],
        ["navy-text", "shard", "article", "adaptive"],
    ),
    "furniture_if_no_text": (
        ["post-header", "info", "page-top", "author", "news_list"],
        ["stop", "desktop", "information", "authority"],
    ),
    "answers": (["comment-list", "replies", "pinglun", "gentie"], ["command", "replica"]),
    "text": (
        ["article-body", "trs_editor", "zhengwen", "post", "detail-con", "rich_media_content"],
        ["poster", "context", "mainframe", "sidebar"],
    ),
    "thread_lines": (["只看楼主", "共收到 10 条回复", "最佳答案"], ["楼主任每周走访", "回复如下"]),
}


@pytest.mark.parametrize("field", TABLE)
def test_list_finds_its_words_and_no_others(field: str) -> None:
    pattern, (found, alone) = getattr(load_markup_rules(), field), TABLE[field]
    assert [names for names in found if not pattern.search(names)] == []
    assert [names for names in alone if pattern.search(names)] == []


def test_a_wrong_entry_is_named() -> None:
    text = "[furniture]\nstrong = ['(']\nweak = ['a']\nanswers = ['a']\n[text]\nnames = ['a']\n"
    with pytest.raises(CasebookError, match=r"furniture\.strong"):
        parse_markup_rules(text + "[thread]\nlines = ['a']\n")
