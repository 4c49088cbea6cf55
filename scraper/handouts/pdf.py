"""Handouts as PDF (PDF/UA-1: tagged, with bookmarks), by Typst.

Typst sets Chinese by its own rules (punctuation squeezed, no closing mark at the start of a
line), embeds subsets of the fonts it uses, and needs no program beside its Python package. The
words go in as data; the template `handout.typ` is the only source it compiles.
"""

from __future__ import annotations

import dataclasses
import json
from functools import cache
from importlib import resources
from typing import Any

import typst

from scraper.handouts.content import Handout, Pointer
from scraper.handouts.qr import qr_svg
from scraper.text.escape import one_line

FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC")
"""The Chinese fonts of the template: Debian's package fonts-noto-cjk."""


def fonts_missing() -> tuple[str, ...]:
    """Return the fonts that PDF handouts need and this machine does not have."""
    families = set(_fonts().families())
    return tuple(font for font in FONTS if font not in families)


def pdf_document(handout: Handout) -> bytes:
    """Return a handout as the bytes of a PDF file; the fonts must be there (`fonts_missing`)."""
    content = json.dumps(_plain(handout), ensure_ascii=False)
    pdf = _compiler().compile(
        _template(), sys_inputs={"handout": content}, format="pdf", pdf_standards="ua-1"
    )
    if not isinstance(pdf, bytes):
        raise TypeError("the compiler gives the bytes of one file for a PDF")
    return pdf


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts of this machine, looked for once."""
    return typst.Fonts()


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(_template(), font_paths=_fonts())


@cache
def _template() -> bytes:
    return resources.files("scraper.handouts").joinpath("handout.typ").read_bytes()


def _plain(value: Any) -> Any:
    """Return a dataclass as JSON: blocks with their type, pointers with their QR code."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return one_line(value)
    if not dataclasses.is_dataclass(value):
        return value
    names = [field.name for field in dataclasses.fields(value) if field.name != "slides"]
    plain = {name: _plain(getattr(value, name)) for name in names}
    plain["type"] = type(value).__name__.lower()
    if isinstance(value, Pointer) and value.address:
        plain["code"] = qr_svg(value.address)
    return plain
