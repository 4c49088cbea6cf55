"""Furniture on the line of the text: what stands before and after the text is set apart.

`首页 文库 社区经验 收藏 社区有…居民。 … 都说好。 编号:3321` has its furniture among spaces, where
no rule for lines can find it. Pages joined to one line look so, and first lines that were.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress, groupby

from scraper.clean.draft import Draft
from scraper.clean.labels import is_label_line
from scraper.clean.naming import likeliest_title
from scraper.clean.shape import (
    count_cells,
    is_day,
    is_prose,
    is_row,
    is_salutation,
    is_title_like,
)
from scraper.model import Change, Line
from scraper.rules.cleaning import CleaningRules
from scraper.text.chars import ends_sentence, fold

TITLE = 10
"""A title among labels has a group of words of at least this many characters."""
_FIGURE_CELL = re.compile(r"[\t\u3000| ](?:(?<! ) *|(?<= ) )[\d+-]")
"""Where a cell with a figure may begin; pages without one have no tables."""
FEWEST_CELLS = 3
"""Cells of a row of a table, at least."""
_COUNTED = re.compile(
    r"\s*(?P<number>\d{1,3})[ \u3000]+(?:[^ \u3000，。]+[ \u3000]+)+[^ \u3000。]+\s*$"
)
_NUMBER_CELL = re.compile(r"\s*(?:序号|编号|号次|No\.?)[ \u3000]")
BARRED = 4
"""Rows of a table whose cells bars set apart, at least."""
FEWEST = 2
"""Groups of words before the text on its line, at least."""


def part_flat_page(draft: Draft, rules: CleaningRules) -> Draft:
    """The draft with the title, and the furniture around title and text, on lines of their own."""
    filled = draft.filled
    prose = [at for at in filled if is_prose(draft.lines[at].text)]
    if not prose:
        return draft
    draft = _without_labels(draft, [at for at in filled if not prose[0] <= at <= prose[-1]], rules)
    lines = list(draft.lines)
    filled = draft.filled
    prose = [at for at in filled if is_prose(lines[at].text)]
    last = lines[prose[-1]]
    lines[prose[-1] : prose[-1] + 1] = _parted(last, _tail(last, rules))
    if prose[0] == filled[0]:
        first = lines[prose[0]]
        lines[prose[0] : prose[0] + 1] = _parted(first, _head(first, rules))
    return draft if len(lines) == len(draft.lines) else draft.keep(lines)


def _parted(line: Line, texts: Sequence[str]) -> list[Line]:
    return [line._replace(text=text) for text in texts if text]


def _head(line: Line, rules: CleaningRules) -> Sequence[str]:
    """Furniture before the title, the title, furniture behind it, and the text."""
    groups = line.text.split()
    first = next((n for n, group in enumerate(groups) if is_prose(group)), 0)
    if first < FEWEST or not _is_furniture(groups[:first], rules):
        return (line.text,)
    return (*_around_title(groups[:first], line, rules), line.text[line.text.find(groups[first]) :])


def _tail(line: Line, rules: CleaningRules) -> Sequence[str]:
    """The text, and furniture behind its last sentence."""
    groups = line.text.split()
    last = next((n for n in range(len(groups), 0, -1) if ends_sentence(groups[n - 1])), 0)
    if not last or not _is_furniture(groups[last:], rules):
        return (line.text,)
    end = line.text.rfind(groups[last - 1]) + len(groups[last - 1])
    return (line.text[:end], line.text[end:].strip())


def mark_rows(draft: Draft) -> Draft:
    """The draft with the rows of tables marked as such, which markup does elsewhere: lines of as
    many cells, one below the other, of which some hold figures."""
    barred = [*_barred(draft.lines), *_counted(draft.lines)]
    if not barred and not _FIGURE_CELL.search(draft.text):
        return draft
    lines = list(draft.lines)
    for at in barred:
        lines[at] = lines[at]._replace(hint=lines[at].hint or "row")
    for cells, group in groupby(range(len(lines)), key=lambda at: count_cells(lines[at].text)):
        rows = list(group)
        if cells >= FEWEST_CELLS and any(is_row(lines[at].text) for at in rows[1:]):
            for at in rows:
                lines[at] = lines[at]._replace(hint=lines[at].hint or "row")
    return draft.keep(lines)


def _barred(lines: Sequence[Line]) -> list[int]:
    """Positions of at least `BARRED` lines below each other whose cells bars set apart, as many in
    each; the links of a site stand in one line or two."""
    bars = [line.text.count("|") + line.text.count("｜") for line in lines]
    if max(bars, default=0) + 1 < FEWEST_CELLS:
        return []
    found: list[int] = []
    for count, group in groupby(range(len(lines)), key=lambda at: bars[at]):
        rows = list(group)
        if count + 1 >= FEWEST_CELLS and len(rows) >= BARRED:
            found += rows
    return found


def _counted(lines: Sequence[Line]) -> list[int]:
    """Positions of lines that count up from 1 and hold cells with spaces between (`1 电脑 4台`),
    with the line of names above them."""
    found: list[int] = []
    run: list[int] = []
    for at, line in enumerate(lines):
        match = _COUNTED.match(line.text) if line.text.lstrip()[:1].isdigit() else None
        number = int(match["number"]) if match else 0
        if number == 1 or (run and number != len(run) + 1):
            run = []
        if number and number == len(run) + 1:
            run.append(at)
        if len(run) == BARRED:
            head = lines[run[0] - 1].text if run[0] else ""
            found += [run[0] - 1] * (_NUMBER_CELL.match(head) is not None) + run
        elif len(run) > BARRED and found and found[-1] != at:
            found.append(at)
    return found


def _without_labels(draft: Draft, around: Sequence[int], rules: CleaningRules) -> Draft:
    """The draft with labels taken from the lines `around` the text that hold more than labels."""
    lines = list(draft.lines)
    changes: list[Change] = []
    for at in reversed(around):
        line = lines[at]
        own, labels = _among_labels(line.text, rules)
        if labels and not draft.spares("label", line.number):
            lines[at : at + 1] = _parted(line, own)
            changes.append(Change("removed", "label", labels, line=line.number))
    return draft.keep(lines, changes[::-1]) if changes else draft


def _among_labels(text: str, rules: CleaningRules) -> tuple[Sequence[str], str]:
    """A title, whom a letter is for and when it was signed, each apart; and the labels that stand
    on the same line, if any do."""
    groups = text.split()
    labels = [is_label_line(fold(group), rules.wording, counted=True) for group in groups]
    if not any(labels) or all(labels):
        return (text,), ""
    places = [at for at, is_label in enumerate(labels) if not is_label]
    own = [at for at in places if is_salutation(groups[at]) or is_day(groups[at])]
    named = [at for at in places if at not in own and len(groups[at]) >= TITLE]
    if not own and not named:
        return (text,), ""
    title = " ".join(groups[at] for at in places if at not in own)
    return (title, *(groups[at] for at in own)), " ".join(compress(groups, labels))


def _around_title(head: Sequence[str], line: Line, rules: CleaningRules) -> list[str]:
    named = [group for group in head if is_title_like(group)]
    if not named:
        return [" ".join(head)]
    title = named[likeliest_title(named, [line], rules.lexicon)]
    at = len(head) - 1 - head[::-1].index(title)
    return [" ".join(head[:at]), title, " ".join(head[at + 1 :])]


def _is_furniture(groups: Sequence[str], rules: CleaningRules) -> bool:
    """Whether groups of words without a sentence hold a word of sites."""
    bare = fold(" ".join(groups))
    return bool(bare) and rules.wording.edge_words.search(bare) is not None
