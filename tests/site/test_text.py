"""Escaping, marks and facts: tables of what goes in and what comes out."""

from __future__ import annotations

import html

import pytest
from sample_library import FULL, HOSTILE

from scraper.model import CleaningNote, Place, Translation, Years
from scraper.reading.facts import place_note, years_long, years_short
from scraper.reading.marks import mark
from scraper.reading.phrases import Reading
from scraper.rules.interface import load_words
from scraper.text.escape import as_text, one_line, path_part, web_address

ZH, EN = load_words().speaker("zh"), load_words().speaker("en")


@pytest.mark.parametrize("words", HOSTILE)
def test_escaped_text_reads_back_and_holds_no_mark(words: str) -> None:
    escaped = as_text(words)
    assert html.unescape(escaped) == one_line(words)
    assert not set(escaped.replace("&#", "").replace(";", "")) & set("<>&\"'`*_[]{}!|\\\n#-")


@pytest.mark.parametrize(
    ("part", "encoded"),
    [
        ("xinpu-2", "xinpu-2"),
        ("..", "%2E%2E"),
        ("a/../b", "a%2F..%2Fb"),
        ("javascript:x", "javascript%3Ax"),
        ("新", "%E6%96%B0"),
    ],
)
def test_a_path_part_stays_one_part(part: str, encoded: str) -> None:
    assert path_part(part) == encoded


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://docs.example/a?b=1", True),
        ("HTTP://docs.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//docs.example", False),
        ("https:docs.example", False),
        ("http://[::1", False),
        ("", False),
    ],
)
def test_only_web_addresses_are_linked(address: str, kept: bool) -> None:
    assert web_address(address) == (address if kept else "")


def test_what_cannot_stand_in_an_address_is_encoded() -> None:
    written = "https://docs.example/a b\"<c>\\`{d}?案=例&amp;%20'(e)"
    encoded = "https://docs.example/a%20b%22%3Cc%3E%5C%60%7Bd%7D?案=例&amp;%20'(e)"
    assert web_address(written) == encoded


RESTORED = CleaningNote("r", "restored", 1, "p-1", "具")
LOST = CleaningNote("r", "lacuna", 1, "p-1", "□")


@pytest.mark.parametrize(
    ("text", "notes", "marks"),
    [
        ("〔具〕体", (RESTORED,), [("〔具〕", "restored"), ("体", "")]),
        ("前□□后", (LOST,), [("前", ""), ("□□", "lacuna"), ("后", "")]),
        ("□〔具〕", (RESTORED, LOST), [("□", "lacuna"), ("〔具〕", "restored")]),
        # left alone: nothing says that these are marks
        ("〔具〕体", (), [("〔具〕体", "")]),
        ("□男 □女", (RESTORED,), [("□男 □女", "")]),
        ("国发〔2010〕3号", (RESTORED,), [("国发〔2010〕3号", "")]),
        ("〔具〕体", (CleaningNote("r", "restored", 1, "p-2", "具"),), [("〔具〕体", "")]),
        ("", (RESTORED, LOST), []),
    ],
)
def test_marks(text: str, notes: tuple[CleaningNote, ...], marks: list[tuple[str, str]]) -> None:
    assert [(span.text, span.mark) for span in mark(text, "p-1", notes)] == marks


@pytest.mark.parametrize(
    ("years", "short", "chinese", "english"),
    [
        (Years(2009, 2009, 2010), "2009年", "2009年，2010年发表", "2009, published 2010"),
        (Years(1997, 1998), "1997—1998年", "1997—1998年", "1997–1998"),
        (Years(end=2018), "2018年", "2018年", "2018"),
        (Years(published=2010), "2010年发表", "2010年发表", "published 2010"),
        (Years(basis="relative"), "年份不详", "年份不详", "Year not known"),
    ],
)
def test_years(years: Years, short: str, chinese: str, english: str) -> None:
    assert years_short(years, ZH) == short
    assert years_long(years, ZH) == chinese
    assert years_long(years, EN) == english


def test_what_the_gazetteer_supplied_is_named() -> None:
    place = Place("上海市", "上海市", "嘉定区", inferred=("province", "city"))
    assert "省级、市级" in place_note(place, ZH)
    assert place_note(place, EN).startswith("province, city ")
    assert place_note(Place("上海市"), ZH) == ""


def test_the_sentence_that_shows_a_model_is_found_in_the_translation() -> None:
    shown, unshown = [(match.sentence, match.paragraph) for match in FULL.models]
    texts = {"p-aaaaa4": "It has 50,000 residents. Members with jobs cannot come."}
    reading = Reading(FULL, "en", Translation("pinghe", texts))
    assert reading.sentence(*shown).text == "Members with jobs cannot come."
    assert reading.sentence(*unshown).foreign  # that paragraph is not translated
    merged = Translation("pinghe", {"p-aaaaa4": "Residents number 50,000 and members have jobs."})
    whole = "Residents number 50,000 and members have jobs."
    assert Reading(FULL, "en", merged).sentence(*shown).text == whole


def test_progress_counts_every_text_once() -> None:
    progress = Reading(
        FULL, "en", Translation("pinghe", {"title": "x"}, stale={"p-aaaaa4": "Old."})
    )
    assert (progress.progress.done, progress.progress.stale) == (1, 1)
    assert progress.progress.all == len(FULL.messages)
    assert Reading(FULL, "en").progress.percent == 0
    assert Reading(FULL, "zh").progress.percent == 100
