"""Figures run together where 年, 月 or ～ was lost between them (form D18): `827日`, `20084-6月`.

Nothing is put back. Where the figures can be read in one way only, □ marks the place; else the
text stays as it is. Both are flagged.
"""

from __future__ import annotations

import re

from scraper.clean.lacunae import Mended
from scraper.model import LACUNA, Change

_DAY = re.compile(
    r"(?<![\d月.,/\-])(?P<year>(?:19|20)\d{2}年?)?(?P<figures>\d{3,4})(?:日|号)"
    r"(?!元|均|产|[内后前间制历游常夜]|以[内后前])"
)
_MONTH = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?<![\d年.,/\-].{4})(?P<month>1[0-2]|[1-9])(?=月|[-—–～~]\d{1,2}月)"
)
_AGE = re.compile(r"(?P<from>[1-9]\d)(?<![\d.,/\-]..)(?P<to>[1-9]\d)(?=岁)")
_RUN_TOGETHER = re.compile(r"[0-9０-９](?:\d\d(?:日|号|\d岁)|(?<=[12])[09]\d\d[1-9])")
_SPAN = re.compile("[共约近每达余满过逾第用历时经需有长][了为时]?$")
"""What stands before a number of days that is no date: `历时120日`."""


def may_have_lost_dates(text: str) -> bool:
    """Whether figures stand anywhere in `text` that may have run together; quick to tell."""
    return _RUN_TOGETHER.search(text) is not None


def mark_lost_dates(text: str, line: int) -> Mended:
    """`text` with □ where a mark was lost between two figures, and a flag for each place."""
    changes: list[Change] = []

    def note(match: re.Match[str], marked: str) -> str:
        start, end = match.span()
        context = text[max(0, start - 6) : start] + marked + text[end : end + 6]
        change = Change("flagged", "fused-date", match[0], marked, line=line, context=context)
        changes.append(change)
        return marked

    if "月" in text:
        text = _MONTH.sub(lambda m: note(m, f"{m['year']}{LACUNA}{m['month']}"), text)
    if "岁" in text:
        text = _AGE.sub(lambda m: note(m, _age(m)) if _age(m) else m[0], text)
    if "日" in text or "号" in text:
        text = _DAY.sub(lambda m: note(m, _day(m)) if _is_date(text, m) else m[0], text)
    return Mended(text, tuple(changes))


def _age(match: re.Match[str]) -> str:
    return f"{match['from']}{LACUNA}{match['to']}" if match["from"] < match["to"] else ""


def _is_date(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 2) : match.start()]
    return bool(_splits(match["figures"])) and not _SPAN.search(before)


def _day(match: re.Match[str]) -> str:
    """The date with □ where the figures allow one reading alone, else as it stands."""
    splits = _splits(match["figures"])
    year = match["year"] or ""
    gap = LACUNA if year.isdigit() else ""
    figures = f"{splits[0][0]}{LACUNA}{splits[0][1]}" if len(splits) == 1 else match["figures"]
    return year + gap + figures + match[0][-1]


def _splits(figures: str) -> list[tuple[str, str]]:
    """The ways to read figures as month and day."""
    pairs = [(figures[:at], figures[at:]) for at in (1, 2)]
    return [(m, d) for m, d in pairs if _counts(m, 12) and _counts(d, 31)]


def _counts(figures: str, last: int) -> bool:
    return not figures.startswith("0") and figures != "" and int(figures) <= last
