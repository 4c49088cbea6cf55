"""Whatever words a case and its translation say, their page has the same elements.

The vectors of others are samples; this is the statement they are samples of. A page made from any
words is the page made from a plain word, with the words in its place: the same elements with the
same attributes, and texts and values that differ by the words alone.
"""

from __future__ import annotations

import html
import json
import string
import tempfile
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from scraper.model import Translation
from scraper.pages import cut, pour, render_site
from scraper.reading.library import gather
from scraper.rules.glossary import load_glossary
from scraper.rules.interface import load_words
from scraper.rules.models import load_models
from scraper.rules.settings import Settings
from scraper.store import load_case, load_translation, sync_translation
from scraper.store.casefile import dump_case
from scraper.text.chars import is_han
from scraper.text.escape import as_text, one_line, path_part, web_address

from .filled import filled_case

FRAME = """<!doctype html><html><head><title>casebook-slot-title</title>
<meta name="description" content="casebook-slot-description">
<script type="application/ld+json">{"slot": "casebook-slot-data"}</script></head>
<body><div class="cb-page">casebook-slot-body</div></body></html>"""
PLAIN = "xq0qx"
"""A word that occurs nowhere else."""
MARKS = string.punctuation + " \t\n\r\x00\x0b\x1b\x7f\x85\xa0\u2028\u2029\u202e\ufeff\ufffe"
TOKENS = (
    "<!--",
    "-->",
    "]]>",
    "</script",
    "<script>",
    "</title>",
    "&lt;",
    "&#60",
    "{{",
    "%}",
    "---",
)
WORDS = st.lists(
    st.one_of(
        st.sampled_from(MARKS + "ab"),
        st.sampled_from(TOKENS),
        st.characters(exclude_categories=("Lo", "Cs")).filter(lambda char: not is_han(char)),
    ),
    max_size=25,
).map(lambda parts: f"x{''.join(parts)}x")
"""Marks, tokens that mean something somewhere, and any character; no Chinese, among which terms
and marks of the editing are found, and visible at both ends, so that nothing counts as empty."""


@lru_cache(maxsize=4)
def pages(words: str) -> tuple[bytes, ...]:
    """Both pages of a case that says these words wherever it can."""
    case = filled_case("any", words, repeat(words), 6)
    translation = Translation("any", {m.context: m.text for m in case.messages})
    library = gather(
        (case,),
        {"any": translation},
        load_models(),
        load_glossary(),
        load_words(),
        {},
        Settings("https://casebook.example/", "案例", "Cases"),
    )
    frame = cut(FRAME)
    return tuple(
        pour(page, frame) for page in render_site(library) if page.path == "cases/any.html"
    )


def elements(page: bytes) -> list[tuple[str | None, tuple[str, ...]]]:
    """Every element of a page with the names of its attributes, but the language of its words."""
    root = LexborHTMLParser(page).root
    assert root is not None
    return [
        (n.tag, tuple(sorted(n.attributes.keys() - {"lang"})))
        for n in root.traverse(include_text=False)
    ]


def passages(page: bytes) -> list[str]:
    """The title and the paragraphs of a page."""
    found = LexborHTMLParser(page).css("h1, .cb-text > :is([id^=p-], [id^=h-]):not(.cb-sub)")
    return [one_line(node.text(deep=True)) for node in found]


@settings(max_examples=20, deadline=None)
@given(WORDS)
def test_a_page_is_that_of_a_plain_word_with_the_words_in_its_place(words: str) -> None:
    for page, plain in zip(pages(words), pages(PLAIN), strict=True):
        assert elements(page) == elements(plain)
        assert passages(plain) == [PLAIN] * 8
        assert passages(page) == [one_line(words)] * 8


@given(WORDS | st.text())
def test_text_in_an_element_and_in_an_attribute(words: str) -> None:
    tree = LexborHTMLParser(f'<p title="{as_text(words)}">{as_text(words)}</p>')
    (node,) = tree.css("p")
    assert node.attributes == {"title": one_line(words)}
    assert node.text(deep=True) == one_line(words)
    assert not node.css("p > *")


@given(WORDS | st.text())
def test_escaped_text_holds_no_mark(words: str) -> None:
    escaped = as_text(words)
    assert html.unescape(escaped) == one_line(words)
    assert not set(escaped.replace("&#", "").replace(";", "")) & set(string.punctuation)


@given(WORDS)
def test_a_part_of_an_address_stays_one_part(words: str) -> None:
    assert set(path_part(words)) <= set(string.ascii_letters + string.digits + "-_.~%")
    assert path_part(words) not in (".", "..")


@given(st.sampled_from(("https://a.example/", "http://a", "javascript:", "//a/", "")), WORDS)
def test_an_address_is_one_of_the_web_or_none(start: str, words: str) -> None:
    address = web_address(start + words)
    assert address == "" or address.startswith(("https://", "http://"))
    assert not set(address) & set(' "<>\\`{}\n\t')


@pytest.mark.parametrize("words", ["</script><!--", "\u2028", "__proto__", "]]>"])
def test_data_in_the_head_reads_back(words: str) -> None:
    for page in pages(words):
        (script,) = LexborHTMLParser(page).css("script[type$=json]")
        data: dict[str, Any] = json.loads(script.text(deep=True))
        assert data["headline"] == one_line(words)


@settings(max_examples=40, deadline=None)
@given(WORDS)
def test_a_case_file_and_its_po_file_read_back(words: str) -> None:
    case = filled_case("any", words, repeat(words), 3)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "any.md"
        file.write_text(dump_case(case), encoding="utf-8", newline="")
        assert load_case(file).case == case
        first = sync_translation(Path(folder), case)
        assert sync_translation(Path(folder), case).outcome == "unchanged"
        assert load_translation(first.path, case).texts == {}
