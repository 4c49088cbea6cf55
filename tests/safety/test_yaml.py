"""YAML that cannot be read is an error with file, line and mend, whatever file it stands in.

Nothing of a file is dropped without a word, no tag makes an object, no alias is multiplied.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from scraper import store
from scraper.model import CasebookError
from scraper.rules.settings import load_settings

MALFORMED = {
    "an open quote": "{key}: '甲\n",
    "an open bracket": "{key}: [甲\n",
    "a tab": "{key}:\n\t- 甲\n",
    "a colon within": "{key}: 甲: 乙\n",
    "no mapping": "- 甲\n- 乙\n",
    "only words": "甲乙\n",
    "an unknown key": "{key}: 甲\nunheard: 乙\n",
    "a key twice": "{key}: 甲\n{key}: 乙\n",
    "a mapping for words": "{key}:\n  甲: 乙\n",
    "a list for words": "{key}: [甲]\n",
    "a control character": "{key}: '甲\x07'\n",
    "an object": "{key}: !!python/object/apply:os.system ['true']\n",
    "an alias": "{key}: &a 甲\nname: *a\n",
    "a merged key": "<<: {{ {key}: 甲 }}\n",
    "deep nesting": "{key}: " + "[" * 3000 + "]" * 3000 + "\n",
    "a second document": "{key}: 甲\n---\n{key}: 乙\n",
    "nested aliases": "{key}: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
}
"""`{key}` is a key of the file that holds words."""


def case_file(folder: Path, text: str) -> Callable[[], object]:
    file = folder / "yi.md"
    file.write_text(f"---\nid: yi\nkind: case\n{text}---\n\n一段。\n", encoding="utf-8")
    return lambda: store.load_case(file)


def sidecar(folder: Path, text: str) -> Callable[[], object]:
    capture = folder / "0123456789abcdef.txt"
    capture.write_text("一段。", encoding="utf-8")
    capture.with_suffix(".yaml").write_text(text, encoding="utf-8")
    return lambda: store.load_capture(capture)


def pack(folder: Path, text: str) -> Callable[[], object]:
    file = folder / "yi.yaml"
    file.write_text(text, encoding="utf-8")
    return lambda: store.load_pack(file)


def note(folder: Path, text: str) -> Callable[[], object]:
    file = folder / "yi.yaml"
    file.write_text(text, encoding="utf-8")
    return lambda: store.load_note(file)


def settings(folder: Path, text: str) -> Callable[[], object]:
    file = folder / "mkdocs.yml"
    file.write_text(text, encoding="utf-8")
    return lambda: load_settings(file)


FILES = {
    "case": (case_file, "title"),
    "sidecar": (sidecar, "address"),
    "pack": (pack, "id"),
    "note": (note, "id"),
    "settings": (settings, "site_name"),
}
_OF_THE_GENERATOR = {"an unknown key", "an alias", "a merged key", "nested aliases", "an object"}
"""What the configuration of the generator may hold: it is the project's own program."""
ALLOWED = {("settings", fault) for fault in _OF_THE_GENERATOR} | {("case", "a second document")}
"""What is no fault in a file; in a case file, `---` ends the front matter."""


@pytest.mark.parametrize(
    ("kind", "fault"),
    [(kind, fault) for kind in FILES for fault in MALFORMED if (kind, fault) not in ALLOWED],
)
def test_malformed_yaml_is_named_with_its_line_and_mend(
    tmp_path: Path, kind: str, fault: str
) -> None:
    write, key = FILES[kind]
    load = write(tmp_path, MALFORMED[fault].format(key=key))
    with pytest.raises(CasebookError) as caught:
        load()
    error = caught.value
    assert str(tmp_path) in error.file
    assert re.match(r"\d+$|[a-z_.\[\]]+$", error.place), error
    assert error.mend
