"""Mistakes in `fetch.toml` and in the contact are named with their place."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from scraper.model import CasebookError
from scraper.rules.fetching import FILE, parse_fetch_rules
from scraper.rules.settings import load_settings

TEXT = (resources.files("scraper") / "data" / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("seconds = 60", "seconds = -1", "limits.seconds"),
        ("retries = 2", "retrys = 2", "limits.retries"),
        ('network = "224.0.0.0/4"', 'network = "224.0.0.1/4"', "refused_networks[1].network"),
        ('fault = "login"', 'fault = "logon"', "no_page[1].fault"),
        ("password = true", 'password = "yes"', "no_page[1].password"),
    ],
)
def test_mistakes_are_named(old: str, new: str, place: str) -> None:
    assert old in TEXT
    with pytest.raises(CasebookError) as error:
        parse_fetch_rules(TEXT.replace(old, new))
    assert (error.value.file, error.value.place) == (FILE, place)


@pytest.mark.parametrize(
    ("contact", "good"),
    [
        ("editor@example.org", True),
        ("https://example.org/about", True),
        ("编辑部", False),
        ("a) (b", False),
        ("a\\r\\nX-Evil: 1", False),
    ],
)
def test_a_contact_is_one_line_of_ascii(contact: str, good: bool, tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text(f'extra:\n  casebook:\n    contact: "{contact}"\n', "utf-8")
    if good:
        assert load_settings(config).contact == contact
        return
    with pytest.raises(CasebookError):
        load_settings(config)
