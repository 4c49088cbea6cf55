"""The translation files that ship: complete, valid for gettext, unchanged by another tool."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from translate.storage.pypo import pofile as toolkit_file

from scraper.model import CasebookError
from scraper.rules.glossary import load_glossary
from scraper.store.po_writing import po_text
from scraper.translate.run import check_library

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "translations" / "en").rglob("*.po"))


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="needs msgfmt (GNU gettext)")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_msgfmt_accepts_it(path: Path) -> None:
    command = ["msgfmt", "--check", "--output-file=/dev/null", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_translate_toolkit_changes_no_text(path: Path, tmp_path: Path) -> None:
    """Weblate reads and writes PO files with this library."""
    there = tmp_path / path.name
    there.write_bytes(bytes(toolkit_file.parsefile(str(path))))

    def texts(file: Path) -> list[tuple[object, ...]]:
        return [
            (
                e.msgctxt,
                e.msgid,
                e.msgstr,
                e.previous_msgid,
                e.flags,
                e.obsolete,
                e.comment,
                e.tcomment,
            )
            for e in polib.pofile(str(file))
        ]

    assert texts(there) == texts(path)
    assert polib.pofile(str(there)).metadata == polib.pofile(str(path)).metadata


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_as_another_tool_broke_its_lines_keeps_its_bytes(path: Path, tmp_path: Path) -> None:
    there = tmp_path / path.name
    there.write_bytes(bytes(toolkit_file.parsefile(str(path))))
    file = polib.pofile(str(there))
    text = there.read_text(encoding="utf-8")
    assert po_text(file, file, text) == text


def test_the_translations_follow_the_glossary() -> None:
    found = list(check_library(ROOT / "cases", ROOT / "translations" / "en", load_glossary()))
    assert found == [], [str(f) if isinstance(f, CasebookError) else f for f in found]
