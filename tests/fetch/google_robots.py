"""Reads the expectations out of Google's own test of robots.txt matching (`robots_test.cc`).

The C++ file is no part of this repository. It is read as far as its tests go: string constants,
strings made longer in a loop, and calls of `EXPECT_TRUE` and `EXPECT_FALSE`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_TEST = re.compile(r"^TEST\(\w+, (\w+)\) \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
_STATEMENT = re.compile(r'((?:"(?:\\.|[^"\\])*"|[^;{}"])*)([;{}])')
_STRING = re.compile(r'"((?:\\.|[^"\\])*)"')
_JOINED = re.compile(r'"\s+"')
_ASSIGNED = re.compile(r"(?:(?:const )?(?:std::string|absl::string_view|int|size_t) )?(\w+) = (.*)")
_GROWN = re.compile(r"while \((\w+)\.size\(\) < max_length\)")
_APPENDED = re.compile(r"absl::StrAppend\(&(\w+), (.*)\)")
_EXPECTED = re.compile(r"EXPECT_(TRUE|FALSE)\(\s*(.*)\)", re.DOTALL)


@dataclass(frozen=True)
class Expectation:
    """One line of the test: a question and the answer it must have."""

    test: str
    question: str
    args: tuple[str, ...]
    expected: bool


def expectations(source: str) -> Iterator[Expectation]:
    """Every expectation of the file, in its order."""
    for name, body in _TEST.findall(re.sub(r"^\s*//.*$", "", source, flags=re.MULTILINE)):
        yield from _of_test(name, body)


def _of_test(test: str, body: str) -> Iterator[Expectation]:
    names: dict[str, Any] = {}
    growing = False
    for text, end in _STATEMENT.findall(body):
        statement = " ".join(_JOINED.sub("", text).split("\n")).strip()
        loop = _GROWN.search(statement)
        if loop:
            growing = True
            continue
        expected = _EXPECTED.search(statement)
        if expected:
            question, args = re.match(r"([\w:]+)\((.*)\)$", expected[2].strip(), re.DOTALL).groups()
            values = tuple(_value(arg, names) for arg in _arguments(args))
            yield Expectation(test, question, values, expected[1] == "TRUE")
            continue
        appended = _APPENDED.search(statement)
        if appended:
            more = "".join(_value(arg, names) for arg in _arguments(appended[2]))
            names[appended[1]] += more
            while growing and len(names[appended[1]]) < names["max_length"]:
                names[appended[1]] += more
            continue
        assigned = _ASSIGNED.search(statement)
        if assigned:
            names[assigned[1]] = _value(assigned[2], names)
        growing = growing and end != "}"


def _arguments(text: str) -> list[str]:
    """Arguments of a call, cut at commas outside strings and brackets."""
    parts = re.findall(r'(?:"(?:\\.|[^"\\])*"|\([^()]*(?:\([^()]*\)[^()]*)*\)|[^,"()])+', text)
    return [part.strip() for part in parts]


def _value(text: str, names: dict[str, Any]) -> Any:
    text = text.strip()
    if text == "absl::string_view()":
        return ""
    strings = _STRING.fullmatch(text)
    if strings:
        return strings[1].encode("latin-1", "backslashreplace").decode("unicode_escape")
    joined = re.fullmatch(r"absl::StrCat\((.*)\)", text)
    if joined:
        return "".join(_value(arg, names) for arg in _arguments(joined[1]))
    if text in names:
        return names[text]
    if text.startswith("std::string("):
        return 1  # the length of the end of a line
    total = re.sub(r"(\w+)\.length\(\)", lambda m: str(len(names[m[1]])), text)
    total = re.sub(r"[a-zA-Z]\w*", lambda m: str(names[m[0]]), total)
    return sum(int(n) for n in _terms(total))


def _terms(text: str) -> Iterator[int]:
    """The numbers of a sum with products: `2083 * 8 - 3 + 1`."""
    for sign, product in re.findall(r"([+-]?)\s*(\d+(?:\s*\*\s*\d+)*)", text):
        value = 1
        for factor in product.split("*"):
            value *= int(factor)
        yield -value if sign == "-" else value
