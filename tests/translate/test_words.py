"""Our own words: in the catalogs and in the data files, the same, and kept so from both sides."""

from __future__ import annotations

import shutil
from difflib import ndiff
from pathlib import Path

import polib
import pytest

from scraper.model import CasebookError
from scraper.rules.glossary import COLUMNS, load_glossary
from scraper.translate.checking import find_departures
from scraper.translate.words import sources
from scraper.translate.words.run import Catalog, translate_words

ROOT = Path(__file__).parents[2]
GLOSSARY = load_glossary()

TOML = """# a comment
home = { zh = "首页", en = "Home" }
count = { zh = "{n}个", en = "{n} cases", en_one = "One" }
"""
YAML = "id: a\n# a comment\nquestions:\n  - ask:\n      zh: 为什么？\n      en: Why?\n"
TSV = "# a comment\n" + "\t".join(COLUMNS) + "\n党建\tParty building\t\t\tA\tXinhua\t\t注\tNote\t\n"


@pytest.mark.parametrize(
    ("text", "pairs", "with_", "context", "old", "new"),
    [
        (TOML, sources.toml_pairs, sources.toml_with, "home", '"Home"', '"Start"'),
        (TOML, sources.toml_pairs, sources.toml_with, "count.one", '"One"', '"Start"'),
        (YAML, sources.yaml_pairs, sources.yaml_with, "questions.1.ask", "Why?", "Start"),
        (TSV, sources.glossary_pairs, sources.glossary_with, "党建 note", "Note", "Start"),
    ],
)
def test_english_is_put_back_and_nothing_else_changes(
    text: str, pairs: object, with_: object, context: str, old: str, new: str
) -> None:
    assert with_(text, {}) == text  # type: ignore[operator]
    found = {pair.context: pair for pair in pairs(text)}  # type: ignore[operator]
    assert context in found
    assert with_(text, {context: "Start"}) == text.replace(old, new)  # type: ignore[operator]


def test_pages_and_configuration_are_two_files_of_one_shape() -> None:
    chinese, english = "# 题\n\n一段。\n\n`code`\n", "# Title\n\nText.\n\n`code`\n"
    assert [pair.english for pair in sources.page_pairs(chinese, english)] == ["# Title", "Text."]
    assert sources.page_with(english, {"block 2": "New."}) == english.replace("Text.", "New.")
    assert sources.page_pairs(chinese, "# Title\n") == []
    ours = "site_name: 案例库\nnav:\n  - 首页: index.md\n"
    theirs = "site_name: Casebook\nnav:\n  - Home: index.md\n"
    contexts = [pair.context for pair in sources.config_pairs(ours, theirs)]
    assert contexts == ["site_name", "nav.index.md"]
    changed = sources.config_with(theirs, {"nav.index.md": "Start", "site_name": "Cases"})
    assert changed == "site_name: Cases\nnav:\n  - Start: index.md\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("scraper/data", "docs", "packs", "teaching"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def run(project: Path) -> dict[str, Catalog | CasebookError]:
    found = translate_words(project, project, project / "en", GLOSSARY)
    return {item.path.stem if isinstance(item, Catalog) else "error": item for item in found}


def edit(project: Path, catalog: str, context: str, english: str) -> None:
    path = project / "en" / "site" / f"{catalog}.po"
    file = polib.pofile(str(path))
    next(e for e in file if e.msgctxt == context).msgstr = english
    file.save()


def test_a_change_in_the_catalog_goes_into_the_data_file(project: Path) -> None:
    run(project)
    context = "models.toml: model.grid.name"
    before = (project / "scraper/data/models.toml").read_text(encoding="utf-8")
    edit(project, "models", context, "Another name")
    done = run(project)["models"]
    assert isinstance(done, Catalog)
    assert [path.name for path in done.written] == ["models.toml"]
    after = (project / "scraper/data/models.toml").read_text(encoding="utf-8")
    changed = [line for line in ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]
    assert len(changed) == 2
    assert "Another name" in changed[1]
    again = run(project)["models"]
    assert isinstance(again, Catalog)
    assert (again.outcome, again.written) == ("unchanged", ())


def test_a_change_in_the_data_file_goes_into_the_catalog(project: Path) -> None:
    run(project)
    path = project / "scraper/data/interface.toml"
    text = path.read_text(encoding="utf-8").replace('en = "By model"', 'en = "X"')
    path.write_text(text.replace('en = "All cases"', 'en = "Every case"'), encoding="utf-8")
    done = run(project)["interface"]
    assert isinstance(done, Catalog)
    assert (done.outcome, done.written, done.counts.stale) == ("updated", (), 0)
    file = polib.pofile(str(done.path))
    assert "Every case" in {entry.msgstr for entry in file}


def test_what_changed_on_both_sides_is_told_and_left_alone(project: Path) -> None:
    run(project)
    edit(project, "interface", "interface.toml: home_all_cases", "Cases, all")
    path = project / "scraper/data/interface.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('en = "All cases"', 'en = "Every case"'), encoding="utf-8")
    found = run(project)
    assert isinstance(found["error"], CasebookError)
    assert "home_all_cases" in str(found["error"])
    assert 'en = "Every case"' in path.read_text(encoding="utf-8")


def test_chinese_that_changes_alone_makes_the_english_stale(project: Path) -> None:
    run(project)
    path = project / "scraper/data/interface.toml"
    text = path.read_text(encoding="utf-8").replace('zh = "全部案例"', 'zh = "案例全览"')
    path.write_text(text, encoding="utf-8")
    done = run(project)["interface"]
    assert isinstance(done, Catalog)
    assert done.counts.stale == text.count('zh = "案例全览"')
    # Confirmed by a person, who clears the mark; or made new in the data file.
    file = polib.pofile(str(done.path))
    for entry in file:
        entry.flags = []
    file.save()
    again = run(project)["interface"]
    assert isinstance(again, Catalog)
    assert again.counts.stale == 0


def test_what_ships_is_complete_and_follows_the_glossary() -> None:
    """Where this fails, run `casebook translate --words` and read what it changes."""
    english = ROOT / "translations" / "en"
    found = list(translate_words(ROOT, ROOT, english, GLOSSARY, dry_run=True))
    for done in found:
        assert isinstance(done, Catalog), str(done)
        assert done.counts.reviewed == done.counts.all, done.path
        assert done.outcome == "unchanged", done.path
        assert done.written == (), done.path
    assert {done.path.stem for done in found if isinstance(done, Catalog)} == {
        "glossary",
        "interface",
        "lessons",
        "models",
        "pages",
        "rules",
    }


def test_no_word_of_ours_is_one_the_glossary_avoids() -> None:
    for path in sorted((ROOT / "translations" / "en" / "site").glob("*.po")):
        found = find_departures(path.name, polib.pofile(str(path)), GLOSSARY)
        # The glossary itself names what to avoid.
        assert [d for d in found if d.kind == "avoid" and path.stem != "glossary"] == []
