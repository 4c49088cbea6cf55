"""What is taken for main text: invariants on all HTML fixtures, plain text, hostile pages."""

from __future__ import annotations

import time

import pytest

from scraper.blocks.html import html_lines
from scraper.clean.draft import Draft
from scraper.clean.maintext import keep_main_text
from scraper.model import Line, Page
from scraper.rules.markup import load_markup_rules

from ..fixtures import NAMES, PAGES

TEXT = "柳桥街道请党员先做一件小事：敲开同一个单元的门，问一问住户最烦的是什么。"


def main_text(markup: str) -> tuple[Page, Draft]:
    page = Page("page.html", tuple(html_lines(markup)))
    return page, keep_main_text(Draft.of(page), load_markup_rules())


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".html")])
def test_every_line_is_kept_or_its_removal_recorded(name: str) -> None:
    page, draft = main_text((PAGES / name).read_text("utf-8"))
    kept = {line.number for line in draft.lines}
    recorded = {change.line for change in draft.changes}
    assert kept | recorded == {line.number for line in page.lines}
    assert not kept & recorded


def test_plain_text_passes_untouched() -> None:
    draft = Draft(tuple(Line(text, n) for n, text in enumerate(["首页", TEXT, "上一篇"], 1)))
    assert keep_main_text(draft, load_markup_rules()) is draft


@pytest.mark.parametrize(
    "markup",
    [
        "<p>首页</p><p>上一篇</p>",
        "<div class='footer'><p>首页</p></div>",
        "<ul><li><a href='/'>首页</a></li></ul>",
        "",
    ],
)
def test_a_page_without_prose_is_left_to_the_other_rules(markup: str) -> None:
    page, draft = main_text(markup)
    assert draft.lines == page.lines


@pytest.mark.parametrize("names", ["comments", "sidebar", "related-news", "footer", "share"])
def test_names_of_furniture_are_not_believed_about_the_only_text(names: str) -> None:
    _, draft = main_text(f"<div class='{names}'><p>{TEXT}</p><p>{TEXT}</p></div>")
    assert [line.text for line in draft.lines] == [TEXT, TEXT]


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + TEXT + "</div>" * 100_000,
        "<div class='a'>甲，乙。" * 20_000,
        "<b>" * 100_000 + TEXT,
        "<table><tr><td>甲，乙。" * 10_000 + TEXT,
        "<p>" + "<" * 1_000_000 + TEXT,
        f"<div class='{'comment ' * 100_000}'>{TEXT}</div>",
        "<div " + " ".join(f"a{n}=1" for n in range(20_000)) + f">{TEXT}</div>",
        f"<title>{'题' * 100_000}</title><h1>{'题' * 100_000}</h1><p>{TEXT}</p>",
        f"<div><h2><a href='/'>甲</a></h2><p>{TEXT}</p></div>" * 5_000,
        "<!--" * 100_000 + TEXT,
    ],
    ids=[
        "nested", "nested-text", "inline", "tables", "brackets", "names", "attributes", "title",
        "teasers", "comments",
    ],
)  # fmt: skip
def test_hostile_pages_are_read_quickly(markup: str) -> None:
    start = time.process_time()
    page, draft = main_text(markup)
    assert time.process_time() - start < 5
    lost = {line.number for line in page.lines} - {line.number for line in draft.lines}
    assert lost == {change.line for change in draft.changes}
