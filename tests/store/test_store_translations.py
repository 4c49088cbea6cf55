"""Translation files: GNU gettext, with a translator's work never lost."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.model import Block, Case, CasebookError, Figure
from scraper.store import load_translation, sync_translation
from scraper.text.ids import assign_ids


def translate(path: Path, **texts: str) -> None:
    """Fill in translations as a translator would; `p_bbbbbb` stands for `p-bbbbbb`."""
    file = polib.pofile(str(path))
    for context, text in texts.items():
        entry = next(e for e in file if e.msgctxt == context.replace("_", "-") and not e.obsolete)
        entry.msgstr = text
    file.save()


def entries(path: Path) -> dict[str, polib.POEntry]:
    return {str(e.msgctxt): e for e in polib.pofile(str(path)) if not e.obsolete}


def with_text(case: Case, paragraph: str, text: str) -> Case:
    edited = (replace(p, text=text) if p.id == paragraph else p for p in case.paragraphs)
    return replace(case, paragraphs=tuple(edited))


def test_a_new_file_holds_every_message_in_order(tmp_path: Path, case: Case) -> None:
    result = sync_translation(tmp_path, case)
    assert (result.outcome, result.counts.reviewed, result.counts.stale) == ("new", 0, 0)
    assert result.counts.missing == len(case.messages)
    found = entries(result.path)
    assert [(e.msgctxt, e.msgid) for e in found.values()] == [
        (message.context, message.text) for message in case.messages
    ]
    assert found["p-dddddd"].comment.split("\n") == [
        "Paragraph under the heading: 二、做法",
        f"Before it: {case.paragraphs[-3].id}",
        f"After it: {case.paragraphs[-1].id}",
    ]
    assert found["figure-1-text"].comment == "The figure in the words of the text"
    assert polib.pofile(str(result.path)).metadata["Language"] == "en"


def test_a_title_over_several_lines_stays_a_comment(tmp_path: Path, case: Case) -> None:
    titled = replace(case, title='甲\nmsgid "乙"\r\u2028丙')
    result = sync_translation(tmp_path, titled)
    assert polib.pofile(str(result.path)).header == '甲 msgid "乙"  丙'
    assert sync_translation(tmp_path, titled).outcome == "unchanged"


def test_a_file_in_which_nothing_changes_is_left_byte_for_byte(tmp_path: Path, case: Case) -> None:
    path = sync_translation(tmp_path, case).path
    translate(path, title="Twelve small things", p_bbbbbb="A " + "very " * 40 + "long line.")
    # Another tool wraps lines differently and adds fields and comments of its own.
    text = path.read_text(encoding="utf-8").replace(
        'msgid ""\nmsgstr ""', '# Ms Li\nmsgid ""\nmsgstr ""', 1
    )
    path.write_text(text.replace('"MIME', '"X-Generator: Poedit 3.4\\n"\n"MIME'), encoding="utf-8")
    before = path.read_bytes()
    result = sync_translation(tmp_path, case)
    assert (result.outcome, result.counts.reviewed) == ("unchanged", 2)
    assert path.read_bytes() == before


def test_a_changed_text_turns_exactly_its_message_fuzzy(tmp_path: Path, case: Case) -> None:
    path = sync_translation(tmp_path, case).path
    translate(path, title="Twelve small things", p_bbbbbb="Old text.")
    old, new = case.paragraphs[2].text, "这个社区有13栋楼。"
    result = sync_translation(tmp_path, with_text(case, "p-bbbbbb", new))
    assert (result.outcome, result.counts.reviewed, result.counts.stale) == ("updated", 1, 1)
    entry = entries(path)["p-bbbbbb"]
    assert (entry.msgid, entry.msgstr, entry.previous_msgid) == (new, "Old text.", old)
    assert entry.flags == ["fuzzy"]
    translation = load_translation(path)
    assert translation.texts == {"title": "Twelve small things"}
    assert translation.stale == {"p-bbbbbb": "Old text."}
    # A second change still names the text that was translated, and going back mends it.
    sync_translation(tmp_path, with_text(case, "p-bbbbbb", "又改了。"))
    assert entries(path)["p-bbbbbb"].previous_msgid == old
    assert sync_translation(tmp_path, case).counts.stale == 0
    assert load_translation(path).texts["p-bbbbbb"] == "Old text."


def test_an_untranslated_text_that_changes_is_not_fuzzy(tmp_path: Path, case: Case) -> None:
    sync_translation(tmp_path, case)
    result = sync_translation(tmp_path, with_text(case, "p-bbbbbb", "改过。"))
    assert (result.counts.stale, result.counts.missing) == (0, len(case.messages))
    assert entries(result.path)["p-bbbbbb"].msgid == "改过。"


def test_loading_with_the_case_sees_changes_not_yet_synced(tmp_path: Path, case: Case) -> None:
    path = sync_translation(tmp_path, case).path
    translate(path, title="Twelve small things", p_bbbbbb="Old text.")
    changed = with_text(case, "p-bbbbbb", "改过。")
    assert load_translation(path, changed).stale == {"p-bbbbbb": "Old text."}
    assert load_translation(path).stale == {}


def test_a_text_that_moves_takes_its_translation_along(tmp_path: Path, case: Case) -> None:
    path = sync_translation(tmp_path, case).path
    translate(path, figure_1="buildings", figure_1_text="12 buildings")
    first = Figure("5名", 5.0, "名", "党员", "5名党员", "p-dddddd")
    result = sync_translation(tmp_path, replace(case, figures=(first, *case.figures)))
    assert (result.counts.reviewed, result.counts.stale) == (2, 0)
    assert load_translation(path).texts == {
        "figure-2": "buildings",
        "figure-2-text": "12 buildings",
    }


def test_what_goes_is_kept_as_obsolete_and_comes_back(tmp_path: Path, case: Case) -> None:
    path = sync_translation(tmp_path, case).path
    translate(path, p_eeeeee="The city followed.")
    shorter = replace(case, paragraphs=case.paragraphs[:-1])
    assert sync_translation(tmp_path, shorter).counts.reviewed == 0
    gone = [e for e in polib.pofile(str(path)) if e.obsolete]
    assert [(e.msgctxt, e.msgstr) for e in gone] == [("p-eeeeee", "The city followed.")]
    assert sync_translation(tmp_path, shorter).outcome == "unchanged"
    assert sync_translation(tmp_path, case).counts.reviewed == 1
    assert load_translation(path).texts == {"p-eeeeee": "The city followed."}


def test_translators_comments_and_fuzzy_marks_stay(tmp_path: Path, case: Case) -> None:
    path = sync_translation(tmp_path, case).path
    file = polib.pofile(str(path))
    entry = next(e for e in file if e.msgctxt == "p-bbbbbb")
    entry.msgstr, entry.tcomment, entry.flags = "Draft.", "ask Ms Li", ["fuzzy"]
    file.save()
    assert sync_translation(tmp_path, case).counts.suggested == 1
    sync_translation(tmp_path, with_text(case, "p-dddddd", "改过。"))
    entry = entries(path)["p-bbbbbb"]
    assert (entry.msgstr, entry.tcomment, entry.flags) == ("Draft.", "ask Ms Li", ["fuzzy"])


def test_a_dry_run_writes_nothing(tmp_path: Path, case: Case) -> None:
    assert sync_translation(tmp_path, case, dry_run=True).outcome == "new"
    assert list(tmp_path.iterdir()) == []


def test_a_missing_file_has_no_translations(tmp_path: Path) -> None:
    translation = load_translation(tmp_path / "liyi.po")
    assert (translation.case, translation.texts, translation.stale) == ("liyi", {}, {})


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ('msgctxt "title"\nmsgid "甲"\nmsgstr "a"b"\n', "3", "unescaped double quote"),
        ('msgctxt "title"\nmsgid "甲"\nmsgtr "a"\n', "3", "cannot be read"),
        ('msgctxt "title"\nmsgid "甲"\nmsgstr[x] "a"\n', "3", "cannot be read"),
        ("随便写的一行\n", "1", "cannot be read"),
        ('msgid "甲"\nmsgstr "a"\n', "1", "no context"),
        ('msgctxt "a"\nmsgid "甲"\nmsgstr ""\n\n' * 2, "5", "given twice"),
    ],
)
def test_a_malformed_file_is_named(tmp_path: Path, text: str, place: str, problem: str) -> None:
    path = tmp_path / "liyi.po"
    path.write_text('msgid ""\nmsgstr ""\n"Language: en\\n"\n\n' + text, encoding="utf-8")
    with pytest.raises(CasebookError) as caught:
        load_translation(path)
    assert problem in caught.value.problem
    assert caught.value.place == str(int(place) + 4), "after the four lines of the header"
    assert caught.value.mend


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "liyi.po").write_bytes('msgid ""\nmsgstr "编码"\n'.encode("gbk"))
    with pytest.raises(CasebookError, match=r"liyi\.po:2: the file is not UTF-8"):
        load_translation(tmp_path / "liyi.po")


lines = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(lines, lines), min_size=1, max_size=5))
def test_any_text_survives_the_file(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("po")
    paragraphs = assign_ids([Block("p", source) for source, _ in pairs], ())
    case = Case("demo", "case", "题目", paragraphs)
    path = sync_translation(folder, case).path
    texts = {p.id: target for p, (_, target) in zip(paragraphs, pairs, strict=True)}
    translate(path, **{name.replace("-", "_"): text for name, text in texts.items()})
    assert sync_translation(folder, case).outcome == "unchanged"
    assert load_translation(path).texts == texts


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="needs msgfmt (GNU gettext)")
def test_msgfmt_accepts_every_stage(tmp_path: Path, case: Case) -> None:
    def check() -> None:
        command = ["msgfmt", "--check", "--output-file=/dev/null", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")

    path = sync_translation(tmp_path, case).path
    check()
    translate(path, p_bbbbbb='It has "12" buildings;\tand 100% fail.', p_eeeeee="Gone.")
    check()
    changed = with_text(case, "p-bbbbbb", "改过。")
    sync_translation(tmp_path, replace(changed, paragraphs=changed.paragraphs[:-1]))
    check()
    sync_translation(tmp_path, case)
    check()
