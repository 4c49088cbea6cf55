"""What the index holds, read back by a reader of its own."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.index import build_index, coding, join_scripts
from scraper.index.coding import encode
from scraper.index.cutter import cutter
from scraper.index.facets import FacetValue, Filed, facet_values
from scraper.index.numbering import Key, key_of, number_pages
from scraper.index.readings import Readings, dictionary_readings
from scraper.index.shards import SHARD_BYTES
from scraper.index.sounds import decode_sounds, encode_sounds, frequency
from scraper.model import CasebookError, Language, Record, Section
from scraper.rules.glossary import Term
from scraper.text.tokens import count_terms

from .browsing import SCRIPTS
from .corpus import corpus
from .reader import Reader, decode


@cache
def index() -> dict[str, bytes]:
    return dict(build_index(corpus()))


@cache
def numbers() -> dict[Key, int]:
    return number_pages(map(key_of, corpus())).numbers


def test_the_same_records_in_any_order_give_the_same_bytes() -> None:
    assert dict(build_index(tuple(reversed(corpus())))) == index()


def test_no_file_is_empty_and_the_manifest_comes_last() -> None:
    assert all(index().values())
    assert list(index())[-2:] == ["manifest.bin", "manifest.js"]


def test_every_term_of_every_record_is_found() -> None:
    reader = Reader(index())
    wanted: dict[str, set[int]] = {}
    for record in corpus():
        number = numbers()[key_of(record)]
        texts = [record.title, *(part for s in record.sections for part in (s.heading, s.text))]
        for term in (term for text in texts for term in count_terms(text, cutter(), "台户")):
            wanted.setdefault(term, set()).add(number)
    assert len(wanted) > 300
    for term, pages in wanted.items():
        assert pages <= set(reader.documents(term)), term


def test_shards_are_small_and_in_order() -> None:
    reader = Reader(index())
    shards = [list(reader.shard(number)) for number in range(len(reader.borders))]
    keys = [[term.encode("utf-16-be") for term in shard] for shard in shards]
    assert len(shards) > 5
    terms = [key for shard in keys for key in shard]
    assert terms == sorted(terms)
    assert all(b <= shard[0] for b, shard in zip(reader.borders, keys, strict=True))
    assert all(b > shard[-1] for b, shard in zip(reader.borders[1:], keys[:-1], strict=True))
    packed = [name for name in index() if name.startswith("terms/") and name.endswith(".bin")]
    assert len(packed) == len(shards)
    assert max(len(index()[name]) for name in packed) < SHARD_BYTES


def test_the_number_of_a_page_says_its_language() -> None:
    reader = Reader(index())
    assert len(reader.pages) == reader.manifest["count"] == len(corpus())
    for language, first, end in reader.manifest["languages"]:
        own = [number for number in reader.pages if first <= number < end]
        assert own
        assert all(reader.page(n)["url"].startswith("en/") == (language == "en") for n in own)


def test_a_word_counts_more_than_the_same_characters_across_a_border() -> None:
    reader = Reader(index())
    impacts = {reader.page(n)["url"]: impact for n, impact in reader.documents("民生").items()}
    assert len(impacts) > 5
    assert max(impacts, key=lambda url: impacts[url]) == "cases/minsheng.html"


def test_a_heading_counts_once_for_all_its_paragraphs() -> None:
    def impact(*sections: Section) -> int:
        files = dict(build_index([Record("a", "a.html", "zh", "题", sections)]))
        return next(iter(Reader(files).documents("背景").values()))

    one = Section("p-1", "背景", "甲")
    again = Section("p-2", "背景", "甲")
    assert impact(one, again) == impact(one)


def test_an_index_of_nothing() -> None:
    reader = Reader(dict(build_index([])))
    assert reader.manifest["count"] == 0
    assert {name.split(".")[0] for name in reader.files} == {
        "manifest",
        "all",
        *(name.split(".")[0] for name in reader.files if name.startswith("fold/")),
    }


def test_what_cannot_be_encoded_is_replaced() -> None:
    record = Record("a", "a.html", "zh", "题\ud800", (Section("p", "", "字\udfff字"),))
    reader = Reader(dict(build_index([record])))
    assert reader.page(*reader.pages)["title"] == "题\ufffd"


HELD = st.text(coding.DIGITS, min_size=2, max_size=2)
"""What a posting list says of a page."""


@settings(deadline=None)
@given(st.dictionaries(st.integers(0, 200_000), HELD, max_size=30))
def test_posting_lists_are_read_as_written(wanted: dict[int, str]) -> None:
    assert decode(encode(wanted)) == wanted
    assert coding.decode(encode(wanted)) == wanted


@settings(deadline=None)
@given(
    st.dictionaries(st.integers(0, 5_000), HELD, max_size=30),
    st.dictionaries(st.integers(0, 5_000), st.none() | HELD, max_size=5),
)
def test_a_changed_list_is_that_of_the_changed_pages(
    known: dict[int, str], changes: dict[int, str | None]
) -> None:
    wanted = {page: held for page, held in {**known, **changes}.items() if held}
    changed = coding.change(encode(known), changes)
    assert changed == coding.Changed(encode(wanted), len(known), len(wanted))


@pytest.mark.parametrize("change", ["title", "text"])
def test_the_version_follows_the_content(change: str) -> None:
    def version(word: str) -> str:
        title, text = (word, "文") if change == "title" else ("题", word)
        record = Record("a", "a.html", "zh", title, (Section("p", "", text),))
        found: str = Reader(dict(build_index([record]))).manifest["version"]
        return found

    assert version("一") != version("二")


def test_a_number_is_one_term_in_either_writing() -> None:
    texts = ("十个窗口，二〇一八年，一百一十七台", "10个窗口，2018年，117台")
    for text in texts:
        record = Record("a", "a.html", "zh", "题", (Section("p", "", text),))
        reader = Reader(dict(build_index([record])))
        assert all(reader.documents(term) for term in ("10个", "10", "2018年", "117", "117台")), (
            text
        )


def test_a_name_is_found_by_its_other_names() -> None:
    term = Term("楼组党建", "building-group Party building", "R", "", "", "", "")
    records = [
        Record("a", "a.html", "zh", "题", (Section("p", "", "这里做楼组党建。"),)),
        Record("b", "b.html", "en", "T", (Section("p", "", "Building-group Party building."),)),
        Record("c", "c.html", "en", "T", (Section("p", "", "A party in a building group."),)),
    ]
    reader = Reader(dict(build_index(records, [term])))
    numbers = number_pages(map(key_of, records)).numbers
    both = {numbers["zh", "a"], numbers["en", "b"]}
    assert set(reader.documents("building_group_party_building")) == both
    assert set(reader.documents("楼组党建")) == both
    assert set(reader.documents("组党")) == both
    named = reader.page(numbers["zh", "a"])["named"]
    assert ["楼组党建", " building group party building "] in named


def test_pinyin_leads_to_the_characters() -> None:
    section = Section("p", "背景", "新蒲新区的长处，校长说。")
    reader = Reader(dict(build_index([Record("a", "a.html", "zh", "党建引领", (section,))])))
    assert reader.entry("~xin_pu") == "1新蒲"
    assert reader.entry("~xiao_zhang") == "X校长"  # a word of the dictionary
    assert "长处" in reader.entry("~chang_chu")
    assert reader.entry("^djyl") == "党建引领"


@pytest.mark.parametrize(
    ("pair", "sounds"),
    [
        ("新蒲", {"xin_pu"}),
        ("校长", {"xiao_zhang", "xiao_chang", "jiao_zhang", "jiao_chang"}),
        ("调师", {"diao_shi", "tiao_shi"}),
        ("绿化", {"lv_hua"}),
        ("□□", set()),
    ],
)
def test_a_pair_has_the_usual_readings_of_its_characters(pair: str, sounds: set[str]) -> None:
    readings = dictionary_readings()
    assert readings.of(pair) == sounds
    assert Readings.from_json(readings.to_json()).of(pair) == sounds


def test_words_and_the_most_frequent_pairs_of_a_sound_come_first() -> None:
    readings = dictionary_readings()
    assert (
        encode_sounds({p: frequency(p, 1, readings) for p in ("校张", "校长", "小章")})
        == "X校长1小章校张"
    )
    pairs = {
        "新蒲": "1",
        "新浦": frequency("新浦", 9, readings),
        "心扑": frequency("心扑", 1, readings),
    }
    assert encode_sounds(pairs) == "4新浦1心扑新蒲"
    assert decode_sounds(encode_sounds(pairs)) == pairs


def test_facets_list_their_documents() -> None:
    records = [
        Record("a", "a.html", "zh", "题", (), {"model": ("甲", "乙")}),
        Record("b", "b.html", "zh", "题", (), {"model": ("乙",), "<i>": ("丙",)}),
    ]
    reader = Reader(dict(build_index(records)))
    numbers = number_pages(map(key_of, records)).numbers
    a, b = numbers["zh", "a"], numbers["zh", "b"]
    assert reader.facet("model") == {"乙": sorted([a, b]), "甲": [a]}
    assert reader.facet("<i>") == {"丙": [b]}


def filed(*pages: tuple[Language, str, dict[str, tuple[str, ...]]]) -> list[Filed]:
    return [Filed(number, lang, id_, facets) for number, (lang, id_, facets) in enumerate(pages)]


def test_a_value_and_its_translation_are_one_value() -> None:
    values = facet_values(
        filed(
            ("zh", "a", {"model": ("甲", "乙"), "year": ("2018",)}),
            ("zh", "b", {"model": ("乙",)}),
            ("en", "a", {"model": ("First", "Second"), "year": ("2018",)}),
            ("en", "c", {"model": ("Second",)}),
            ("en", "d", {"model": ("Third",)}),
        )
    )
    found = {value.value: value for value in values["model"]}
    assert {name: value.english for name, value in found.items()} == {
        "甲": "First",
        "乙": "Second",
        "Third": "",
    }
    assert found["乙"].documents == (0, 1, 2, 3)
    assert values["year"] == (FacetValue("2018", (0, 2)),)


def test_a_slip_in_one_record_does_not_join_values() -> None:
    chinese = [("zh", id_, {"kind": ("案例",)}) for id_ in "abc"]
    english = [("en", id_, {"kind": ("Case",)}) for id_ in "ab"]
    values = facet_values(filed(*chinese, *english, ("en", "c", {"kind": ("Plan",)})))
    assert [(v.value, v.english) for v in values["kind"]] == [("Plan", ""), ("案例", "Case")]


def test_scripts_are_served_as_few_and_small() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js")}
    joined = join_scripts(sources, "scripts")
    assert set(joined) == {"search.js", "engine.js", "late.js", "results.js"}
    assert sum(map(len, joined.values())) < sum(map(len, sources.values())) / 1.8


@pytest.mark.parametrize("gone", ["search.js", "engine.js", "loader.js", "meant.js"])
def test_a_missing_script_is_named(gone: str) -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js")}
    with pytest.raises(CasebookError, match=gone):
        join_scripts({name: text for name, text in sources.items() if name != gone}, "scripts")


def test_a_broken_script_is_named() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js")}
    with pytest.raises(CasebookError, match=r"scripts/results\.js"):
        join_scripts({**sources, "results.js": "const ="}, "scripts")
