"""Which translated sentences stand where sentences of the original stand."""

from __future__ import annotations

import pytest

from scraper.text.sentences import same_share


@pytest.mark.parametrize(
    ("texts", "chosen", "translated", "expected"),
    [
        (("一" * 10, "二" * 10), [0], ("a" * 30, "b" * 30), [0]),
        (("一" * 10, "二" * 10), [1], ("a" * 15, "b" * 15, "c" * 30), [2]),
        (("一" * 10, "二" * 10), [0], ("a" * 15, "b" * 15, "c" * 30), [0, 1]),
        (("一" * 10, "二" * 10, "三" * 20), [0, 1], ("a" * 30, "b" * 30), [0]),
        (("一" * 5, "二" * 35), [0], ("a" * 60, "b" * 60), [0]),
    ],
)
def test_the_share_of_the_paragraph_decides(
    texts: tuple[str, ...], chosen: list[int], translated: tuple[str, ...], expected: list[int]
) -> None:
    assert same_share(texts, chosen, translated) == expected
