"""Articles in the characters of their page, for comparison with extractors that do not convert."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.pipeline import clean_file
from scraper.text.script import is_traditional, simplify

PAGES = Path(__file__).parent / "pages"
TEXT = """鄰里議事廳的做法

東塘社區黨委每週開一次聯席會,研究居民反映的問題。會上誰的事誰認領，辦完了再到會上說一遍。
居民看得見進度，慢慢就願意來了；一年下來，記在本子上的意見有三百多條，辦成的佔了八成。
還有些事情辦不了，也寫明了原因，貼在樓門口，隨時可以查。
"""


def test_a_traditional_page_keeps_its_characters(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(TEXT, encoding="utf-8")
    _, simple = clean_file(page)
    _, kept = clean_file(page, script="captured")
    (article,) = kept.articles
    assert article.title == "鄰里議事廳的做法"
    assert "東塘社區黨委每週開一次聯席會，研究" in article.body  # the mark is still repaired
    assert simplify(article.body) == simple.articles[0].body


@pytest.mark.parametrize("page", sorted(PAGES.glob("d3-*.txt")), ids=lambda p: p.stem)
def test_nothing_but_the_script_differs(page: Path) -> None:
    _, simple = clean_file(page)
    _, kept = clean_file(page, script="captured")
    for one, other in zip(simple.articles, kept.articles, strict=True):
        assert simplify(other.body) == simplify(one.body)


def test_a_simplified_page_is_as_ever() -> None:
    page = next(p for p in sorted(PAGES.glob("b1-*.txt")) if not is_traditional(p.read_text()))
    assert clean_file(page, script="captured") == clean_file(page)


def html(text: str) -> str:
    return "".join(f"<p>{line}</p>" for line in text.split("\n") if line)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (html(TEXT + "辦完之後，由誰回覆，也寫在裡面；至於花多少錢，張榜公布。"), True),
        (
            html(TEXT + "办完之后，由谁回复，也写在里面；至于花多少錢，張榜公布，居民于會后領取。"),
            False,
        ),
        (html(TEXT.replace("區黨", "區(qū)黨")), False),  # a gloss: a mirror's page
        (TEXT, False),  # plain text
    ],
)
def test_only_a_page_written_in_traditional_characters_keeps_them_by_itself(
    tmp_path: Path, text: str, kept: bool
) -> None:
    page = tmp_path / ("page.html" if text.startswith("<") else "page.txt")
    page.write_text(text, encoding="utf-8")
    _, cleaned = clean_file(page, script="auto")
    assert is_traditional(cleaned.articles[0].body) == kept
