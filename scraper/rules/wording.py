"""Words of spam, of sites' notices, spun and Taiwan wording: `data/wording.toml`, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from scraper.rules.patterns import pattern
from scraper.rules.reader import Table

WORDING = "wording.toml"
_KINDS = ("gambling", "lottery", "adult", "loans", "games")


@dataclass(frozen=True, slots=True)
class Wording:
    """What the words of a page tell; what each list is for stands in `data/wording.toml`."""

    spam: re.Pattern[str]
    """Any word of spam, whatever its kind."""
    spam_words: tuple[str, ...]
    """The same in lower case, word by word."""
    warnings: re.Pattern[str]
    spun: re.Pattern[str]
    spun_fewest: int
    taiwan_sure: Mapping[str, str]
    taiwan_likely: Mapping[str, str]
    site: re.Pattern[str]
    """Any word of a site's notices."""
    site_fewest: int
    site_own: re.Pattern[str]
    site_leads: frozenset[str]
    site_keys: frozenset[str]
    to_visitors: re.Pattern[str]
    presenting: re.Pattern[str]
    """How a site presents a text to its readers."""
    related: frozenset[str]
    """Names of the section in which a site shows the beginnings of other texts."""
    speech: re.Pattern[str]
    """What a site says of itself in full sentences."""
    speech_words: re.Pattern[str]
    """Words that such sentences are made of."""
    community: re.Pattern[str]
    fewest_speech: int
    fewest_words: int
    edge_words: re.Pattern[str]
    """Words of sites that count only where the text itself does not use them."""
    labels: re.Pattern[str]
    """A button or the name of a section; group `certain` is set where it is one for certain."""


@lru_cache(maxsize=1)
def load_wording() -> Wording:
    """The lists as shipped. Raises CasebookError naming file, key and mend."""
    return parse_wording((files("scraper") / "data" / WORDING).read_text("utf-8"))


def parse_wording(text: str) -> Wording:
    """The lists of a file of that form."""
    root = Table.parse(text, WORDING)
    spam, spun, taiwan = root.table("spam"), root.table("spun"), root.table("taiwan")
    site, labels = root.table("site"), root.table("labels")
    spam_words = tuple(word.lower() for kind in _KINDS for word in spam.texts(kind))
    wording = Wording(
        spam=_any_of(spam_words),
        spam_words=spam_words,
        warnings=_any_of(spam.texts("warnings")),
        spun=_any_of(spun.texts("phrases")),
        spun_fewest=spun.number("fewest"),
        taiwan_sure=_pairs(taiwan, "sure"),
        taiwan_likely=_pairs(taiwan, "likely"),
        site=_any_of(site.texts("words")),
        site_fewest=site.number("fewest"),
        site_own=_any_of(site.texts("own")),
        site_leads=frozenset(site.texts("leads")),
        site_keys=frozenset(site.texts("keys")),
        to_visitors=_any_of(site.texts("to_visitors")),
        presenting=pattern(site, "presenting"),
        related=frozenset(site.texts("related")),
        speech=pattern(site, "speech"),
        speech_words=_any_of(site.texts("speech_words")),
        community=_any_of(site.texts("community")),
        fewest_speech=site.number("fewest_speech"),
        fewest_words=site.number("fewest_words"),
        edge_words=_any_of(site.texts("edge_words")),
        labels=_labels(labels.texts("certain"), labels.texts("common")),
    )
    for table in (spam, spun, taiwan, site, labels, root):
        table.close()
    return wording


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words in either case, the longest that fits."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(_in_either_case, longest_first)))


def _in_either_case(word: str) -> str:
    """The word as an expression. Its first letter stands there in both cases: `re` skips to where
    a match may begin only if each alternative begins with a plain character."""
    heads, rest = dict.fromkeys((word[0].lower(), word[0].upper())), re.escape(word[1:])
    cased = rest.lower() != rest.upper()
    return "|".join(re.escape(head) + (f"(?i:{rest})" if cased else rest) for head in heads)


def _labels(certain: tuple[str, ...], common: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, the certain ones first and in a group of that name."""
    return re.compile(f"(?P<certain>{_any_of(certain).pattern})|{_any_of(common).pattern}")


def _pairs(table: Table, key: str) -> dict[str, str]:
    """Entries `word other` as a mapping; CasebookError names one of another form."""
    pairs = {}
    for entry in table.texts(key):
        if len(entry.split()) != 2:
            raise table.fault(key, f"holds “{entry}”", "Write the word, a space, the other word")
        word, other = entry.split()
        pairs[word] = other
    return pairs
