"""The interface words and the glossary: what ships is whole, and errors name place and mend."""

from __future__ import annotations

import re

import pytest

from scraper.model import CasebookError
from scraper.rules.glossary import COLUMNS, load_glossary, parse_glossary
from scraper.rules.interface import load_words, parse_words

HEADER = "\t".join(COLUMNS)
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("key", load_words().entries)
def test_words_are_in_their_language(key: str) -> None:
    word = load_words().entries[key]
    assert not HAN.search(word.en + word.en_one)
    assert not re.search(r"[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]", word.zh)


def test_one_takes_the_singular() -> None:
    words = load_words()
    assert words.say("en", "case_count", n=1) == "1 case"
    assert words.say("en", "case_count", n=2) == "2 cases"


@pytest.mark.parametrize(
    ("toml", "problem"),
    [
        ('a = { zh = "一" }', "words.toml:a.en: is missing"),
        ('a = { zh = "{n} 个", en = "some" }', "words.toml:a: the languages have different"),
        ('a = { zh = "{", en = "x" }', "words.toml:a: bad braces"),
        ('a = { zh = "{0}", en = "{0}" }', "words.toml:a: a place in braces has no plain name"),
        ('a = { zh = "一", en = "x", fr = "y" }', "words.toml:a.fr: is not a known key"),
        ('a = "x"', "words.toml:a: is not a table"),
    ],
)
def test_bad_words_are_named(toml: str, problem: str) -> None:
    with pytest.raises(CasebookError) as error:
        parse_words(toml, "words.toml")
    assert str(error.value).startswith(problem)


def test_the_glossary_keeps_official_terms() -> None:
    english = {name: term.english for term in load_glossary() for name in term.names}
    assert english["党建"] == "Party building"
    assert english["村改居"] == "village-turned-urban community"
    assert not any("Party construction" in term.english for term in load_glossary())
    apart = {term.term: term.apart for term in load_glossary() if term.apart}
    assert apart["党小组"] == "党组"
    assert apart["楼组"] == "楼宇"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("党建\tParty building\tA", "3 columns"),
        ("\tParty building\t\t\tR\t\t\t\t\t", "term or English is empty"),
        ("党建\tParty building\t\t\tX\t\t\t\t\t", "unknown tag"),
        ("党建\tParty building\t\t\tA\t\t\t\t\t", "source and tag do not agree"),
        ("党建\tParty building\t\t\tR\tXinhua\t\t\t\t", "source and tag do not agree"),
        ("党建\tParty building\t\t\tR\t\t\t注\t\t", "a note in one language only"),
        ("党建\tParty building\t\t\tR\t\t\t\t\tno", "`plain` is “no”"),
        ("社区\tcommunity\t\t\tR\t\t\t\t\t", "“社区” is given twice"),
    ],
)
def test_a_bad_line_of_the_glossary_is_named(line: str, problem: str) -> None:
    text = f"# comment\n{HEADER}\n社区\tcommunity\t\t\tR\t\t\t\t\t\n{line}\n"
    with pytest.raises(CasebookError, match=re.escape(problem)) as error:
        parse_glossary(text, "terms.tsv")
    assert str(error.value).startswith("terms.tsv:4: ")


def test_a_glossary_without_header_is_refused() -> None:
    with pytest.raises(CasebookError, match="header"):
        parse_glossary("党建\tParty building\n")
