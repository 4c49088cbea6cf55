"""Old addresses: the files are checked, and no anchor that was given ends at nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from scraper.model import Case, CasebookError, Paragraph, Redirect, SubCase
from scraper.reading.addresses import MovedAnchor, anchors_of, moved
from scraper.store import (
    AddressBook,
    address_faults,
    brought_up_to_date,
    load_addresses,
    save_addresses,
    write_text,
)
from scraper.text.addresses import CircleError, follow

ROWS = {"a": "b", "b": "c", "a#p-2": "b#p-3", "c#p-3": "c#p-4", "d#p-1": "c"}


@pytest.mark.parametrize(
    ("address", "now"),
    [
        ("a", "c"),
        ("a#p-1", "c#p-1"),
        ("a#p-2", "c#p-4"),
        ("b#p-3", "c#p-4"),
        ("d", "d"),
        ("d#p-1", "c"),
        ("d#p-2", "d#p-2"),
    ],
)
def test_an_address_is_followed_to_its_end(address: str, now: str) -> None:
    assert follow(ROWS, address) == now


@pytest.mark.parametrize("rows", [{"a": "a"}, {"a": "b", "b": "a"}, {"a#p-1": "b", "b": "a#p-1"}])
def test_a_circle_is_refused(rows: Mapping[str, str]) -> None:
    with pytest.raises(CircleError):
        follow(rows, next(iter(rows)))


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("a\tb\tc", "redirects.tsv:2: 3 columns"),
        ("a", "redirects.tsv:2: 1 columns"),
        ("A\tb", "redirects.tsv:2: `A` is no address"),
        ("../x\tb", "redirects.tsv:2: `../x` is no address"),
        ("a\tb#x", "redirects.tsv:2: `b#x` is no address"),
        ("a\tb#p-1", "redirects.tsv:2: the whole of `a` leads to one anchor"),
        ("a\tb\na\tc", "redirects.tsv:3: `a` is given twice"),
        ("a\tb\nb\tc\nc\ta", "redirects.tsv: `a` leads round in a circle, back to `a`"),
        ("a#p-1\tb#p-1\nb#p-1\ta#p-1", "redirects.tsv: `a#p-1` leads round in a circle"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, rows: str, problem: str) -> None:
    write_text(tmp_path / "redirects.tsv", f"# comment\n{rows}\n")
    with pytest.raises(CasebookError) as error:
        load_addresses(tmp_path)
    assert problem in str(error.value)


def test_both_files_read_as_they_were_written(tmp_path: Path) -> None:
    book = AddressBook(
        (Redirect("old", "new"), Redirect("old#p-aaaaaa", "new#s-bbbbbb")),
        {"new": ("h-aaaaaa", "s-bbbbbb"), "case": ("p-aaaaaa",), "bare": ()},
    )
    save_addresses(tmp_path, book)
    assert load_addresses(tmp_path) == book


def test_a_library_without_old_addresses_has_no_files(tmp_path: Path) -> None:
    save_addresses(tmp_path, AddressBook())
    assert list(tmp_path.iterdir()) == []
    assert load_addresses(tmp_path) == AddressBook()


def given(case: Case) -> dict[str, tuple[str, ...]]:
    return {case.id: anchors_of(case)}


def without(case: Case, *ids: str) -> Case:
    return replace(case, paragraphs=tuple(p for p in case.paragraphs if p.id not in ids))


@pytest.mark.parametrize(
    ("gone", "rows"),
    [
        (("p-bbbbbb",), {"liyi#p-bbbbbb": "liyi#h-cccccc"}),
        (
            ("p-bbbbbb", "h-cccccc"),
            {"liyi#p-bbbbbb": "liyi#p-dddddd", "liyi#h-cccccc": "liyi#p-dddddd"},
        ),
        (("p-eeeeee",), {"liyi#p-eeeeee": "liyi#p-dddddd"}),
        (
            ("p-abs234", "h-aaaaaa", "p-bbbbbb", "h-cccccc", "p-dddddd", "p-eeeeee"),
            dict.fromkeys(
                (
                    *("liyi#p-abs234", "liyi#h-aaaaaa", "liyi#p-bbbbbb"),
                    *("liyi#h-cccccc", "liyi#p-dddddd", "liyi#p-eeeeee"),
                ),
                "liyi",
            ),
        ),
    ],
)
def test_a_passage_that_is_gone_leads_to_the_nearest(
    case: Case, gone: tuple[str, ...], rows: dict[str, str]
) -> None:
    first = brought_up_to_date(AddressBook(), given(case))
    assert first.redirects == ()
    assert brought_up_to_date(first, given(without(case, *gone))).rows == rows


def test_a_passage_that_comes_back_has_its_address_again(case: Case) -> None:
    book = brought_up_to_date(AddressBook(), given(case))
    book = brought_up_to_date(book, given(without(case, "p-bbbbbb")))
    # Now its neighbour goes: had the row stayed, the two would lead to each other.
    book = brought_up_to_date(book, given(without(case, "h-cccccc")))
    assert book.rows == {"liyi#h-cccccc": "liyi#p-dddddd"}


def test_gone_passages_one_after_the_other_lead_to_what_is_left(case: Case) -> None:
    book = AddressBook()
    for gone in ((), ("p-bbbbbb",), ("p-bbbbbb", "h-cccccc")):
        book = brought_up_to_date(book, given(without(case, *gone)))
    left = moved(book.redirects, [without(case, "p-bbbbbb", "h-cccccc")])
    assert left.anchors["liyi"] == (
        MovedAnchor("p-bbbbbb", "liyi", "p-dddddd"),
        MovedAnchor("h-cccccc", "liyi", "p-dddddd"),
    )


def test_a_sub_case_that_is_gone_leads_to_its_paragraph(case: Case) -> None:
    sub = SubCase("s-ffffff", "楼下会议", "p-dddddd", "坐在楼下听居民说了三个晚上。")
    book = brought_up_to_date(AddressBook(), given(replace(case, subcases=(sub,))))
    assert brought_up_to_date(book, given(case)).rows == {"liyi#s-ffffff": "liyi#p-dddddd"}


def test_what_does_not_fit_the_cases_is_named(case: Case, tmp_path: Path) -> None:
    book = AddressBook(
        (Redirect("liyi", "other"), Redirect("old", "nothing"), Redirect("fine", "liyi")),
        {"lost": ("p-aaaaaa",), "liyi": ()},
    )
    said = [str(fault) for fault in address_faults(book, tmp_path, [case.id])]
    assert [text.split(": ", 1)[1].split(". ")[0] for text in said] == [
        "cases/lost.html was published, and now there is no such case",
        "`liyi` has moved, and is a case of its own",
        "`liyi` leads to `other`, which is no case",
        "`old` leads to `nothing`, which is no case",
        "`fine` leads to `other`, which is no case",
    ]


def test_what_is_not_published_is_led_to_by_no_page(case: Case) -> None:
    rows = (Redirect("old", "liyi"), Redirect("older", "old"), Redirect("kept", "hidden"))
    assert moved(rows, [case]).pages == {"old": "liyi", "older": "liyi"}


def test_an_anchor_of_a_case_without_that_passage_leads_to_its_top() -> None:
    case = Case("a", "case", "题", (Paragraph("p-aaaaaa", "p", "文"),))
    rows = (Redirect("old", "a"), Redirect("old#p-bbbbbb", "a#p-cccccc"))
    assert moved(rows, [case]).anchors == {"old": (MovedAnchor("p-bbbbbb", "a", ""),)}
