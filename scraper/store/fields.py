"""Frozen dataclasses as YAML mappings, both ways, with the place of every fault.

The field types of the dataclass decide what a value is, never YAML's own guesses: `no`, `2018`
and `2018-05-03` are plain strings where the field is a string. Keys that the dataclass does not
have, keys given twice and values of the wrong type are errors, so nothing is dropped silently.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, ClassVar, TypeVar

import yaml

from scraper.model import CasebookError
from scraper.store.field_types import FieldType, field_types, is_required, required_names

T = TypeVar("T")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """PyYAML's loader without its guesses at types, which nobody reads here."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        """Return no tag: the reader goes by the types of the fields."""
        return ""

    def descend_resolver(self, parent: Any, index: Any) -> None:
        """Do nothing: there is nothing that depends on where a node stands."""

    def ascend_resolver(self) -> None:
        """Do nothing either."""


_BEFORE_WORDS = re.compile(r"^[ ?-]+", re.MULTILINE)
_SAFE_DEPTH = 400
"""How deep libyaml's composer may go; it needs some thousand levels to exhaust a stack."""
_MAX_DEPTH = 8
"""Twice as deep as a case goes: fields, figures, a figure, its own fields."""
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_NEEDS_QUOTES = re.compile(
    r"[^\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010fffe]"
)
"""Line breaks and characters YAML cannot show as they are: written as escapes in quotes."""


class _Dumper(yaml.SafeDumper):
    """PyYAML's dumper, with every string that holds an unprintable character in double quotes.

    Left to itself it folds such strings over several lines, which no editor enjoys.
    """

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the items of a list below their key."""
        super().increase_indent(flow, indentless=False)


def _string(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _NEEDS_QUOTES.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _string)


def dump_fields(record: Any, leave_out: frozenset[str] = frozenset()) -> str:
    """Return a dataclass instance as YAML: fields in their order, empty ones left out.

    Fields named in `leave_out` are not written. Nothing is wrapped, so a sentence is one line.
    """
    plain = {k: v for k, v in _plain(record).items() if k not in leave_out}
    return yaml.dump(plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=sys.maxsize)


def _plain(value: Any) -> Any:
    """Turn dataclasses and tuples into mappings and lists without their empty fields."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if not is_dataclass(value):
        return value
    result = {}
    for field in fields(value):
        plain = _plain(getattr(value, field.name))
        if is_required(field) or plain not in ("", None, [], {}):
            result[field.name] = plain
    return result


def load_fields(
    text: str, kind: type[T], file: str, first_line: int = 1, given: Mapping[str, Any] | None = None
) -> T:
    """Return the instance of dataclass `kind` that YAML `text` describes.

    `first_line` is the line of `file` on which `text` begins; `given` holds fields that stand
    elsewhere and may not stand in the text. Raises `CasebookError` with line and mend.
    """
    return kind(**_Reader(file, first_line).mapping(_compose(text, file, first_line), kind, given))


def _compose(text: str, file: str, first_line: int) -> yaml.Node:
    """Parse YAML as far as nodes, which know their lines."""
    try:
        depth = _depth(text) if _may_be_deep(text) else 0
        node = yaml.compose(text, Loader=_Loader) if depth <= _MAX_DEPTH else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = str(mark.line + first_line) if mark else str(first_line)
        problem = f"the YAML cannot be read ({error.problem or error.context})"
        mend = "Check quotes, colons and indentation on this line and the one before"
        raise CasebookError(file, problem, mend, line) from error
    except yaml.YAMLError as error:
        problem = f"the YAML cannot be read ({str(error).splitlines()[0]})"
        mend = "Take out control characters"
        raise CasebookError(file, problem, mend, str(first_line)) from error
    if depth > _MAX_DEPTH:
        mend = "Write the fields as the other files have them"
        raise CasebookError(file, "the YAML is nested too deeply", mend, str(first_line))
    if node is None:
        return yaml.MappingNode("tag:yaml.org,2002:map", [], yaml.Mark("", 0, 0, 0, None, 0))
    return node


def _may_be_deep(text: str) -> bool:
    """Return whether YAML could be nested more deeply than is safe, by its marks alone.

    A level of a block stands at least a column to the right of the one above it, or is a list in
    the column of its key; a level of a flow takes a bracket.
    """
    columns = max(map(len, _BEFORE_WORDS.findall(text)), default=0)
    return 2 * (columns + 1) + text.count("[") + text.count("{") > _SAFE_DEPTH


def _depth(text: str) -> int:
    """Return how deeply YAML is nested, at most one more than is allowed.

    Asked before the nodes are built, because libyaml's composer calls itself for each level and
    takes the process down on a file of nothing but brackets.
    """
    depth = deepest = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            deepest = max(deepest, depth)
            if depth > _MAX_DEPTH:
                break
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return deepest


class _Reader:
    """Reads YAML nodes as the types of dataclass fields; knows the file for its errors."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file, self.first_line = file, first_line

    def fault(self, node: yaml.Node, problem: str, mend: str) -> CasebookError:
        """Return the error for a node, with its line in the file."""
        return CasebookError(self.file, problem, mend, str(node.start_mark.line + self.first_line))

    def mapping(
        self, node: yaml.Node, kind: type, given: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Read a mapping as the arguments of dataclass `kind`."""
        if not isinstance(node, yaml.MappingNode):
            raise self.fault(node, "fields are expected here", "Write `name: value` lines")
        allowed = field_types(kind)
        result = dict(given or {})
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else "…"
            if name in result:
                raise self.fault(key, f"`{name}` is given twice", "Delete one of the two")
            if name not in allowed:
                names = ", ".join(n for n in allowed if n not in (given or {}))
                raise self.fault(key, f"unknown field `{name}`", f"Use one of: {names}")
            result[name] = self.value(value, allowed[name], name)
        for name in required_names(kind):
            if name not in result:
                raise self.fault(node, f"`{name}` is missing", f"Add `{name}: …`")
        return result

    def value(self, node: yaml.Node, type_: FieldType, name: str) -> Any:
        """Read a node as a value of a type; `name` is the field it belongs to."""
        if type_.shape == "record":
            return type_.kind(**self.mapping(node, type_.kind))
        if type_.item:
            if not isinstance(node, yaml.SequenceNode):
                raise self.fault(node, f"`{name}` is not a list", "Write one `- …` line for each")
            return tuple([self.value(item, type_.item, name) for item in node.value])
        if not isinstance(node, yaml.ScalarNode):
            raise self.fault(
                node, f"`{name}` is not a single value", "Put text with marks in quotes"
            )
        return str(node.value) if type_.shape == "text" else self.scalar(node, type_, name)

    def scalar(self, node: yaml.ScalarNode, type_: FieldType, name: str) -> Any:
        """Read a number or one of a choice; None where that is allowed and nothing is there."""
        text = str(node.value)
        if type_.shape == "choice":
            if text not in type_.choices:
                raise self.fault(
                    node, f"`{name}` cannot be `{text}`", f"Use one of: {', '.join(type_.choices)}"
                )
            return text
        if type_.optional and text in _NULLS:
            return None
        return self.number(node, type_.kind, name)

    def number(self, node: yaml.ScalarNode, kind: Any, name: str) -> int | float:
        """Read an `int` or a finite `float`."""
        try:
            number: int | float = kind(node.value)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            words = "a whole number" if kind is int else "a number"
            raise self.fault(
                node, f"`{name}` is `{node.value}`, not {words}", "Write digits only, without units"
            )
        return number
