"""The models that ship with Casebook, and the errors that mend a wrong models file."""

import re

import pytest

from scraper.model import CasebookError
from scraper.rules.diagrams import Move
from scraper.rules.glossary import load_glossary
from scraper.rules.models import Contrast, Model, Text, load_models, parse_models

MODELS = load_models()
ORDER = [
    "building-group",
    "ten-into",
    "joint-committee",
    "grid",
    "cohesion",
    "responsibility",
    "dual-registration",
    "standardised",
    "service",
    "smart",
    "transition",
    "new-organisations",
    "property",
    "office-building",
    "brand",
]
HAN = re.compile(r"[\u3400-\u9fff]")
QUOTED = re.compile(r"“[^“”]*”")


def texts(model: Model) -> list[Text]:
    """Everything a reader sees of a model, save the note on its English name."""
    own = [model.name, model.short, model.one_line, model.what, model.fits]
    for part in (model, *model.variants):
        own += [part.name, part.one_line, part.what, *part.steps]
        own += [actor.name for actor in part.diagram.actors]
        own += [move.label for move in part.diagram.moves]
    for contrast in model.contrasts:
        own += [contrast.aspect, *contrast.cells]
    return [*own, *model.difficulties, *model.kept_apart, *model.mechanisms]


def test_models_stand_in_the_order_of_the_site() -> None:
    assert [model.id for model in MODELS] == ORDER


def test_only_the_joint_committee_has_variants() -> None:
    variants = {model.id: [variant.id for variant in model.variants] for model in MODELS}
    assert {id: names for id, names in variants.items() if names} == {
        "joint-committee": ["joint-committee", "joint-meeting"]
    }


@pytest.mark.parametrize("model", MODELS, ids=ORDER)
def test_english_is_english(model: Model) -> None:
    for text in texts(model):
        assert not HAN.search(QUOTED.sub("", text.en)), text.en
        assert not re.search(r"[，。；：、？！（）]", text.en), text.en
        assert "Party construction" not in text.en
        assert not re.search(r"\bparty\b", text.en), text.en


@pytest.mark.parametrize("model", MODELS, ids=ORDER)
def test_chinese_is_chinese(model: Model) -> None:
    for text in texts(model):
        assert HAN.search(text.zh) or text.zh == "1+3", text.zh
        assert not re.search(r"[\u3400-\u9fff][,;:?!()\"']|[,;:?!()\"'][\u3400-\u9fff]", text.zh)
        assert not re.search(r"[\u3400-\u9fff] [\u3400-\u9fff]", text.zh), text.zh


@pytest.mark.parametrize("model", MODELS, ids=ORDER)
def test_sentences_end_and_pairs_close_in_both_languages(model: Model) -> None:
    for text in (model.one_line, model.what, model.fits, *model.steps, *model.difficulties):
        assert text.zh.endswith(("。", "”。")), text.zh
        assert text.en.endswith((".", ".”")), text.en
        for words in (text.zh, text.en):
            assert words.count("“") == words.count("”"), words


@pytest.mark.parametrize("model", MODELS, ids=ORDER)
def test_lengths_suit_a_page(model: Model) -> None:
    assert 3 <= len(model.steps) <= 6
    assert 2 <= model.what.zh.count("。") <= 4
    assert model.name.en[0].isupper()
    assert len(model.short.zh) <= 10
    assert len(model.short.en) <= 40


@pytest.mark.parametrize("model", MODELS, ids=ORDER)
def test_a_diagram_shows_every_step(model: Model) -> None:
    for part in (model, *model.variants):
        shown = {move.step for move in part.diagram.moves}
        assert shown == set(range(1, len(part.steps) + 1))
        for move in part.diagram.moves:
            assert len(move.label.zh) <= 20
            assert not move.label.zh.endswith("。")
            assert not move.label.en.endswith(".")


def test_variants_are_told_apart_in_a_table() -> None:
    for model in MODELS:
        assert bool(model.contrasts) == bool(model.variants), model.id
        for contrast in model.contrasts:
            assert len({cell.zh for cell in contrast.cells}) == len(model.variants)


@pytest.mark.parametrize("model", MODELS, ids=ORDER)
def test_figures_agree_in_both_languages(model: Model) -> None:
    long = re.compile(r"\d{3,}(?![\d余]*万)")
    for text in texts(model):
        english = text.en.replace(",", "")
        assert [number for number in long.findall(text.zh) if number not in english] == [], text


@pytest.mark.parametrize("model", MODELS, ids=ORDER)
def test_names_follow_the_glossary(model: Model) -> None:
    glossary = {
        chinese: term.english.casefold().replace("’", "'")
        for term in load_glossary()
        for chinese in term.names
    }
    for name in (model.name, *model.mechanisms, *(variant.name for variant in model.variants)):
        if name.zh in glossary:
            english = name.en.casefold().replace("’", "'").rstrip("s")
            assert english in glossary[name.zh], name


ENTRY = """
[[model]]
id = "{id}"
related = ["{other}"]
mechanisms = [{{ zh = "联系点", en = "contact point" }}]
official = {{ tag = "R" }}
[model.diagram]
actors = [{{ id = "a", zh = "甲方", en = "A" }}, {{ id = "b", zh = "乙方", en = "B" }}]
moves = [
  {{ step = 1, who = ["a"], to = ["b"], zh = "先做", en = "First" }},
  {{ step = 2, who = ["a", "b"], zh = "再做", en = "Then" }},
]
[model.zh]
name = "甲"
short = "甲"
one_line = "一句。"
what = "两句。"
fits = "三句。"
steps = ["先做。", "再做。"]
difficulties = ["难。"]
kept_apart = ["别。"]
[model.en]
name = "A"
short = "A"
one_line = "One."
what = "Two."
fits = "Three."
steps = ["First.", "Then."]
difficulties = ["Hard."]
kept_apart = ["Not this."]
"""
FIRST, SECOND = ENTRY.format(id="one", other="two"), ENTRY.format(id="two", other="one")
VARIANT = """
[[model.variants]]
id = "form"
zh = { name = "乙", one_line = "乙。", what = "乙。", steps = ["乙。"] }
en = { name = "B", one_line = "B.", what = "B.", steps = ["B."] }
[model.variants.diagram]
actors = [{ id = "a", zh = "甲方", en = "A" }, { id = "b", zh = "乙方", en = "B" }]
moves = [{ step = 1, who = ["a"], to = ["b"], zh = "做", en = "Do" }]
[[model.contrasts]]
aspect = { zh = "性质", en = "Nature" }
cells = [{ zh = "平台", en = "Platform" }]
"""


def test_a_small_file_is_read_whole() -> None:
    one, two = parse_models(FIRST + SECOND + VARIANT)
    assert one.steps == (Text("先做。", "First."), Text("再做。", "Then."))
    assert one.name.in_language("zh") == "甲"
    assert one.name.in_language("en") == "A"
    assert one.official.note == Text("", "")
    assert one.variants == ()
    assert [variant.steps for variant in two.variants] == [(Text("乙。", "B."),)]
    assert [actor.id for actor in one.diagram.actors] == ["a", "b"]
    assert one.diagram.moves == (
        Move(1, ("a",), ("b",), Text("先做", "First")),
        Move(2, ("a", "b"), (), Text("再做", "Then")),
    )
    assert two.contrasts == (Contrast(Text("性质", "Nature"), (Text("平台", "Platform"),)),)


# (what is written, what is put in its place, where the error points, what it says)
FAULTS = [
    ('id = "one"', 'id = "one', "", "not valid TOML"),
    ('id = "one"', 'id = "One Two"', "model One Two.id", "is “One Two”"),
    ('id = "one"', 'id = "two"', "model two.id", "is used twice"),
    ('id = "one"', "id = 1", "model[1].id", "is not a text"),
    ('fits = "三句。"', "", "model one.zh.fits", "is missing"),
    ('fits = "Three."', 'fits = " "', "model one.en.fits", "is empty"),
    ('what = "Two."', 'what = "Two."\nwhen = "now"', "model one.en.when", "is not a known key"),
    ('related = ["two"]', 'related = ["two"]\ncolor = "red"', "model one.color", "not a known key"),
    ('steps = ["First.", "Then."]', 'steps = ["First."]', "model one.en.steps", "has 1 entries"),
    ('difficulties = ["难。"]', "difficulties = []", "model one.zh.difficulties", "is not a list"),
    ('kept_apart = ["别。"]', "kept_apart = [1]", "model one.zh.kept_apart", "holds an entry"),
    ('related = ["two"]', 'related = ["three"]', "model one.related", "names “three”"),
    ('related = ["two"]', 'related = ["one"]', "model one.related", "names “one”"),
    ('tag = "R"', 'tag = "X"', "model one.official.tag", "is “X”"),
    ('tag = "R"', 'tag = "A", en = "Xinhua"', "model one.official.zh", "is missing"),
    (', en = "contact point"', "", "model one.mechanisms[1].en", "is missing"),
    ('mechanisms = [{ zh = "联系点", en = "contact point" }]', 'mechanisms = ["联系点"]',
     "model one.mechanisms", "holds an entry that is no table"),
    (', { id = "b", zh = "乙方", en = "B" }', "", "model one.diagram.actors", "too few"),
    ('id = "b", zh', 'id = "a", zh', "model one.diagram.actors", "the same"),
    ("step = 2", "step = 3", "model one.diagram.moves[2].step", "is 3"),
    ("step = 1", "step = 0", "model one.diagram.moves[1].step", "is 0"),
    ('to = ["b"]', 'to = ["c"]', "model one.diagram.moves[1].to", "names “c”"),
    ('to = ["b"]', 'to = ["a"]', "model one.diagram.moves[1].to", "needs one who acts"),
    ('who = ["a", "b"]', 'who = ["a", "c"]', "model one.diagram.moves[2].who", "names “c”"),
    (', zh = "先做"', "", "model one.diagram.moves[1].zh", "is missing"),
    ("actors = [", 'actors = [{ id = "c", zh = "丙", en = "C" }, ', "model one.diagram.actors",
     "holds “c”, who does nothing"),
    ("[model.zh]", "[[model.zh]]", "model one.zh", "is not a table"),
    ("[model.diagram]", "[model.picture]", "model one.diagram", "is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "instead", "place", "problem"), FAULTS)
def test_a_fault_is_named_with_its_field(
    written: str, instead: str, place: str, problem: str
) -> None:
    with pytest.raises(CasebookError) as error:
        parse_models(FIRST.replace(written, instead, 1) + SECOND, "my-models.toml")
    assert error.value.file == "my-models.toml"
    assert error.value.place == place
    assert problem in error.value.problem
    assert error.value.mend


def test_a_relation_holds_in_both_directions() -> None:
    third = ENTRY.format(id="three", other="one")
    with pytest.raises(CasebookError, match="does not relate back"):
        parse_models(FIRST + SECOND + third)


def test_a_contrast_has_a_cell_for_each_variant() -> None:
    wrong = VARIANT.replace("cells = [", 'cells = [{ zh = "权力", en = "Power" }, ')
    with pytest.raises(CasebookError, match=r"contrasts\[1\].cells: has 2 entries"):
        parse_models(FIRST + SECOND + wrong)


def test_an_unknown_table_beside_the_models_is_refused() -> None:
    with pytest.raises(CasebookError, match="models_title: is not a known key"):
        parse_models('models_title = "x"\n' + FIRST + SECOND)
