"""Case files as people edit them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from scraper.model import Case, CasebookError
from scraper.store import dump_case, load_case, load_cases, parse_case, save_given_ids, write_text

FRONT = "---\nid: demo\nkind: case\ntitle: 小事\n---\n"


def test_the_file_reads_well(case: Case) -> None:
    text = dump_case(case)
    assert text.startswith("---\nid: liyi\nkind: case\ntitle: 某社区的十二件小事\n")
    assert "\n## 一、起因 {#h-aaaaaa}\n\n" in text
    assert "\n关键词：社区；楼组 {#p-abs234 .meta}\n\n" in text
    assert text.endswith("\n**市随后把办法推到全区。 {#p-eeeeee}\n")
    assert "district" not in text, "empty fields are left out"


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("## 一、起因 {#h-aaaaaa}", "h2", "一、起因"),
        ("### （一）起因 {#h-aaaaaa}", "h3", "（一）起因"),
        ("**市*不是*强调 {#p-aaaaaa}", "p", "**市*不是*强调"),
        ("\\# 5号楼 {#p-aaaaaa}", "p", "# 5号楼"),
        ("\\\\号楼 {#p-aaaaaa}", "p", "\\号楼"),
        ("\\号楼 {#p-aaaaaa}", "p", "\\号楼"),
        ("上一行\\\n下一行 {#p-aaaaaa}", "p", "上一行\n下一行"),
        ("没有空格{#p-aaaaaa}", "p", "没有空格"),
        ("括号{}里外 {#p-aaaaaa}", "p", "括号{}里外"),
        ("分类号：D267 {#p-aaaaaa .meta}", "meta", "分类号：D267"),
        ("改成标题的段落仍用原来的编号 {#h-aaaaaa}", "p", "改成标题的段落仍用原来的编号"),
    ],
)
def test_blocks(body: str, kind: str, text: str) -> None:
    (paragraph,) = parse_case(FRONT + "\n" + body + "\n", "demo.md").case.paragraphs
    assert (paragraph.kind, paragraph.text, paragraph.id[2:]) == (kind, text, "aaaaaa")


@pytest.mark.parametrize(
    ("field", "value"),
    [("title: no", "no"), ("title: 2018", "2018"), ("title: 2018-05-03", "2018-05-03")],
)
def test_a_string_is_a_string_whatever_yaml_makes_of_it(field: str, value: str) -> None:
    text = FRONT.replace("title: 小事", field)
    assert parse_case(text, "demo.md").case.title == value


def test_an_added_paragraph_gets_an_id_and_the_rest_of_the_file_stays(tmp_path: Path) -> None:
    text = FRONT.replace("kind: case", "kind: case  # 2024年核对") + (
        "\n旧段落。 {#p-aaaaaa}\n新段落。\n\n## 新标题\n\n段落。 {#p-bbbbbb}"
    )
    path = tmp_path / "demo.md"
    write_text(path, text)
    parsed = load_case(path)
    new, heading = parsed.given_ids
    assert [p.id for p in parsed.case.paragraphs] == ["p-aaaaaa", new, heading, "p-bbbbbb"]
    assert heading.startswith("h-")
    assert save_given_ids(tmp_path, parsed)
    expected = text.replace("新段落。", f"新段落。 {{#{new}}}")
    expected = expected.replace("新标题", f"新标题 {{#{heading}}}")
    assert path.read_text(encoding="utf-8") == expected
    assert not save_given_ids(tmp_path, load_case(path))


def test_a_file_saved_on_windows_reads_the_same(case: Case) -> None:
    text = dump_case(case)
    assert parse_case("\ufeff" + text.replace("\n", "\r\n"), "liyi.md").case == case


FAULTS = [
    ("", "1", "no front matter"),
    ("标题\n", "1", "no front matter"),
    ("---\nid: demo\n", "3", "has no end"),
    (FRONT.replace("kind: case", "kind: story"), "3", "`kind` cannot be `story`"),
    (FRONT.replace("kind: case", "kinds: case"), "3", "unknown field `kinds`"),
    (FRONT.replace("kind: case", "id: demo"), "3", "`id` is given twice"),
    (FRONT.replace("title: 小事\n", ""), "2", "`title` is missing"),
    (FRONT.replace("小事", "[小事]"), "4", "`title` is not a single value"),
    (FRONT.replace("小事", '"小事'), "4", "the YAML cannot be read"),
    (FRONT.replace("小事", "小\x07事"), "2", "the YAML cannot be read"),
    (FRONT.replace("小事", "*x"), "4", "the YAML cannot be read"),
    (FRONT.replace("小事", "小事\nplace: " + "[" * 100_000), "2", "nested too deeply"),
    (FRONT.replace("小事", "小事\nparagraphs: []"), "5", "`paragraphs` is given twice"),
    (FRONT.replace("小事", "小事\nplace: 南京"), "5", "fields are expected"),
    (FRONT.replace("小事", "小事\nplace:\n  town: 某镇"), "6", "unknown field `town`"),
    (FRONT.replace("小事", "小事\nmechanisms: 会议"), "5", "`mechanisms` is not a list"),
    (FRONT.replace("小事", "小事\nyears:\n  start: 去年"), "6", "not a whole number"),
    (FRONT.replace("小事", "小事\nyears:\n  start: 2018.5"), "6", "not a whole number"),
    (FRONT.replace("id: demo", "id: other"), "id", "the file says `id: other`"),
    (FRONT.replace("小事", "''"), "title", "the title is empty"),
    (FRONT.replace("小事", r'"\t\n"'), "title", "the title is empty"),
    (FRONT.replace("id: demo", "id: Demo"), "id", "cannot be a case id"),
    (FRONT.replace("id: demo", "id: ../demo"), "id", "cannot be a case id"),
    (FRONT.replace("id: demo", "id: con"), "id", "Windows"),
    (FRONT + "\n# 标题\n", "7", "no heading"),
    (FRONT + "\n#### 标题\n", "7", "no heading"),
    (FRONT + "\n甲 {#p-aaaaaa}\n\n乙 {#p-aaaaaa}\n", "9", "given twice"),
    (FRONT + "\n甲 {#P-1}\n", "7", "no paragraph id"),
    (FRONT + "\n甲 {#p-aaaaaa .note}\n", "7", "no paragraph id"),
    (FRONT + "\n## 甲 {#h-aaaaaa .meta}\n", "7", "bibliographic"),
    (FRONT + "\n甲\\", "7", "goes on nowhere"),
]


@pytest.mark.parametrize(("text", "place", "problem"), FAULTS)
def test_faults_name_their_place_and_mend(text: str, place: str, problem: str) -> None:
    with pytest.raises(CasebookError) as caught:
        parse_case(text, "demo.md")
    assert caught.value.file == "demo.md"
    assert caught.value.place == place
    assert problem in caught.value.problem
    assert caught.value.mend


def test_a_case_whose_id_cannot_be_a_file_is_not_written(case: Case) -> None:
    with pytest.raises(CasebookError, match="cannot be a case id"):
        dump_case(dataclasses.replace(case, id="../liyi"))


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, case: Case) -> None:
    write_text(tmp_path / "liyi.md", dump_case(case))
    write_text(tmp_path / "bad.md", "没有字段\n")
    write_text(tmp_path / "README.md", "说明\n")
    (tmp_path / "gbk.md").write_bytes("---\n标题\n".encode("gbk"))
    cases, errors = load_cases(tmp_path)
    assert [parsed.case for parsed in cases] == [case]
    assert [(Path(e.file).name, e.place) for e in errors] == [("bad.md", "1"), ("gbk.md", "2")]
