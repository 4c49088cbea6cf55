"""The text's own figures held against each other: shares, sums, and lists announced by number.

Nothing is corrected: a figure that does not agree is shown as stated, with what the text's other
numbers give. Numbers with `约`, `多` or `近` stand for a range, and only ranges that do not meet
count; lists that may be examples, and parts that may overlap, are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scraper.cases.document import Document
from scraper.cases.listed import listed_otherwise
from scraper.cases.ranges import Range, range_of, share_range
from scraper.model import Check, Figure
from scraper.rules.structure_types import CheckRules
from scraper.text.words import cut

_SHARE_OF = re.compile(
    "^占(?:全[区市县街镇村]*|总?|辖区|社区)?(?P<base>.+?)(?:总数|总量|总人数|的)*$"
)
_TOTAL_AFTER = re.compile(r"(?:总共|合计|总计|共计|一共|共)(?:有|为)?$")


def find_checks(
    document: Document, figures: Sequence[Figure], rules: CheckRules, *, is_cut: bool
) -> tuple[Check, ...]:
    """Return where the figures of a text do not agree, in reading order.

    `is_cut` says that the text breaks off: a list in its last paragraph may go on.
    """
    last = document.body[-1].id if is_cut and document.body else ""
    found = [*_shares(figures, rules), *_sums(figures, rules)]
    for sentence, paragraph in document.sentences():
        for stated, listed in listed_otherwise(sentence, rules):
            if paragraph != last or sentence.endswith(("。", "！")):
                found.append(Check("listed", stated, str(listed), sentence, paragraph))
    order = {paragraph.id: n for n, paragraph in enumerate(document.paragraphs)}
    return tuple(sorted(dict.fromkeys(found), key=lambda check: order[check.paragraph]))


# --- shares -------------------------------------------------------------------------------------


def _shares(figures: Sequence[Figure], rules: CheckRules) -> Iterator[Check]:
    """Shares that part and whole do not give (`5200多名…，占居住人口的9.5%`)."""
    for index, share in enumerate(figures):
        of = _SHARE_OF.match(share.what) if share.unit == "%" else None
        part = _part(figures[:index], share) if of else None
        whole = _whole(figures[:index], part, of["base"]) if of and part else None
        if part is None or whole is None:
            continue
        stated, computed = range_of(share, rules.about), _computed(part, whole, rules)
        if stated and computed and not stated.meets(computed):
            value = 100 * (part.value or 0) / (whole.value or 1)
            digits = len(share.text.partition(".")[2].strip("%％")) or int(value != round(value))
            yield Check(
                "share", share.text, f"{value:.{digits}f}%", share.sentence, share.paragraph
            )


def _part(before: Sequence[Figure], share: Figure) -> Figure | None:
    """What has the share: the last count of the same sentence before it, else the largest count
    of the paragraph of what the sentence names (`党员占居住人口的9.5%`)."""
    counts = [f for f in before if f.unit != "%" and f.value and f.paragraph == share.paragraph]
    here = [f for f in counts if f.sentence == share.sentence]
    if here:
        return here[-1]
    subject = share.sentence.partition(share.what)[0]
    named = [f for f in counts if f.what.endswith(cut(subject)[-1])] if subject else []
    return max(named, key=lambda figure: figure.value or 0, default=None)


def _whole(before: Sequence[Figure], part: Figure | None, base: str) -> Figure | None:
    """The whole a share speaks of: the last count before it whose name ends as the share says."""
    counts = [f for f in before if f.value and f.unit != "%" and f is not part]
    named = [f for f in counts if f.what.endswith(base) or base.endswith(f.what)]
    larger = [f for f in named if part and (f.value or 0) >= (part.value or 0)]
    return larger[-1] if larger else None


def _computed(part: Figure, whole: Figure, rules: CheckRules) -> Range | None:
    some, all_ = range_of(part, rules.about), range_of(whole, rules.about)
    return share_range(some, all_) if some and all_ else None


# --- sums ---------------------------------------------------------------------------------------


def _sums(figures: Sequence[Figure], rules: CheckRules) -> Iterator[Check]:
    """Totals that the parts named right after them, or right before, do not add up to."""
    for index, total in enumerate(figures):
        here = [f for f in figures[index + 1 :] if f.sentence == total.sentence]
        parts = _parts_after(total, here, rules)
        if parts is None:
            before = [f for f in figures[:index] if f.sentence == total.sentence]
            parts = _parts_before(total, before)
        if parts and not any(rules.overlaps.search(part.what) for part in parts):
            check = _sum(total, parts, rules)
            if check:
                yield check


def _parts_after(
    total: Figure, here: Sequence[Figure], rules: CheckRules
) -> Sequence[Figure] | None:
    """Figures of the total's unit behind words that say that they are all its parts."""
    if not here:
        return None
    sentence = total.sentence
    at = sentence.find(total.text) + len(total.text)
    between = sentence[at : sentence.find(here[0].text, at)]
    if not rules.whole.search(between) or "。" in between:
        return None
    parts = _same_unit(total, here)
    return parts if len(parts) > 1 else None


def _parts_before(total: Figure, before: Sequence[Figure]) -> Sequence[Figure]:
    """Figures of the total's unit before `共…`."""
    lead = total.sentence.partition(total.text)[0]
    parts = _same_unit(total, list(reversed(before)))
    return parts if _TOTAL_AFTER.search(lead) and len(parts) > 1 else ()


def _same_unit(total: Figure, figures: Sequence[Figure]) -> list[Figure]:
    """The leading figures that have the unit of the total."""
    parts: list[Figure] = []
    for figure in figures:
        if figure.unit != total.unit or figure.value is None:
            break
        parts.append(figure)
    return parts


def _is_nested(parts: Sequence[Figure]) -> bool:
    """Whether the first part is the sum of the others: `54名，包括28名书记和26名副书记`."""
    return parts[0].value == sum(part.value or 0 for part in parts[1:])


def _sum(total: Figure, parts: Sequence[Figure], rules: CheckRules) -> Check | None:
    """The check of a total; None where some leading parts give it, or it is only exceeded by
    parts that go on to something else."""
    stated = range_of(total, rules.about)
    ranges = [range_of(part, rules.about) for part in parts]
    if stated is None or not all(ranges):
        return None
    added = Range(0.0, 0.0)
    for part in ranges:
        added = added.plus(part) if part else added
        if stated.meets(added):
            return None
    if _is_nested(parts):
        return None
    value = sum(part.value or 0 for part in parts)
    return Check("sum", total.text, f"{value:g}{total.unit}", total.sentence, total.paragraph)
