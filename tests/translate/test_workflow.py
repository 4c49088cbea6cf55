"""`casebook translate`: carried over, filled from the memory, counted, checked."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner, Result

from scraper.__main__ import main
from scraper.model import CasebookError
from scraper.rules.glossary import load_glossary
from scraper.store import load_case, load_translation, sync_translation
from scraper.translate.run import Translated, check_library, translate_library

GLOSSARY = load_glossary()


def run(folder: Path, *only: str, **options: bool) -> dict[str, Translated]:
    found = list(
        translate_library(folder / "cases", folder / "en", GLOSSARY, only, **options)  # type: ignore[arg-type]
    )
    assert all(isinstance(item, Translated) for item in found), found
    return {item.case: item for item in found if isinstance(item, Translated)}


def entry(folder: Path, case: str, context: str) -> polib.POEntry:
    file = polib.pofile(str(folder / "en" / f"{case}.po"))
    return next(e for e in file if e.msgctxt == context and not e.obsolete)


def translate(folder: Path, case: str, **texts: str) -> None:
    path = folder / "en" / f"{case}.po"
    file = polib.pofile(str(path))
    for context, text in texts.items():
        found = next(e for e in file if e.msgctxt == context.replace("_", "-"))
        found.msgstr, found.flags = text, [flag for flag in found.flags if flag != "fuzzy"]
    file.save()


def test_every_file_is_made_and_told(folder: Path) -> None:
    done = run(folder)
    assert {case: item.result.counts.missing for case, item in done.items()} == {
        "liyi": 3,
        "pinghe": 4,
    }
    assert run(folder)["liyi"].result.outcome == "unchanged"


def test_equal_texts_are_filled_in_for_review_and_similar_ones_suggested(folder: Path) -> None:
    run(folder)
    english = "The Party branch invited the manager and heard residents for three evenings."
    translate(folder, "liyi", p_aaaaaa=english, p_bbbbbb="12 lamps were put up.")
    done = run(folder)["pinghe"]
    assert (done.equal, done.alike) == (1, 1)
    assert (done.result.counts.machine, done.result.counts.suggested) == (1, 1)
    equal, alike = entry(folder, "pinghe", "p-bbbbbb"), entry(folder, "pinghe", "p-aaaaaa")
    assert (equal.msgstr, equal.flags) == ("12 lamps were put up.", ["fuzzy"])
    assert equal.comment.startswith("machine: translation memory, liyi p-bbbbbb")
    assert (alike.msgstr, alike.flags) == (english, ["fuzzy"])
    assert alike.comment.startswith("memory: 95%, liyi p-aaaaaa")
    assert alike.previous_msgid == "党支部请来物业经理，听居民说了三个晚上。"
    # On pages the one is shown and marked, the other is not; a person's review makes it theirs.
    case = load_case(folder / "cases" / "pinghe.md").case
    read = load_translation(folder / "en" / "pinghe.po", case)
    assert (read.machine, read.texts, read.stale) == (
        {"p-bbbbbb": "12 lamps were put up."},
        {},
        {},
    )
    again = (folder / "en" / "pinghe.po").read_bytes()
    assert run(folder)["pinghe"].result.outcome == "unchanged"
    assert (folder / "en" / "pinghe.po").read_bytes() == again
    translate(folder, "pinghe", p_aaaaaa="The Party branch heard them for two evenings.")
    translate(folder, "pinghe", p_bbbbbb="12 lamps were put up.")
    counts = run(folder)["pinghe"].result.counts
    assert (counts.reviewed, counts.machine, counts.suggested) == (2, 0, 0)
    reviewed = entry(folder, "pinghe", "p-aaaaaa")
    assert "memory:" not in reviewed.comment
    assert reviewed.previous_msgid is None


def test_without_the_memory_nothing_is_filled_in(folder: Path) -> None:
    run(folder)
    translate(folder, "liyi", p_bbbbbb="12 lamps were put up.")
    assert run(folder, memory=False)["pinghe"].result.counts.missing == 4


def test_what_a_program_filled_in_goes_when_its_text_changes(folder: Path) -> None:
    run(folder)
    translate(folder, "liyi", p_bbbbbb="12 lamps were put up.")
    run(folder)
    case = load_case(folder / "cases" / "pinghe.md").case
    changed = tuple(
        replace(p, text="楼道刷白了。") if p.id == "p-bbbbbb" else p for p in case.paragraphs
    )
    result = sync_translation(folder / "en", replace(case, paragraphs=changed), GLOSSARY)
    assert (result.counts.machine, result.counts.stale) == (0, 0)
    now = entry(folder, "pinghe", "p-bbbbbb")
    assert (now.msgstr, now.flags, "machine:" in now.comment) == ("", [], False)


def test_one_changed_sentence_makes_one_message_stale_and_no_other(folder: Path) -> None:
    run(folder)
    translate(folder, "liyi", p_aaaaaa="A Party branch.", p_bbbbbb="12 lamps.", title="Title")
    run(folder)
    before = messages(folder)
    path = folder / "cases" / "liyi.md"
    path.write_text(path.read_text(encoding="utf-8").replace("12盏", "15盏"), encoding="utf-8")
    counts = run(folder)["liyi"].result.counts
    assert (counts.reviewed, counts.stale, counts.missing) == (2, 1, 0)
    after = messages(folder)
    assert [c for c in before if before[c] != after[c]] == ['msgctxt "p-bbbbbb"']
    stale = entry(folder, "liyi", "p-bbbbbb")
    assert (stale.previous_msgid, stale.msgstr) == ("楼下装了12盏灯。", "12 lamps.")


def messages(folder: Path) -> dict[str, str]:
    """The blocks of a PO file, byte for byte, by their context."""
    blocks = (folder / "en" / "liyi.po").read_text(encoding="utf-8").split("\n\n")
    return {next((x for x in b.split("\n") if x.startswith("msgctxt")), ""): b for b in blocks}


def test_lines_that_another_tool_broke_elsewhere_stay_as_they_are(folder: Path) -> None:
    run(folder)
    translate(folder, "liyi", p_aaaaaa="word " * 40 + "end.", p_bbbbbb="12 lamps.")
    path = folder / "en" / "liyi.po"
    file = polib.pofile(str(path), wrapwidth=0)  # as Weblate's "no wrapping" writes it
    file.metadata["X-Generator"] = "Weblate 5"
    file.save()
    before = messages(folder)
    case = folder / "cases" / "liyi.md"
    case.write_text(case.read_text(encoding="utf-8").replace("12盏", "15盏"), encoding="utf-8")
    run(folder)
    after = messages(folder)
    assert [c for c in before if before[c] != after[c]] == ['msgctxt "p-bbbbbb"']
    path.write_text(path.read_text(encoding="utf-8").replace("\n", "\r\n"), encoding="utf-8")
    case.write_text(case.read_text(encoding="utf-8").replace("15盏", "16盏"), encoding="utf-8")
    run(folder)
    assert b"\r" not in path.read_bytes()
    assert load_translation(path).stale == {"p-bbbbbb": "12 lamps."}


def test_only_the_named_cases_are_touched_and_a_dry_run_none(folder: Path) -> None:
    assert set(run(folder, "liyi")) == {"liyi"}
    assert [p.name for p in (folder / "en").iterdir()] == ["liyi.po"]
    run(folder, dry_run=True)
    assert [p.name for p in (folder / "en").iterdir()] == ["liyi.po"]
    found = list(translate_library(folder / "cases", folder / "en", GLOSSARY, ("nowhere",)))
    assert [isinstance(item, CasebookError) for item in found] == [True]


def test_a_bad_file_is_named_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "en").mkdir()
    (folder / "en" / "liyi.po").write_text("随便\n", encoding="utf-8")
    found = list(translate_library(folder / "cases", folder / "en", GLOSSARY))
    assert [type(item).__name__ for item in found] == ["CasebookError", "Translated"]


def test_the_translator_is_told_where_a_message_stands_and_its_terms(folder: Path) -> None:
    run(folder)
    assert entry(folder, "pinghe", "p-bbbbbb").comment.split("\n") == [
        "Paragraph before the first heading",
        "Before it: p-aaaaaa",
        "After it: p-cccccc",
    ]
    assert "Glossary: 党支部 = Party branch" in entry(folder, "pinghe", "p-aaaaaa").comment
    assert polib.pofile(str(folder / "en" / "pinghe.po")).header == "pinghe题目"


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("The branch asked the manager in.", []),
        ("The Party branches asked the manager in.", []),
        ("The cell asked the manager in.", [("党支部", "missing", "")]),
    ],
)
def test_departures_from_the_glossary_are_listed(
    folder: Path, english: str, expected: list[tuple[str, str, str]]
) -> None:
    run(folder)
    translate(folder, "liyi", p_aaaaaa=english)
    found = list(check_library(folder / "cases", folder / "en", GLOSSARY))
    assert [
        (f.term, f.kind, f.found) for f in found if not isinstance(f, CasebookError)
    ] == expected


def test_a_departure_on_purpose_is_said_by_the_translator(folder: Path) -> None:
    run(folder)
    translate(folder, "liyi", p_aaaaaa="The cell asked the manager in.")
    path = folder / "en" / "liyi.po"
    text = path.read_text(encoding="utf-8")
    mark = 'msgctxt "p-aaaaaa"'
    path.write_text(text.replace(mark, f"# glossary: 党支部\n{mark}"), encoding="utf-8")
    assert list(check_library(folder / "cases", folder / "en", GLOSSARY)) == []


def test_the_command_tells_in_words_and_in_json(folder: Path) -> None:
    def casebook(*words: str) -> Result:
        places = ("--cases", f"{folder}/cases", "--translations", str(folder))
        service = ("--config", f"{folder}/translate.toml")
        return CliRunner().invoke(main, ("translate", *words, *places, *service))

    assert casebook("--dry-run").output.splitlines()[0] == (
        "liyi: 0 of 3 reviewed, 3 missing (would be new)"
    )
    lines = [json.loads(line) for line in casebook("--json").output.splitlines()]
    assert [(line["case"], line["missing"], line["outcome"]) for line in lines] == [
        ("liyi", 3, "new"),
        ("pinghe", 4, "new"),
    ]
    translate(folder, "liyi", p_aaaaaa="Party construction.")
    checked = casebook("--check", "liyi")
    assert checked.exit_code == 1
    assert "departures from the glossary: 1" in checked.output
    without = casebook("--machine")
    assert (without.exit_code, "no translation service is set up" in without.output) == (1, True)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="needs msgfmt (GNU gettext)")
def test_msgfmt_accepts_what_the_memory_fills_in(folder: Path) -> None:
    run(folder)
    translate(folder, "liyi", p_aaaaaa="Three evenings.", p_bbbbbb="12 lamps were put up.")
    run(folder)
    for path in (folder / "en").iterdir():
        command = ["msgfmt", "--check", "--output-file=/dev/null", str(path)]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0
