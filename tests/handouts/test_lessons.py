"""Lesson packs and teaching notes: what ships is whole, what is wrong is named with its mend."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from handout_library import ROOT

from scraper import pipeline, store
from scraper.model import CasebookError
from scraper.reading.addresses import Moved, MovedAnchor
from scraper.reading.library import Library
from scraper.reading.passages import find_passage, stale_ties

PACK = """\
id: one
title: {zh: 题目, en: Title}
audience: {zh: 书记, en: Secretaries}
summary: {zh: 一段话, en: A text}
cases: [nanjing]
objectives:
  - {zh: 目标, en: Aim}
sections:
  - title: {zh: 环节, en: Section}
    minutes: 20
    lead: {zh: 先读, en: Read}
    passages: [nanjing#p-skd33m]
    questions:
      - ask: {zh: 为什么, en: Why}
        hint: {zh: 提示, en: Hint}
        minutes: 10
        passages: [nanjing#p-skd33m]
"""

WRONG = {
    "a field that is missing": ("summary: {zh: 一段话, en: A text}\n", "", "`summary` is missing"),
    "a language left out": ("{zh: 题目, en: Title}", "{zh: 题目}", "`en` is missing"),
    "an empty text": ("{zh: 提示, en: Hint}", "{zh: 提示, en: ''}", "hint.en: the text is empty"),
    "an unknown field": ("minutes: 20", "minuets: 20", "unknown field `minuets`"),
    "no whole minutes": ("minutes: 20", "minutes: soon", "`minutes` is `soon`"),
    "too little time": ("minutes: 20", "minutes: 5", "sections[1]: the questions take 10 minutes"),
    "no time at all": ("minutes: 10", "minutes: 0", "questions[1].minutes: 0 minutes"),
    "no passage": ("passages: [nanjing#p-skd33m]\n    q", "passages: [nanjing]\n    q",
                   "sections[1].passages[1]: `nanjing` is no passage"),
    "an empty list": ("cases: [nanjing]", "cases: []", "cases: the list is empty"),
    "another id": ("id: one", "id: two", "the file says `id: two`"),
}  # fmt: skip


def test_every_sample_case_and_model_has_a_note_and_no_tie_is_stale(library: Library) -> None:
    teaching = library.teaching
    assert len(teaching.packs) >= 3
    assert set(teaching.models) >= set(library.models)
    assert set(teaching.cases) >= {case.id for case in (*library.cases, *library.documents)}
    assert [str(error) for error in stale_ties(teaching, library)] == []
    for note in (*teaching.cases.values(), *teaching.models.values()):
        assert len(note.questions) >= 3
        assert all(question.passages for question in note.questions)


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_pack_is_named_with_file_field_and_mend(tmp_path: Path, what: str) -> None:
    old, new, message = WRONG[what]
    assert old in PACK
    path = tmp_path / "one.yaml"
    path.write_text(PACK.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CasebookError) as raised:
        store.load_pack(path)
    assert message in str(raised.value)
    assert raised.value.file == str(path)
    assert raised.value.mend


def test_a_wrong_file_leaves_the_others_in(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "one.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "packs" / "bad.yaml").write_text("id: bad\n", encoding="utf-8")
    teaching, errors = store.load_teaching(tmp_path / "packs", tmp_path / "teaching")
    assert list(teaching.packs) == ["one"]
    assert [Path(error.file).name for error in errors] == ["bad.yaml"]


def test_ties_that_lead_nowhere_are_told_with_their_place(library: Library) -> None:
    pack = next(iter(library.teaching.packs.values()))
    section = replace(pack.sections[0], passages=("nanjing#p-gone22", "nowhere#p-gone22"))
    bad = replace(pack, sections=(section, *pack.sections[1:]))
    stale = stale_ties(replace(library.teaching, packs={pack.id: bad}), library)
    assert [error.place for error in stale] == ["sections[1].passages"] * 2
    assert "nanjing#p-gone22" in str(stale[0])


def test_a_tie_follows_a_case_that_was_renamed(library: Library) -> None:
    anchor = MovedAnchor("p-aaaaaa", "nanjing", "p-skd33m")
    moved = Moved({"old": "nanjing"}, {"old": (anchor,)})
    after = replace(library, moved=moved)
    for tie in ("old#p-skd33m", "old#p-aaaaaa"):
        passage = find_passage(tie, after, "zh")
        assert passage is not None
        assert (passage.case.id, passage.paragraph.id) == ("nanjing", "p-skd33m")
    assert find_passage("old#p-skd33m", library, "zh") is None


@pytest.fixture
def own(tmp_path: Path) -> pipeline.Library:
    (tmp_path / "cases").mkdir()
    text = (ROOT / "cases" / "nanjing.md").read_text(encoding="utf-8")
    (tmp_path / "cases" / "nanjing.md").write_text(text, encoding="utf-8")
    return pipeline.Library(tmp_path / "captures", tmp_path / "cases", tmp_path / "translations")


def test_starts_can_be_read_as_they_are(own: pipeline.Library) -> None:
    pack = store.load_pack(pipeline.new(own, "pack", "lesson"))
    assert pack.cases == ("nanjing",)
    assert store.load_note(pipeline.new(own, "note", "nanjing")).questions
    assert store.load_note(pipeline.new(own, "note", "grid")).id == "grid"
    case = store.load_case(pipeline.new(own, "case", "liyi")).case
    assert [p.kind for p in case.paragraphs].count("h2") == 4
    assert "liyi" in pipeline.new(own, "model", "liyi").read_text(encoding="utf-8")


REFUSED = (("case", "nanjing"), ("pack", "UPPER"), ("note", "nothing"), ("model", "grid"))


@pytest.mark.parametrize(("kind", "id_"), REFUSED)
def test_a_start_is_refused_and_nothing_is_written(
    own: pipeline.Library, kind: store.Start, id_: str
) -> None:
    def files() -> dict[Path, bytes]:
        root = own.cases.parent
        return {p: p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}

    before = files()
    with pytest.raises(CasebookError):
        pipeline.new(own, kind, id_)
    assert files() == before
