"""The models of community Party building: `data/models.toml`, read and checked.

A model is described in Chinese and in English, item by item: the second step in one language is
the second step in the other. The order of the file is the order in which the site shows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, get_args

from scraper.rules.diagrams import Diagram, read_diagram
from scraper.rules.reader import Table
from scraper.rules.texts import Text, read_text

__all__ = ["Contrast", "Model", "Official", "Text", "Variant", "load_models", "parse_models"]

FILE = "models.toml"

NameSource = Literal["A", "S", "R", "M"]
"""How an English name is known, as in the glossary: A read in an official English text, S read in
a secondary one (press, thesis, translation), R our own rendering, none read, M from memory of
standard wording."""


@dataclass(frozen=True, slots=True)
class Official:
    """What the English name of a model rests on."""

    tag: NameSource
    note: Text
    """The source, or a remark on the name; empty in both languages where there is none."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A form of a model that a reader must tell from its other form."""

    id: str
    name: Text
    one_line: Text
    what: Text
    steps: tuple[Text, ...]
    diagram: Diagram
    """The steps as a picture."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A row of the table that tells the variants of a model apart."""

    aspect: Text
    cells: tuple[Text, ...]
    """What holds of each variant, in their order."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model of community Party building, as its page describes it."""

    id: str
    """Lower-case words and hyphens; part of the page's address, never changed."""
    name: Text
    short: Text
    """The name for labels and lists, a few words."""
    official: Official
    one_line: Text
    what: Text
    """What it is: two to four sentences."""
    fits: Text
    """When it fits."""
    steps: tuple[Text, ...]
    """How it works, three to six steps in order."""
    diagram: Diagram
    """The steps as a picture."""
    difficulties: tuple[Text, ...]
    """What goes wrong, what to watch."""
    kept_apart: tuple[Text, ...]
    """What it is confused with, and the difference."""
    mechanisms: tuple[Text, ...]
    """Names that define it in the sources."""
    related: tuple[str, ...]
    """Ids of other models; the relation holds in both directions."""
    variants: tuple[Variant, ...] = ()
    contrasts: tuple[Contrast, ...] = ()

    def variant(self, id: str) -> Variant | None:
        """Return the variant of that id, None where the model has none."""
        return next((variant for variant in self.variants if variant.id == id), None)


@cache
def load_models() -> tuple[Model, ...]:
    """Return the models that ship with Casebook, in the site's order.

    Raises `CasebookError` naming file, field and mend where the data is wrong.
    """
    text = resources.files("scraper").joinpath("data", FILE).read_text(encoding="utf-8")
    return parse_models(text)


def parse_models(text: str, file: str = FILE) -> tuple[Model, ...]:
    """Return the models a TOML text describes; `file` is its name for errors.

    Raises `CasebookError` for a missing or unknown key, a language left out, lists of different
    length in the two languages, an id used twice, and a related model that does not exist or does
    not relate back.
    """
    root = Table.parse(text, file)
    tables = [table.named(f"model {table.text('id')}") for table in root.tables("model")]
    root.close()
    models = tuple(_model(table) for table in tables)
    _check_ids(tables, models)
    _check_related(tables, models)
    return models


def _model(table: Table) -> Model:
    zh, en = table.table("zh"), table.table("en")
    steps = _texts(zh, en, "steps")
    variants = tuple(_variant(variant) for variant in table.tables("variants", ()))
    model = Model(
        id=_id(table),
        name=_text(zh, en, "name"),
        short=_text(zh, en, "short"),
        official=_official(table.table("official")),
        one_line=_text(zh, en, "one_line"),
        what=_text(zh, en, "what"),
        fits=_text(zh, en, "fits"),
        steps=steps,
        diagram=read_diagram(table.table("diagram"), len(steps)),
        difficulties=_texts(zh, en, "difficulties"),
        kept_apart=_texts(zh, en, "kept_apart"),
        mechanisms=tuple(read_text(pair) for pair in table.tables("mechanisms")),
        related=table.texts("related"),
        variants=variants,
        contrasts=tuple(_contrast(row, len(variants)) for row in table.tables("contrasts", ())),
    )
    for read in (zh, en, table):
        read.close()
    return model


def _variant(table: Table) -> Variant:
    zh, en = table.table("zh"), table.table("en")
    steps = _texts(zh, en, "steps")
    variant = Variant(
        id=_id(table),
        name=_text(zh, en, "name"),
        one_line=_text(zh, en, "one_line"),
        what=_text(zh, en, "what"),
        steps=steps,
        diagram=read_diagram(table.table("diagram"), len(steps)),
    )
    for read in (zh, en, table):
        read.close()
    return variant


def _contrast(table: Table, variants: int) -> Contrast:
    contrast = Contrast(
        aspect=read_text(table.table("aspect")),
        cells=tuple(read_text(cell) for cell in table.tables("cells")),
    )
    table.close()
    if len(contrast.cells) != variants:
        problem = f"has {len(contrast.cells)} entries, the model has {variants} variants"
        raise table.fault("cells", problem, "Give one for each variant, in their order")
    return contrast


def _official(table: Table) -> Official:
    note = Text(table.text("zh", ""), table.text("en", ""))
    if bool(note.zh) != bool(note.en):
        missing = "en" if note.zh else "zh"
        raise table.fault(missing, "is missing", "Give the note in both languages")
    tag = table.text("tag")
    table.close()
    for known in get_args(NameSource):
        if tag == known:
            return Official(known, note)
    raise table.fault("tag", f"is “{tag}”", "Use one of A, S, R, M")


def _id(table: Table) -> str:
    """Return the id: it goes into addresses, so only lower-case words and hyphens."""
    value = table.text("id")
    words = value.split("-")
    if all(word.isascii() and word.isalnum() and word == word.lower() for word in words):
        return value
    raise table.fault("id", f"is “{value}”", "Use lower-case words and hyphens: joint-committee")


def _text(zh: Table, en: Table, key: str) -> Text:
    return Text(zh.text(key), en.text(key))


def _texts(zh: Table, en: Table, key: str) -> tuple[Text, ...]:
    """Return two lists as one list of pairs."""
    chinese, english = zh.texts(key), en.texts(key)
    if len(chinese) != len(english):
        problem = f"has {len(english)} entries, the Chinese list has {len(chinese)}"
        raise en.fault(key, problem, "Give each entry in both languages, in the same order")
    return tuple(Text(*pair) for pair in zip(chinese, english, strict=True))


def _check_ids(tables: list[Table], models: tuple[Model, ...]) -> None:
    seen: set[str] = set()
    for table, model in zip(tables, models, strict=True):
        if model.id in seen:
            raise table.fault("id", "is used twice", "Give one of the two another id")
        seen.add(model.id)


def _check_related(tables: list[Table], models: tuple[Model, ...]) -> None:
    by_id = {model.id: model for model in models}
    for table, model in zip(tables, models, strict=True):
        for other in model.related:
            if other not in by_id or other == model.id:
                known = ", ".join(id for id in by_id if id != model.id)
                raise table.fault("related", f"names “{other}”", f"Use one of: {known}")
            if model.id not in by_id[other].related:
                mend = f"Add “{model.id}” to the related models of {other}, or remove it here"
                raise table.fault("related", f"names {other}, which does not relate back", mend)
