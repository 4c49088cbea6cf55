"""Lasting ids: a paragraph keeps its id as long as it is the same paragraph."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.model import Block, Paragraph
from scraper.text.ids import assign_ids, new_id

A = "街道党工委把楼栋里的党员编进党小组，每周二晚上在架空层议事。"
B = "社区活动室去年添了一百二十把椅子，老人们下午常来下棋读报。"
C = "物业公司、业委会和居委会每季度开一次联席会，会后公布清单。"
A_EDITED = "街道党工委把楼栋里的在职党员都编进党小组，每周二晚在架空层议事。"
C_HALF = "物业公司、业委会和居委会每季度开一次联席会。"


def first_version(*texts: str) -> tuple[Paragraph, ...]:
    return assign_ids([Block("p", text) for text in texts], ())


@pytest.mark.parametrize(
    ("what", "before", "after", "same"),
    [
        ("nothing changes", (A, B, C), (A, B, C), (0, 1, 2)),
        ("marks change", (A, B), (A.replace("，", ","), B), (0, 1)),
        ("one is edited", (A, B, C), (A_EDITED, B, C), (0, 1, 2)),
        ("one is added in front", (B, C), (A, B, C), (None, 0, 1)),
        ("one goes", (A, B, C), (A, C), (0, 2)),
        ("two change places", (A, B, C), (C, A, B), (2, 0, 1)),
        (
            "one is split: the larger half keeps it",
            (A, C),
            (A, C_HALF, "会后公布清单。"),
            (0, 1, None),
        ),
        ("two are joined: the larger one keeps it", (A, C_HALF), (A, C_HALF + B[:9]), (0, 1)),
        ("another text at the same place", (A, B), (A, C), (0, None)),
        ("equal texts keep their order", (A, A), (A, B, A), (0, None, 1)),
        ("headings that share a pattern", ("一、加强组织领导",), ("二、加强组织建设",), (None,)),
    ],
)
def test_which_id_is_kept(
    what: str, before: tuple[str, ...], after: tuple[str, ...], same: tuple[int | None, ...]
) -> None:
    old = first_version(*before)
    new = assign_ids([Block("p", text) for text in after], old)
    ids = [paragraph.id for paragraph in old]
    assert [ids.index(p.id) if p.id in ids else None for p in new] == list(same), what


def test_a_paragraph_that_becomes_a_heading_keeps_its_id() -> None:
    old = first_version(A, B)
    new = assign_ids([Block("h2", A), Block("p", B)], old)
    assert [p.id for p in new] == [p.id for p in old]
    assert new[0].kind == "h2"


@pytest.mark.parametrize(("kind", "prefix"), [("p", "p"), ("meta", "p"), ("h2", "h"), ("h3", "h")])
def test_the_prefix_tells_headings(kind: str, prefix: str) -> None:
    assert re.fullmatch(prefix + "-[a-z2-7]{6}", new_id(kind, A, frozenset()))  # type: ignore[arg-type]


def test_an_id_comes_from_letters_and_digits_alone() -> None:
    assert new_id("p", "第3期，共5人。", frozenset()) == new_id("p", " 第3期 共5人", frozenset())
    assert new_id("p", "第3期", frozenset()) != new_id("p", "第4期", frozenset())
    assert new_id("p", "……", frozenset()) != new_id("p", "！！", frozenset())


def test_the_id_of_a_text_that_has_gone_is_not_given_to_another() -> None:
    taken = first_version(A)[0]
    edited = Paragraph(taken.id, "p", B)
    ids = [p.id for p in assign_ids([Block("p", B), Block("p", A)], [edited])]
    assert ids[0] == taken.id
    assert ids[1] != taken.id


blocks = st.lists(
    st.builds(
        Block, st.sampled_from(["h2", "h3", "p", "meta"]), st.text("甲乙丙丁,。1", max_size=8)
    ),
    max_size=12,
)


@given(blocks, blocks)
def test_ids_are_unique_and_stable(before: list[Block], after: list[Block]) -> None:
    old = assign_ids(before, ())
    assert assign_ids(before, old) == old
    new = assign_ids(after, old)
    assert len({p.id for p in new}) == len(new)
    assert [(p.kind, p.text) for p in new] == [(b.kind, b.text) for b in after]
    assert assign_ids(after, old) == new
