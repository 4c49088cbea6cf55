"""The types of a dataclass's fields as a reader of fields asks for them, looked into once."""

from __future__ import annotations

import types
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True)
class FieldType:
    """The type of a field."""

    shape: Literal["record", "list", "text", "choice", "number"]
    kind: Any = None
    """The dataclass of a record, the class of a number."""
    item: FieldType | None = None
    """What a list holds."""
    choices: tuple[str, ...] = ()
    optional: bool = False
    """Whether a number may be missing."""


def _type(kind: Any) -> FieldType:
    origin = get_origin(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        return FieldType("record", kind)
    if origin is tuple:
        return FieldType("list", item=_type(get_args(kind)[0]))
    if kind is str:
        return FieldType("text")
    if origin is Literal:
        return FieldType("choice", choices=get_args(kind))
    if origin in (Union, types.UnionType):
        kind = next(option for option in get_args(kind) if option is not types.NoneType)
        return FieldType("number", kind, optional=True)
    return FieldType("number", kind)


@cache
def field_types(kind: type) -> dict[str, FieldType]:
    """Return the names of a dataclass's fields and their types, in order."""
    hints = get_type_hints(kind)
    return {field.name: _type(hints[field.name]) for field in fields(kind)}


@cache
def required_names(kind: type) -> tuple[str, ...]:
    """Return the fields of a dataclass that have no default."""
    return tuple(field.name for field in fields(kind) if is_required(field))


def is_required(field: Any) -> bool:
    """Whether a field of a dataclass has no default."""
    return field.default is MISSING and field.default_factory is MISSING
