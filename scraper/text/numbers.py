"""Numbers as Chinese prose writes them: `5200多`, `3.6万`, `1,200`, `十几`, `逾千万`."""

from __future__ import annotations

import re

import cn2an

DIGITS = r"\d+(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
HANZI = "零〇一二三四五六七八九十两百千"
_MULTIPLIERS = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
_VAGUE = re.compile(r"[多余来]")
_ARABIC = re.compile(rf"(?P<digits>{DIGITS})(?P<scale>[百千万亿]*)")
_NO_NUMBER = re.compile(r"[数几]")


def value_of(words: str) -> float | None:
    """The number that `words` name, in plain units; None where they name none (`数百万`).

    Words that only make it vague (`多`, `余`, `来`, and `几` after a full ten) are left out:
    `十多` is 10, `5200多` is 5200, `3万余` is 30000.
    """
    plain = _VAGUE.sub("", words)
    if plain.startswith("十几"):
        plain = "十"
    if not plain or _NO_NUMBER.search(plain):
        return None
    arabic = _ARABIC.fullmatch(plain)
    if arabic is None:
        return _hanzi_value(plain)
    value = float(re.sub("[,，]", "", arabic["digits"]))
    for scale in arabic["scale"]:
        value *= _MULTIPLIERS[scale]
    return round(value, 6)


def _hanzi_value(words: str) -> float | None:
    """Value of a number in Chinese characters; a bare scale (`千万`) counts one of it."""
    if all(char in _MULTIPLIERS for char in words):
        value = 1.0
        for char in words:
            value *= _MULTIPLIERS[char]
        return value
    try:
        return float(cn2an.cn2an(words.replace("〇", "零"), "smart"))
    except ValueError:
        return None


def year_of(words: str) -> int | None:
    """The year that four digits (`2010`, `二〇一〇`, `一九九八`) name; None for anything else."""
    digits = words.translate(str.maketrans("〇零○一二三四五六七八九", "000123456789"))
    return int(digits) if re.fullmatch(r"(?:19|20)\d\d", digits) else None
