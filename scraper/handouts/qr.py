"""QR codes (ISO/IEC 18004) of addresses, by segno; the same address gives the same bytes."""

from __future__ import annotations

import io
from functools import lru_cache

import segno

_LEVEL = "m"
"""Error correction M: a copied or creased sheet may lose 15% of the code."""
_QUIET = 4
"""Quiet zone in modules, as the standard asks for."""


_KEPT = 512
"""Codes kept at hand: the formats of a handout come one after the other and share theirs."""


@lru_cache(_KEPT)
def qr_png(address: str) -> bytes:
    """Return the code as a PNG, 6 pixels a module: 200 dpi and more at 26 mm."""
    out = io.BytesIO()
    _code(address).save(out, kind="png", scale=6, border=_QUIET)
    return out.getvalue()


@lru_cache(_KEPT)
def qr_svg(address: str) -> str:
    """Return the code as an SVG document."""
    out = io.BytesIO()
    _code(address).save(out, kind="svg", border=_QUIET)
    return out.getvalue().decode("utf-8")


@lru_cache(_KEPT)
def _code(address: str) -> segno.QRCode:
    return segno.make(address, error=_LEVEL, micro=False)
