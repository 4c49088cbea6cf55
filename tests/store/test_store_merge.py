"""Cleaning again never overwrites a hand edit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scraper.model import Case, Paragraph, Place
from scraper.store import dump_case, machine_version, parse_case, save_case, write_text


def with_text(case: Case, paragraph: str, text: str) -> Case:
    """Return the case with another text in one paragraph."""
    edited = (replace(p, text=text) if p.id == paragraph else p for p in case.paragraphs)
    return replace(case, paragraphs=tuple(edited))


def edit(folder: Path, case: Case) -> str:
    """Write a case as an editor would, past the machine; return the text."""
    write_text(folder / f"{case.id}.md", dump_case(case))
    return dump_case(case)


def read(folder: Path) -> str:
    return (folder / "liyi.md").read_text(encoding="utf-8")


def test_new_then_unchanged_then_updated(tmp_path: Path, case: Case) -> None:
    assert save_case(tmp_path, case).outcome == "new"
    assert read(tmp_path) == dump_case(case)
    before = (tmp_path / "liyi.md").stat()
    assert save_case(tmp_path, case).outcome == "unchanged"
    assert (tmp_path / "liyi.md").stat().st_mtime_ns == before.st_mtime_ns
    better = replace(case, title="另一个题目")
    assert save_case(tmp_path, better).outcome == "updated"
    assert read(tmp_path) == dump_case(better)


MERGES = {
    "other paragraphs": ("p-bbbbbb", "p-eeeeee"),
    "neighbouring paragraphs": ("p-dddddd", "p-eeeeee"),
}


@pytest.mark.parametrize(("ours", "theirs"), MERGES.values(), ids=MERGES)
def test_edits_that_do_not_meet_are_both_kept(
    tmp_path: Path, case: Case, ours: str, theirs: str
) -> None:
    save_case(tmp_path, case)
    edit(tmp_path, with_text(case, ours, "编辑改过的话。"))
    result = save_case(tmp_path, with_text(case, theirs, "机器新读的话。"))
    assert (result.outcome, result.conflicts) == ("merged", ())
    both = with_text(with_text(case, ours, "编辑改过的话。"), theirs, "机器新读的话。")
    assert parse_case(read(tmp_path), "liyi.md").case == both


def test_neighbouring_fields_do_not_conflict(tmp_path: Path, case: Case) -> None:
    save_case(tmp_path, case)
    edit(tmp_path, replace(case, place=Place("江苏省", "苏州市", english="Nanjing")))
    machine = replace(case, place=Place("江苏省", "南京市", english="Nanjing, Jiangsu"))
    result = save_case(tmp_path, machine)
    assert (result.outcome, result.conflicts) == ("merged", ())
    merged = parse_case(read(tmp_path), "liyi.md").case.place
    assert merged == Place("江苏省", "苏州市", english="Nanjing, Jiangsu")


def test_a_paragraph_the_editor_added_stays(tmp_path: Path, case: Case) -> None:
    save_case(tmp_path, case)
    added = (*case.paragraphs, Paragraph("p-ffffff", "p", "编者补记。"))
    edit(tmp_path, replace(case, paragraphs=added))
    machine = with_text(case, "p-bbbbbb", "机器新读的话。")
    save_case(tmp_path, machine)
    ids = [p.id for p in parse_case(read(tmp_path), "liyi.md").case.paragraphs]
    assert ids[-1] == "p-ffffff"
    assert machine_version(tmp_path, case) == machine


def test_overlapping_edits_keep_the_editors_and_are_reported_once(
    tmp_path: Path, case: Case
) -> None:
    save_case(tmp_path, case)
    text = edit(tmp_path, with_text(case, "p-dddddd", "编辑改过的话。"))
    result = save_case(tmp_path, with_text(case, "p-dddddd", "机器新读的话。"))
    assert result.outcome == "kept"
    assert read(tmp_path) == text
    (conflict,) = result.conflicts
    assert (conflict.editor, conflict.machine) == ("编辑改过的话。", "机器新读的话。")
    assert text.split("\n")[int(conflict.place) - 1].startswith("编辑改过的话。")
    again = save_case(tmp_path, with_text(case, "p-dddddd", "机器新读的话。"))
    assert (again.outcome, again.conflicts) == ("unchanged", ())


def test_a_conflict_does_not_hold_back_the_rest(tmp_path: Path, case: Case) -> None:
    save_case(tmp_path, case)
    edit(tmp_path, with_text(case, "p-dddddd", "编辑改过的话。"))
    machine = with_text(replace(case, title="新题目"), "p-dddddd", "机器新读的话。")
    result = save_case(tmp_path, machine)
    assert result.outcome == "merged"
    assert len(result.conflicts) == 1
    merged = parse_case(read(tmp_path), "liyi.md").case
    assert merged == with_text(replace(case, title="新题目"), "p-dddddd", "编辑改过的话。")


@pytest.mark.parametrize("editor_deletes", [True, False])
def test_deleting_what_the_other_changed_is_a_conflict(
    tmp_path: Path, case: Case, editor_deletes: bool
) -> None:
    save_case(tmp_path, case)
    shorter = replace(case, paragraphs=case.paragraphs[:-1])
    changed = with_text(case, "p-eeeeee", "改过的最后一段。")
    ours, theirs = (shorter, changed) if editor_deletes else (changed, shorter)
    edit(tmp_path, ours)
    (conflict,) = save_case(tmp_path, theirs).conflicts
    assert ("deleted" in conflict.problem) == editor_deletes
    assert parse_case(read(tmp_path), "liyi.md").case == ours


def test_the_machine_reaching_the_editors_text_is_no_conflict(tmp_path: Path, case: Case) -> None:
    save_case(tmp_path, case)
    edited = with_text(case, "p-bbbbbb", "同样的话。")
    edit(tmp_path, edited)
    result = save_case(tmp_path, edited)
    assert (result.outcome, result.conflicts) == ("unchanged", ())
    assert save_case(tmp_path, case).outcome == "updated"


def test_a_file_written_by_hand_is_kept_and_reported_every_time(tmp_path: Path, case: Case) -> None:
    text = edit(tmp_path, replace(case, title="手写的"))
    for _ in range(2):
        result = save_case(tmp_path, case)
        assert result.outcome == "kept"
        assert "by hand" in result.conflicts[0].problem
        assert read(tmp_path) == text


def test_a_case_deleted_by_hand_stays_deleted(tmp_path: Path, case: Case) -> None:
    save_case(tmp_path, case)
    (tmp_path / "liyi.md").unlink()
    result = save_case(tmp_path, replace(case, title="新题目"))
    assert result.outcome == "kept"
    assert not (tmp_path / "liyi.md").exists()


def test_a_file_that_cannot_be_read_is_not_merged_into(tmp_path: Path, case: Case) -> None:
    save_case(tmp_path, case)
    broken = dump_case(case).replace("kind: case", "kind: story")
    write_text(tmp_path / "liyi.md", broken)
    result = save_case(tmp_path, with_text(case, "p-bbbbbb", "机器新读的话。"))
    assert result.outcome == "kept"
    assert "`kind` cannot be `story`" in result.conflicts[0].problem
    assert read(tmp_path) == broken


def test_windows_line_ends_are_no_edit(tmp_path: Path, case: Case) -> None:
    save_case(tmp_path, case)
    path = tmp_path / "liyi.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert save_case(tmp_path, case).outcome == "unchanged"
    assert save_case(tmp_path, replace(case, title="新题目")).outcome == "updated"


def test_a_dry_run_writes_nothing(tmp_path: Path, case: Case) -> None:
    assert save_case(tmp_path, case, dry_run=True).outcome == "new"
    assert list(tmp_path.iterdir()) == []
    save_case(tmp_path, case)
    text = read(tmp_path)
    assert save_case(tmp_path, replace(case, title="新"), dry_run=True).outcome == "updated"
    assert read(tmp_path) == text
    assert save_case(tmp_path, case).outcome == "unchanged"
