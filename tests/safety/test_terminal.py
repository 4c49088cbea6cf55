"""What a capture or a file name says never steers the terminal in which it is printed."""

from __future__ import annotations

import json
import random
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner

from scraper.__main__ import main

from .prose import paragraph

STEERING = "甲\x1b]0;改标题\x07\x1b[2J\x9b31m\u202e乙\u2066丙\u200f\u2028丁\x7f"
"""Sets a terminal's title, clears it, colors it, turns the direction of writing."""
SHOWN = r"\x1b]0"


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    """A page whose name, title and text steer."""
    chance = random.Random(3)
    text = "\n\n".join((STEERING, paragraph(chance, 9), f"{paragraph(chance)}{STEERING}"))
    file = tmp_path / f"页{STEERING}.txt"
    file.write_text(text + "\n", encoding="utf-8")
    return file


def run(folder: Path, *words: str, here: bool = True) -> str:
    """Everything that a verb prints."""
    library = [f"--{name}={folder / name}" for name in ("captures", "cases", "translations")]
    done = CliRunner().invoke(main, [*words, *(library if here else [])])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.output


def steers(output: str) -> set[str]:
    """The characters of an output that show nothing of themselves."""
    hidden = ("Cc", "Cf", "Zl", "Zp", "Cs", "Co")
    return {c for c in output if c != "\n" and unicodedata.category(c) in hidden}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("verb", ["add", "clean", "explain", "check"])
def test_no_verb_prints_what_steers(
    tmp_path: Path, capture: Path, verb: str, language: str
) -> None:
    if verb == "check":
        run(tmp_path, "add", str(capture))
        output = run(tmp_path, "check", "--lang", language)
    else:
        said = [] if verb == "clean" else ["--lang", language]
        output = run(tmp_path, verb, str(capture), *said, here=verb == "add")
        assert SHOWN in output
    assert steers(output) == set()


def test_errors_do_not_steer(tmp_path: Path) -> None:
    output = run(tmp_path, "add", str(tmp_path / f"{STEERING}.txt"))
    assert output.startswith("error: ")
    assert SHOWN in output
    assert steers(output) == set()


def test_a_program_reads_from_json_what_was_there(tmp_path: Path, capture: Path) -> None:
    output = run(tmp_path, "clean", "--json", str(capture), here=False)
    assert steers(output) == set()
    (line,) = output.splitlines()
    assert json.loads(line)["capture"] == capture.name
