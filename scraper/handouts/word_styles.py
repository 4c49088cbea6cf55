"""The look of Word handouts: page, fonts and styles.

Chinese handouts follow GB/T 9704-2012 for official documents: A4 with a type area of 156 mm by
225 mm, lines 28 pt apart, the title in size 2 (22 pt) of a small-title Song, headings in Hei and
Kai, the text in size 3 (16 pt) of Fang Song, page numbers between dashes. The fonts are those of
every Chinese Windows; the small-title Song, which is not, names Song as its substitute.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from lxml import etree

from scraper.model import Language

_TITLE = "方正小标宋简体"
_SUBSTITUTES = {_TITLE: "SimSun", "FangSong": "仿宋", "KaiTi": "楷体", "SimHei": "黑体"}
"""Font to another name or font that Word takes where it is missing (fontTable, `altName`)."""
_LATIN = "Times New Roman"


@dataclass(frozen=True, slots=True)
class Look:
    """How a style looks in one language."""

    east_asian: str
    size: float
    bold: bool = False
    centred: bool = False
    before: float = 0
    after: float = 0
    indent: int = 0
    """First line, in hundredths of a character."""


_ZH = {
    "Normal": Look("FangSong", 16, indent=200),
    "Title": Look(_TITLE, 22, centred=True, before=14, after=14),
    "Subtitle": Look("KaiTi", 14, centred=True, after=8),
    "Heading 1": Look("SimHei", 16, before=10, indent=200),
    "Heading 2": Look("SimHei", 15, before=6, indent=200),
    "Heading 3": Look("KaiTi", 15, indent=200),
    "List Bullet": Look("FangSong", 16),
    "Quote": Look("KaiTi", 15, indent=200),
    "Intense Quote": Look("KaiTi", 14),
    "Caption": Look("SimSun", 10.5),
}
_EN = {
    "Normal": Look("FangSong", 11.5, after=6),
    "Title": Look(_TITLE, 20, centred=True, before=6, after=8, bold=True),
    "Subtitle": Look("KaiTi", 12, centred=True, after=8),
    "Heading 1": Look("SimHei", 15, before=14, after=4, bold=True),
    "Heading 2": Look("SimHei", 12.5, before=10, after=3, bold=True),
    "Heading 3": Look("KaiTi", 11.5, before=6, after=3, bold=True),
    "List Bullet": Look("FangSong", 11.5, after=4),
    "Quote": Look("KaiTi", 11.5, after=4),
    "Intense Quote": Look("KaiTi", 10.5, after=4),
    "Caption": Look("SimSun", 9),
}
_LINES_ZH = Pt(28)
_WORD_2013 = "15"
"""The newest mode of layout there is; older ones open as "compatibility mode"."""
_JUSTIFIED = frozenset(("Normal", "Quote"))
"""Styles of running text; the small print has long addresses in it and is set ragged."""
_SMALL = frozenset(("Caption",))
"""Styles whose lines are single: they stand beside pictures or under a rule."""


def set_up(document: Document, language: Language) -> None:
    """Give an empty document its page, styles, languages and substitutes for fonts."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    top = 37 if language == "zh" else 28
    section.top_margin, section.bottom_margin = Mm(top), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    _set_defaults(document)
    for name, look in (_ZH if language == "zh" else _EN).items():
        _set_style(document.styles[name], look, name, language)
    _set_substitutes(document)
    _drop_thumbnail(document)


def _set_defaults(document: Document) -> None:
    """Set the languages of the text (`w:lang`): Chinese, and English for what is in Latin letters.

    Latin words and numbers marked as Chinese would be broken anywhere at the end of a line.
    """
    defaults = document.styles.element.find(qn("w:docDefaults"))
    lang = defaults.find(f".//{qn('w:lang')}")
    lang.set(qn("w:val"), "en-US")
    lang.set(qn("w:eastAsia"), "zh-CN")
    settings = document.settings.element
    for name, key, value in (
        ("w:themeFontLang", "w:eastAsia", "zh-CN"),
        ("w:characterSpacingControl", "w:val", "compressPunctuation"),
        ("w:zoom", "w:percent", "100"),
    ):
        element = settings.find(qn(name))
        if element is not None:
            element.set(qn(key), value)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _WORD_2013)


def _set_style(style: Any, look: Look, name: str, language: Language) -> None:
    set_fonts(style.element.get_or_add_rPr(), look.east_asian)
    style.font.size = Pt(look.size)
    style.font.bold = look.bold
    style.font.italic = False
    style.font.color.rgb = None
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER if look.centred else WD_ALIGN_PARAGRAPH.LEFT
    if language == "zh" and name not in _SMALL:
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = _LINES_ZH if look.size >= 15 else Pt(look.size * 1.6)
        if name in _JUSTIFIED:
            form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    else:
        form.line_spacing = 1.15
    _set_indent(style.element.get_or_add_pPr(), look, name)
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _set_indent(properties: Any, look: Look, name: str) -> None:
    """Indent by characters, as Chinese offices do, with the same in twips for other readers."""
    if name == "List Bullet":
        return  # the numbering has its own
    for old in properties.findall(qn("w:ind")):
        properties.remove(old)
    indent = OxmlElement("w:ind")
    indent.set(qn("w:firstLineChars"), str(look.indent))
    indent.set(qn("w:firstLine"), str(round(look.indent / 100 * look.size * 20)))
    properties.insert_element_before(
        indent, "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc",
        "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId",
        "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
    )  # fmt: skip


def set_fonts(properties: Any, east_asian: str) -> None:
    """Name the fonts of a run or style: Latin and Chinese, and no theme over them."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for where in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{where}"), _LATIN)
    fonts.set(qn("w:eastAsia"), east_asian)
    properties.insert(0, fonts)


def _set_substitutes(document: Document) -> None:
    """Write the substitutes into the font table of the package."""
    part = next(
        relation.target_part
        for relation in document.part.rels.values()
        if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE
    )
    entries = "".join(
        f'<w:font w:name="{font}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for font, other in _SUBSTITUTES.items()
    )
    table = parse_xml(part.blob)
    for font in parse_xml(f"<w:fonts {nsdecls('w')}>{entries}</w:fonts>"):
        table.append(font)
    part._blob = _xml(table)


def _xml(element: Any) -> bytes:
    return bytes(etree.tostring(element, encoding="UTF-8", xml_declaration=True, standalone=True))


def _drop_thumbnail(document: Document) -> None:
    """Take out the picture of an empty page that the library's template carries."""
    relations = document.part.package.rels
    for key in [k for k, r in relations.items() if r.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]
