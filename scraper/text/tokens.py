"""Search terms: how a text, and in the same way a query, is cut into what the index holds.

Chinese has no spaces, so the index holds every pair of neighbouring characters: whatever a
reader types, its pairs are there, across word borders too. A dictionary only says how much a
pair counts (民生 is a word of its own, but crosses a border in 人民生活). The script of the
search box cuts queries by the same rules without a dictionary, so both can never disagree.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

import opencc

from scraper.model import RESTORED_CLOSE, RESTORED_OPEN
from scraper.text.chars import HAN
from scraper.text.numerals import numbers_in

INSIDE_WEIGHT, BORDER_WEIGHT = 0.6, 0.1
"""What a pair counts inside a longer word, and across a border; 1.0 where it is a word itself."""

_HAN = HAN + "\u3005\u3007"
"""Chinese characters, with the iteration mark 々 and the numeral 〇, which stand inside words."""
_RUN = re.compile(f"(?P<han>[{_HAN}]+)|[^\\W_{_HAN}]+")
_COUNTED = re.compile(f"(?<![^\\W_{_HAN}])[0-9]+[{_HAN}]")
"""Digits, with no letter before them, and the character they count."""
_DROPPED = re.compile(
    "(?<=[0-9]),(?=[0-9]{3}(?![0-9]))"  # 5,200 is the number 5200
    f"|{RESTORED_OPEN}(?=[{_HAN}])|(?<=[{_HAN}]){RESTORED_CLOSE}"  # restored words are whole words
)
_UNIFIED = ((0x3400, 0x9FFF), (0x20000, 0x2F7FF), (0x30000, 0x323AF))
"""Unified ideographs; NFKC replaces the compatibility ones."""

_PHRASES = dict(zip("衞敍藉瞭揹伕枱暱薰傢覆像俱座", "卫叙借了背夫台昵熏家复象具坐", strict=True))
"""Characters that OpenCC's phrases write where Simplified has another (瞭解 of 了解, 想像 of 想象):
by themselves they are converted otherwise or not at all, so search takes the two for one."""

_BIG5_LEVEL_1 = 0xC6
"""The last lead byte of the 5,401 characters in daily use, which Big5 has first (A440 to C67E)."""
_FEW = 24
"""Characters up to which replacing one after the other is quicker."""

Cut = Callable[[str], Iterable[str]]
"""Cuts a run of Chinese characters into words that join up to the run again."""


def well_formed(text: str) -> str:
    """Return `text` with each lone surrogate replaced by U+FFFD, so that it can be encoded."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def fold(text: str) -> str:
    """Return `text` in the one writing the index knows.

    NFKC (full width to half), lower case, Simplified characters one by one, thousands commas
    and the brackets around restored words gone.
    """
    return _folded(readable(text))


def readable(text: str) -> str:
    """Return `text` folded but for the last step, after which jieba would miss words (著名)."""
    if "," in text or RESTORED_OPEN in text or RESTORED_CLOSE in text:
        text = _DROPPED.sub("", text)
    normal = unicodedata.normalize("NFKC", text)
    return _replaced(normal.lower(), _simplified())


def _folded(text: str) -> str:
    """Return a readable text folded."""
    return _replaced(text, _variants())


def _replaced(text: str, table: Mapping[int, str]) -> str:
    """Return `text.translate(table)`, in a third of the time where little is replaced.

    One after the other is the same as all at once: no table makes a character that it replaces.
    """
    found = table.keys() & set(map(ord, set(text)))
    if len(found) > _FEW:
        return text.translate(table)
    for char in found:
        text = text.replace(chr(char), table[char])
    return text


def fold_pairs(text: str | None = None) -> str:
    """Return each character that folding replaces by another, followed by that other.

    Of `text` alone where one is given, else of all characters, in order of code points.
    """
    chars = map(chr, sorted(_fold_table())) if text is None else sorted(set(text))
    table = _fold_table()
    return "".join(char + table[ord(char)] for char in chars if ord(char) in table)


def fold_blocks() -> dict[str, str]:
    """Return the pairs of `fold_pairs` in blocks, so that a query needs few of them and not all.

    `common` has the characters in daily use; the others stand in blocks of 512, by the hexadecimal
    number of the block.
    """
    pairs = fold_pairs()
    blocks: dict[str, str] = {}
    for at in range(0, len(pairs), 2):
        block = "common" if _in_daily_use(pairs[at]) else f"{ord(pairs[at]) >> 9:x}"
        blocks[block] = blocks.get(block, "") + pairs[at : at + 2]
    return blocks


def _in_daily_use(char: str) -> bool:
    """Return whether a Traditional character is one of the 5,401 of the first level of Big5."""
    try:
        return char.encode("big5")[0] <= _BIG5_LEVEL_1
    except UnicodeEncodeError:
        return False


def stem(token: str) -> str:
    """Return an English token without its plural ending; others as they are.

    The S-stemmer: D. Harman, How effective is suffixing?, JASIS 42 (1991), p. 10.
    """
    if not (token.isascii() and token.isalpha()) or len(token) < 4:
        return token
    if token.endswith("ies") and not token.endswith(("eies", "aies")):
        return token[:-3] + "y"
    if token.endswith("es") and not token.endswith(("aes", "ees", "oes")):
        return token[:-1]
    if token.endswith("s") and not token.endswith(("us", "ss")):
        return token[:-1]
    return token


def count_terms(text: str, cut: Cut, measures: str = "") -> dict[str, float]:
    """Return the terms of `text` with how often each occurs, pairs weighted by the words of `cut`.

    Terms are pairs of Chinese characters, words of three and more, the last character of each
    run (so that a single character is found at the beginning of a pair or there), stemmed
    tokens of other scripts, and numbers written in characters before one of `measures`, in digits.
    """
    return count_in(*both_writings(text), cut, measures)


def both_writings(text: str) -> tuple[str, str]:
    """Return `text` as `readable` and as `fold` give it: the same places, a character each."""
    plain = readable(text)
    return plain, _folded(plain)


def count_in(plain: str, folded: str, cut: Cut, measures: str = "") -> dict[str, float]:
    """Return the terms of a text that `both_writings` gave, as `count_terms` does."""
    tokens = _numbers(folded, measures) if measures else []
    inside: list[str] = []
    border: list[str] = []
    for match in _RUN.finditer(plain):
        start, end = match.span()
        if not match["han"]:
            tokens.append(stem(match.group()))
        elif end - start == 1:
            tokens.append(folded[start])
        else:
            _run_terms(folded[start:end], cut(match.group()), tokens, inside, border)
    terms: dict[str, float] = Counter(tokens)  # type: ignore[assignment]
    for weight, found in ((INSIDE_WEIGHT, inside), (BORDER_WEIGHT, border)):
        for term, times in Counter(found).items():
            terms[term] = terms.get(term, 0.0) + weight * times
    return terms


def _numbers(folded: str, measures: str) -> list[str]:
    """Return numbers in digits where a text writes them otherwise, and each with its measure.

    Numbers and measures are not pairs of characters, so `117台` needs a term of its own.
    """
    found = list(counted_in(folded, measures))
    return [term for term, _, _ in found] + [value for _, _, value in found if value]


def counted_in(folded: str, measures: str) -> Iterator[tuple[str, int, str]]:
    """Yield each number in digits with the character it counts, the place of that character, and
    the number where the text writes it otherwise, else nothing."""
    for match in _COUNTED.finditer(folded):
        yield match.group(), match.end() - 1, ""
    for _, end, value in numbers_in(folded, measures):
        yield value + folded[end : end + 1], end, value


def _run_terms(
    run: str, words: Iterable[str], tokens: list[str], inside: list[str], border: list[str]
) -> None:
    """Add the terms of one run of Chinese characters, whose words are given, by their weight."""
    at = 0
    for word in words:
        if at:
            border.append(run[at - 1 : at + 1])
        length = len(word)
        if length == 2:
            tokens.append(run[at : at + 2])
        elif length > 2:
            inside += [run[i : i + 2] for i in range(at, at + length - 1)]
            tokens.append(run[at : at + length])
        at += length
    border.append(run[-1])


def phrase_tokens(text: str) -> list[str]:
    """Return the tokens of an English phrase, stemmed, in order."""
    return tokens_in(readable(text))


def tokens_in(folded: str) -> list[str]:
    """Return the tokens of a folded text that are not Chinese, stemmed, in order."""
    return [stem(match.group()) for match in _RUN.finditer(folded) if not match["han"]]


def han_runs(text: str) -> list[str]:
    """Return the runs of Chinese characters in a text, folded."""
    return [_folded(match.group()) for match in _RUN.finditer(readable(text)) if match["han"]]


@cache
def _simplified() -> dict[int, str]:
    """Return Traditional characters and what OpenCC's `t2s` makes of each by itself.

    Followed to the end (薴 to 苧 to 苎), so that folding twice changes nothing.
    """
    table = _converted("t2s")
    return {char: table.get(ord(other), other) for char, other in table.items()}


@cache
def _variants() -> dict[int, str]:
    """Return the further characters that `tw2s` folds, 著 to 着 above all (隨著 is 随着).

    A character that others are simplified to stays: `tw2s` would make 幺 of the 么 in 什么.
    """
    kept = set(_simplified().values())
    table = {
        char: other
        for char, other in _converted("tw2s").items()
        if char not in _simplified() and chr(char) not in kept
    }
    return table | {ord(char): other for char, other in _PHRASES.items()}


@cache
def _fold_table() -> dict[int, str]:
    """Return both tables in one: character to what `fold` makes of it."""
    first = {char: other.translate(_variants()) for char, other in _simplified().items()}
    return _variants() | first


def _converted(configuration: str) -> dict[int, str]:
    """Return what an OpenCC configuration makes of single characters, where it changes them."""
    chars = [chr(code) for first, last in _UNIFIED for code in range(first, last + 1)]
    # A line each: OpenCC's phrases do not reach over the end of a line.
    converted = opencc.OpenCC(configuration).convert("\n".join(chars)).split("\n")
    pairs = zip(chars, converted, strict=True)
    return {ord(char): other for char, other in pairs if char != other and len(other) == 1}
