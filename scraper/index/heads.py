"""What a list of results says of a page before its text is there: title, address, facts.

A piece a block of page numbers. A reader's browser has them after the first search, so that the
next ones are answered by shards alone; the passages follow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scraper.index.pieces import HEADS, pack, unpack


def head_name(number: int) -> str:
    """Return the name of the piece that holds the head of a page."""
    return f"heads/{number // HEADS}"


def head_row(number: int, page: Mapping[str, Any]) -> str:
    """Return the head of a page as a line, from what `fragment` gave: number, address, title,
    facts shown, how the title was made."""
    cells = (str(number), page["url"], page["title"], *page["shown"], page["made"])
    return "\t".join(" ".join(cell.split()) for cell in cells)


def head_pieces(rows: Iterable[tuple[int, str]]) -> Iterator[tuple[str, bytes]]:
    """Yield the pieces, from number and line of each page in the order of numbers."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for number, row in rows:
        blocks[head_name(number)].append(row)
    for name, lines in blocks.items():
        yield name, pack("\n".join(lines))


def change_heads(packed: bytes | None, rows: Mapping[int, str | None]) -> bytes | None:
    """Return a piece with other lines for some pages, None for those that go; None where no page
    is left. `packed` is the piece as it was, None where there was none."""
    lines = unpack(packed).split("\n") if packed else []
    known: dict[int, str | None] = {int(line.split("\t", 1)[0]): line for line in lines}
    kept = [line for _, line in sorted({**known, **rows}.items()) if line is not None]
    return pack("\n".join(kept)) if kept else None
