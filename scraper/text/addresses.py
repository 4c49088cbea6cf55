"""Addresses within the library, `case` or `case#anchor`, and where old ones lead.

A row for a whole case (`old` to `new`) keeps the anchor; a row for one anchor (`old#p-…`) says
where that passage went. Rows are followed until an address is reached that has none.
"""

from __future__ import annotations

from collections.abc import Mapping

MARK = "#"


class CircleError(ValueError):
    """Rows lead back to an address they came from; `args[0]` is that address."""


def split_address(address: str) -> tuple[str, str]:
    """Return the case and the anchor of an address; the anchor is empty for the whole page."""
    case, _, anchor = address.partition(MARK)
    return case, anchor


def join_address(case: str, anchor: str) -> str:
    """Return the address of an anchor, or of the whole page where the anchor is empty."""
    return f"{case}{MARK}{anchor}" if anchor else case


def follow(moved: Mapping[str, str], address: str) -> str:
    """Return where an address leads now; itself where it has not moved.

    `moved` maps old addresses to new ones. Raises `CircleError` where it leads round in a circle.
    """
    seen = {address}
    while (after := _step(moved, address)) is not None:
        if after in seen:
            raise CircleError(after)
        seen.add(after)
        address = after
    return address


def _step(moved: Mapping[str, str], address: str) -> str | None:
    if address in moved:
        return moved[address]
    case, anchor = split_address(address)
    return join_address(moved[case], anchor) if anchor and case in moved else None
