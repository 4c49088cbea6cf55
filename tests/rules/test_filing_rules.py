"""The data of the filing stage: every signal finds its example and leaves the other one alone."""

from __future__ import annotations

import pytest

from scraper.model import CasebookError
from scraper.rules.facts import parse_fact_rules
from scraper.rules.gazetteer import load_gazetteer
from scraper.rules.kinds import Kind, KindSignal, load_kinds, parse_kinds
from scraper.rules.models import load_models
from scraper.rules.places import load_place_rules, parse_names
from scraper.rules.signals import Signal, load_signals, parse_signals

SIGNALS = load_signals().signals


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.pattern.pattern[:20])
def test_signal(signal: Signal) -> None:
    assert signal.pattern.search(signal.example)
    assert not signal.pattern.search(signal.leaves_alone)


def test_signals_and_models_know_each_other() -> None:
    models = {model.id: {variant.id for variant in model.variants} for model in load_models()}
    assert {signal.model for signal in SIGNALS} == set(models)
    assert all(not s.variant or s.variant in models[s.model] for s in SIGNALS)


@pytest.mark.parametrize(
    ("kind", "signal"),
    [(kind, signal) for kind in load_kinds() for signal in kind.signals],
    ids=lambda value: value.id if isinstance(value, Kind) else value.where,
)
def test_kind_signal(kind: Kind, signal: KindSignal) -> None:
    assert kind.id != "case"
    assert signal.pattern.search(signal.example)
    assert not signal.pattern.search(signal.leaves_alone)


def test_gazetteer_has_every_level_and_former_districts() -> None:
    gazetteer = load_gazetteer()
    assert gazetteer.areas["嘉定区"] == (("上海市", "上海市", "嘉定区"),)
    assert gazetteer.aliases["肇东"] == (("黑龙江省", "绥化市", "肇东市"),)
    assert ("江苏省", "南京市", "白下区") in gazetteer.areas["白下区"]
    assert ("浙江省", "杭州市", "下城区") in gazetteer.areas["下城区"]
    assert gazetteer.areas["济源市"] == (("河南省", "", "济源市"),)


def test_common_words_are_names_of_places() -> None:
    """An entry that no gazetteer knows is a slip, or no longer needed."""
    gazetteer, rules = load_gazetteer(), load_place_rules()
    assert not [w for w in rules.common_words if w not in gazetteer.aliases | gazetteer.areas]
    assert not [w for w in rules.common_nouns if w not in gazetteer.areas]


SIGNAL = """
[[signal]]
model = "grid"
pattern = "网"
weight = "1"
example = "网"
leaves_alone = "甲"
"""


@pytest.mark.parametrize(
    ("parse", "text", "problem"),
    [
        (parse_signals, 'speeches = ["("]\n' + SIGNAL, "holds “(”"),
        (parse_signals, 'speeches = ["讲"]\n' + SIGNAL.replace('"网"', '"["', 1), "is “[”"),
        (parse_signals, 'speeches = ["讲"]\n' + SIGNAL.replace('"1"', '"much"'), "is “much”"),
        (parse_kinds, '[[kind]]\nid = "poem"\n', "is “poem”"),
        (parse_fact_rules, "[years]\n", "is missing"),
        (parse_names, "unit\t街道\n", "is no row of the table"),
    ],
)
def test_wrong_data_is_named(parse, text: str, problem: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CasebookError) as raised:
        parse(text)
    assert problem in str(raised.value)
