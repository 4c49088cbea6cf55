"""An editor overrules decisions of the cleaner for one capture, in its sidecar."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper import pipeline
from scraper.clean import clean_page
from scraper.model import CasebookError
from scraper.report import adding, cleaning
from scraper.rules.cleaning import load_cleaning_rules

from .fixtures import page

RULES = load_cleaning_rules()


def body(name: str, *overrules: str) -> str:
    """Text of a fixture page cleaned with these decisions overruled."""
    return "\n".join(a.body for a in clean_page(page(name), RULES, overrules).articles)


@pytest.mark.parametrize(
    ("name", "rule", "line", "words"),
    [
        ("d19-noise.txt", "noise", 3, "8 U7 k"),
        ("d19-line-end.txt", "noise", 2, "% h3 K8"),
        ("d6-running-header.txt", "running-header", 3, "做法 - 2 -"),
        ("d6-mark-inside.txt", "page-mark", 3, "第3页共9页"),
        ("d18-fused-dates.txt", "fused-date", 2, "2019929日"),
        ("d20-doubled.txt", "doubled-text", 2, "三百余名。青溪市"),
        ("o1-outline.txt", "outline", 2, "1.2党员"),
        ("w3-splice.txt", "splice", 2, "网，"),
        ("m5-date-name.txt", "date-author", 2, "2021-06-20"),
        ("d5-lost.txt", "restored", 3, "???"),
    ],
)
def test_a_rule_is_kept_from_a_line_or_a_page(name: str, rule: str, line: int, words: str) -> None:
    assert words not in body(name)
    assert words in body(name, f"{rule}:{line}")
    assert words in body(name, rule)
    assert words not in body(name, f"{rule}:999")


def test_joins_and_splits_are_overruled() -> None:
    assert len(clean_page(page("r2-glued.txt"), RULES).articles) > 1
    assert len(clean_page(page("r2-glued.txt"), RULES, ("glued-document",)).articles) == 1
    chunked = body("c1-chunks.txt", "page-chunk")
    assert "2、" in chunked
    assert "2、" not in body("c1-chunks.txt")


def test_lines_are_dropped_by_an_editor() -> None:
    result = clean_page(page("d19-noise-stays.txt"), RULES, ("drop:3",))
    assert "mc2" not in result.articles[0].body
    assert [c.line for c in (*result.changes, *result.articles[0].changes) if c.rule == "editor"]


@pytest.mark.parametrize("entry", ["nosuchrule", "noise:x", "noise:0", ""])
def test_an_entry_that_names_no_rule_is_named(entry: str) -> None:
    with pytest.raises(CasebookError, match="is no rule"):
        clean_page(page("d19-noise.txt"), RULES, (entry,))


def test_overruled_from_the_sidecar_to_the_case(tmp_path: Path) -> None:
    library = pipeline.Library(*(tmp_path / name for name in ("captures", "cases", "translations")))
    source = tmp_path / "page.txt"
    source.write_text("\n".join(line.text for line in page("d19-noise.txt").lines), "utf-8")
    sidecar = tmp_path / "page.txt.yaml"

    sidecar.write_text('keep: ["noise:3"]\n', "utf-8")
    assert "8 U7 k" in added(source, library)
    filed = next(library.captures.glob("*.yaml"))
    assert "noise:3" in filed.read_text("utf-8")

    sidecar.unlink()
    assert "8 U7 k" in added(source, library)  # what the library's own sidecar says still holds
    kept = filed.read_text("utf-8").replace("noise:3", "truncated")
    filed.write_text(kept + "drop_lines:\n  - 4\n", "utf-8")
    text = added(source, library)
    assert "8 U7 k" not in text
    assert "二〇一六" not in text


def added(source: Path, library: pipeline.Library) -> str:
    """Add a file to a library; the text of the case file it went into."""
    (result,) = pipeline.add([source], library, "2020-01-01")
    assert isinstance(result, pipeline.Added)
    return result.saved[0].path.read_text("utf-8")


def test_explain_shows_what_to_write(tmp_path: Path) -> None:
    lines = list(
        cleaning.explain(clean_page(page("d19-noise.txt"), RULES), RULES.reasons, "en", full=True)
    )
    assert any("keep: [rule]" in line for line in lines)
    assert any(line.strip().startswith("noise:3  8 U7") for line in lines)


def test_the_refusal_of_a_page_names_its_rule(tmp_path: Path) -> None:
    for name, rule in (
        ("d24-korean.txt", "foreign-script"),
        ("d12-glyphs.txt", "glyph-run"),
        ("w2-hijacked.txt", "spam"),
        ("k-keyword.txt", "no-text"),
    ):
        path = tmp_path / name
        path.write_text("\n".join(line.text for line in page(name).lines), "utf-8")
        with pytest.raises(CasebookError, match=rf"no article found \({rule}: "):
            pipeline.clean_file(path)


def test_add_lists_the_doubtful_things_first(tmp_path: Path) -> None:
    library = pipeline.Library(*(tmp_path / name for name in ("captures", "cases", "translations")))
    source = tmp_path / "page.txt"
    source.write_text("\n".join(line.text for line in page("d18-lost-month.txt").lines), "utf-8")
    (result,) = pipeline.add([source], library, "2020-01-01", dry_run=True)
    assert isinstance(result, pipeline.Added)
    lines = list(adding.added(result, RULES.reasons, "en", dry_run=True))
    assert "Please check" in lines[1]
    assert "fused-date" in lines[2]
    assert any("no model found" in line for line in lines)
