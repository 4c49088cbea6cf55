"""The diagrams of the models: who does what to whom, as SVG in the pages of the models."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from drawings import SVG, drawings, said, together
from sample_library import FULL, HOSTILE, RETELLING, TRANSLATIONS, library

from scraper.model import Language
from scraper.pages.diagram import LABEL_SIZE, NAME_SIZE, WIDTH, draw
from scraper.pages.model_page import model_page, model_parts
from scraper.rules.diagrams import Actor, Diagram, Move
from scraper.rules.interface import load_words
from scraper.rules.models import Model, load_models
from scraper.rules.texts import Text
from scraper.text.escape import one_line
from scraper.text.wrap import text_width

LANGUAGES = get_args(Language)
SHIPPED = [
    (f"{model.id}/{id}", diagram)
    for model in load_models()
    for id, diagram in (
        ("", model.diagram),
        *((variant.id, variant.diagram) for variant in model.variants),
    )
]


def page(model: Model, language: Language) -> str:
    shown = replace(library((FULL, RETELLING), TRANSLATIONS), models={model.id: model})
    return model_page(model, model_parts(model, shown)[0], shown, language).body


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", load_models(), ids=lambda model: model.id)
def test_a_diagram_names_every_actor_and_every_move(model: Model, language: Language) -> None:
    shown = drawings(page(model, language))
    diagrams = [model.diagram, *(variant.diagram for variant in model.variants)]
    assert len(shown) == len(diagrams)
    for drawing, diagram in zip(shown, diagrams, strict=True):
        letters = said(drawing)
        for actor in diagram.actors:
            assert together(actor.name.in_language(language)) in letters
        for move in diagram.moves:
            assert f"{move.step}{together(move.label.in_language(language))}" in letters


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_diagram_has_a_name_and_a_text_of_its_own(language: Language) -> None:
    model = next(model for model in load_models() if model.variants)
    shown = drawings(page(model, language))
    ids = [str(element.get("id")) for svg in shown for element in svg if element.get("id")]
    assert len(set(ids)) == len(ids) == 2 * len(shown)
    for svg in shown:
        assert svg.get("role") == "img"
        assert svg.get("aria-labelledby") in ids
        assert svg.get("aria-describedby") in ids
        words = svg.findtext(f"{SVG}desc") or ""
        assert len(words) > 50


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "diagram"), SHIPPED, ids=[name for name, _ in SHIPPED])
def test_every_line_fits_its_room(name: str, diagram: Diagram, language: Language) -> None:
    drawing = draw(diagram, language, load_words().speaker(language))
    for box in drawing.actors:
        for line in box.lines:
            assert text_width(line.text) * NAME_SIZE <= box.width, line.text
    for row in drawing.rows:
        assert len(row.lines) <= 2
        for line in row.lines:
            assert line.x + text_width(line.text) * LABEL_SIZE <= WIDTH, line.text
    assert drawing.height > drawing.rows[-1].at


def actors(*ids: str) -> tuple[Actor, ...]:
    return tuple(Actor(id, Text(id, id)) for id in ids)


LABEL = Text("做", "Do")
# (who, to, dots, where the arrows lead) with the middles of three columns
MOVES = [
    (("a",), (), (59,), ()),
    (("a",), ("c",), (59,), (297,)),
    (("c",), ("a", "b"), (297,), (59, 178)),
    (("c", "a"), (), (59, 297), ()),
]


@pytest.mark.parametrize(("who", "to", "dots", "tips"), MOVES)
def test_a_move_stands_below_those_it_is_about(
    who: tuple[str, ...], to: tuple[str, ...], dots: tuple[int, ...], tips: tuple[int, ...]
) -> None:
    diagram = Diagram(actors("a", "b", "c"), (Move(1, who, to, LABEL),))
    drawing = draw(diagram, "zh", load_words().speaker("zh"))
    (row,) = drawing.rows
    assert [box.middle for box in drawing.actors] == [59, 178, 297]
    assert row.dots == dots
    assert tuple(arrow.head.split()[0] for arrow in row.arrows) == tuple(f"M{x}" for x in tips)
    assert all(abs(arrow.end - tip) == 6 for arrow, tip in zip(row.arrows, tips, strict=True))


def test_the_columns_show_between_the_labels_alone() -> None:
    moves = (Move(1, ("a",), ("b",), LABEL), Move(2, ("b",), (), LABEL))
    drawing = draw(Diagram(actors("a", "b"), moves), "en", load_words().speaker("en"))
    labels = [(row.top, row.top + row.height) for row in drawing.rows]
    assert len(drawing.columns) == 3
    for start, end in drawing.columns:
        assert start < end
        assert not any(start < bottom and top < end for top, bottom in labels)
    assert drawing.words == "Step 1, a to b: Do. Step 2, b: Do."


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_text(words: str) -> None:
    text = Text(words, words)
    diagram = Diagram((Actor("a", text), Actor("b", text)), (Move(1, ("a",), ("b",), text),))
    model = replace(load_models()[0], short=text, diagram=diagram)
    (svg,) = drawings(page(model, "zh"))
    assert said(svg).count(together(one_line(words))) == 3
    assert {element.tag.removeprefix(SVG) for element in svg.iter()} == {
        *("svg", "title", "desc", "g", "path", "rect", "text", "circle")
    }
