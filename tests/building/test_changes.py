"""A site after a change is the site built from nothing: the same bytes, whatever was changed."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scraper.building import Built, build, digest, recording
from scraper.model import CasebookError
from scraper.spread import HERE, Over
from scraper.store.library import Library

ROOT = Path(__file__).parents[2]
STEPS = 4


@pytest.fixture(scope="session")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What surrounds the pages, made once for all tests: the generator takes seconds."""
    project = Project(tmp_path_factory.mktemp("first"))
    project.build()
    return project.folder / ".cache/casebook-site/shell"


@pytest.fixture
def project(tmp_path: Path, shell: Path) -> Project:
    shutil.copytree(shell, tmp_path / ".cache/casebook-site/shell")
    return Project(tmp_path)


class Project:
    """A copy of a few of the samples, with its own configuration, that can be built and edited."""

    def __init__(self, folder: Path, seed: int = 0) -> None:
        self.folder, self.chance = folder, random.Random(seed)
        self.library = Library(folder / "captures", folder / "cases", folder / "translations")
        self.config = folder / "mkdocs.yml"
        for name in ("theme", "docs"):
            shutil.copytree(ROOT / name, folder / name)
        for name in ("mkdocs.yml", "mkdocs.en.yml"):
            shutil.copy(ROOT / name, folder)
        self.library.cases.mkdir()
        self.library.english.mkdir(parents=True)
        for case in ("erdao", "gulou", "nanjing", "xinpu", "chengqu-shequ-dangjian"):
            shutil.copy(ROOT / "cases" / f"{case}.md", self.library.cases)
            shutil.copy(ROOT / "translations/en" / f"{case}.po", self.library.english)
        for name in ("packs", "teaching/cases", "teaching/models"):
            (folder / name).mkdir(parents=True)
        shutil.copy(ROOT / "teaching/cases/erdao.yaml", folder / "teaching/cases")

    def build(self, site: str = "site", over: Over = HERE) -> Built:
        return build(
            self.library,
            self.config,
            self.folder / "docs",
            self.folder / site,
            handouts=False,
            over=over,
        )

    def clean(self) -> str:
        """The digest of the site built from nothing, elsewhere; but for the shell."""
        kept = self.folder / ".cache/casebook-clean"
        for name in ("state.sqlite", "index.sqlite"):
            (kept / name).unlink(missing_ok=True)
        shutil.copytree(
            self.folder / ".cache/casebook-site/shell", kept / "shell", dirs_exist_ok=True
        )
        self.build("clean")
        return digest(self.folder / "clean")

    def case(self) -> Path:
        return self.chance.choice(sorted(self.library.cases.glob("*.md")))


def sub(path: Path, pattern: str, words: str) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(pattern, words, text, count=1, flags=re.MULTILINE), encoding="utf-8")


def edit_text(project: Project) -> None:
    sub(project.case(), r"^(.+。)( \{#p-)", rf"\g<1>又添了{project.chance.randint(2, 99)}户。\g<2>")


def edit_title(project: Project) -> None:
    sub(project.case(), r"^title: .*$", f"title: 改过的题目{project.chance.randint(2, 99)}")


def edit_model(project: Project) -> None:
    sub(project.case(), r"^  - id: [a-z-]+$", "  - id: grid")


def delete_paragraph(project: Project) -> None:
    sub(project.case(), r"^.+ \{#p-[a-z0-9]+\}\n\n", "")


def delete_case(project: Project) -> None:
    project.case().unlink()


def add_case(project: Project) -> None:
    number = project.chance.randint(100, 999)
    case = project.case()
    text = case.read_text(encoding="utf-8").replace(f"id: {case.stem}\n", f"id: new-{number}\n")
    (project.library.cases / f"new-{number}.md").write_text(text, encoding="utf-8")


def rename_case(project: Project) -> None:
    old = project.case()
    new = f"renamed-{project.chance.randint(100, 999)}"
    text = old.read_text(encoding="utf-8").replace(f"id: {old.stem}\n", f"id: {new}\n")
    old.unlink()
    (project.library.cases / f"{new}.md").write_text(text, encoding="utf-8")
    with (project.library.cases / "redirects.tsv").open("a", encoding="utf-8") as rows:
        rows.write(f"{old.stem}\t{new}\n")


def break_case(project: Project) -> None:
    sub(project.case(), r"^kind: .*$", "kind: nonsense")


def edit_translation(project: Project) -> None:
    path = project.library.english / f"{project.case().stem}.po"
    if path.exists():
        sub(path, r'^(msgctxt "title"\nmsgid (?:".*"\n)+msgstr )"', r'\g<1>"Retitled ')


def delete_translation(project: Project) -> None:
    (project.library.english / f"{project.case().stem}.po").unlink(missing_ok=True)


def edit_setting(project: Project) -> None:
    address = f"https://site{project.chance.randint(1, 9)}.example/"
    sub(project.config, r"^site_url: .*$", f"site_url: {address}")


def edit_rights(project: Project) -> None:
    sub(project.config, r"^    rights: .*$", "    rights: nothing")
    sub(project.case(), r"^(kind: .*)$", "\\g<1>\nrights: 未经许可不得转载。")


def edit_page(project: Project) -> None:
    path = project.folder / "docs/zh/about.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n又一段。\n", encoding="utf-8")


def edit_theme(project: Project) -> None:
    sub(project.folder / "theme/main.html", r"<footer", "<footer data-edited")


def edit_note(project: Project) -> None:
    sub(project.folder / "teaching/cases/erdao.yaml", r"minutes: \d+", "minutes: 7")


def delete_note(project: Project) -> None:
    (project.folder / "teaching/cases/erdao.yaml").unlink(missing_ok=True)


def nothing(project: Project) -> None:
    pass


EDITS: tuple[Callable[[Project], None], ...] = (
    edit_text,
    edit_title,
    edit_model,
    delete_paragraph,
    delete_case,
    add_case,
    rename_case,
    break_case,
    edit_translation,
    delete_translation,
    edit_setting,
    edit_rights,
    edit_page,
    edit_theme,
    edit_note,
    delete_note,
    nothing,
)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_the_site_is_that_of_a_clean_build(
    tmp_path: Path, project: Project, seed: int
) -> None:
    project.chance.seed(seed)
    project.build()
    edits = project.chance.sample(EDITS, STEPS)
    for edit in edits:
        edit(project)
        project.build()
        assert digest(tmp_path / "site") == project.clean(), [edit.__name__ for edit in edits]


@pytest.mark.parametrize("over", [Over(jobs=2), Over("dask", 4)], ids=["processes", "Dask"])
def test_wherever_it_is_made_it_has_the_same_bytes(
    tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch, over: Over
) -> None:
    monkeypatch.setattr("scraper.building.shelving.CHUNK", 1)
    monkeypatch.setattr("scraper.building.products.CHUNK", 1)
    project.build(over=over)
    assert digest(tmp_path / "site") == project.clean()


def test_only_what_an_edit_touches_is_made(tmp_path: Path, project: Project) -> None:
    project.build()
    assert project.build().pages.written == 0
    before = stamps(tmp_path / "site")
    sub(project.library.cases / "xinpu.md", r"^(.+。)( \{#p-)", r"\g<1>又添了三户。\g<2>")
    project.build()
    after = stamps(tmp_path / "site")
    touched = {name for name in after if after[name] != before.get(name)}
    pages = {name for name in touched if name.endswith(".html")}
    assert pages <= {f"{root}{name}" for root in ("", "en/") for name in CONCERNED}
    assert {"cases/xinpu.html", "en/cases/xinpu.html"} <= pages
    assert not [name for name in touched if "/gulou" in name and "search" not in name]


CONCERNED = (
    "cases/xinpu.html",
    "index.html",
    "cases/index.html",
    "models/index.html",
    "overview.html",
    "compare.html",
    *(f"models/{path.stem}.html" for path in (ROOT / "teaching/models").glob("*.yaml")),
)


def stamps(site: Path) -> dict[str, tuple[int, int]]:
    files = (path for path in site.rglob("*") if path.is_file())
    return {
        path.relative_to(site).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in files
    }


def test_an_edit_that_keeps_size_and_time_is_noticed(tmp_path: Path, project: Project) -> None:
    project.build()
    path = project.library.cases / "xinpu.md"
    was = path.stat()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("kind: case", "kind: plan"), encoding="utf-8")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert path.stat().st_size == was.st_size
    project.build()
    assert digest(tmp_path / "site") == project.clean()


@pytest.mark.parametrize("name", ["cases/xinpu.html", "search/manifest.bin", "cases.json"])
def test_a_file_missing_from_the_site_is_made_again(
    tmp_path: Path, project: Project, name: str
) -> None:
    project.build()
    (tmp_path / "site" / name).unlink()
    project.build()
    assert digest(tmp_path / "site") == project.clean()


def test_without_what_was_kept_the_site_is_the_same(tmp_path: Path, project: Project) -> None:
    project.build()
    before = digest(tmp_path / "site")
    shutil.rmtree(tmp_path / ".cache")
    project.build()
    assert digest(tmp_path / "site") == before


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("at", [0, 1, 5])
def test_killed_while_files_are_put_in_place(
    tmp_path: Path, project: Project, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.build()
    path = project.library.cases / "xinpu.md"
    text = path.read_text(encoding="utf-8")
    sub(path, r"^title: .*$", "title: 改到一半")
    done, replace = 0, Path.replace

    def dies(self: Path, target: Path) -> Path:
        nonlocal done
        done += 1
        if done > at:
            raise Killed
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(recording.Path, "replace", dies)
        with pytest.raises(Killed):
            project.build()
    path.write_text(text, encoding="utf-8")  # as if nothing had been: the site must follow
    project.build()
    assert digest(tmp_path / "site") == project.clean()


def test_what_is_wrong_is_told_every_time(tmp_path: Path, project: Project) -> None:
    break_case(project)
    told = [[str(error) for error in project.build().errors] for _ in range(2)]
    assert told[0] == told[1]
    assert "nonsense" in told[0][0]


def test_a_damaged_state_is_begun_anew(tmp_path: Path, project: Project) -> None:
    project.build()
    (tmp_path / ".cache/casebook-site/state.sqlite").write_bytes(b"no database" * 99)
    project.build()
    assert digest(tmp_path / "site") == project.clean()


def test_a_page_by_hand_in_the_place_of_a_case_is_named(tmp_path: Path, project: Project) -> None:
    (tmp_path / "docs/zh/cases").mkdir()
    (tmp_path / "docs/zh/cases/xinpu.md").write_text("# x\n", encoding="utf-8")
    with pytest.raises(CasebookError, match="written by hand"):
        project.build()
