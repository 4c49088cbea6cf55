"""The index changed in place: the same bytes as a clean build, and little of it touched."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.index import build_index, refresh_index
from scraper.index.numbering import Key, number_pages
from scraper.index.partition import Atom, Part, partition
from scraper.model import Record, Section
from scraper.rules.glossary import Term
from scraper.spread import Over

from .corpus import WORDS, corpus

GLOSSARY = (
    Term("楼组党建", "building-group Party building", "R", "", "", "", ""),
    Term("晾衣架", "drying rack", "R", "", "", "", ""),
)


class Site:
    """A folder with an index, as a dictionary, and the state of its last build."""

    def __init__(self, state: Path, records: Iterable[Record]) -> None:
        self.state = state
        self.records = {(r.lang, r.id): r for r in records}
        self.files: dict[str, bytes] = {}
        self.touched: set[str] = set()
        self.whole = False

    def refresh(self, *ids: str, glossary: tuple[Term, ...] = GLOSSARY) -> None:
        changed = {id_: [r for r in self.records.values() if r.id == id_] for id_ in ids}
        done = refresh_index(
            self.state, self.files.get("manifest.bin"), changed, self.everything, glossary
        )
        self.whole = done.whole
        if done.whole:
            self.files = {}
        self.touched = set()
        for name, content in done.files:
            self.touched.add(name)
            if content is None:
                del self.files[name]
            else:
                self.files[name] = content

    def everything(self) -> list[Record]:
        return list(self.records.values())

    def clean(self) -> dict[str, bytes]:
        return dict(build_index(self.everything(), GLOSSARY))


def record(lang: str, id_: str, text: str, year: str = "2018") -> Record:
    url = f"{'en/' if lang == 'en' else ''}cases/{id_}.html"
    sections = (Section("p-1", "做法", text), Section("p-2", "做法", text[::-1]))
    facets = {"model": ("楼组党建" if lang == "zh" else "building-group",), "year": (year,)}
    return Record(id_, url, lang, text[:8] or "题", sections, facets)  # type: ignore[arg-type]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path / "state.sqlite", corpus())
    made.refresh()
    assert made.whole
    assert made.files == made.clean()
    return made


def test_an_edited_sentence_touches_its_page_and_few_shards(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("shards", "update"):  # so that sixty pages have as many shards as thousands
        monkeypatch.setattr(f"scraper.index.{module}.SHARD_BYTES", 200)
    site.state.unlink()
    site.refresh()
    page = site.records["zh", "minsheng"]
    sections = (*page.sections, Section("p-m3", "后来", "饕餮也来了。"))
    site.records["zh", "minsheng"] = replace(page, sections=sections)
    site.refresh("minsheng")
    assert not site.whole
    assert site.files == site.clean()
    shards = {name for name in site.touched if name.startswith("terms/")}
    assert 2 <= len(shards) < len([n for n in site.files if n.startswith("terms/")]) / 4
    assert len([name for name in site.touched if name.startswith("pages/")]) == 2
    assert not any(name.startswith(("facets/", "fold/", "all")) for name in site.touched)


def test_what_is_no_change_touches_nothing(site: Site) -> None:
    site.refresh("minsheng", "page-3", "no-such-page")
    assert not site.whole
    assert site.touched == set()


def test_changes_nobody_names_are_found(site: Site) -> None:
    del site.records["zh", "page-3"]
    site.records["zh", "minsheng"] = replace(site.records["zh", "minsheng"], title="另一件实事")
    published = site.files["manifest.bin"]
    done = refresh_index(site.state, published, None, site.everything, GLOSSARY)
    assert not done.whole
    site.files.update((name, content or b"") for name, content in done.files)
    assert {name: content for name, content in site.files.items() if content} == site.clean()


def test_the_address_of_a_translation_follows(site: Site) -> None:
    page = site.records["en", "figures"]
    site.records["en", "figures"] = replace(page, url="en/cases/numbers.html")
    site.refresh("figures")
    assert site.files == site.clean()
    assert len([name for name in site.touched if name.startswith("pages/")]) == 4


@pytest.mark.parametrize("gone", ["state", "site", "other site", "glossary", "half"])
def test_where_the_last_build_is_not_known_all_is_made_anew(site: Site, gone: str) -> None:
    site.records["zh", "new"] = record("zh", "new", "新来的一页")
    glossary = GLOSSARY
    if gone == "state":
        site.state.unlink()
    elif gone == "site":
        site.files = {}
    elif gone == "other site":
        site.files = dict(build_index(corpus()[:3], GLOSSARY))
    elif gone == "glossary":
        glossary = GLOSSARY[:1]
    else:
        site.state.write_bytes(site.state.read_bytes()[:1000])
    site.refresh("new", glossary=glossary)
    assert site.whole
    assert site.files == dict(build_index(site.everything(), glossary))


def test_a_build_that_broke_off_is_made_up_for(site: Site) -> None:
    published = dict(site.files)
    site.records["zh", "new"] = record("zh", "new", "新来的一页")
    site.refresh("new")
    site.files = published  # the state is that of a site which was never put in place
    site.refresh("new")
    assert site.whole
    assert site.files == site.clean()


@settings(deadline=None, max_examples=12)
@given(st.integers(0, 10_000))
def test_any_row_of_edits_gives_the_bytes_of_a_clean_build(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    chance = random.Random(seed)
    site = Site(tmp_path_factory.mktemp("row") / "state.sqlite", corpus()[: chance.randint(0, 20)])
    site.refresh()
    for _ in range(4):
        changed = [_edit(site, chance) for _ in range(chance.randint(1, 3))]
        site.refresh(*changed)
        assert site.files == site.clean()


def _edit(site: Site, chance: random.Random) -> str:
    """Edit, add or take away pages of an id; return the id."""
    known = sorted({id_ for _, id_ in site.records})
    id_ = chance.choice([*known, f"new-{chance.randint(0, 99)}"])
    for lang in ("zh", "en"):
        fate = chance.random()
        if fate < 0.3:
            site.records.pop((lang, id_), None)
        elif fate < 0.8:
            words = WORDS[lang]
            text = "".join(chance.choices([*words.what, *words.who, "。", "十个"], k=9))
            year = str(chance.randint(2015, 2020))
            site.records[lang, id_] = record(lang, id_, text, year)
    return id_


@pytest.mark.parametrize("over", [Over(jobs=2), Over("dask", 4)], ids=["processes", "Dask"])
def test_where_it_is_made_changes_no_byte(monkeypatch: pytest.MonkeyPatch, over: Over) -> None:
    monkeypatch.setattr("scraper.index.inversion.BLOCK", 20)
    one = dict(build_index(corpus(), GLOSSARY))
    assert dict(build_index(corpus(), GLOSSARY, over=over)) == one


def test_blocks_change_no_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = dict(build_index(corpus(), GLOSSARY))
    monkeypatch.setattr("scraper.index.inversion.BLOCK", 7)
    assert dict(build_index(corpus(), GLOSSARY)) == whole


# --- numbers and borders ----------------------------------------------------------------------


def test_a_page_that_comes_moves_few_others() -> None:
    keys: list[Key] = [("zh", f"case-{n}") for n in range(700)]
    before = number_pages(keys)
    after = number_pages([*keys, ("zh", "another")])
    assert before.size == after.size
    moved = [key for key in keys if before.numbers[key] != after.numbers[key]]
    assert len(moved) < 20
    assert number_pages(reversed(keys)) == before


def test_numbers_are_apart_and_ascending() -> None:
    keys: list[Key] = [(lang, str(n)) for lang in ("zh", "en") for n in range(500)]  # type: ignore[misc]
    numbers = list(number_pages(keys).numbers.values())
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 1000


@given(
    st.sets(st.binary(min_size=2, max_size=6).filter(lambda b: len(b) % 2 == 0), min_size=1),
    st.integers(1, 60),
)
def test_shards_hold_what_they_may_and_neighbours_do_not_fit_one(
    keys: set[bytes], limit: int
) -> None:
    atoms = [Atom(key, key, 7) for key in sorted(keys)]
    parts = list(partition(atoms, limit))
    assert [place for part in parts for place in range(part.start, part.end)] == list(
        range(len(atoms))
    )
    for part in parts:
        size = 7 * (part.end - part.start)
        assert (
            size <= limit or len({a.first.rstrip(b"\0") for a in atoms[part.start : part.end]}) == 1
        )
        assert part.border <= atoms[part.start].first


@given(st.sets(st.binary(min_size=4, max_size=4), min_size=2), st.integers(20, 60))
def test_whole_shards_are_parted_as_their_terms(keys: set[bytes], limit: int) -> None:
    atoms = [Atom(key, key, 7) for key in sorted(keys)]
    parts = list(partition(atoms, limit))
    whole = [
        Atom(atoms[p.start].first, atoms[p.end - 1].last, 7 * (p.end - p.start)) for p in parts
    ]
    again = list(partition(whole, limit))
    assert again == [Part(p.border, n, n + 1) for n, p in enumerate(parts)]
