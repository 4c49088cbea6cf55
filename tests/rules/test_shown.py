"""What pages show of the rules is what the rules say."""

from scraper.rules.cleaning import load_cleaning_rules
from scraper.rules.shown import load_reasons, load_setting_names
from scraper.rules.structure import load_structure_rules


def test_reasons_are_those_of_the_rules() -> None:
    assert load_reasons() == {**load_cleaning_rules().reasons, **load_structure_rules().reasons}


def test_settings_are_those_of_the_rules() -> None:
    settings = load_structure_rules().settings
    assert load_setting_names() == {item.id: (item.zh, item.en) for item in settings}
