"""Handouts as Word documents (Office Open XML), by python-docx."""

from __future__ import annotations

import io
from typing import Any, assert_never

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from scraper.handouts.content import (
    Ask,
    Block,
    Bullets,
    Handout,
    Heading,
    NewPage,
    Pointer,
    Quote,
    Source,
    Table,
    Text,
)
from scraper.handouts.package import set_properties, settled
from scraper.handouts.qr import qr_png
from scraper.handouts.word_styles import set_up
from scraper.reading.phrases import Phrase
from scraper.text.escape import one_line

_WIDTH = Mm(156)
_LABEL, _CODE = Mm(34), Mm(30)
"""Widths of the column of labels and of that of QR codes."""
_STYLES = {"text": "Normal", "meta": "Intense Quote", "note": "Intense Quote"}


def word_document(handout: Handout) -> bytes:
    """Return a handout as the bytes of a .docx file."""
    return _Writer(handout).write()


class _Writer:
    """One document while it is written."""

    def __init__(self, handout: Handout) -> None:
        self.handout = handout
        self.document: Document = docx.Document()
        set_up(self.document, handout.language)
        self.styles = {style.name: style.style_id for style in self.document.styles}
        """Style ids by name, at hand: the library looks through all styles for each one."""

    def write(self) -> bytes:
        set_properties(self.document.core_properties, self.handout)
        self._head_and_foot()
        self._paragraph(self.handout.title, "Title")
        self._paragraph(Phrase(f"{self.handout.site} · {self.handout.kind}"), "Subtitle")
        for block in self.handout.blocks:
            self._block(block)
        out = io.BytesIO()
        self.document.save(out)
        return settled(out.getvalue())

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._paragraph(block.words, f"Heading {block.level}")
            case Text():
                self._paragraph(block.words, _STYLES[block.kind])
            case Bullets():
                for item in block.items:
                    self._paragraph(item, "List Bullet")
            case Table():
                self._table(block)
            case Quote():
                self._beside(
                    block.pointer,
                    [(block.words, "Quote")]
                    + [(Phrase(note), "Intense Quote") for note in block.notes]
                    + [(block.source, "Caption")],
                )
            case Source():
                lines = [(line, "Intense Quote") for line in block.lines]
                self._beside(block.pointer, lines)
            case Ask():
                self._ask(block)
            case NewPage():
                self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            case _:
                assert_never(block)

    def _paragraph(self, words: Phrase, style: str, where: Any = None) -> Any:
        paragraph = self._styled((where or self.document).add_paragraph(), style)
        self._words(paragraph, words)
        return paragraph

    def _styled(self, paragraph: Any, style: str) -> Any:
        paragraph._p.style = self.styles[style]
        return paragraph

    def _words(self, paragraph: Any, words: Phrase, *, bold: bool = False) -> None:
        """Add a run in the language it is in."""
        run = paragraph.add_run(one_line(words.text))
        run.bold = bold or None
        _set_language(run._r, chinese=words.foreign or self.handout.language == "zh")

    def _ask(self, ask: Ask) -> None:
        lines = [(Phrase(ask.words), "Normal"), *((see, "Caption") for see in ask.see)]
        heading = self._paragraph(Phrase(ask.label), "Heading 3")
        heading.paragraph_format.keep_with_next = True
        if ask.pointer:
            self._beside(ask.pointer, lines)
            return
        for words, style in lines:
            self._paragraph(words, style)

    def _table(self, table: Table) -> None:
        grid = self._grid(_LABEL, "Table Grid")
        for label, value in table.rows:
            row = grid.add_row()
            _keep_whole(row)
            for number, words in enumerate((Phrase(label), value)):
                cell = row.cells[number]
                cell.width = grid.columns[number].width
                paragraph = self._styled(cell.paragraphs[0], "Intense Quote")
                paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
                self._words(paragraph, words, bold=number == 0)
        self._space()

    def _grid(self, first: int, style: str | None = None) -> Any:
        """Return a table of two columns over the width of the page, the first as wide as said."""
        grid = self.document.add_table(rows=0, cols=2, style=style)
        grid.autofit = False
        grid.columns[0].width, grid.columns[1].width = first, _WIDTH - first
        return grid

    def _beside(self, pointer: Pointer, lines: list[tuple[Phrase, str]]) -> None:
        """Write lines with a QR code at their right, or with the place in words below them."""
        if not pointer.address:
            for words, style in lines:
                self._paragraph(words, style)
            self._paragraph(Phrase(pointer.where), "Caption")
            return
        grid = self._grid(_WIDTH - _CODE)
        row = grid.add_row()
        _keep_whole(row)
        left, right = row.cells
        left.width, right.width = grid.columns[0].width, grid.columns[1].width
        for number, (words, style) in enumerate(lines):
            if number:
                self._paragraph(words, style, left)
            else:
                self._words(self._styled(left.paragraphs[0], style), words)
        self._code(right, pointer)
        self._space()

    def _code(self, cell: Any, pointer: Pointer) -> None:
        picture = self._styled(cell.paragraphs[0], "Caption")
        picture.alignment = WD_ALIGN_PARAGRAPH.CENTER
        shape = picture.add_run().add_picture(io.BytesIO(qr_png(pointer.address)), width=Mm(26))
        shape._inline.docPr.set("descr", pointer.address)
        caption = self._styled(cell.add_paragraph(), "Caption")
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._link(caption, pointer.caption, pointer.address)

    def _link(self, paragraph: Any, words: str, address: str) -> None:
        """Add a link; python-docx can read them and not write them."""
        key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), key)
        self._words(paragraph, Phrase(words))
        link.append(paragraph.runs[-1]._r)
        paragraph._p.append(link)

    def _space(self) -> None:
        """Part a table from what follows; Word joins two that touch."""
        paragraph = self._styled(self.document.add_paragraph(), "Caption")
        paragraph.paragraph_format.line_spacing = Pt(6)

    def _head_and_foot(self) -> None:
        section = self.document.sections[0]
        foot = self._styled(section.footer.paragraphs[0], "Caption")
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        before, after = ("— ", " —") if self.handout.language == "zh" else ("", "")
        self._words(foot, Phrase(before))
        _add_page_number(foot)
        self._words(foot, Phrase(after))


def _set_language(run: Any, *, chinese: bool) -> None:
    """Mark a run as Chinese: its quotation marks then come from the Chinese font."""
    if not chinese:
        return
    properties = run.get_or_add_rPr()
    fonts = OxmlElement("w:rFonts")
    fonts.set(qn("w:hint"), "eastAsia")
    properties.insert(0, fonts)
    lang = OxmlElement("w:lang")
    lang.set(qn("w:eastAsia"), "zh-CN")
    properties.append(lang)


def _keep_whole(row: Any) -> None:
    """Keep a row of a table on one page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))


def _add_page_number(paragraph: Any) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    number = OxmlElement("w:t")
    number.text = "1"
    run.append(number)
    field.append(run)
    paragraph._p.append(field)
