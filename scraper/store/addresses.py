"""The addresses a library has given, and where the old ones lead.

    cases/redirects.tsv   old address, new address: where what has moved is now
    cases/addresses.tsv   case, its anchors: what the last build published

An anchor of the last build that is gone from its case leads to the passage after it, so that a
link once given never ends at nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scraper.model import CasebookError, Redirect
from scraper.store.files import read_text, write_text
from scraper.text.addresses import CircleError, follow, join_address, split_address

REDIRECTS = "redirects.tsv"
GIVEN = "addresses.tsv"
_ADDRESS = re.compile(r"[a-z0-9][a-z0-9-]{0,63}(?:#[phs]-[a-z0-9]{1,32})?")
_REDIRECTS_HEAD = """\
# Old addresses and where they lead now, one a line: `case` or `case#anchor`, a tab, the same.
# A row for a whole case keeps the anchor of the address; a row for one anchor goes before it.
# `casebook rename`, `merge` and `split` add rows, and `casebook build` one for each passage that
# is gone. Rows may be added by hand; one that is deleted breaks the links to its old address.
old	new
"""
_GIVEN_HEAD = """\
# The addresses that the last build published: a case, a tab, the anchors on its page in reading
# order. Kept by `casebook build`, which tells by it which addresses have gone. Commit it. Delete a
# line only where a case is withdrawn and its address may end at nothing.
case	anchors
"""


@dataclass(frozen=True, slots=True)
class AddressBook:
    """Every address given so far."""

    redirects: tuple[Redirect, ...] = ()
    given: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By case id: the anchors of its page at the last build, in reading order."""

    @property
    def rows(self) -> dict[str, str]:
        """Old address to new address."""
        return {row.old: row.new for row in self.redirects}


def load_addresses(folder: Path) -> AddressBook:
    """Read what `folder` (`cases/`) holds of both files; without them, nothing was given yet.

    Raises `CasebookError` with line and mend where a row is wrong or rows go round in a circle.
    """
    path = folder / REDIRECTS
    redirects = tuple(_redirects(path))
    rows = {row.old: row.new for row in redirects}
    for row in redirects:
        try:
            follow(rows, row.old)
        except CircleError as error:
            problem = f"`{row.old}` leads round in a circle, back to `{error.args[0]}`"
            raise CasebookError(str(path), problem, "Delete one row of the circle") from error
    given = {
        case: tuple(anchors.split()) for _, case, anchors in _rows(folder / GIVEN, _GIVEN_HEAD)
    }
    return AddressBook(redirects, given)


def save_addresses(folder: Path, book: AddressBook) -> None:
    """Write both files where they change; one that would hold nothing is not made."""
    redirects = "".join(f"{row.old}\t{row.new}\n" for row in book.redirects)
    given = "".join(f"{case}\t{' '.join(book.given[case])}\n" for case in sorted(book.given))
    for name, head, rows in ((REDIRECTS, _REDIRECTS_HEAD, redirects), (GIVEN, _GIVEN_HEAD, given)):
        if rows or (folder / name).exists():
            write_text(folder / name, head + rows)


def brought_up_to_date(book: AddressBook, now: Mapping[str, tuple[str, ...]]) -> AddressBook:
    """Return the book after cases are published: with a row for each anchor that is gone.

    `now` holds the anchors on the page of each case, in reading order, by its id. Rows of anchors
    that are there again are dropped. Cases that are not among them keep what was given of them.
    """
    live = {join_address(case, anchor) for case, anchors in now.items() for anchor in anchors}
    kept = [row for row in book.redirects if row.old not in live]
    known = {row.old for row in kept}
    for case, before in book.given.items():
        for place, anchor in enumerate(before):
            old = join_address(case, anchor)
            if case in now and old not in live and old not in known:
                kept.append(Redirect(old, join_address(case, _nearest(before, place, now[case]))))
    return AddressBook(tuple(kept), {**book.given, **now})


def _nearest(before: Sequence[str], place: int, now: Sequence[str]) -> str:
    """Return the anchor that comes nearest to a gone one: the next that is left, else the last
    before it, else none."""
    left = set(now)
    around = (*before[place + 1 :], *reversed(before[:place]))
    return next((anchor for anchor in around if anchor in left), "")


def address_faults(
    book: AddressBook, folder: Path, present: Collection[str]
) -> Iterator[CasebookError]:
    """Yield what is wrong between the addresses given and the cases there are.

    A published case whose file is gone and to which no row belongs; a row whose old address is a
    case again; a row that leads to no case.
    """
    path = folder / REDIRECTS
    rows = book.rows
    unread = {file.stem for file in folder.glob("*.md")}
    for case in book.given:
        if case not in present and case not in unread and case not in rows:
            problem = f"cases/{case}.html was published, and now there is no such case"
            mend = f"Add a row `{case}`, tab, the case it became; or delete its line in {GIVEN}"
            yield CasebookError(str(path), problem, mend)
    for old in rows:
        if old in present:
            mend = "Rename the case, or delete the row"
            yield CasebookError(str(path), f"`{old}` has moved, and is a case of its own", mend)
        target, _ = split_address(follow(rows, old))
        if target not in present and target not in unread:
            mend = "Correct the row, or delete it"
            yield CasebookError(str(path), f"`{old}` leads to `{target}`, which is no case", mend)


def _redirects(path: Path) -> Iterator[Redirect]:
    seen: set[str] = set()
    for line, old, new in _rows(path, _REDIRECTS_HEAD):
        wrong = next((part for part in (old, new) if not _ADDRESS.fullmatch(part)), None)
        if wrong is not None:
            mend = "Write `case` or `case#anchor`, as `pinghe` or `pinghe#p-2a3b4c`"
            raise CasebookError(str(path), f"`{wrong}` is no address", mend, line)
        if "#" in new and "#" not in old:
            mend = "Give the case alone; the anchor of the old address is kept"
            raise CasebookError(str(path), f"the whole of `{old}` leads to one anchor", mend, line)
        if old in seen:
            mend = "Delete one of the two rows"
            raise CasebookError(str(path), f"`{old}` is given twice", mend, line)
        seen.add(old)
        yield Redirect(old, new)


def _rows(path: Path, head: str) -> Iterator[tuple[str, str, str]]:
    """Yield line number and both columns of a file, if it is there; its head is left out."""
    if not path.exists():
        return
    names = head.splitlines()[-1]
    lines = [
        (number, line)
        for number, line in enumerate(read_text(path).splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]
    for position, (number, line) in enumerate(lines):
        columns = line.split("\t")
        if position == 0 and line == names:
            continue
        if len(columns) != 2:
            mend = "Set two columns apart by one tab"
            raise CasebookError(str(path), f"{len(columns)} columns", mend, str(number))
        yield str(number), columns[0].strip(), columns[1].strip()
