"""Text on slides: nothing is lost when it is broken, and what is said to fit does."""

from __future__ import annotations

import pytest

from scraper.handouts.fitting import largest_fit, lines_of, pages_of
from scraper.reading.phrases import Phrase

BOX = (500.0, 200.0)
TEXTS = {
    "short": ["党员挂牌。"],
    "several": ["一句。" * 30, "二句。" * 30],
    "long": ["支部订立制度，记录可查。" * 60],
    "one sentence too long for a box": ["长" * 900],
    "english": ["The branch made ten rules. It kept records of each. " * 40],
}


@pytest.mark.parametrize("name", TEXTS)
def test_breaking_loses_nothing_and_each_portion_fits(name: str) -> None:
    phrases = [Phrase(text) for text in TEXTS[name]]
    pages = list(pages_of(phrases, 18, *BOX))
    assert all(pages)
    joined = "".join(phrase.text for page in pages for phrase in page)
    assert joined == "".join(TEXTS[name])
    if "too long" not in name:
        assert all(largest_fit([p.text for p in page], [18], *BOX) for page in pages)


def test_chinese_takes_about_twice_the_room_of_latin_letters() -> None:
    assert lines_of("党" * 100, 20, 520) == 4
    assert lines_of("a" * 100, 20, 520) == 3
    assert largest_fit(["党" * 30], (40, 20), 520, 64) == 20
