"""Handouts as slides (Office Open XML), by python-pptx: 16:9, text sized so that it fits.

Latin letters are set in Arial and Chinese in Microsoft YaHei, which every Windows has.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pptx
from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from scraper.handouts.content import Handout, Pointer, Slide
from scraper.handouts.fitting import largest_fit, pages_of
from scraper.handouts.package import set_properties, settled
from scraper.handouts.qr import qr_png
from scraper.reading.phrases import Phrase
from scraper.rules.interface import Say
from scraper.text.escape import one_line

_LATIN, _CHINESE = "Arial", "Microsoft YaHei"
_ACCENT, _INK, _QUIET = map(RGBColor.from_string, ("8F1D1D", "1A1A1A", "555555"))
_WIDTH, _HEIGHT = 13.333, 7.5
_LEFT, _TOP, _FULL = 0.7, 1.75, 11.9
"""Inches: the box of the text, below the title, over the whole width."""
_BOTTOM = 6.35
_CODE = 1.5
"""Side of a QR code in inches."""
_SIZES = {
    "title": (24, 20, 18),
    "section": (24,),
    "list": (30, 26, 24, 22, 20, 18),
    "quote": (30, 28, 26, 24, 22, 20, 18),
    "question": (40, 36, 32, 28, 24, 20),
}
_TITLE_SIZES = {"title": (44, 40, 36, 32, 28), "section": (44, 40, 36, 32)}
_TITLE_SMALL = (32, 28, 24, 20, 18)
_TITLE_ONLY = 5
"""Number of the layout "Title Only" in the library's template."""


def slide_deck(handout: Handout, say: Say) -> bytes:
    """Return the slides of a handout as the bytes of a .pptx file."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Inches(_WIDTH), Inches(_HEIGHT)
    set_properties(deck.core_properties, handout)
    _drop_thumbnail(deck)
    writer = _Writer(deck, handout)
    for slide in handout.slides:
        for fitting in _fitting(slide, say):
            writer.add(fitting)
    out = io.BytesIO()
    deck.save(out)
    return settled(out.getvalue())


def _box(slide: Slide) -> tuple[float, float]:
    """Return width and height of the text's box in points; a QR code takes its right side."""
    coded = slide.pointer is not None and bool(slide.pointer.address)
    return (_FULL - (_CODE + 0.3 if coded else 0)) * 72, (_BOTTOM - _TOP) * 72


def _fitting(slide: Slide, say: Say) -> Iterator[Slide]:
    """Yield a slide, or as many as its text takes at the smallest size."""
    width, height = _box(slide)
    smallest = _SIZES[slide.kind][-1]
    portions = list(pages_of(slide.lines, smallest, width, height)) or [()]
    for number, lines in enumerate(portions):
        title = slide.title
        if number:
            title = replace(title, text=say("hand_continued", title=title.text))
        yield replace(slide, title=title, lines=lines, notes=() if number else slide.notes)


class _Writer:
    """A deck while it is written."""

    def __init__(self, deck: Any, handout: Handout) -> None:
        self.deck, self.handout = deck, handout

    def add(self, slide: Slide) -> None:
        page = self.deck.slides.add_slide(self.deck.slide_layouts[_TITLE_ONLY])
        opening = slide.kind in _TITLE_SIZES
        self._bar(page, opening)
        self._title(page, slide, opening)
        width, height = _box(slide)
        top = 4.2 if opening else _TOP
        body = page.shapes.add_textbox(
            Inches(_LEFT), Inches(top), Pt(width), Inches(_BOTTOM - top)
        ).text_frame
        size = largest_fit([x.text for x in slide.lines], _SIZES[slide.kind], width, height)
        self._fill(body, slide.lines, size or _SIZES[slide.kind][-1], _INK)
        self._foot(page, slide)
        if slide.pointer:
            self._pointer(page, slide.pointer)
        if slide.notes:
            frame = page.notes_slide.notes_text_frame
            self._fill(frame, [Phrase(note) for note in slide.notes], 12, _INK)

    def _title(self, page: Any, slide: Slide, opening: bool) -> None:
        title = page.shapes.title
        top, height = (1.6, 2.4) if opening else (0.45, 1.15)
        title.left, title.top = Inches(_LEFT), Inches(top)
        title.width, title.height = Inches(_FULL), Inches(height)
        sizes = _TITLE_SIZES.get(slide.kind, _TITLE_SMALL)
        size = largest_fit([slide.title.text], sizes, _FULL * 72, height * 72) or sizes[-1]
        self._fill(title.text_frame, [slide.title], size, _ACCENT, bold=True)
        title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM if opening else MSO_ANCHOR.MIDDLE

    def _bar(self, page: Any, opening: bool) -> None:
        """Draw a rule below the title."""
        top = 4.05 if opening else 1.6
        bar = page.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, Inches(_LEFT), Inches(top), Inches(_FULL), Pt(1.5)
        )
        bar.shadow.inherit = False
        bar.fill.solid()
        bar.fill.fore_color.rgb = _ACCENT
        bar.line.fill.background()

    def _foot(self, page: Any, slide: Slide) -> None:
        words = slide.footer if slide.footer.text else Phrase(self.handout.site)
        foot = page.shapes.add_textbox(
            Inches(_LEFT), Inches(_BOTTOM + 0.1), Inches(_FULL - _CODE - 0.3), Inches(0.95)
        ).text_frame
        lines = [words]
        if slide.pointer and slide.pointer.where and slide.pointer.where not in words.text:
            lines.append(Phrase(slide.pointer.where))
        self._fill(foot, lines, 12, _QUIET)

    def _pointer(self, page: Any, pointer: Pointer) -> None:
        if not pointer.address:
            return
        left, top = _LEFT + _FULL - _CODE, _BOTTOM - _CODE + 0.45
        picture = page.shapes.add_picture(
            io.BytesIO(qr_png(pointer.address)), Inches(left), Inches(top), Inches(_CODE)
        )
        picture._element.nvPicPr.cNvPr.set("descr", pointer.address)
        picture.click_action.hyperlink.address = pointer.address
        caption = page.shapes.add_textbox(
            Inches(left - 0.4), Inches(top + _CODE), Inches(_CODE + 0.8), Inches(0.35)
        ).text_frame
        self._fill(caption, [Phrase(pointer.caption)], 12, _QUIET)
        caption.paragraphs[0].alignment = PP_ALIGN.CENTER

    def _fill(
        self,
        frame: Any,
        phrases: Sequence[Phrase],
        size: float,
        color: RGBColor,
        *,
        bold: bool = False,
    ) -> None:
        """Write paragraphs into a frame, at one size, without the program's own shrinking."""
        frame.word_wrap = True
        frame.auto_size = MSO_AUTO_SIZE.NONE
        for number, phrase in enumerate(phrases):
            paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.LEFT
            paragraph.line_spacing = 1.15
            paragraph.space_after = Pt(size * 0.3)
            run = paragraph.add_run()
            run.text = one_line(phrase.text)
            run.font.size, run.font.bold = Pt(size), bold
            run.font.color.rgb = color
            self._set_language(run, chinese=phrase.foreign or self.handout.language == "zh")

    def _set_language(self, run: Any, *, chinese: bool) -> None:
        properties = run._r.get_or_add_rPr()
        properties.set("lang", "zh-CN" if chinese else "en-US")
        run.font.name = _CHINESE if chinese else _LATIN
        font = etree.SubElement(properties, qn("a:ea"))
        font.set("typeface", _CHINESE)


def _drop_thumbnail(deck: Any) -> None:
    """Take out the picture of an empty slide that the library's template carries."""
    package = deck.part.package
    for key, relation in list(package._rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package._rels.pop(key)
