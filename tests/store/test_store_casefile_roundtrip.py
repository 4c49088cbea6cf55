"""Whatever a case holds, its file gives it back exactly."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.model import (
    Block,
    Case,
    Check,
    CleaningNote,
    Completeness,
    Duplicate,
    Figure,
    ModelMatch,
    Named,
    Place,
    Point,
    Publication,
    Review,
    Source,
    SubCase,
    Years,
)
from scraper.store import dump_case, parse_case
from scraper.text.escape import one_line
from scraper.text.ids import assign_ids

AWKWARD = (
    "",
    " ",
    "\n",
    "a\n\n## b",
    "\\",
    "a\\\nb",
    "---",
    "a\n---\nb",
    "# 5号楼",
    "## 5号楼",
    "\\#",
    "x {#p-abcdef}",
    "x {#p-abcdef .meta}",
    "{#oops}",
    "**市",
    "\r\n",
    "a\u2028b\x85c",
    "\ufeff",
    "no",
    "2018",
    "2018-05-03",
    "null",
    "~",
    "- a: b",
    "𠮷林",
    "'\"",
    " leading and trailing ",
    "\x00\x1b",
)
texts = st.one_of(st.sampled_from(AWKWARD), st.text())
words = st.lists(texts, max_size=3).map(tuple)
years = st.one_of(st.none(), st.integers(-1, 10_000))
numbers = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False))
paragraphs = st.lists(
    st.builds(Block, st.sampled_from(["h2", "h3", "p", "meta"]), texts), max_size=6
).map(lambda blocks: assign_ids(blocks, ()))
places = st.builds(Place, texts, texts, texts, texts, texts, texts, words)
named = st.lists(st.builds(Named, texts, texts, texts), max_size=2).map(tuple)
roles = st.sampled_from(["problem", "practice", "results", "difficulties", "lessons"])
evidence = st.sampled_from(["", "stated", "measured", "award"])
cases = st.builds(
    Case,
    id=st.from_regex(r"[b-z0-9][a-z0-9-]{9,63}", fullmatch=True),
    kind=st.sampled_from(["case", "plan", "problems", "essay"]),
    title=texts.filter(lambda text: bool(one_line(text).strip())),
    paragraphs=paragraphs,
    place=places,
    years=st.builds(
        Years, years, years, years, st.sampled_from(["stated", "relative", "unknown"]), texts
    ),
    organisation=texts,
    models=st.lists(st.builds(ModelMatch, texts, texts, texts, texts), max_size=2).map(tuple),
    mechanisms=words,
    figures=st.lists(st.builds(Figure, texts, numbers, texts, texts, texts, texts), max_size=2).map(
        tuple
    ),
    tier=st.sampled_from(["", "city", "subdistrict", "enterprise"]),
    setting=texts,
    partners=named,
    slogans=words,
    points=st.lists(st.builds(Point, roles, texts, texts, evidence), max_size=2).map(tuple),
    checks=st.lists(
        st.builds(Check, st.sampled_from(["share", "sum", "listed"]), texts, texts, texts, texts),
        max_size=2,
    ).map(tuple),
    people=named,
    awards=named,
    subcases=st.lists(
        st.builds(SubCase, texts, texts, texts, texts, places, years, words), max_size=2
    ).map(tuple),
    publication=st.builds(Publication, texts, texts, years, texts, texts, words, words),
    review=st.builds(Review, st.sampled_from(["unreviewed", "reviewed"]), texts, texts),
    completeness=st.builds(Completeness, st.sampled_from(["full", "cut", "unclear"]), texts, texts),
    source=st.builds(Source, texts, texts, st.integers(1, 99), texts, texts, texts),
    rights=texts,
    retelling=texts,
    duplicates=st.lists(
        st.builds(Duplicate, texts, texts, st.integers(), st.floats(0, 1), words), max_size=2
    ).map(tuple),
    cleaning=st.lists(
        st.builds(CleaningNote, texts, st.just("removed"), st.integers(0), texts, texts),
        max_size=2,
    ).map(tuple),
)


@settings(deadline=None, max_examples=150)
@given(cases)
def test_a_case_survives_its_file(case: Case) -> None:
    text = dump_case(case)
    parsed = parse_case(text, f"{case.id}.md")
    assert parsed.case == case
    assert parsed.given_ids == ()
    assert parsed.text == text
    assert dump_case(parsed.case) == text
