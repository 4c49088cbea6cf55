"""The recipe end to end on a library of its own: add, edit, add again, build, and bad input."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from scraper.pipeline import Library, digest

PROJECT = Path(__file__).resolve().parent.parent
CAPTURES = sorted(p for p in (PROJECT / "captures").glob("*") if p.suffix in (".txt", ".html"))


def casebook(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does."""
    words = [sys.executable, "-m", "scraper", *map(str, arguments)]
    return subprocess.run(words, cwd=PROJECT, capture_output=True, encoding="utf-8", check=False)


def where(library: Library) -> Sequence[object]:
    return (
        *("--captures", library.captures),
        *("--cases", library.cases),
        *("--translations", library.translations),
    )


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "captures", tmp_path / "cases", tmp_path / "translations")


@pytest.fixture
def filled(library: Library) -> Library:
    done = casebook("add", CAPTURES[0], *where(library))
    assert done.returncode == 0, done.stderr
    return library


def test_adding_again_changes_nothing(filled: Library) -> None:
    before = digest(filled.cases.parent)
    done = casebook("add", CAPTURES[0], *where(filled))
    assert done.returncode == 0, done.stderr
    assert "unchanged" in done.stdout
    assert digest(filled.cases.parent) == before


def test_a_dry_run_writes_nothing(library: Library) -> None:
    done = casebook("add", CAPTURES[0], "--dry-run", *where(library))
    assert done.returncode == 0, done.stderr
    assert "would be new" in done.stdout
    assert not library.cases.exists()
    assert not library.captures.exists()


def test_a_hand_edit_survives_add_clean_and_build(filled: Library, tmp_path: Path) -> None:
    case = next(filled.cases.glob("*.md"))
    lines = case.read_text("utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.endswith("}") and "{#p-" in line)
    text, mark = lines[at].rsplit(" ", 1)
    lines[at] = f"{text}这一句是编辑补写的。 {mark}"
    case.write_text("\n".join(lines), "utf-8")
    edited = case.read_bytes()
    for arguments in (
        ("add", CAPTURES[0], *where(filled)),
        ("clean", CAPTURES[0]),
        ("build", *where(filled), "--site", tmp_path / "site"),
    ):
        done = casebook(*arguments)
        assert done.returncode == 0, done.stderr
        assert case.read_bytes() == edited
    page = (tmp_path / "site" / "cases" / f"{case.stem}.html").read_text("utf-8")
    assert "这一句是编辑补写的" in page


def test_an_edit_makes_the_translation_stale(filled: Library, tmp_path: Path) -> None:
    case = next(filled.cases.glob("*.md"))
    file = filled.english / f"{case.stem}.po"
    po = file.read_text("utf-8")
    head, _, body = po.partition('msgctxt "p-')
    file.write_text(
        head + 'msgctxt "p-' + body.replace('msgstr ""', 'msgstr "English."', 1), "utf-8"
    )
    case.write_text(case.read_text("utf-8").replace(" {#p-", "（校） {#p-", 1), "utf-8")
    done = casebook("build", *where(filled), "--site", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert "1 stale" in done.stdout
    assert "#, fuzzy" in file.read_text("utf-8")


def test_building_twice_gives_the_same_bytes(filled: Library, tmp_path: Path) -> None:
    digests = []
    for _ in range(2):
        done = casebook("build", *where(filled), "--site", tmp_path / "site")
        assert done.returncode == 0, done.stderr
        digests.append(digest(tmp_path / "site"))
    assert digests[0] == digests[1]
    assert " 0 written" in done.stdout


BAD = {
    "empty.txt": (b"", "empty"),
    "spaces.txt": (b" \n\n\t", "empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(64), "picture"),
    "binary.txt": (bytes(range(256)) * 8, "binary"),
    "notices.txt": ("查看更多\n文档评论(0)\n相关文档\n".encode(), "no article"),
}


def test_bad_input_is_named_and_the_rest_is_done(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content)
    shutil.copy(CAPTURES[0], folder / "good-one.txt")
    shutil.copy(CAPTURES[0], folder / "good-two.txt")
    done = casebook("add", folder, tmp_path / "nowhere", *where(library))
    assert done.returncode == 1
    for name, (_, said) in BAD.items():
        line = next(line for line in done.stderr.splitlines() if name in line)
        assert said in line, line
    assert "good-two.txt: same content as" in done.stderr
    assert "nowhere: no such file or folder" in done.stderr
    assert len(list(library.cases.glob("*.md"))) >= 1
    assert len([p for p in library.captures.iterdir() if p.suffix != ".yaml"]) == 1
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read every file")
def test_an_unreadable_file_is_named(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "closed.txt"
    file.write_text("关着的文件。", "utf-8")
    file.chmod(0)
    done = casebook("add", file, *where(library))
    assert done.returncode == 1
    assert "cannot be read" in done.stderr


def test_a_broken_case_file_is_named_and_the_rest_is_built(filled: Library, tmp_path: Path) -> None:
    (filled.cases / "broken.md").write_text("---\nid: [\n---\n", "utf-8")
    done = casebook("build", *where(filled), "--site", tmp_path / "site")
    assert done.returncode == 1
    assert "broken.md" in done.stderr
    good = next(p for p in filled.cases.glob("*.md") if p.stem != "broken")
    assert (tmp_path / "site" / "cases" / f"{good.stem}.html").exists()


@pytest.mark.parametrize("verb", ["add", "clean", "explain", "build", "serve"])
def test_each_verb_has_help_with_examples(verb: str) -> None:
    done = casebook(verb, "--help")
    assert done.returncode == 0
    assert f"casebook {verb}" in done.stdout
    assert "Examples:" in done.stdout


WHOLE = "\n".join(
    (
        "平溪街道把便民服务搬到楼下",
        "平溪街道有四个社区，居民两万多人，过去办一张证明要走两里路，老人为此跑了不少冤枉路。",
        "街道党工委请每个楼组的党员轮流值班，把能代办的事情收到楼下来办，一周一次送到服务大厅。",
        "半年下来代办了三百多件，居民少跑了路，党员也认得了邻居，值班表从此贴在每个门洞里。",
    )
)


def test_an_editors_paragraph_survives_a_near_duplicate(library: Library, tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole.txt", tmp_path / "cut.txt"
    whole.write_text(WHOLE, "utf-8")
    cut.write_text(WHOLE[:-12], "utf-8")
    assert casebook("add", whole, *where(library)).returncode == 0
    (case,) = library.cases.glob("*.md")
    blocks = case.read_text("utf-8").split("\n\n")
    blocks.insert(2, "这一段是编辑补写的，放在中间。 {#p-editor}")
    case.write_text("\n\n".join(blocks), "utf-8")
    done = casebook("add", cut, *where(library))
    assert done.returncode == 0, done.stderr
    assert "merged" in done.stdout
    text = case.read_text("utf-8")
    assert text.count("这一段是编辑补写的") == 1
    assert "duplicates:" in text
    assert text.index("p-editor") < text.rindex("{#p-")
    assert "编辑补写" not in (library.cases / ".machine" / case.name).read_text("utf-8")


def test_a_broken_machine_version_costs_only_its_case(filled: Library) -> None:
    (base,) = (filled.cases / ".machine").glob("*.md")
    base.write_text("---\nid: [\n---\n", "utf-8")
    done = casebook("add", CAPTURES[1], *where(filled))
    assert done.returncode == 1
    assert f".machine/{base.name}" in done.stderr
    assert ": new  " in done.stdout
