"""The strict reader of TOML tables, beyond what the data files that use it exercise."""

import pytest

from scraper.model import CasebookError
from scraper.rules.reader import Table

TEXT = """
name = "  甲  "
words = [" 一 ", "二"]
none = []

[place]
city = "南京市"
"""


def test_values_come_without_the_space_around_them() -> None:
    table = Table.parse(TEXT, "a.toml")
    assert table.text("name") == "甲"
    assert table.texts("words") == ("一", "二")


def test_what_has_a_default_may_be_left_out_or_empty() -> None:
    table = Table.parse(TEXT, "a.toml")
    assert table.text("note", "") == ""
    assert table.texts("none", ()) == ()
    assert table.texts("more", ("三",)) == ("三",)
    assert table.tables("parts", ()) == ()


def test_a_key_left_unread_is_refused_and_the_known_ones_are_named() -> None:
    place = Table.parse(TEXT, "a.toml").table("place")
    place.text("district", "")
    with pytest.raises(CasebookError, match=r"a\.toml:place\.city: .* use one of: district"):
        place.close()


def test_a_table_keeps_what_was_read_when_it_gets_a_name() -> None:
    table = Table.parse('id = "x"', "a.toml")
    table.named(f"rule {table.text('id')}").close()
