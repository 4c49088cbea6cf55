"""Rename, merge and split: the files afterwards, the addresses, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from scraper.model import (
    Case,
    CasebookError,
    Completeness,
    Duplicate,
    Paragraph,
    Redirect,
    Source,
)
from scraper.store import (
    AddressBook,
    Move,
    Place,
    carry_out,
    load_addresses,
    load_case,
    load_translation,
    merge_cases,
    rename_case,
    save_addresses,
    save_case,
    split_case,
    sync_translation,
    write_text,
)
from scraper.text.addresses import follow


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "cases", tmp_path / "en", tmp_path / "notes")


@pytest.fixture
def filed(place: Place, case: Case) -> Case:
    """The case as added and translated in part."""
    save_case(place.cases, case)
    translate(place, case, {"title": "Twelve small things", "p-eeeeee": "The city followed."})
    return case


def translate(place: Place, case: Case, english: dict[str, str]) -> None:
    path = sync_translation(place.english, case).path
    text = path.read_text("utf-8")
    for context, words in english.items():
        head, mark, rest = text.partition(f'msgctxt "{context}"')
        assert mark
        text = head + mark + rest.replace('msgstr ""', f'msgstr "{words}"', 1)
    path.write_text(text, "utf-8")


def done(place: Place, move: Move) -> AddressBook:
    carry_out(move, place)
    return load_addresses(place.cases)


def files(place: Place) -> set[str]:
    root = place.cases.parent
    return {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}


def test_a_renamed_case_takes_its_files_along(place: Place, filed: Case) -> None:
    write_text(place.note("liyi"), "id: liyi\nobjectives: []\n")
    book = done(place, rename_case(place, "liyi", "xinming"))
    assert files(place) == {
        *("cases/xinming.md", "cases/.machine/xinming.md", "cases/redirects.tsv"),
        *("en/xinming.po", "notes/xinming.yaml"),
    }
    assert place.note("xinming").read_text("utf-8") == "id: xinming\nobjectives: []\n"
    assert load_case(place.case("xinming")).case == replace(filed, id="xinming")
    assert load_case(place.machine("xinming")).case == replace(filed, id="xinming")
    english = load_translation(place.translation("xinming"), filed)
    assert english.texts["p-eeeeee"] == "The city followed."
    assert book.rows == {"liyi": "xinming"}


def test_a_rename_leaves_the_rest_of_an_edited_file_as_it_is(place: Place, filed: Case) -> None:
    path = place.case("liyi")
    edited = path.read_text("utf-8").replace("kind: case", "kind: case  # checked") + "\n补一段。\n"
    path.write_text(edited, "utf-8")
    carry_out(rename_case(place, "liyi", "xinming"), place)
    text = place.case("xinming").read_text("utf-8")
    assert text.replace("id: xinming", "id: liyi").startswith(edited.rstrip())
    assert text.rstrip().endswith("}")  # the paragraph added by hand has its id now


def test_renames_one_after_the_other_all_lead_to_the_last(place: Place, filed: Case) -> None:
    for old, new in (("liyi", "b"), ("b", "c")):
        book = done(place, rename_case(place, old, new))
    assert follow(book.rows, "liyi#p-dddddd") == "c#p-dddddd"
    assert follow(book.rows, "b") == "c"


def test_a_case_may_have_its_old_id_back(place: Place, filed: Case) -> None:
    for old, new in (("liyi", "b"), ("b", "c"), ("c", "liyi")):
        book = done(place, rename_case(place, old, new))
    assert {old: follow(book.rows, old) for old in ("liyi", "b", "c")} == {
        "liyi": "liyi",
        "b": "liyi",
        "c": "liyi",
    }


def test_what_was_given_moves_with_the_case(place: Place, filed: Case) -> None:
    save_addresses(place.cases, AddressBook((), {"liyi": ("p-dddddd",)}))
    assert done(place, rename_case(place, "liyi", "b")).given == {"b": ("p-dddddd",)}


Refused = Callable[[Place], Move]


@pytest.mark.parametrize(
    ("move", "problem"),
    [
        (lambda place: rename_case(place, "nobody", "b"), "there is no case `nobody`"),
        (lambda place: rename_case(place, "liyi", "other"), "it is there already"),
        (lambda place: rename_case(place, "liyi", "liyi"), "it is there already"),
        (lambda place: rename_case(place, "liyi", "Not/An id"), "cannot be a case id"),
        (lambda place: rename_case(place, "liyi", "former"), "was the id of another case"),
        (lambda place: split_case(place, "liyi", "p-zzzzzz", "b"), "`p-zzzzzz` is no paragraph"),
        (lambda place: split_case(place, "liyi", "p-abs234", "b"), "`p-abs234` is no paragraph"),
        (lambda place: split_case(place, "liyi", "p-dddddd", "other"), "it is there already"),
        (
            lambda place: merge_cases(place, "liyi", "liyi", Duplicate("", "", 1, 1.0)),
            "cannot be merged into itself",
        ),
        (
            lambda place: merge_cases(place, "liyi", "nobody", Duplicate("", "", 1, 1.0)),
            "there is no case `nobody`",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_and_writes_nothing(
    place: Place, filed: Case, move: Refused, problem: str
) -> None:
    save_case(place.cases, replace(filed, id="other", title="另一案例"))
    save_addresses(place.cases, AddressBook((Redirect("former", "other"),)))
    before = files(place)
    with pytest.raises(CasebookError) as error:
        carry_out(move(place), place)
    assert problem in str(error.value)
    assert files(place) == before


@pytest.fixture
def twin(place: Place, filed: Case) -> Case:
    """Another version of the same text, from another capture, with ids of its own."""
    twin = replace(
        filed,
        id="liyi-2",
        title="十二件小事",
        source=Source("fedcba9876543210", "again.txt", 3),
        paragraphs=(
            Paragraph("p-222222", "p", "这个社区有12栋楼，电梯常常坏，物业费却年年涨。"),
            Paragraph("p-dddddd", "p", filed.paragraphs[4].text),
            Paragraph("p-333333", "p", "只有这一版写到食堂办了起来。"),
        ),
        models=(),
        figures=(),
    )
    save_case(place.cases, twin)
    translate(place, twin, {"p-dddddd": "Three evenings downstairs."})
    return twin


DUPLICATE = Duplicate("十二件小事", "fedcba9876543210", 3, 0.7, ("只有这一版写到食堂办了起来。",))


def test_a_merged_case_is_a_duplicate_of_the_one_that_stays(
    place: Place, filed: Case, twin: Case
) -> None:
    book = done(place, merge_cases(place, "liyi-2", "liyi", DUPLICATE))
    assert not place.case("liyi-2").exists()
    assert not place.translation("liyi-2").exists()
    stays = load_case(place.case("liyi")).case
    assert stays == replace(filed, duplicates=(DUPLICATE,))
    assert load_case(place.machine("liyi")).case == stays  # so that the next cleaning keeps it
    assert {old: follow(book.rows, f"liyi-2{old}") for old in ("", "#p-222222", "#p-333333")} == {
        "": "liyi",
        "#p-222222": "liyi#p-bbbbbb",
        "#p-333333": "liyi",
    }
    assert follow(book.rows, "liyi-2#p-dddddd") == "liyi#p-dddddd"


def test_a_merge_keeps_the_translations_of_both(place: Place, filed: Case, twin: Case) -> None:
    carry_out(merge_cases(place, "liyi-2", "liyi", DUPLICATE), place)
    sync_translation(place.english, load_case(place.case("liyi")).case)
    texts = load_translation(place.translation("liyi"), filed).texts
    assert texts["p-eeeeee"] == "The city followed."
    assert texts["p-dddddd"] == "Three evenings downstairs."


def test_a_split_gives_each_half_what_rests_on_it(place: Place, filed: Case) -> None:
    book = done(place, split_case(place, "liyi", "h-cccccc", "zuofa"))
    first, second = (load_case(place.case(id)).case for id in ("liyi", "zuofa"))
    assert [p.id for p in first.paragraphs] == ["p-abs234", "h-aaaaaa", "p-bbbbbb"]
    assert [p.id for p in second.paragraphs] == ["h-cccccc", "p-dddddd", "p-eeeeee"]
    assert second.title == "二、做法"
    assert (first.figures, second.figures) == (filed.figures, ())
    assert (first.models, second.models) == ((), filed.models)
    assert (first.place, second.place) == (filed.place, filed.place)
    assert second.source == filed.source
    for id in ("h-cccccc", "p-dddddd", "p-eeeeee"):
        assert follow(book.rows, f"liyi#{id}") == f"zuofa#{id}"
    assert follow(book.rows, "liyi#p-bbbbbb") == "liyi#p-bbbbbb"
    for half in (first, second):
        sync_translation(place.english, half)
    assert load_translation(place.translation("zuofa"), second).texts["p-eeeeee"]
    assert "p-eeeeee" not in load_translation(place.translation("liyi"), first).texts


@pytest.mark.parametrize(
    ("cut_in", "states"),
    [("p-eeeeee", ("full", "cut")), ("p-bbbbbb", ("cut", "full")), ("", ("full", "cut"))],
)
def test_the_half_that_breaks_off_is_the_one_that_says_so(
    place: Place, case: Case, cut_in: str, states: tuple[str, str]
) -> None:
    save_case(place.cases, replace(case, completeness=Completeness("cut", "mid-sentence", cut_in)))
    carry_out(split_case(place, "liyi", "h-cccccc", "zuofa", "另一个题目"), place)
    halves = [load_case(place.case(id)).case for id in ("liyi", "zuofa")]
    assert tuple(half.completeness.state for half in halves) == states
    assert halves[1].title == "另一个题目"


def test_cleaning_again_after_a_split_leaves_both_halves(place: Place, filed: Case) -> None:
    carry_out(split_case(place, "liyi", "h-cccccc", "zuofa"), place)
    before = {id: place.case(id).read_bytes() for id in ("liyi", "zuofa")}
    assert save_case(place.cases, filed).outcome == "unchanged"
    assert {id: place.case(id).read_bytes() for id in before} == before
