"""What a figure stands for: `5200多名` is 5200 to 5300, `约5万` five percent more or less."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.model import Figure

_ABOUT = re.compile("约|左右|大概|上下")
_MORE = re.compile("[多余几]|超|逾|以上|突破")
_LESS = re.compile("近|不足|不到|以下")
_DECIMALS = re.compile(r"\.(\d+)")


@dataclass(frozen=True, slots=True)
class Range:
    """From the lowest to the highest value a figure may stand for."""

    low: float
    high: float

    def meets(self, other: Range) -> bool:
        """Return whether some value lies in both."""
        return self.low <= other.high and other.low <= self.high

    def plus(self, other: Range) -> Range:
        """Return the range of the sum."""
        return Range(self.low + other.low, self.high + other.high)


def range_of(figure: Figure, about: int) -> Range | None:
    """Return the range of a figure; None where it has no value.

    `about` is the percentage by which a number with 约 may be off.
    """
    value = figure.value
    if value is None:
        return None
    step = _step(figure.text, value)
    if _ABOUT.search(figure.text):
        off = value * about / 100
        return Range(value - off, value + off)
    if _MORE.search(figure.text):
        return Range(value, value + step)
    if _LESS.search(figure.text):
        return Range(value - step, value)
    off = step / 2 if step < 1 or step >= 1000 or figure.unit == "%" else 0.0
    return Range(value - off, value + off)


def share_range(part: Range, whole: Range) -> Range:
    """Return the percentages that a part of a whole may be."""
    if whole.low <= 0:
        return Range(0.0, float("inf"))
    return Range(100 * part.low / whole.high, 100 * part.high / whole.low)


def _step(text: str, value: float) -> float:
    """The place of the last digit that counts: 100 for 5200, 0.1 for 9.5."""
    if value != round(value):
        decimals = _DECIMALS.search(text)
        return float(10.0 ** -len(decimals[1])) if decimals and value < 1e4 else 1.0
    step = 1
    while value and value % (step * 10) == 0:
        step *= 10
    return float(step)
